import type { AppContext } from '../../../context.ts';
import { type Db, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { mayManageAccount, seesQueueOf } from '../queue/policy.ts';
import type { RegistrarAccount } from '../registration.ts';
import {
  type AccountSettings,
  lockRegistrarAccount,
  readRegistrarAccount,
  updateAccountSettings,
} from './store.ts';

type ChangeContext = Pick<AppContext, 'alerts' | 'db' | 'now' | 'wakeRegistration'>;

/** An account whose queue somebody sees. @throws AppError not-found */
export async function requireSeenAccount(db: Db, actor: Actor, id: string): Promise<RegistrarAccount> {
  return requireSeen(await readRegistrarAccount(db, id), actor);
}

/** An account that somebody may change. @throws AppError not-found, not-allowed */
export async function requireManagedAccount(db: Db, actor: Actor, id: string): Promise<RegistrarAccount> {
  return requireManaged(await readRegistrarAccount(db, id), actor);
}

/**
 * Changes how an account is worked off and who is told of its troubles.
 * @throws AppError not-found, not-allowed; invalid-input for an address that mail cannot be sent to
 */
export async function changeAccount(
  ctx: ChangeContext,
  actor: Actor,
  id: string,
  change: Omit<AccountSettings, 'pause'>,
): Promise<RegistrarAccount> {
  return settle(ctx, actor, id, 'update', (account) => {
    const { alertAddress } = change;
    const settings = {
      ...change,
      ...(alertAddress === undefined ? {} : { alertAddress: readAddress(ctx, alertAddress) }),
    };
    const before = {
      concurrency: account.concurrency,
      requestsPerFiveMinutes: account.requestsPerFiveMinutes,
      alertAddress: account.alertAddress,
    };
    return { settings, before, after: settings, reason: null };
  });
}

/** Lets nothing be sent with an account, and says why; pausing again changes the reason. @throws AppError not-found, not-allowed */
export async function pauseAccount(
  ctx: ChangeContext,
  actor: Actor,
  id: string,
  reason: string,
): Promise<RegistrarAccount> {
  return settle(ctx, actor, id, 'pause', (account) => ({
    settings: { pause: { since: account.pause?.since ?? ctx.now(), reason } },
    before: { paused: account.pause !== null },
    after: { paused: true },
    reason,
  }));
}

/** Lets an account go on; one that is not paused stays as it is. @throws AppError not-found, not-allowed */
export async function resumeAccount(ctx: ChangeContext, actor: Actor, id: string): Promise<RegistrarAccount> {
  const account = await settle(ctx, actor, id, 'resume', ({ pause }) =>
    pause === null
      ? null
      : {
          settings: { pause: null },
          before: { paused: true, reason: pause.reason },
          after: { paused: false },
          reason: null,
        },
  );
  ctx.wakeRegistration();
  return account;
}

type Settlement = { settings: AccountSettings; before: unknown; after: unknown; reason: string | null };

async function settle(
  ctx: ChangeContext,
  actor: Actor,
  id: string,
  action: string,
  decide: (account: RegistrarAccount) => Settlement | null,
): Promise<RegistrarAccount> {
  return transact(ctx.db, async (tx) => {
    const account = requireManaged(await lockRegistrarAccount(tx, id), actor);
    const settlement = decide(account);
    if (settlement === null) return account;
    const { settings, ...event } = settlement;
    await updateAccountSettings(tx, id, settings, ctx.now());
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'registrar-account', id },
      action,
      actor: toEventActor(actor),
      ...event,
    });
    return requireManaged(await readRegistrarAccount(tx, id), actor);
  });
}

function requireSeen(account: RegistrarAccount | null, actor: Actor): RegistrarAccount {
  if (account === null || !seesQueueOf(actor, account.organisationId)) {
    throw new AppError('not-found', 'There is no registrar account with this id.');
  }
  return account;
}

function requireManaged(account: RegistrarAccount | null, actor: Actor): RegistrarAccount {
  const seen = requireSeen(account, actor);
  if (!mayManageAccount(actor, seen.organisationId)) {
    throw new AppError(
      'not-allowed',
      'Only an administrator of its organisation, with the scope org:admin, may change a registrar account.',
    );
  }
  return seen;
}

function readAddress(ctx: Pick<AppContext, 'alerts'>, text: string | null): string | null {
  if (text === null) return null;
  const address = ctx.alerts.parseAddress(text);
  if (address === null) {
    throw new AppError('invalid-input', 'Mail cannot be sent to this address.', {
      problems: [{ pointer: '/alertAddress', detail: 'Use one address such as data@example.org.' }],
    });
  }
  return address;
}
