import { askHeartbeat, takeHeartbeats } from './breaker/heartbeat.ts';
import type { DueHeartbeat } from './breaker/store.ts';
import { claimSome } from './claim.ts';
import { readHoldBack } from './guard.ts';
import { alertOfHoldBack } from './raise-alert.ts';
import type { RegistrarAccount, Registration } from './registration.ts';
import { listDueAccounts } from './store.ts';
import { type SyncContext, syncAndLog } from './sync.ts';

export type Feeder = {
  /** Gives free places work as far as there is any, and returns without waiting for it. @returns how many began */
  fill(): Promise<number>;
  /** Waits until no place works, each having gone on with whatever was due. @returns how many attempts were made in all */
  idle(): Promise<number>;
  /** Lets each place end after its present attempt. */
  stop(): Promise<void>;
};

/**
 * Works off what is due. Each account has a few places; as the attempt of one ends it begins the next, so that an
 * attempt that hangs occupies its place and nobody else's. An account whose registrar is out of order has none; it is
 * asked for a heartbeat from time to time instead.
 */
export function createFeeder(ctx: SyncContext): Feeder {
  const working = new Map<string, number>();
  const places = new Set<Promise<void>>();
  let made = 0;
  let stopped = false;
  let alertedOn: string | null = null;

  const workingOn = (accountId: string): number => working.get(accountId) ?? 0;

  const occupy = (accountId: string, task: () => Promise<void>, problem: string): void => {
    const place = task()
      .catch((error: unknown) => ctx.log.error({ err: error, account: accountId }, problem))
      .finally(() => places.delete(place));
    places.add(place);
  };

  const work = async (account: RegistrarAccount, first: Registration): Promise<void> => {
    working.set(account.id, workingOn(account.id) + 1);
    try {
      let next: { account: RegistrarAccount; registration: Registration } | null = {
        account,
        registration: first,
      };
      while (next !== null) {
        await syncAndLog(ctx, next.account, next.registration);
        made += 1;
        next = stopped ? null : await claimNext(account.id);
      }
    } finally {
      working.set(account.id, workingOn(account.id) - 1);
    }
  };

  const claimNext = async (accountId: string) => {
    const claimed = await claimSome(ctx, accountId, { wanted: 1, working: workingOn(accountId) - 1 });
    const registration = claimed?.registrations[0];
    return claimed === null || registration === undefined ? null : { account: claimed.account, registration };
  };

  const fillAccount = async (accountId: string): Promise<number> => {
    if (stopped) return 0;
    const claimed = await claimSome(ctx, accountId, {
      wanted: Number.POSITIVE_INFINITY,
      working: workingOn(accountId),
    });
    if (claimed === null) return 0;
    for (const registration of claimed.registrations) {
      occupy(accountId, () => work(claimed.account, registration), 'registrations could not be claimed');
    }
    return claimed.registrations.length;
  };

  const ask = async (due: DueHeartbeat): Promise<void> => {
    if (await askHeartbeat(ctx, due)) await fillAccount(due.account.id);
  };

  /** Once a day is enough to try: a repeat changes nothing. */
  const alertOnce = async (reason: string): Promise<void> => {
    const day = ctx.now().toISOString().slice(0, 10);
    if (alertedOn === day) return;
    if (await alertOfHoldBack(ctx, reason)) alertedOn = day;
  };

  return {
    async fill() {
      const heldBack = await readHoldBack(ctx.db, ctx.config.publicUrl);
      if (heldBack !== null) {
        await alertOnce(heldBack);
        return 0;
      }
      for (const due of await takeHeartbeats(ctx)) {
        occupy(due.account.id, () => ask(due), 'a heartbeat could not be asked for');
      }
      let begun = 0;
      for (const account of await listDueAccounts(ctx.db, ctx.now())) {
        if (workingOn(account.id) < account.concurrency) begun += await fillAccount(account.id);
      }
      return begun;
    },
    async idle() {
      while (places.size > 0) await Promise.all(places);
      return made;
    },
    async stop() {
      stopped = true;
      while (places.size > 0) await Promise.all(places);
    },
  };
}
