import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { rerenderWork } from './rerender-work.ts';

/** Brings the other versions of an item's work, and its concept DOI, in line after a change of the item. */
export async function followWork(tx: Tx, ctx: ItemContext, actor: Actor | null, item: Item): Promise<void> {
  if (item.workId !== null) await rerenderWork(tx, ctx, actor, item.workId);
}
