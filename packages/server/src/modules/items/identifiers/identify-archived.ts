import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid, lockShoulders, type Shoulder } from '../../minting/index.ts';
import { decideOnArchiving } from '../filters/decide.ts';
import { readItemFacts, readSettledFilters } from '../filters/read-facts.ts';
import type { HeldIdentifier, Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import type { ItemSettings } from '../settings/item-settings.ts';
import { readItemSettings } from '../settings/store.ts';
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
  const settings = await readItemSettings(tx, item.organisationId);
  const handle = held.find(({ type }) => type === 'handle');
  const handles = handle === undefined ? await findItemShoulder(tx, settings.organisationId, 'handle') : null;
  const doi = await chooseDoi(tx, item, held, settings);
  const shoulders = [handles, doi].filter((each) => each !== null && typeof each !== 'string');
  // Otherwise the two would be locked in the order of their use, and others lock them in that of their ids.
  if (shoulders.length > 1) {
    await lockShoulders(
      tx,
      shoulders.map(({ id }) => id),
      ctx.now(),
    );
  }
  if (handles !== null) await giveHandle(tx, ctx, actor, item, handles);
  if (handle?.state === 'reserved') await giveHandle(tx, ctx, actor, item, handle.pid);
  if (doi !== null) await announceDoi(tx, ctx, actor, item, doi);
  await showInIdentifiers(tx, ctx, actor, item);
}

/** The reserved DOI that archiving announces, or the shoulder of a new one; null: none. */
async function chooseDoi(
  tx: Tx,
  item: Item,
  held: readonly HeldIdentifier[],
  settings: ItemSettings,
): Promise<string | Shoulder | null> {
  const doi = held.find(isDoi);
  if (doi !== undefined && doi.state !== 'reserved') return null;
  const isPending = doi?.status === 'PENDING';
  const isWanted =
    settings.archiveFilter === null
      ? isPending
      : decideOnArchiving(
          settings,
          await readSettledFilters(tx, settings),
          await readItemFacts(tx, item),
          isPending,
        );
  if (!isWanted) return null;
  return doi?.pid ?? findItemShoulder(tx, settings.organisationId, 'doi');
}

/** @param source the Handle that it has reserved, or the shoulder of a new one */
async function giveHandle(
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
  await recordIdentifierEvent(tx, item, { action: 'register', pid, actor, now });
}
