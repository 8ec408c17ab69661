import { checkCredentials } from '@mintmark/datacite';
import type { AppContext } from '../../../context.ts';
import type { Actor } from '../../../http/actor.ts';
import { bringBack, HEARTBEAT_TIMEOUT_MS, readHeartbeat } from '../breaker/heartbeat.ts';
import { createDataciteConfig, type DataciteContext } from '../datacite-config.ts';
import type { RegistrarAccount } from '../registration.ts';
import { requireManagedAccount } from './change-account.ts';

/** What a registrar says when it is asked whether it is well and takes an account. */
export type AccountCheck = { ok: boolean; detail: string; account: RegistrarAccount };

/**
 * Asks the registrar whether it is well and takes the account. Where it was taken to be out of order and is well,
 * everything goes on at once.
 * @throws AppError not-found, not-allowed
 */
export async function checkAccount(
  ctx: DataciteContext & Pick<AppContext, 'wakeRegistration'>,
  actor: Actor,
  id: string,
): Promise<AccountCheck> {
  const account = await requireManagedAccount(ctx.db, actor, id);
  const heartbeat = await readHeartbeat(ctx, account);
  if (!heartbeat.ok) return { ok: false, detail: heartbeat.reason, account };
  if (account.outage !== null) {
    await bringBack(ctx, account, { makesDue: true });
    ctx.wakeRegistration();
  }
  const config = createDataciteConfig(ctx, account, { subject: account.id, keepBodies: true });
  const credentials = await checkCredentials({ ...config, timeoutMs: HEARTBEAT_TIMEOUT_MS });
  const after = await requireManagedAccount(ctx.db, actor, id);
  if (credentials.kind !== 'ok') return { ok: false, detail: credentials.detail, account: after };
  return {
    ok: true,
    detail: `The registrar is well and takes the account, for ${credentials.prefixes.join(', ') || 'no prefix'}.`,
    account: after,
  };
}
