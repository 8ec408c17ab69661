import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/index.ts';
import type { AppError } from '../../errors.ts';
import { recordEvent } from '../../events.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import { findNamesOfBlock, insertReservedPids } from '../pids/index.ts';
import { wantDrafts } from './announce.ts';
import { type GiveOutContext, ownerOf } from './give-out.ts';
import { closedError, exhaustedError, makeNames, quotaError } from './names.ts';
import type { Shoulder } from './shoulder.ts';
import { type Block, growBlock, insertBlock, lockShoulders, readBlock, writeCounters } from './store.ts';

/** Names that go to the database in one statement. */
const NAMES_AT_ONCE = 5_000;

export type BlockWish = {
  shoulder: Shoulder;
  actor: Actor;
  count: number;
  title: string | null;
  expiresAt: Date | null;
  /** Whether the registrar gets a draft of each. */
  draft: boolean;
};

/**
 * Reserves many names at once, without target or metadata, all or none, in the caller's transaction. The block's event
 * is the first of each identifier's history, so that a hundred thousand names do not write a hundred thousand.
 * @returns the block and its names in the order in which they were made
 * @throws AppError shoulder-closed, quota-reached
 */
export async function reserveBlock(
  tx: Tx,
  ctx: GiveOutContext,
  wish: BlockWish,
): Promise<{ block: Block; names: string[] }> {
  const { shoulder, count } = wish;
  const now = ctx.now();
  const locked = (await lockShoulders(tx, [shoulder.id], now)).get(shoulder.id);
  if (locked === undefined) throw new Error(`shoulder ${shoulder.id} is gone`);
  if (!locked.open) throw closedError();
  if (locked.quota !== null && locked.issued + count > locked.quota) throw quotaError(locked, count);
  const block: Block = {
    id: randomUUID(),
    organisationId: shoulder.organisationId,
    shoulderId: shoulder.id,
    ownerId: ownerOf(wish.actor),
    title: wish.title,
    count,
    createdAt: now,
    expiresAt: wish.expiresAt,
  };
  await insertBlock(tx, block);

  const names: string[] = [];
  while (names.length < count) {
    const made = await makeNames(tx, ctx, shoulder, locked, Math.min(NAMES_AT_ONCE, count - names.length));
    if (made.length === 0) throw exhaustedError();
    names.push(...(await writeNames(tx, shoulder, block, made)));
  }
  locked.issued += count;
  await writeCounters(tx, [locked]);
  if (wish.draft) await wantDrafts(tx, shoulder, names, now);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'block', id: block.id },
    action: 'reserve',
    actor: toEventActor(wish.actor),
    after: { state: 'reserved', shoulder: shoulder.id, block: block.id, count, title: wish.title },
  });
  return { block, names };
}

/**
 * Reserves names for a block that grows: as many as the shoulder allows. The block and its event are made with the first.
 * @param wish.block the id of the block so far; null when there is none yet
 * @param wish.batchId what the names are reserved by, for the history
 * @returns the names, why there are no more of them, and the block, null when nothing was ever reserved
 */
export async function reserveMore(
  tx: Tx,
  ctx: GiveOutContext,
  wish: { shoulder: Shoulder; actor: Actor; count: number; blockId: string | null; batchId: string },
): Promise<{ names: string[]; refusal: AppError | null; blockId: string | null }> {
  const { shoulder, actor, count } = wish;
  const now = ctx.now();
  const locked = (await lockShoulders(tx, [shoulder.id], now)).get(shoulder.id);
  if (locked === undefined) throw new Error(`shoulder ${shoulder.id} is gone`);
  if (!locked.open) return { names: [], refusal: closedError(), blockId: wish.blockId };
  const room = locked.quota === null ? count : Math.max(0, Math.min(count, locked.quota - locked.issued));
  let block = wish.blockId === null ? null : await readBlock(tx, wish.blockId);
  const begun = block !== null;
  const names: string[] = [];
  while (names.length < room) {
    const made = await makeNames(tx, ctx, shoulder, locked, Math.min(NAMES_AT_ONCE, room - names.length));
    if (made.length === 0) break;
    if (block === null) {
      block = {
        id: randomUUID(),
        organisationId: shoulder.organisationId,
        shoulderId: shoulder.id,
        ownerId: ownerOf(actor),
        title: null,
        // Grows below by what was free; one name is the least that a block has.
        count: 1,
        createdAt: now,
        expiresAt: null,
      };
      await insertBlock(tx, block);
      await recordEvent(tx, {
        at: now,
        subject: { type: 'block', id: block.id },
        action: 'reserve',
        actor: toEventActor(actor),
        after: { state: 'reserved', shoulder: shoulder.id, block: block.id, batch: wish.batchId },
      });
    }
    names.push(...(await writeNames(tx, shoulder, block, made)));
  }
  locked.issued += names.length;
  await writeCounters(tx, [locked]);
  if (block !== null) await growBlock(tx, block.id, Math.max(0, names.length - (begun ? 0 : 1)));
  const refusal =
    names.length < room ? exhaustedError() : names.length < count ? quotaError(locked, 1) : null;
  return { names, refusal, blockId: block?.id ?? null };
}

/** @returns the names that were free and are the block's now */
async function writeNames(
  tx: Tx,
  shoulder: Shoulder,
  block: Block,
  names: readonly string[],
): Promise<string[]> {
  const written = await insertReservedPids(tx, names, {
    type: shoulder.type,
    organisationId: block.organisationId,
    shoulderId: block.shoulderId,
    ownerId: block.ownerId,
    blockId: block.id,
    createdAt: block.createdAt,
    expiresAt: block.expiresAt,
  });
  if (written === names.length) return [...names];
  const ours = await findNamesOfBlock(tx, block.id, names);
  return names.filter((name) => ours.has(name));
}
