import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid, lockShoulders } from '../../minting/index.ts';
import { decideOnCreation } from '../filters/decide.ts';
import { readItemFacts, readSettledFilters } from '../filters/read-facts.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { readItemSettings } from '../settings/store.ts';
import {
  findItemShoulder,
  giveToItem,
  isDoi,
  readSurroundings,
  recordIdentifierEvent,
  renderFor,
} from './held.ts';
import { listIdentifiersOf } from './list-identifiers.ts';
import { nameItem } from './mint-doi.ts';

/**
 * Gives a new item of the workspace the names of a DOI and of a Handle, where its organisation wants them at once: whoever
 * submits sees under which the item will be found.
 * @param options.isArchivedNext whether the same transaction archives it: that gives it its Handle. Its shoulder is locked
 *   along, in the order that everyone locks shoulders in
 */
export async function identifySubmitted(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  item: Item,
  options: { isArchivedNext: boolean } = { isArchivedNext: false },
): Promise<void> {
  const settings = await readItemSettings(tx, item.organisationId);
  if (!settings.nameOnSubmission) return;
  const filters = await readSettledFilters(tx, settings);
  const decision = decideOnCreation(settings, filters, await readItemFacts(tx, item));
  const shoulder = decision === 'none' ? null : await findItemShoulder(tx, settings.organisationId, 'doi');
  const handles = await findItemShoulder(tx, item.organisationId, 'handle');
  const shoulders = [shoulder, handles].filter((each) => each !== null);
  if (shoulders.length > 1) {
    await lockShoulders(
      tx,
      shoulders.map(({ id }) => id),
      ctx.now(),
    );
  }
  if (shoulder !== null) {
    await nameItem(tx, ctx, actor, item, { shoulder, registerOnArchive: decision === 'PENDING' });
  }
  if (handles !== null && !options.isArchivedNext) {
    const metadata = renderFor('handle', item, await readSurroundings(tx, item, []));
    const pid = await giveToItem(tx, ctx, item, { shoulder: handles, actor, state: 'reserved', metadata });
    await recordIdentifierEvent(tx, item, { action: 'mint', pid, actor, now: ctx.now() });
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
