import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid } from '../../minting/index.ts';
import { lockItemFor } from '../find-item.ts';
import type { HeldIdentifier } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import {
  giveToItem,
  isDoi,
  readHeld,
  readSurroundings,
  recordIdentifierEvent,
  refuseDoiMove,
  renderFor,
  requireDoiShoulder,
} from './held.ts';
import { listIdentifiersOf } from './list-identifiers.ts';
import { LOCAL } from './register-doi.ts';

/**
 * Asks the registrar to hold the DOI of an item as a draft.
 * @throws AppError not-found, not-allowed, move-not-allowed unless it has none, or one that is MINTED or PENDING;
 *   shoulder-closed, quota-reached
 */
export async function reserveDoiWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  itemId: string,
): Promise<HeldIdentifier> {
  const item = await lockItemFor(tx, actor, itemId, { right: 'edit' });
  const held = await listIdentifiersOf(tx, item.id);
  const doi = held.find(isDoi);
  const shoulder = doi === undefined ? await requireDoiShoulder(tx, actor, item) : null;
  if (doi !== undefined && !LOCAL.has(doi.status)) throw refuseDoiMove('reserve', doi);
  const metadata = renderFor('doi', item, await readSurroundings(tx, item, held));
  const now = ctx.now();
  let pid: string;
  if (shoulder !== null) {
    pid = await giveToItem(tx, ctx, item, { shoulder, actor, state: 'reserved', draft: true, metadata });
  } else {
    pid = doi?.pid ?? '';
    await changeHeldPid(tx, ctx, {
      actor,
      name: pid,
      action: 'update',
      draft: true,
      changes: { metadata },
      now,
    });
  }
  await recordIdentifierEvent(tx, ctx, item, { action: 'reserve', pid, actor, now });
  return readHeld(tx, item, pid);
}
