import type { Actor } from '../../../http/actor.ts';
import type { QueueContext } from '../queue/routes.ts';
import type { RegistrarAccount } from '../registration.ts';
import { requireManagedAccount } from './change-account.ts';

/** What a registrar says when it is asked whether it is well. */
export type AccountCheck = { ok: boolean; detail: string; account: RegistrarAccount };

/** Asks the registrar whether it is well and takes the account. @throws AppError not-found, not-allowed */
export async function checkAccount(ctx: QueueContext, actor: Actor, id: string): Promise<AccountCheck> {
  const account = await requireManagedAccount(ctx.db, actor, id);
  return { ok: false, detail: 'Not checked yet.', account };
}
