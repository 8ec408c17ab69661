import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeWithin } from '../change.ts';
import { type GiveOutContext, type GiveOutWish, giveOut } from '../give-out.ts';
import { reserveMore } from '../reserve-block.ts';
import type { Shoulder } from '../shoulder.ts';
import { formatShoulder } from '../shoulders/create-shoulder.ts';
import { lockShoulders } from '../store.ts';
import type { RowResult } from './batch.ts';
import { type BatchRow, isPlainReserve } from './parse-row.ts';
import { chooseShoulder, planChange, planCreation, readShouldersOf } from './plan-row.ts';
import { toRowProblems } from './refusal.ts';

export type ApplyContext = GiveOutContext & Pick<AppContext, 'config'>;

/** What the rows of a batch have in common while they are settled. */
export type BatchWork = {
  batchId: string;
  uploadedAt: Date;
  actor: Actor;
  /** Blocks of plain reservations, by shoulder; grows. */
  blocks: Map<string, string>;
};

type Creation = { index: number; row: BatchRow; wish: GiveOutWish };

/**
 * Does what rows ask for, in the caller's transaction: what is refused has written nothing. Each name stands in one row
 * only, so that rows may be done out of their order: shoulders are locked first and in order, then identifiers in order.
 * @returns for each row what became of it
 */
export async function applyRows(
  tx: Tx,
  ctx: ApplyContext,
  work: BatchWork,
  rows: readonly BatchRow[],
): Promise<RowResult[]> {
  const results: RowResult[] = rows.map((row) => refused(row, row.problems));
  const sound = [...rows.entries()].filter(([, row]) => row.problems.length === 0);
  const known = await readShouldersOf(
    tx,
    sound.map(([, row]) => row),
  );
  const plain: Creation[] = [];
  const described: Creation[] = [];
  const changes: { index: number; row: BatchRow; name: string }[] = [];
  for (const [index, row] of sound) {
    try {
      if (row.verb === 'reserve' || row.verb === 'mint') {
        const wish = planCreation(work.actor, row, chooseShoulder(work.actor, row, known));
        const fast = isPlainReserve(row) && wish.shoulder.defaultTarget === null;
        (fast ? plain : described).push({ index, row, wish });
      } else if (row.pid !== null) changes.push({ index, row, name: row.pid });
    } catch (error) {
      results[index] = refused(row, toRowProblems(error));
    }
  }

  const shoulderIds = new Set([...plain, ...described].map(({ wish }) => wish.shoulder.id));
  if (shoulderIds.size > 1) await lockShoulders(tx, [...shoulderIds], ctx.now());
  for (const group of Map.groupBy(plain, ({ wish }) => wish.shoulder.id).values())
    await reservePlain(tx, ctx, work, group, results);
  await createDescribed(tx, ctx, described, results);
  for (const { index, row, name } of changes.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    try {
      const choose = planChange.bind(null, work.actor, row);
      const pid = await changeWithin(tx, ctx, { actor: work.actor, name, now: ctx.now(), choose });
      results[index] = done(row, pid);
    } catch (error) {
      results[index] = refused(row, toRowProblems(error));
    }
  }
  return results;
}

async function reservePlain(
  tx: Tx,
  ctx: ApplyContext,
  work: BatchWork,
  group: readonly Creation[],
  results: RowResult[],
): Promise<void> {
  const shoulder: Shoulder | undefined = group[0]?.wish.shoulder;
  if (shoulder === undefined) return;
  const { names, refusal, blockId } = await reserveMore(tx, ctx, {
    shoulder,
    actor: work.actor,
    count: group.length,
    blockId: work.blocks.get(shoulder.id) ?? null,
    title: titleBlock(shoulder, work.uploadedAt),
    batchId: work.batchId,
  });
  if (blockId !== null) work.blocks.set(shoulder.id, blockId);
  for (const [place, { index, row }] of group.entries()) {
    const name = names[place];
    results[index] =
      name === undefined
        ? refused(row, refusal === null ? [] : toRowProblems(refusal))
        : done(row, { pid: name, state: 'reserved' });
  }
}

async function createDescribed(
  tx: Tx,
  ctx: ApplyContext,
  creations: readonly Creation[],
  results: RowResult[],
): Promise<void> {
  if (creations.length === 0) return;
  const outcomes = await giveOut(
    tx,
    ctx,
    creations.map(({ wish }) => wish),
  );
  for (const [place, { index, row }] of creations.entries()) {
    const outcome = outcomes[place];
    if (outcome === undefined) throw new Error('a row was left without an outcome');
    results[index] = outcome instanceof AppError ? refused(row, toRowProblems(outcome)) : done(row, outcome);
  }
}

/** What a block of a batch is called: by shoulder and minute, those of one day are told apart. */
function titleBlock(shoulder: Shoulder, uploadedAt: Date): string {
  const iso = uploadedAt.toISOString();
  return `${formatShoulder(shoulder)}, batch of ${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function refused(row: BatchRow, problems: readonly { field: string; detail: string }[]): RowResult {
  return { line: row.line, verb: row.givenVerb, pid: row.pid, state: null, outcome: 'refused', problems };
}

export function done(row: BatchRow, pid: { pid: string | null; state: string }): RowResult {
  return { line: row.line, verb: row.verb, pid: pid.pid, state: pid.state, outcome: 'ok', problems: [] };
}

export function skipped(row: Pick<BatchRow, 'line' | 'givenVerb' | 'pid'>): RowResult {
  return { line: row.line, verb: row.givenVerb, pid: row.pid, state: null, outcome: 'skipped', problems: [] };
}
