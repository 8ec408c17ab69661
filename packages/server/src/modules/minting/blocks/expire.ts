import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { notify } from '../../notifications/index.ts';
import { countStates, listDueNames } from '../../pids/index.ts';
import { type Block, readBlock } from '../store.ts';
import { releaseNames } from './release.ts';
import { listBlocksToRemind, markReminded } from './store.ts';

type ExpiryContext = Pick<AppContext, 'db' | 'now' | 'wakeRegistration'>;

const NAMES_AT_ONCE = 2_000;
const BLOCKS_AT_ONCE = 100;
/** How long before the end of a reservation its owner is reminded. */
const REMINDED_DAYS_BEFORE = [14, 3] as const;
const DAY_MS = 86_400_000;

/**
 * Gives back every reserved name whose time is over, and tells the owners of their blocks, once for each block. What is
 * due is read from the names themselves, so a pass that was cut off is simply made again.
 */
export async function releaseExpiredNames(ctx: ExpiryContext): Promise<void> {
  for (;;) {
    const now = ctx.now();
    const due = await listDueNames(ctx.db, now, NAMES_AT_ONCE);
    if (due.length === 0) break;
    const released = await transact(ctx.db, async (tx) => {
      const blockIds = [...new Set(due.flatMap(({ blockId }) => blockId ?? []))];
      const counts = await countStates(tx, blockIds);
      const names = await releaseNames(
        tx,
        { shoulderIds: due.map(({ shoulderId }) => shoulderId), names: due.map(({ pid }) => pid) },
        { now, actor: { kind: 'service' }, reason: 'The reservation ran out.', dueAt: now },
      );
      const gone = new Set(names);
      const touched = new Set(due.flatMap(({ pid, blockId }) => (gone.has(pid) ? (blockId ?? []) : [])));
      for (const id of touched) {
        const block = await readBlock(tx, id);
        if (block !== null) await tellExpired(tx, block, counts.get(id)?.reserved ?? 0, now);
      }
      return names.length;
    });
    // Somebody was faster, or has just given them more time; the next pass looks again.
    if (released === 0) break;
  }
  ctx.wakeRegistration();
}

async function tellExpired(tx: Tx, block: Block, count: number, now: Date): Promise<void> {
  if (block.ownerId === null) return;
  await notify(
    tx,
    {
      accountId: block.ownerId,
      kind: 'block-expired',
      title: `Reserved names ran out: ${nameOf(block)}`,
      body: `The reservation of ${countNames(count)} of ${nameOf(block)} has ended. They were never announced and have been given back; labels that carry them lead nowhere. Names that you made public stay.`,
      link: `/app/blocks/${block.id}`,
      once: `block-expired|${block.id}|${block.expiresAt?.toISOString() ?? ''}`,
    },
    now,
  );
}

/** Reminds the owners of blocks that end soon, as far as anything in them is still only reserved. */
export async function remindOfExpiry(ctx: ExpiryContext): Promise<void> {
  for (;;) {
    const now = ctx.now();
    const done = await transact(ctx.db, async (tx) => {
      const blocks = await listBlocksToRemind(tx, {
        now,
        daysBefore: REMINDED_DAYS_BEFORE,
        limit: BLOCKS_AT_ONCE,
      });
      const ids = blocks.map(({ id }) => id);
      const counts = await countStates(tx, ids);
      for (const block of blocks) await tellExpiring(tx, block, counts.get(block.id)?.reserved ?? 0, now);
      await markReminded(tx, ids, now);
      return blocks.length;
    });
    if (done < BLOCKS_AT_ONCE) return;
  }
}

async function tellExpiring(tx: Tx, block: Block, count: number, now: Date): Promise<void> {
  const { ownerId, expiresAt } = block;
  if (ownerId === null || expiresAt === null || count === 0) return;
  const daysLeft = Math.max(1, Math.ceil((expiresAt.getTime() - now.getTime()) / DAY_MS));
  const day = expiresAt.toISOString().slice(0, 10);
  await notify(
    tx,
    {
      accountId: ownerId,
      kind: 'block-expiring',
      title: `Reserved names run out in ${daysLeft === 1 ? 'one day' : `${daysLeft} days`}: ${nameOf(block)}`,
      body: `The reservation of ${countNames(count)} of ${nameOf(block)} ends on ${day}. Make public what is in use, or give the block more time; what is only reserved then is given back.`,
      link: `/app/blocks/${block.id}`,
      once: `block-expiring|${block.id}|${expiresAt.toISOString()}|${daysLeft}`,
    },
    now,
  );
}

function nameOf({ title, createdAt }: Block): string {
  return title === null ? `your block of ${createdAt.toISOString().slice(0, 10)}` : `“${title}”`;
}

function countNames(count: number): string {
  return count === 1 ? 'one name' : `${count} names`;
}
