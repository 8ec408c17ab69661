import { randomUUID } from 'node:crypto';
import type { DataciteMetadata } from '@mintmark/datacite';
import { normalizeOrcid } from '@mintmark/identifiers';
import type { Tx } from '../../db/index.ts';
import type { AppError } from '../../errors.ts';
import { recordEvent } from '../../events.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import { findNamesOfBlock, findOrcids, insertReservedPids, lockPids, transitionAll } from '../pids/index.ts';
import { wantDrafts } from './announce.ts';
import { changeContext } from './change-context.ts';
import { type GiveOutContext, ownerOf } from './give-out.ts';
import { closedError, exhaustedError, makeNames, quotaError } from './names.ts';
import { fillTemplate, type Shoulder } from './shoulder.ts';
import {
  type Block,
  growBlock,
  insertBlock,
  lockShoulders,
  readBlock,
  takeQueuedNames,
  writeCounters,
} from './store.ts';

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

  const names = locked.hasQueuedNames ? await takeFromQueue(tx, ctx, wish, block) : [];
  while (names.length < count) {
    const made = await makeNames(tx, ctx, shoulder, locked, Math.min(NAMES_AT_ONCE, count - names.length));
    if (made.length === 0) throw exhaustedError();
    names.push(...(await writeNames(tx, wish, block, made)));
  }
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

/**
 * Reserves names for a block that grows: as many as the shoulder allows. The block and its event are made with the first.
 * @param wish.block the id of the block so far; null when there is none yet
 * @param wish.title what the block is called, when it is made here
 * @param wish.batchId what the names are reserved by, for the history
 * @returns the names, why there are no more of them, and the block, null when nothing was ever reserved
 */
export async function reserveMore(
  tx: Tx,
  ctx: GiveOutContext,
  wish: {
    shoulder: Shoulder;
    actor: Actor;
    count: number;
    blockId: string | null;
    title: string;
    batchId: string;
  },
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
        title: wish.title,
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
        after: {
          state: 'reserved',
          shoulder: shoulder.id,
          block: block.id,
          title: wish.title,
          batch: wish.batchId,
        },
      });
    }
    names.push(...(await writeNames(tx, wish, block, made)));
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
  wish: Pick<BlockWish, 'shoulder' | 'target' | 'metadata'>,
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
function targetsOf(
  { shoulder, target }: Pick<BlockWish, 'shoulder' | 'target'>,
  names: readonly string[],
): string[] | null {
  const template = target ?? shoulder.defaultTarget;
  return template === null ? null : names.map((name) => fillTemplate(template, name));
}
