import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import type { EventActor } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { listNamesOfBlock, lockPid, type Pid, readPid, readPids, releaseReserved } from '../../pids/index.ts';
import { readAnnounced } from '../../registration/index.ts';
import { wantNoDrafts } from '../announce.ts';
import { canonicalName, heldError, notAllowed, unknownPid } from '../change.ts';
import { mayChange, mayRead } from '../policy.ts';
import { type Block, lockShoulders, readShoulder, readShoulders, writeCounters } from '../store.ts';
import { readNames } from './names.ts';

type ReleaseContext = Pick<AppContext, 'db' | 'now' | 'wakeRegistration'>;

/** Names given back in one transaction: it holds the shoulder, and others must not wait long. */
const NAMES_AT_ONCE = 2_000;
/** Names read at once. */
const NAMES_READ = 10_000;

/**
 * Gives back those of some names that are still reserved and that no registrar was asked to announce, in the caller's transaction: state, history, counts of the
 * shoulders, and the drafts at registrars, which are wanted no longer.
 * @param change.dueAt when not null, only those whose time is over by then
 * @returns the names given back
 */
export async function releaseNames(
  tx: Tx,
  wish: { shoulderIds: readonly string[]; names: readonly string[] },
  change: { now: Date; actor: EventActor; reason: string | null; dueAt: Date | null },
): Promise<string[]> {
  // Shoulders before identifiers, as everyone who needs both.
  const locked = await lockShoulders(tx, [...new Set(wish.shoulderIds)], change.now);
  // A name may still be reserved here while its registrar is being asked to announce it: it may be known by now.
  const announced = await readAnnounced(tx, wish.names);
  const free = wish.names.filter((name) => !announced.has(name));
  const released = await releaseReserved(tx, free, change);
  if (released.length === 0) return [];
  for (const { shoulderId } of released) {
    const counts = locked.get(shoulderId);
    if (counts === undefined) throw new Error(`shoulder ${shoulderId} was not locked`);
    counts.issued -= 1;
  }
  await writeCounters(tx, [...locked.values()]);
  const shoulders = await readShoulders(tx, [...locked.keys()]);
  await wantNoDrafts(
    tx,
    released.flatMap(({ pid, shoulderId }) => {
      const shoulder = shoulders.get(shoulderId);
      return shoulder === undefined ? [] : [{ shoulder, pid }];
    }),
    change.now,
  );
  return released.map(({ pid }) => pid);
}

/**
 * Gives back all that is still reserved of a block, piece by piece: should it be cut off, what is done is done, and a
 * repeat does the rest.
 * @returns how many were given back
 */
export async function releaseUnused(ctx: ReleaseContext, actor: Actor, block: Block): Promise<number> {
  let count = 0;
  let afterSeq = 0;
  for (;;) {
    const names = await listNamesOfBlock(ctx.db, block.id, {
      afterSeq,
      limit: NAMES_READ,
      states: ['reserved'],
    });
    const last = names.at(-1);
    if (last === undefined) break;
    afterSeq = last.seq;
    count += await releaseInPieces(
      ctx,
      actor,
      block,
      names.map(({ pid }) => pid),
    );
  }
  ctx.wakeRegistration();
  return count;
}

/**
 * Gives back some names of a block; those that were given back before stay so.
 * @returns how many were given back
 * @throws AppError invalid-input with the place of each name that is none of the block's or was announced; none is given
 *   back then
 */
export async function releaseSelected(
  ctx: ReleaseContext,
  actor: Actor,
  block: Block,
  texts: readonly string[],
): Promise<number> {
  const names = readNames(texts, (index) => `/pids/${index}`);
  const found = new Map((await readPids(ctx.db, names)).map((pid) => [pid.pid, pid]));
  const problems = names.flatMap((name, index): InputProblem[] => {
    const detail = explainUnreleasable(found.get(name), block);
    return detail === null ? [] : [{ pointer: `/pids/${index}`, detail }];
  });
  if (problems.length > 0) {
    throw new AppError(
      'invalid-input',
      'Some of these names cannot be given back; none of them was. See errors.',
      { problems: problems.slice(0, 1000) },
    );
  }
  const count = await releaseInPieces(ctx, actor, block, names);
  ctx.wakeRegistration();
  return count;
}

function explainUnreleasable(pid: Pid | undefined, block: Block): string | null {
  if (pid === undefined || pid.blockId !== block.id) return 'This is no name of this block.';
  if (pid.state === 'reserved' || pid.state === 'released') return null;
  return `This name is ${pid.state}; what was announced can only be withdrawn.`;
}

async function releaseInPieces(
  ctx: ReleaseContext,
  actor: Actor,
  block: Block,
  names: readonly string[],
): Promise<number> {
  const change = { now: ctx.now(), actor: toEventActor(actor), reason: null, dueAt: null };
  let count = 0;
  for (let start = 0; start < names.length; start += NAMES_AT_ONCE) {
    const wish = { shoulderIds: [block.shoulderId], names: names.slice(start, start + NAMES_AT_ONCE) };
    const released = await transact(ctx.db, (tx) => releaseNames(tx, wish, change));
    count += released.length;
  }
  return count;
}

/** Gives back one reserved identifier, of a block or not; once more is no mistake. @throws AppError not-found, not-allowed, move-not-allowed */
export async function releasePid(ctx: ReleaseContext, actor: Actor, text: string): Promise<Pid> {
  const name = canonicalName(text);
  const now = ctx.now();
  const pid = await transact(ctx.db, async (tx) => {
    const before = await readPid(tx, name);
    if (before === null || !mayRead(actor, before)) throw unknownPid();
    const shoulder = await readShoulder(tx, before.shoulderId);
    if (!mayChange(actor, before, shoulder)) throw notAllowed('give this name back');
    if (before.holder !== null) throw heldError(before.holder);
    await releaseNames(
      tx,
      { shoulderIds: [before.shoulderId], names: [name] },
      { now, actor: toEventActor(actor), reason: null, dueAt: null },
    );
    const after = await lockPid(tx, name);
    if (after === null) throw unknownPid();
    if (after.state !== 'released') {
      throw new AppError(
        'move-not-allowed',
        after.state === 'reserved'
          ? 'It cannot be given back: its registrar was asked to announce it.'
          : `It cannot be given back: the identifier is ${after.state}. What was announced can only be withdrawn.`,
      );
    }
    return after;
  });
  ctx.wakeRegistration();
  return pid;
}
