import { randomInt } from 'node:crypto';
import { DATACITE_SUFFIX_LIMIT, formatDataciteSuffix } from '@mintmark/identifiers';
import type { AppContext } from '../../context.ts';
import type { Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { findTakenNames } from '../pids/index.ts';
import { canonicalName, orderOf, type Shoulder } from './shoulder.ts';
import { findHeldNames, type LockedShoulder, readCheckpoint, writeCheckpoint } from './store.ts';

/** Beyond this many names from where the process stands, the database is asked for a nearer place to start from. */
const FAR = 5_000;
/** A place to start from is written each time a counter passes a multiple of this. */
const CHECKPOINT_INTERVAL = 10_000;

/** So few random names hardly ever meet one that is there. */
const FEW = 100;

export type NamingContext = Pick<AppContext, 'noidSequences' | 'now'>;

/**
 * The next names of a locked shoulder, canonical, without those that are held; its counter moves along. DOIs get
 * DataCite's random suffix, Noid templates their next names.
 * @returns fewer than `count` only when the template has no more
 */
export async function makeNames(
  tx: Tx,
  ctx: NamingContext,
  shoulder: Shoulder,
  locked: LockedShoulder,
  count: number,
): Promise<string[]> {
  const names: string[] = [];
  while (names.length < count) {
    const made = await makeCandidates(tx, ctx, shoulder, locked, count - names.length);
    if (made === null) break;
    const held = locked.hasHeldNames ? await findHeldNames(tx, made) : new Set<string>();
    names.push(...made.filter((name) => !held.has(name)));
  }
  return names;
}

/** @returns null when the template has no more */
async function makeCandidates(
  tx: Tx,
  ctx: NamingContext,
  shoulder: Shoulder,
  locked: LockedShoulder,
  count: number,
): Promise<string[] | null> {
  const order = orderOf(shoulder);
  if (order === null) {
    const names = new Set(
      Array.from({ length: count }, () => `${shoulder.prefix}/${randomSuffix(shoulder)}`),
    );
    // Among many, chance repeats names that are there, of the very same block for one. Of a few, the insert tells.
    if (names.size <= FEW) return [...names];
    const taken = await findTakenNames(tx, [...names]);
    return [...names].filter((name) => !taken.has(name));
  }
  if (ctx.noidSequences.distanceTo(order, locked.counter) > FAR) {
    const checkpoint = await readCheckpoint(tx, shoulder.id);
    if (checkpoint !== null && checkpoint.position <= locked.counter)
      ctx.noidSequences.resumeFrom(checkpoint);
  }
  const made = ctx.noidSequences.namesAfter(order, locked.counter, count);
  if (made.length === 0) return null;
  const before = locked.counter;
  locked.counter += made.length;
  if (Math.floor(before / CHECKPOINT_INTERVAL) !== Math.floor(locked.counter / CHECKPOINT_INTERVAL)) {
    const state = ctx.noidSequences.currentState(order);
    if (state !== null) await writeCheckpoint(tx, shoulder.id, state, ctx.now());
  }
  return made.map((name) => canonicalName(shoulder.type, name));
}

function randomSuffix({ shoulder }: Shoulder): string {
  return formatDataciteSuffix(randomInt(0, DATACITE_SUFFIX_LIMIT), shoulder === '' ? undefined : shoulder);
}

export function closedError(): AppError {
  return new AppError(
    'shoulder-closed',
    'No more names are given out under this shoulder; choose another one.',
  );
}

export function exhaustedError(): AppError {
  return new AppError('shoulder-closed', 'This shoulder has given out all the names of its template.');
}

/** @param wanted how many identifiers were asked for at once */
export function quotaError(locked: Pick<LockedShoulder, 'quota' | 'issued'>, wanted: number): AppError {
  const quota = locked.quota ?? 0;
  const left = Math.max(0, quota - locked.issued);
  const asked = wanted === 1 ? '' : ` ${wanted} were asked for.`;
  return new AppError(
    'quota-reached',
    `This shoulder may give out ${quota} identifiers; ${left} are left.${asked} An administrator can raise the quota.`,
  );
}
