import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/index.ts';
import { recordEvent } from '../../events.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import { findNamesOfBlock, insertReservedPids } from '../pids/index.ts';
import { wantDrafts } from './announce.ts';
import { type GiveOutContext, ownerOf } from './give-out.ts';
import { closedError, exhaustedError, makeNames, quotaError } from './names.ts';
import type { Shoulder } from './shoulder.ts';
import { type Block, insertBlock, lockShoulders, writeCounters } from './store.ts';

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

  // A set: random suffixes meet again within a large block, and a name counts once.
  const given = new Set<string>();
  while (given.size < count) {
    const made = await makeNames(tx, ctx, shoulder, locked, Math.min(NAMES_AT_ONCE, count - given.size));
    if (made.length === 0) throw exhaustedError();
    for (const name of await writeNames(tx, shoulder, block, made)) given.add(name);
  }
  const names = [...given];
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
