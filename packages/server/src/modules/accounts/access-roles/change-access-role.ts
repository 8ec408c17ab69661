import { parseOrcid } from '@mintmark/identifiers';
import { ANONYMOUS_ROLE, readAccessRole } from '../../../anchors/access-role.ts';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { lockOrganisation, type Organisation } from '../organisations/store.ts';
import {
  type AccessRole,
  type AccessRoleKey,
  deleteAccessRole,
  findAccessRole,
  insertAccessRole,
} from './store.ts';

type RoleContext = Pick<AppContext, 'config' | 'db' | 'now'>;

/** Which role of whom, as it stood in a request. */
export type AccessRoleWish = { orcid: string; role: string };

/**
 * Gives an iD a role with regard to an organisation's restricted links, before or after its owner has signed in here;
 * one that it has stays as it is. Whether the actor may is settled before.
 * @throws AppError invalid-input
 */
export async function grantAccessRole(
  ctx: RoleContext,
  actor: Actor,
  organisation: Organisation,
  wish: AccessRoleWish,
): Promise<AccessRole> {
  const key = toKey(ctx, organisation, wish);
  return transact(ctx.db, async (tx) => {
    await lockOrganisation(tx, organisation.id);
    const now = ctx.now();
    if (await insertAccessRole(tx, key, now)) await recordRoleEvent(tx, actor, key, now, 'grant');
    const granted = await findAccessRole(tx, key);
    if (granted === null) throw new Error('an access role vanished in the transaction that wrote it');
    return granted;
  });
}

/** Takes a role from an iD, at once. @throws AppError invalid-input, not-found */
export async function withdrawAccessRole(
  ctx: RoleContext,
  actor: Actor,
  organisation: Organisation,
  wish: AccessRoleWish,
): Promise<void> {
  const key = toKey(ctx, organisation, wish);
  await transact(ctx.db, async (tx) => {
    await lockOrganisation(tx, organisation.id);
    if (!(await deleteAccessRole(tx, key))) {
      throw new AppError('not-found', 'The organisation has not given this role to this iD.');
    }
    await recordRoleEvent(tx, actor, key, ctx.now(), 'withdraw');
  });
}

function toKey(ctx: RoleContext, organisation: Organisation, wish: AccessRoleWish): AccessRoleKey {
  const problems: InputProblem[] = [];
  const orcid = parseOrcid(wish.orcid);
  if (!orcid.ok) problems.push({ pointer: '/params/orcid', detail: orcid.problem.message });
  const role = readAccessRole(wish.role);
  if (role === null) {
    problems.push({
      pointer: '/params/role',
      detail:
        'Give Customer, Regulator, Recycler, Auditor or Owner in these letters, or a name of your own: a letter, ' +
        'then at most 63 letters, digits, full stops, hyphens and underscores.',
    });
  }
  if (role === ANONYMOUS_ROLE) {
    problems.push({
      pointer: '/params/role',
      detail: 'Everyone has the role Anonymous; it cannot be given.',
    });
  }
  if (!orcid.ok || role === null || problems.length > 0) {
    throw new AppError('invalid-input', 'This role cannot be given.', { problems });
  }
  return {
    organisationId: organisation.id,
    orcidEnvironment: ctx.config.orcid.environment,
    orcid: orcid.value.canonical,
    role,
  };
}

async function recordRoleEvent(
  tx: Tx,
  actor: Actor,
  key: AccessRoleKey,
  at: Date,
  action: 'grant' | 'withdraw',
): Promise<void> {
  const { organisationId, orcidEnvironment, orcid, role } = key;
  const held = { organisation: organisationId, orcid, role };
  await recordEvent(tx, {
    at,
    subject: { type: 'access-role', id: `${organisationId}|${orcidEnvironment}|${orcid}|${role}` },
    action,
    actor: toEventActor(actor),
    before: action === 'withdraw' ? held : null,
    after: action === 'grant' ? held : null,
  });
}
