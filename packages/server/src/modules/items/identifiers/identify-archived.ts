import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { lockShoulders, type Shoulder } from '../../minting/index.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { showInIdentifiers } from './follow-item.ts';
import {
  findItemShoulder,
  giveToItem,
  isDoi,
  readSurroundings,
  recordIdentifierEvent,
  renderFor,
} from './held.ts';
import { listIdentifiersOf } from './list-identifiers.ts';
import { announceDoi } from './register-doi.ts';

/**
 * Gives an item that was just archived its Handle, and registers the DOI that it is to have. Both follow from what the
 * organisation has settled, so nobody is asked whether they may mint.
 */
export async function identifyArchived(tx: Tx, ctx: ItemContext, actor: Actor, item: Item): Promise<void> {
  const held = await listIdentifiersOf(tx, item.id);
  const handles = held.some(({ type }) => type === 'handle')
    ? null
    : await findItemShoulder(tx, item.organisationId, 'handle');
  const doi = held.find(isDoi);
  const source = doi?.status === 'PENDING' ? doi.pid : null;
  await lockInOrder(tx, ctx, [handles, source]);
  if (handles !== null) await giveHandle(tx, ctx, actor, item, handles);
  if (source !== null) await announceDoi(tx, ctx, actor, item, source);
  await showInIdentifiers(tx, ctx, actor, item);
}

/** Two at once would be locked in the order of their use, and others lock them in that of their ids. */
async function lockInOrder(
  tx: Tx,
  ctx: ItemContext,
  sources: readonly (Shoulder | string | null)[],
): Promise<void> {
  const ids = sources.flatMap((each) => (each === null || typeof each === 'string' ? [] : [each.id]));
  if (ids.length > 1) await lockShoulders(tx, ids, ctx.now());
}

async function giveHandle(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  item: Item,
  shoulder: Shoulder,
): Promise<void> {
  const metadata = renderFor('handle', item, await readSurroundings(tx, item, []));
  const pid = await giveToItem(tx, ctx, item, { shoulder, actor, state: 'public', metadata });
  await recordIdentifierEvent(tx, item, { action: 'register', pid, actor, now: ctx.now() });
}
