import { parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { type Db, type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, isOperator, type MembershipRole, toEventActor } from '../../../http/actor.ts';
import { leavesNoAdministrator, memberRights } from '../policy.ts';
import {
  countOtherAdministrators,
  deleteMembership,
  findMember,
  findOrganisation,
  lockOrganisation,
  type Member,
  type MembershipKey,
  type Organisation,
  upsertMembership,
} from './store.ts';

type MemberContext = Pick<AppContext, 'config' | 'db' | 'now'>;

/**
 * The organisation that an actor manages: whose members, keys and access roles they may see and change.
 * @throws AppError not-found for strangers, whether it exists or not; not-allowed for members who are no administrators
 */
export async function requireManagedOrganisation(db: Db, actor: Actor, slug: string): Promise<Organisation> {
  const rights = memberRights(actor, slug);
  if (rights === 'none') {
    throw new AppError('not-allowed', 'Only administrators of the organisation may do this.');
  }
  const organisation = rights === 'manage' ? await findOrganisation(db, slug) : null;
  if (organisation === null) throw new AppError('not-found', 'There is no such organisation among yours.');
  return organisation;
}

/**
 * Gives an iD a role in an organisation, before or after its owner has signed in here.
 * @throws AppError invalid-input, move-not-allowed when it would leave no administrator
 */
export async function setMember(
  ctx: MemberContext,
  actor: Actor,
  organisation: Organisation,
  wish: { orcid: string; role: MembershipRole },
): Promise<Member> {
  const key = toKey(ctx, organisation, wish.orcid);
  return transact(ctx.db, async (tx) => {
    const before = await lockMember(tx, key);
    await refuseToOrphan(tx, actor, key, { before: before?.role ?? null, after: wish.role });
    const now = ctx.now();
    await upsertMembership(tx, key, wish.role, now);
    if (before?.role !== wish.role) {
      await recordMemberEvent(tx, actor, key, now, {
        action: before === null ? 'add' : 'change-role',
        before: before?.role ?? null,
        after: wish.role,
      });
    }
    const after = await findMember(tx, key);
    if (after === null) throw new Error('a membership vanished in the transaction that wrote it');
    return after;
  });
}

/**
 * Takes an iD out of an organisation. What it minted stays.
 * @throws AppError invalid-input, not-found, move-not-allowed when it would leave no administrator
 */
export async function removeMember(
  ctx: MemberContext,
  actor: Actor,
  organisation: Organisation,
  orcid: string,
): Promise<void> {
  const key = toKey(ctx, organisation, orcid);
  await transact(ctx.db, async (tx) => {
    const before = await lockMember(tx, key);
    if (before === null) throw new AppError('not-found', 'No member of the organisation has this iD.');
    await refuseToOrphan(tx, actor, key, { before: before.role, after: null });
    await deleteMembership(tx, key);
    await recordMemberEvent(tx, actor, key, ctx.now(), {
      action: 'remove',
      before: before.role,
      after: null,
    });
  });
}

function toKey(ctx: MemberContext, organisation: Organisation, orcid: string): MembershipKey {
  const parsed = parseOrcid(orcid);
  if (!parsed.ok) {
    throw new AppError('invalid-input', 'This is not an ORCID iD.', {
      problems: [{ pointer: '/params/orcid', detail: parsed.problem.message }],
    });
  }
  return {
    organisationId: organisation.id,
    orcidEnvironment: ctx.config.orcid.environment,
    orcid: parsed.value.canonical,
  };
}

/** Two administrators who remove each other at once must not both succeed: changes of one organisation queue up. */
async function lockMember(tx: Tx, key: MembershipKey): Promise<Member | null> {
  await lockOrganisation(tx, key.organisationId);
  return findMember(tx, key);
}

async function refuseToOrphan(
  tx: Tx,
  actor: Actor,
  key: MembershipKey,
  change: { before: MembershipRole | null; after: MembershipRole | null },
): Promise<void> {
  if (isOperator(actor)) return;
  if (leavesNoAdministrator(change, await countOtherAdministrators(tx, key))) {
    throw new AppError(
      'move-not-allowed',
      'The organisation would have no administrator left. Make someone else administrator first, or ask the operator.',
    );
  }
}

async function recordMemberEvent(
  tx: Tx,
  actor: Actor,
  key: MembershipKey,
  at: Date,
  change: { action: string; before: MembershipRole | null; after: MembershipRole | null },
): Promise<void> {
  await recordEvent(tx, {
    at,
    subject: { type: 'membership', id: `${key.organisationId}|${key.orcidEnvironment}|${key.orcid}` },
    action: change.action,
    actor: toEventActor(actor),
    before: change.before === null ? null : { role: change.before },
    after: change.after === null ? null : { role: change.after },
  });
}
