import { randomUUID } from 'node:crypto';
import type { DataciteMetadata } from '@mintmark/datacite';
import { normalizeOrcid } from '@mintmark/identifiers';
import type { Tx } from '../../db/index.ts';
import { recordEvent } from '../../events.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import { findNamesOfBlock, findOrcids, insertReservedPids, lockPids, transitionAll } from '../pids/index.ts';
import { wantDrafts } from './announce.ts';
import { changeContext } from './change-context.ts';
import { type GiveOutContext, ownerOf } from './give-out.ts';
import { closedError, exhaustedError, makeNames, quotaError } from './names.ts';
import { fillTemplate, type Shoulder } from './shoulder.ts';
import { type Block, insertBlock, lockShoulders, takeQueuedNames, writeCounters } from './store.ts';

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
  /** Where each leads, with `{pid}` for its name; left out: as the shoulder settles it. */
  target?: string | null;
  /** The record that each gets; may be incomplete. */
  metadata?: DataciteMetadata | null;
};

/**
 * Reserves many names at once, all or none, in the caller's transaction; they share target and metadata, if any. The block's event
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
  const given = new Set(locked.hasQueuedNames ? await takeFromQueue(tx, ctx, wish, block) : []);
  while (given.size < count) {
    const made = await makeNames(tx, ctx, shoulder, locked, Math.min(NAMES_AT_ONCE, count - given.size));
    if (made.length === 0) throw exhaustedError();
    for (const name of await writeNames(tx, wish, block, made)) given.add(name);
  }
  const names = [...given];
  locked.issued += count;
  await writeCounters(tx, [locked]);
  if (wish.draft) {
    for (let start = 0; start < count; start += NAMES_AT_ONCE) {
      const some = names.slice(start, start + NAMES_AT_ONCE);
      await wantDrafts(tx, shoulder, some, now, {
        targets: targetsOf(wish, some),
        metadata: wish.metadata ?? null,
      });
    }
  }
  await recordEvent(tx, {
    at: now,
    subject: { type: 'block', id: block.id },
    action: 'reserve',
    actor: toEventActor(wish.actor),
    after: {
      state: 'reserved',
      shoulder: shoulder.id,
      block: block.id,
      count,
      title: wish.title,
      target: wish.target ?? shoulder.defaultTarget,
      metadata: wish.metadata ?? null,
    },
  });
  return { block, names };
}

/** Names that were given back and let out again come before new ones. @returns those that are the block's now */
async function takeFromQueue(tx: Tx, ctx: GiveOutContext, wish: BlockWish, block: Block): Promise<string[]> {
  const queued = await takeQueuedNames(tx, block.shoulderId, block.count, block.createdAt);
  for (let start = 0; start < queued.length; start += NAMES_AT_ONCE) {
    const some = await lockPids(tx, queued.slice(start, start + NAMES_AT_ONCE));
    await transitionAll(
      tx,
      some.map((before) => ({
        before,
        action: 'reserve',
        changes: {
          ownerId: block.ownerId,
          target: targetsOf(wish, [before.pid])?.[0] ?? null,
          metadata: wish.metadata ?? null,
          blockId: block.id,
          expiresAt: block.expiresAt,
        },
      })),
      changeContext(tx, ctx, wish.actor, block.createdAt),
    );
  }
  return queued;
}

/** @returns the names that were free and are the block's now */
async function writeNames(
  tx: Tx,
  wish: BlockWish,
  block: Block,
  names: readonly string[],
): Promise<string[]> {
  const metadata = wish.metadata ?? null;
  const written = await insertReservedPids(tx, names, targetsOf(wish, names), {
    type: wish.shoulder.type,
    organisationId: block.organisationId,
    shoulderId: block.shoulderId,
    ownerId: block.ownerId,
    metadata,
    orcids: findOrcids(metadata, normalizeOrcid),
    blockId: block.id,
    createdAt: block.createdAt,
    expiresAt: block.expiresAt,
  });
  if (written === names.length) return [...names];
  const ours = await findNamesOfBlock(tx, block.id, names);
  return names.filter((name) => ours.has(name));
}

/** Where each name leads; null where none leads anywhere but to its own page. */
function targetsOf({ shoulder, target }: BlockWish, names: readonly string[]): string[] | null {
  const template = target ?? shoulder.defaultTarget;
  return template === null ? null : names.map((name) => fillTemplate(template, name));
}
