import type { DataciteMetadata } from '@mintmark/datacite';
import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import {
  findShoulderOf,
  type GiveOutWish,
  giveOut,
  lockShoulders,
  mayMint,
  type Shoulder,
} from '../../minting/index.ts';
import type { PidType } from '../../pids/index.ts';
import type { HeldIdentifier, Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { readItemShoulderIds } from '../store.ts';
import { readWorkFacts } from '../works/store.ts';
import { versionRelations } from '../works/version-relations.ts';
import { listIdentifiersOf } from './list-identifiers.ts';
import { type RecordSurroundings, renderRecord } from './render-record.ts';

/** An IGSN ID is a DOI, too. */
export function isDoi({ type }: Pick<HeldIdentifier, 'type'>): boolean {
  return type === 'doi' || type === 'igsn';
}

/** What the identifiers of an item say beside its own record. */
export async function readSurroundings(
  tx: Tx,
  item: Item,
  held: readonly HeldIdentifier[],
): Promise<RecordSurroundings> {
  const work = item.workId === null ? null : await readWorkFacts(tx, item.workId);
  return {
    handle: held.find((each) => each.type === 'handle')?.pid ?? null,
    relations: work === null ? [] : versionRelations(work, item.id),
  };
}

/**
 * What an identifier of a type says of an item. A DOI is public by its nature, and whoever registers one knows; a Handle comes
 * by itself, so that of an item for its organisation alone says nothing of it.
 */
export function renderFor(type: PidType, item: Item, around: RecordSurroundings): DataciteMetadata | null {
  if (type !== 'handle') return renderRecord(item, around);
  return item.access === 'organisation' ? null : renderRecord(item, { ...around, handle: null });
}

/**
 * The shoulder that new identifiers of an organisation's items are made under; null where it has none.
 */
export async function findItemShoulder(
  tx: Tx,
  organisationId: string,
  type: 'doi' | 'handle',
): Promise<Shoulder | null> {
  const chosen = await readItemShoulderIds(tx, organisationId);
  return findShoulderOf(tx, organisationId, type, chosen[type]);
}

/**
 * Locks all shoulders of a change at once, before any identifier: in the order of their use, two who do so would wait for
 * each other.
 */
export async function lockTogether(
  tx: Tx,
  ctx: Pick<ItemContext, 'now'>,
  shoulders: readonly (Shoulder | null)[],
): Promise<void> {
  const ids = shoulders.flatMap((each) => (each === null ? [] : [each.id]));
  if (ids.length > 0) await lockShoulders(tx, ids, ctx.now());
}

/** The shoulder of a DOI that an actor asks for. @throws AppError not-allowed, move-not-allowed */
export async function requireDoiShoulder(tx: Tx, actor: Actor, item: Item): Promise<Shoulder> {
  const shoulder = await findItemShoulder(tx, item.organisationId, 'doi');
  if (shoulder === null) {
    throw new AppError('move-not-allowed', 'Its organisation has no open shoulder for DOIs; make one first.');
  }
  if (!mayMint(actor, shoulder)) {
    throw new AppError(
      'not-allowed',
      `You may not mint under ${shoulder.prefix}/${shoulder.shoulder}, where DOIs of items are made.`,
    );
  }
  return shoulder;
}

/** Gives an item a new identifier. @throws AppError shoulder-closed, quota-reached */
export async function giveToItem(
  tx: Tx,
  ctx: ItemContext,
  item: Item,
  wish: Pick<GiveOutWish, 'shoulder' | 'actor' | 'state' | 'metadata' | 'draft' | 'registerOnArchive'> &
    Partial<Pick<GiveOutWish, 'target'>>,
): Promise<string> {
  const [given] = await giveOut(tx, ctx, [{ target: null, ...wish, holder: { type: 'item', id: item.id } }]);
  if (given === undefined) throw new Error('a wish was left without an answer');
  if (given instanceof AppError) throw given;
  return given.pid;
}

/** Writes into the history of an item what became of an identifier of it. */
export async function recordIdentifierEvent(
  tx: Tx,
  ctx: Pick<ItemContext, 'afterItemChange'>,
  item: Item,
  event: { action: 'mint' | 'reserve' | 'register' | 'delete'; pid: string; actor: Actor; now: Date },
): Promise<void> {
  await recordEvent(tx, {
    at: event.now,
    subject: { type: 'item', id: item.id },
    action: `${event.action}-identifier`,
    actor: toEventActor(event.actor),
    after: { pid: event.pid },
  });
  await ctx.afterItemChange(tx, { before: item, after: item });
}

/** One identifier of an item as it is now. */
export async function readHeld(tx: Tx, item: Item, pid: string): Promise<HeldIdentifier> {
  const found = (await listIdentifiersOf(tx, item.id)).find((each) => each.pid === pid);
  if (found === undefined) throw new Error(`${pid} is no identifier of ${item.id}`);
  return found;
}

/** @throws AppError move-not-allowed */
export function refuseDoiMove(action: string, doi: HeldIdentifier): AppError {
  return new AppError(
    'move-not-allowed',
    `You cannot ${action} it: the item has the DOI ${doi.pid} already, and its status is ${doi.status ?? 'null'}.`,
  );
}
