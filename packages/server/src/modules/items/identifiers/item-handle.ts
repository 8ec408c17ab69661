import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid, type Shoulder } from '../../minting/index.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { giveToItem, readSurroundings, recordIdentifierEvent, renderFor } from './held.ts';

/** Reserves the Handle that an item of the workspace will have. */
export async function reserveHandle(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  item: Item,
  shoulder: Shoulder,
): Promise<void> {
  const metadata = renderFor('handle', item, await readSurroundings(tx, item, []));
  const pid = await giveToItem(tx, ctx, item, { shoulder, actor, state: 'reserved', metadata });
  await recordIdentifierEvent(tx, ctx, item, { action: 'mint', pid, actor, now: ctx.now() });
}

/** Announces the Handle of an item. @param source its reserved one, or the shoulder that a new one is made under */
export async function announceHandle(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  item: Item,
  source: string | Shoulder,
): Promise<void> {
  const now = ctx.now();
  const metadata = renderFor('handle', item, await readSurroundings(tx, item, []));
  let pid: string;
  if (typeof source === 'string') {
    pid = source;
    await changeHeldPid(tx, ctx, { actor, name: pid, action: 'publish', changes: { metadata }, now });
  } else {
    pid = await giveToItem(tx, ctx, item, { shoulder: source, actor, state: 'public', metadata });
  }
  await recordIdentifierEvent(tx, ctx, item, { action: 'register', pid, actor, now });
}
