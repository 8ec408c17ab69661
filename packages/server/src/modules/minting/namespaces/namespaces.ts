import { parseArk, parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { type Db, type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { readOrganisationName } from '../../accounts/index.ts';
import { mayManageShoulders, mayMint, maySeeShoulder } from '../policy.ts';
import type { Shoulder } from '../shoulder.ts';
import { createShoulder } from '../shoulders/create-shoulder.ts';
import { readShoulder } from '../store.ts';
import { deleteMinter, findArkShoulderId, insertMinter, touchShoulder } from './store.ts';

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
    const now = ctx.now();
    const id = await findArkShoulderId(tx, name);
    const shoulder = id === null ? null : await readShoulder(tx, id);
    if (shoulder === null || !mayManageShoulders(actor, shoulder.organisationId)) throw unknown(wish.name);
    const minter = { shoulderId: shoulder.id, orcidEnvironment: ctx.config.orcid.environment, orcid };
    const changed = wish.remove ? await deleteMinter(tx, minter) : await insertMinter(tx, minter, now);
    if (!changed) return shoulder;
    await touchShoulder(tx, shoulder.id, now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'shoulder', id: shoulder.id },
      action: wish.remove ? 'remove-minter' : 'add-minter',
      actor: toEventActor(actor),
      after: { orcid },
    });
    return requireShoulder(tx, shoulder.id);
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

async function requireShoulder(tx: Tx, id: string): Promise<Shoulder> {
  const shoulder = await readShoulder(tx, id);
  if (shoulder === null) throw new Error(`shoulder ${id} vanished in the transaction that wrote it`);
  return shoulder;
}

function unknown(name: string): AppError {
  return new AppError('not-found', `There is no namespace ${name} here, or it is not yours.`);
}
