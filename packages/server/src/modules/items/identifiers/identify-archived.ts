import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import type { Shoulder } from '../../minting/index.ts';
import { decideOnArchiving } from '../filters/decide.ts';
import { readItemFacts, readSettledFilters } from '../filters/read-facts.ts';
import type { HeldIdentifier, Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import type { ItemSettings } from '../settings/item-settings.ts';
import { readItemSettings } from '../settings/store.ts';
import { showInIdentifiers } from './follow-item.ts';
import { findItemShoulder, isDoi, lockTogether } from './held.ts';
import { announceHandle } from './item-handle.ts';
import { listIdentifiersOf } from './list-identifiers.ts';
import { announceDoi } from './register-doi.ts';

/**
 * Gives an item that was just archived its Handle, and registers the DOI that it is to have. Both follow from what the
 * organisation has settled, so nobody is asked whether they may mint.
 */
export async function identifyArchived(tx: Tx, ctx: ItemContext, actor: Actor, item: Item): Promise<void> {
  const held = await listIdentifiersOf(tx, item.id);
  const settings = await readItemSettings(tx, item.organisationId);
  const handle = await chooseHandle(tx, held, settings);
  const doi = await chooseDoi(tx, item, held, settings);
  await lockTogether(
    tx,
    ctx,
    [handle, doi].filter((each) => typeof each !== 'string'),
  );
  if (handle !== null) await announceHandle(tx, ctx, actor, item, handle);
  if (doi !== null) await announceDoi(tx, ctx, actor, item, doi);
  await showInIdentifiers(tx, ctx, actor, item);
}

/** The reserved Handle that archiving announces, or the shoulder of a new one; null: it has one, or none is to be had. */
async function chooseHandle(
  tx: Tx,
  held: readonly HeldIdentifier[],
  settings: ItemSettings,
): Promise<string | Shoulder | null> {
  const handle = held.find(({ type }) => type === 'handle');
  if (handle === undefined) return findItemShoulder(tx, settings.organisationId, 'handle');
  return handle.state === 'reserved' ? handle.pid : null;
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
