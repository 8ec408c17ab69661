import type { AppContext } from '../../context.ts';
import { type Db, type Tx, transact } from '../../db/index.ts';
import { readHolders } from '../pids/index.ts';
import type { Alert } from './alerts.ts';
import { OTHERS_LIMIT } from './breaker/note-answer.ts';
import { actionOf } from './queue/status.ts';
import { countRefused, countWaiting } from './queue/store.ts';
import type { RegistrarAccount, Registration } from './registration.ts';
import { listDueAccounts } from './store.ts';

type AlertContext = Pick<AppContext, 'alerts' | 'now'>;

/** Tells that a registrar refused an identifier, and how many others it refuses. */
export async function alertOfRefusal(
  tx: Tx,
  ctx: AlertContext,
  account: RegistrarAccount,
  registration: Registration,
  reason: string,
): Promise<void> {
  const { pid } = registration;
  const count = await countRefused(tx, account.id, { pid, limit: OTHERS_LIMIT + 1 });
  await ctx.alerts.raise(tx, {
    ...aboutAccount(ctx, account),
    ...(await aboutRegistration(tx, registration)),
    cause: 'refused',
    reason,
    others: toOthers(count),
  });
}

/** Tells that a registrar does not take the account, and how many wait for it. */
export async function alertOfAccount(
  tx: Tx,
  ctx: AlertContext,
  account: RegistrarAccount,
  registration: Registration,
  reason: string,
): Promise<void> {
  const count = (await countWaiting(tx, account.id, OTHERS_LIMIT + 2)) - 1;
  await ctx.alerts.raise(tx, {
    ...aboutAccount(ctx, account),
    ...(await aboutRegistration(tx, registration)),
    cause: 'account',
    reason,
    others: toOthers(count),
  });
}

/**
 * Tells whoever runs this service that nothing is sent, as from what may be a copy of the database. The address in the
 * database is left alone: in a copy it is that of the people whom the original belongs to.
 * @returns whether there were any
 */
export async function alertOfHoldBack(
  ctx: AlertContext & Pick<AppContext, 'db'>,
  reason: string,
): Promise<boolean> {
  const accounts = await listDueAccounts(ctx.db, ctx.now());
  for (const account of accounts) {
    await transact(ctx.db, async (tx) => {
      const count = await countWaiting(tx, account.id, OTHERS_LIMIT + 1);
      await ctx.alerts.raise(tx, {
        ...aboutAccount(ctx, { ...account, alertAddress: null }),
        cause: 'hold-back',
        action: null,
        holder: null,
        pid: null,
        reason,
        others: toOthers(count),
      });
    });
  }
  return accounts.length > 0;
}

function aboutAccount(
  ctx: AlertContext,
  { organisationId, alertAddress, repositoryId }: RegistrarAccount,
): Pick<Alert, 'organisationId' | 'at' | 'address' | 'repositoryId'> {
  return { organisationId, at: ctx.now(), address: alertAddress, repositoryId };
}

async function aboutRegistration(
  db: Db,
  { pid, status }: Registration,
): Promise<Pick<Alert, 'pid' | 'action' | 'holder'>> {
  const holders = await readHolders(db, [pid]);
  return { pid, action: actionOf(status), holder: holders.get(pid) ?? null };
}

function toOthers(count: number): Alert['others'] {
  return { count: Math.min(count, OTHERS_LIMIT), orMore: count > OTHERS_LIMIT };
}
