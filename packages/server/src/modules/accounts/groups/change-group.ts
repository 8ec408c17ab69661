import { randomUUID } from 'node:crypto';
import { parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { type Db, type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { Organisation } from '../organisations/store.ts';
import { findAccountByOrcid } from '../store.ts';
import {
  deleteGroupMember,
  deleteGroupRow,
  findGroup,
  type Group,
  type GroupMember,
  insertGroup,
  insertGroupMember,
  lockGroup,
  updateGroupTitle,
} from './store.ts';

type GroupContext = Pick<AppContext, 'config' | 'db' | 'now'>;

/** Groups that every organisation has, by the roles of its members; nobody makes, changes or deletes them. */
export const BUILT_IN_GROUPS = ['curators', 'members'] as const;

/** @throws AppError invalid-input for a name of a group that every organisation has */
function refuseBuiltIn(name: string): void {
  if (!BUILT_IN_GROUPS.some((each) => each === name)) return;
  const detail = 'Every organisation has this group; its members follow from their roles.';
  throw new AppError('invalid-input', detail, { problems: [{ pointer: '/params/name', detail }] });
}

/**
 * Makes a group, or gives one another title. Whether the actor manages the organisation is settled before.
 * @param versions null: whatever version it is at, or none
 * @throws AppError invalid-input, version-mismatch
 */
export async function putGroup(
  ctx: GroupContext,
  actor: Actor,
  organisation: Organisation,
  wish: { name: string; title: string | null },
  versions: Versions | null,
): Promise<{ group: Group; made: boolean }> {
  refuseBuiltIn(wish.name);
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const group = { id: randomUUID(), organisationId: organisation.id, ...wish, createdAt: now };
    const before = await lockGroup(tx, organisation.id, wish.name);
    const made = before === null && (await insertGroup(tx, group));
    const there = before ?? (await lockGroup(tx, organisation.id, wish.name));
    if (there === null) throw new Error('a group vanished in the transaction that wrote it');
    if (!made) requireVersion(there.version, versions);
    if (!made && there.title === wish.title) return { group: there, made };
    if (!made) await updateGroupTitle(tx, there.id, wish.title);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'group', id: there.id },
      action: made ? 'create' : 'update',
      actor: toEventActor(actor),
      before: made ? null : { title: there.title },
      after: { name: wish.name, title: wish.title },
    });
    return { group: await requireGroup(tx, organisation.id, wish.name), made };
  });
}

/** Deletes a group with its members; what was shared with it is shared with nobody. @throws AppError not-found, version-mismatch */
export async function deleteGroup(
  ctx: GroupContext,
  actor: Actor,
  organisation: Organisation,
  name: string,
  versions: Versions | null,
): Promise<void> {
  refuseBuiltIn(name);
  await transact(ctx.db, async (tx) => {
    const group = await requireLocked(tx, organisation, name);
    requireVersion(group.version, versions);
    await deleteGroupRow(tx, group.id);
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'group', id: group.id },
      action: 'delete',
      actor: toEventActor(actor),
      before: { name, title: group.title },
    });
  });
}

/**
 * Puts a person into a group; nothing changes when they are in it.
 * @throws AppError not-found; invalid-input for no iD, and for one that nobody has signed in with
 */
export async function addGroupMember(
  ctx: GroupContext,
  actor: Actor,
  organisation: Organisation,
  wish: { group: string; orcid: string },
): Promise<GroupMember> {
  refuseBuiltIn(wish.group);
  return transact(ctx.db, async (tx) => {
    const group = await requireLocked(tx, organisation, wish.group);
    const account = await requireAccount(tx, ctx, wish.orcid);
    const now = ctx.now();
    const { addedAt, added } = await insertGroupMember(tx, group.id, account.accountId, now);
    if (added) {
      await recordMembership(tx, actor, group, { orcid: account.orcid, action: 'add-member', at: now });
    }
    return { ...account, addedAt };
  });
}

/** Takes a person out of a group. @throws AppError not-found when they are not in it; invalid-input */
export async function removeGroupMember(
  ctx: GroupContext,
  actor: Actor,
  organisation: Organisation,
  wish: { group: string; orcid: string },
): Promise<void> {
  refuseBuiltIn(wish.group);
  await transact(ctx.db, async (tx) => {
    const group = await requireLocked(tx, organisation, wish.group);
    const account = await requireAccount(tx, ctx, wish.orcid);
    if (!(await deleteGroupMember(tx, group.id, account.accountId))) {
      throw new AppError('not-found', 'They are not in this group.');
    }
    const at = ctx.now();
    await recordMembership(tx, actor, group, { orcid: account.orcid, action: 'remove-member', at });
  });
}

async function recordMembership(
  tx: Tx,
  actor: Actor,
  group: Group,
  change: { orcid: string; action: 'add-member' | 'remove-member'; at: Date },
): Promise<void> {
  const member = { orcid: change.orcid };
  await recordEvent(tx, {
    at: change.at,
    subject: { type: 'group', id: group.id },
    action: change.action,
    actor: toEventActor(actor),
    before: change.action === 'add-member' ? null : member,
    after: change.action === 'add-member' ? member : null,
  });
}

async function requireLocked(tx: Tx, organisation: Organisation, name: string): Promise<Group> {
  const group = await lockGroup(tx, organisation.id, name);
  if (group === null) throw unknownGroup();
  return group;
}

/** @throws AppError not-found */
export async function requireGroup(db: Db, organisationId: string, name: string): Promise<Group> {
  const group = await findGroup(db, organisationId, name);
  if (group === null) throw unknownGroup();
  return group;
}

function unknownGroup(): AppError {
  return new AppError('not-found', 'There is no such group.');
}

async function requireAccount(
  db: Db,
  ctx: Pick<AppContext, 'config'>,
  orcid: string,
): Promise<Omit<GroupMember, 'addedAt'>> {
  const parsed = parseOrcid(orcid);
  const account = parsed.ok
    ? await findAccountByOrcid(db, ctx.config.orcid.environment, parsed.value.canonical)
    : null;
  if (account !== null) return { accountId: account.accountId, orcid: account.orcid, name: account.name };
  const detail = parsed.ok
    ? 'Nobody has signed in here with this iD yet. Ask them to sign in once.'
    : parsed.problem.message;
  throw new AppError('invalid-input', detail, { problems: [{ pointer: '/params/orcid', detail }] });
}
