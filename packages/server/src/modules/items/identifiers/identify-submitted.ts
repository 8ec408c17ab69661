import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid } from '../../minting/index.ts';
import { decideOnCreation } from '../filters/decide.ts';
import { readItemFacts, readSettledFilters } from '../filters/read-facts.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { readItemSettings } from '../settings/store.ts';
import { findItemShoulder, isDoi, lockTogether } from './held.ts';
import { reserveHandle } from './item-handle.ts';
import { listIdentifiersOf } from './list-identifiers.ts';
import { nameItem } from './mint-doi.ts';

/**
 * Gives a new item of the workspace the names that it will have, where its organisation wants them at once: that of a DOI
 * as its filter says, and a Handle. The shoulders of both are locked, also for archiving it in the same transaction.
 */
export async function identifySubmitted(tx: Tx, ctx: ItemContext, actor: Actor, item: Item): Promise<void> {
  const settings = await readItemSettings(tx, item.organisationId);
  if (!settings.nameOnSubmission) return;
  const filters = await readSettledFilters(tx, settings);
  const decision = decideOnCreation(settings, filters, await readItemFacts(tx, item));
  const dois = decision === 'none' ? null : await findItemShoulder(tx, settings.organisationId, 'doi');
  const handles = await findItemShoulder(tx, settings.organisationId, 'handle');
  await lockTogether(tx, ctx, [dois, handles]);
  if (handles !== null) await reserveHandle(tx, ctx, actor, item, handles);
  if (dois !== null) {
    await nameItem(tx, ctx, actor, item, { shoulder: dois, registerOnArchive: decision === 'PENDING' });
  }
}

/** Asks the submission filter again after a change of an item in the workspace: PENDING or MINTED, as it says now. */
export async function reconsiderSubmitted(tx: Tx, ctx: ItemContext, actor: Actor, item: Item): Promise<void> {
  const settings = await readItemSettings(tx, item.organisationId);
  if (!settings.nameOnSubmission || settings.submissionFilter === null) return;
  const doi = (await listIdentifiersOf(tx, item.id)).find(isDoi);
  if (doi === undefined || (doi.status !== 'PENDING' && doi.status !== 'MINTED')) return;
  const filters = await readSettledFilters(tx, settings);
  const decision = decideOnCreation(settings, filters, await readItemFacts(tx, item));
  if (decision === doi.status) return;
  const changes = { registerOnArchive: decision === 'PENDING' };
  await changeHeldPid(tx, ctx, { actor, name: doi.pid, action: 'update', changes, now: ctx.now() });
}
