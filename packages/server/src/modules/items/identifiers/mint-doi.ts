import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid, type Shoulder } from '../../minting/index.ts';
import { lockItemFor } from '../find-item.ts';
import type { HeldIdentifier, Item } from '../item.ts';
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
 * Gives an item the name of a DOI that nobody else hears of. One that it has already is kept.
 * @param options.registerOnArchive whether archiving the item registers it: PENDING, else MINTED
 * @throws AppError not-found, not-allowed, move-not-allowed for a DOI beyond that, shoulder-closed, quota-reached
 */
export async function mintDoiWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  itemId: string,
  options: { registerOnArchive?: boolean },
): Promise<HeldIdentifier> {
  const item = await lockItemFor(tx, actor, itemId, { right: 'edit' });
  const { registerOnArchive = false } = options;
  const doi = (await listIdentifiersOf(tx, item.id)).find(isDoi);
  if (doi === undefined) {
    const shoulder = await requireDoiShoulder(tx, actor, item);
    return readHeld(tx, item, await nameItem(tx, ctx, actor, item, { shoulder, registerOnArchive }));
  }
  if (!LOCAL.has(doi.status)) throw refuseDoiMove('mint', doi);
  if ((doi.status === 'PENDING') !== registerOnArchive) {
    const change = { actor, name: doi.pid, changes: { registerOnArchive }, now: ctx.now() };
    await changeHeldPid(tx, ctx, { ...change, action: 'update' });
  }
  return readHeld(tx, item, doi.pid);
}

/** Gives a locked item a DOI's name. @returns the name */
export async function nameItem(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  item: Item,
  wish: { shoulder: Shoulder; registerOnArchive: boolean },
): Promise<string> {
  const metadata = renderFor(
    'doi',
    item,
    await readSurroundings(tx, item, await listIdentifiersOf(tx, item.id)),
  );
  const pid = await giveToItem(tx, ctx, item, { ...wish, actor, state: 'reserved', metadata });
  await recordIdentifierEvent(tx, ctx, item, { action: 'mint', pid, actor, now: ctx.now() });
  return pid;
}
