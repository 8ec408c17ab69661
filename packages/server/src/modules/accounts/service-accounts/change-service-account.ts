import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, type MembershipRole, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import { renewSalt } from '../log-ins/store.ts';
import { subjectOf } from '../log-ins/subject.ts';
import type { Organisation } from '../organisations/store.ts';
import type { ServiceAccountContext } from './create-service-account.ts';
import { createPassword, requireGoodPassword } from './password.ts';
import {
  findServiceAccount,
  lockServiceAccount,
  type ServiceAccount,
  updateServiceAccount,
} from './store.ts';

export type ServiceAccountChange = {
  title?: string | null;
  role?: MembershipRole;
  /** A new password; null: one is made. */
  password?: string | null;
};

/**
 * Changes a service account. A new role or password ends its log-ins. Whether the actor may is settled before.
 * @param versions the versions that the change may start from; null: any
 * @returns the account, and the password where it was made here
 * @throws AppError not-found, invalid-input, version-mismatch, move-not-allowed for a revoked one
 */
export async function changeServiceAccount(
  ctx: ServiceAccountContext,
  actor: Actor,
  organisation: Organisation,
  id: string,
  change: ServiceAccountChange,
  versions: Versions | null,
): Promise<{ account: ServiceAccount; password: string | null }> {
  const found = await findServiceAccount(ctx.db, organisation.id, id);
  if (found === null) throw unknownAccount();
  const made = change.password === null ? createPassword() : null;
  if (typeof change.password === 'string') requireGoodPassword(change.password, found.name);
  const password = made ?? change.password ?? null;
  // Before the transaction, which would hold a connection all the while.
  const passwordHash = password === null ? null : await ctx.passwordHasher.hash(password);
  const account = await transact(ctx.db, async (tx) => {
    const before = await lockAccount(tx, organisation, id);
    if (before.revokedAt !== null) {
      throw new AppError('move-not-allowed', 'The service account was revoked for good. Make another.');
    }
    requireVersion(before.version, versions);
    const now = ctx.now();
    const after: ServiceAccount = {
      ...before,
      title: change.title === undefined ? before.title : change.title,
      role: change.role ?? before.role,
    };
    const isSame = after.title === before.title && after.role === before.role && passwordHash === null;
    if (isSame) return before;
    after.version += 1;
    after.updatedAt = now;
    await updateServiceAccount(tx, { ...after, passwordHash });
    if (after.role !== before.role || passwordHash !== null) {
      await renewSalt(tx, subjectOf({ kind: 'service-account', id }), now);
    }
    await recordEvent(tx, {
      at: now,
      subject: { type: 'service-account', id },
      action: 'change',
      actor: toEventActor(actor),
      before: { title: before.title, role: before.role },
      after: { title: after.title, role: after.role, newPassword: passwordHash !== null },
    });
    return after;
  });
  return { account, password: made };
}

/**
 * Ends a service account and its log-ins at once and for good; one that was revoked stays as it is. Its name is not given
 * out again: the history names it. Whether the actor may is settled before.
 * @throws AppError not-found
 */
export async function revokeServiceAccount(
  ctx: ServiceAccountContext,
  actor: Actor,
  organisation: Organisation,
  id: string,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const account = await lockAccount(tx, organisation, id);
    if (account.revokedAt !== null) return;
    const now = ctx.now();
    const { version } = account;
    await updateServiceAccount(tx, {
      ...account,
      version: version + 1,
      updatedAt: now,
      revokedAt: now,
      passwordHash: null,
    });
    await renewSalt(tx, subjectOf({ kind: 'service-account', id }), now);
    await recordEvent(tx, {
      at: now,
      subject: { type: 'service-account', id },
      action: 'revoke',
      actor: toEventActor(actor),
      before: { organisation: organisation.id, name: account.name, role: account.role },
    });
  });
}

async function lockAccount(tx: Tx, organisation: Organisation, id: string): Promise<ServiceAccount> {
  const account = await lockServiceAccount(tx, organisation.id, id);
  if (account === null) throw unknownAccount();
  return account;
}

function unknownAccount(): AppError {
  return new AppError('not-found', 'The organisation has no such service account.');
}
