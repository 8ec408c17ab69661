import { parseArk, parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { type Db, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { readOrganisationName } from '../../accounts/index.ts';
import { mayManageShoulders, mayMint, maySeeShoulder } from '../policy.ts';
import { mintersIn, type Shoulder } from '../shoulder.ts';
import { changeLocked, lockManagedShoulder } from '../shoulders/change-shoulder.ts';
import { createShoulder } from '../shoulders/create-shoulder.ts';
import { readShoulder } from '../store.ts';
import { findArkShoulderId } from './store.ts';

/** The mask of iSamples' minters, in the order of Nog. */
const TEMPLATE = 'eedk';

type NamespaceContext = Pick<AppContext, 'config' | 'db' | 'now'>;

/** The organisation whose shoulders an actor may manage; null when there is none. */
export function managedOrganisation(actor: Actor): string | null {
  if (actor.kind === 'operator') return null;
  const managed = actor.memberships
    .filter(({ organisationId }) => mayManageShoulders(actor, organisationId))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  return (managed.find((each) => each.role === 'admin') ?? managed[0])?.organisationId ?? null;
}

/**
 * Makes a namespace as iSamples knows it: an ARK shoulder of its own template under which only the people named may
 * mint. Whether the actor may is settled before.
 * @param wish.name such as `99999/fk4`; `ark:` may stand before it
 * @throws AppError invalid-input; already-exists also when its names could meet those of another; not-allowed
 */
export async function createNamespace(
  ctx: NamespaceContext,
  actor: Actor,
  wish: { organisationId: string; name: string; orcids: readonly string[] },
): Promise<Shoulder> {
  const name = readNamespaceName(wish.name);
  const orcids = wish.orcids.map((each, index) => readOrcid(each, `/orcid_ids/${index}`));
  return transact(ctx.db, async (tx) =>
    createShoulder(
      tx,
      ctx,
      actor,
      { id: wish.organisationId, name: await readOrganisationName(tx, wish.organisationId) },
      { ...name, type: 'ark', template: TEMPLATE, minterRoles: [], minters: orcids },
    ),
  );
}

/**
 * Lets one person more or less mint in a namespace; to repeat it changes nothing.
 * @throws AppError invalid-input, not-found also for namespaces that others manage
 */
export async function changeNamespaceMinter(
  ctx: NamespaceContext,
  actor: Actor,
  wish: { name: string; orcid: string; remove: boolean },
): Promise<Shoulder> {
  const name = readNamespaceName(wish.name);
  const orcid = readOrcid(wish.orcid, '/orcid_id');
  return transact(ctx.db, async (tx) => {
    const id = await findArkShoulderId(tx, name);
    const found = id === null ? null : await readShoulder(tx, id);
    if (found === null || !mayManageShoulders(actor, found.organisationId)) throw unknown(wish.name);
    // Read again under the lock: others may be adding and removing people at the same moment.
    const shoulder = await lockManagedShoulder(tx, actor, found.id, ctx.now());
    const before = new Set(mintersIn(shoulder, ctx.config.orcid.environment));
    if (before.has(orcid) !== wish.remove) return shoulder;
    const minters = wish.remove ? [...before].filter((each) => each !== orcid) : [...before, orcid];
    return changeLocked(tx, ctx, actor, shoulder, { minters });
  });
}

/**
 * The namespace that an actor may mint in.
 * @throws AppError not-found also for strangers, not-allowed
 */
export async function requireMintableNamespace(db: Db, actor: Actor, name: string): Promise<Shoulder> {
  const id = await findArkShoulderId(db, readNamespaceName(name));
  const shoulder = id === null ? null : await readShoulder(db, id);
  if (shoulder === null || !(maySeeShoulder(actor, shoulder) || mayMint(actor, shoulder)))
    throw unknown(name);
  if (!mayMint(actor, shoulder)) {
    throw new AppError('not-allowed', `You are not among those who may mint in ${name}.`);
  }
  return shoulder;
}

function readNamespaceName(text: string): { prefix: string; shoulder: string } {
  const bare = text.trim().replace(/^ark:\/?/i, '');
  const [prefix = '', shoulder = '', ...more] = bare.split('/');
  const ark = parseArk(`ark:${bare}0`);
  const canonical = `ark:${prefix.toLowerCase()}/${shoulder}0`;
  if (!ark.ok || shoulder === '' || more.length > 0 || ark.value.canonical !== canonical) {
    throw new AppError('invalid-input', 'This is not a namespace.', {
      problems: [
        { pointer: '/shoulder', detail: 'Write it as NAAN, slash and shoulder, for example 99999/fk4.' },
      ],
    });
  }
  return { prefix: prefix.toLowerCase(), shoulder };
}

function readOrcid(text: string, pointer: string): string {
  const parsed = parseOrcid(text.trim());
  if (parsed.ok) return parsed.value.canonical;
  throw new AppError('invalid-input', 'This is not an ORCID iD.', {
    problems: [{ pointer, detail: parsed.problem.message }],
  });
}

function unknown(name: string): AppError {
  return new AppError('not-found', `There is no namespace ${name} here, or it is not yours.`);
}
