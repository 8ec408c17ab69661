import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, assertScope } from '../../../http/actor.ts';
import { changeHeldPid, type Shoulder } from '../../minting/index.ts';
import { lockItemFor } from '../find-item.ts';
import { readItemMetadata } from '../input.ts';
import type { DoiStatus, HeldIdentifier, Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { followWork } from '../works/rerender-work.ts';
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

/** What nobody but us has heard of. */
export const LOCAL: ReadonlySet<DoiStatus | null> = new Set([null, 'MINTED', 'PENDING']);
const RESERVED: ReadonlySet<DoiStatus | null> = new Set(['TO_BE_RESERVED', 'IS_RESERVED', 'UPDATE_RESERVED']);

/**
 * Announces the DOI of an item and asks the registrar for it; one that has none, or one that is only MINTED or PENDING,
 * gets there from here.
 * @param options.evenReserved also one that the registrar holds, or was asked to hold, as a draft
 * @throws AppError not-found, not-allowed, move-not-allowed for a DOI with any other status, metadata-refused,
 *   shoulder-closed, quota-reached
 */
export async function registerDoi(
  ctx: ItemContext,
  actor: Actor,
  itemId: string,
  options: { evenReserved?: boolean } = {},
): Promise<HeldIdentifier> {
  const held = await transact(ctx.db, (tx) => registerDoiWithin(tx, ctx, actor, itemId, options));
  ctx.wakeRegistration();
  return held;
}

/** The same in the caller's transaction. */
export async function registerDoiWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  itemId: string,
  options: { evenReserved?: boolean },
): Promise<HeldIdentifier> {
  const item = await lockItemFor(tx, actor, itemId, { right: 'edit' });
  assertScope(actor, 'pid:publish');
  const doi = (await listIdentifiersOf(tx, item.id)).find(isDoi);
  const shoulder = doi === undefined ? await requireDoiShoulder(tx, actor, item) : null;
  if (item.state === 'withdrawn') {
    throw new AppError('move-not-allowed', 'The item is withdrawn. Reinstate it first.');
  }
  const isOpen =
    LOCAL.has(doi?.status ?? null) || (options.evenReserved && RESERVED.has(doi?.status ?? null));
  if (doi !== undefined && !isOpen) throw refuseDoiMove('register', doi);
  // What a registrar refuses is refused here, before anything is announced.
  readItemMetadata(item.metadata, 'complete');
  const announced = await announceDoi(tx, ctx, actor, item, doi?.pid ?? shoulder);
  await followWork(tx, ctx, actor, item);
  return announced;
}

/**
 * Announces the DOI of a locked item whose record is complete.
 * @param source its reserved DOI, or the shoulder that a new one is made under
 */
export async function announceDoi(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  item: Item,
  source: string | Shoulder | null,
): Promise<HeldIdentifier> {
  const now = ctx.now();
  if (source === null) throw new Error('neither a DOI nor a shoulder');
  const metadata = renderFor(
    'doi',
    item,
    await readSurroundings(tx, item, await listIdentifiersOf(tx, item.id)),
  );
  let name: string;
  if (typeof source === 'string') {
    name = source;
    await changeHeldPid(tx, ctx, { actor, name, action: 'publish', changes: { metadata }, now });
  } else {
    name = await giveToItem(tx, ctx, item, { shoulder: source, actor, state: 'public', metadata });
  }
  await recordIdentifierEvent(tx, ctx, item, { action: 'register', pid: name, actor, now });
  return readHeld(tx, item, name);
}
