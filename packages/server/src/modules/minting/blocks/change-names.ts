import type { DataciteMetadata } from '@mintmark/datacite';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { AppError, type ErrorCode, type InputProblem } from '../../../errors.ts';
import type { Actor } from '../../../http/actor.ts';
import { listNamesOfBlock, lockPids, type Pid, type PidChanges, transitionAll } from '../../pids/index.ts';
import { readDrafts } from '../../registration/index.ts';
import { wantAnnounced } from '../announce.ts';
import { needsMetadata } from '../change.ts';
import { changeContext } from '../change-context.ts';
import { type Description, readDescription, readTarget } from '../input.ts';
import { mayChange } from '../policy.ts';
import { fillTemplate, type Shoulder } from '../shoulder.ts';
import { type Block, readShoulder } from '../store.ts';
import { readNames } from './names.ts';
import { unknownBlock } from './read-block.ts';

export const ITEMS_AT_ONCE = 1_000;

/** What may be new about a name; what is left out stays. */
type NewValues = Description & { target?: string | null };

/** Which reserved names of a block change: those listed, each in its own way, or the first ones, all in the same way. */
export type NamesChange =
  | { items: readonly ({ pid: string } & NewValues)[] }
  | ({ filter: { first?: number } } & NewValues);

type Mistake = InputProblem & { code: ErrorCode };

/** A name with what is to become of it, and where the request says so. */
type Wish = { name: string; values: NewValues; place: string; shared: boolean };

/**
 * Edits or announces reserved names of a block, all or none, in the caller's transaction.
 * @param action `publish` needs complete records where the registrar does
 * @returns what has become of them
 * @throws AppError with the place of every mistake: metadata-refused when all of them are in records, else invalid-input
 */
export async function changeNames(
  tx: Tx,
  ctx: Pick<AppContext, 'config' | 'now'>,
  request: { actor: Actor; block: Block; action: 'publish' | 'update'; change: NamesChange },
): Promise<Pid[]> {
  const { actor, block, action, change } = request;
  const now = ctx.now();
  const wishes = await readWishes(tx, block, change);
  const locked = await lockPids(
    tx,
    wishes.map(({ name }) => name),
  );
  const found = new Map(locked.map((pid) => [pid.pid, pid]));
  const shoulder = await readShoulder(tx, block.shoulderId);
  if (shoulder === null) throw unknownBlock();
  const problems: Mistake[] = [];
  const moves: { before: Pid; action: 'publish' | 'update'; changes: PidChanges }[] = [];
  const shared = new Map<string, DataciteMetadata | null | AppError>();
  for (const wish of wishes) {
    const before = found.get(wish.name);
    const wrong = explainUnchangeable(before, { block, shoulder, actor });
    if (before === undefined || wrong !== null) {
      // A filter takes what it finds; what somebody else has just announced is none of it any more.
      if (!wish.shared)
        problems.push({
          pointer: `${wish.place}/pid`,
          detail: wrong ?? 'There is no such name.',
          code: 'invalid-input',
        });
      continue;
    }
    const changes = collect(problems, wish.place, () => readChanges(before, action, wish, shared));
    if (changes !== null) moves.push({ before, action, changes });
  }
  if (problems.length > 0) throw refuseAll(problems, action);
  const pids = await transitionAll(tx, moves, changeContext(tx, ctx, actor, now));
  const drafts = await readDrafts(
    tx,
    pids.flatMap(({ pid, state }) => (state === 'reserved' ? [pid] : [])),
  );
  await wantAnnounced(
    tx,
    pids.map((pid) => ({ shoulder, pid, draft: drafts.has(pid.pid) })),
    now,
  );
  return pids;
}

async function readWishes(tx: Tx, block: Block, change: NamesChange): Promise<Wish[]> {
  if ('items' in change) {
    const names = readNames(
      change.items.map(({ pid }) => pid),
      (index) => `/items/${index}/pid`,
    );
    return change.items.map(({ pid: _, ...values }, index) => ({
      name: names[index] ?? '',
      values,
      place: `/items/${index}`,
      shared: false,
    }));
  }
  const { filter, ...values } = change;
  const names = await listNamesOfBlock(tx, block.id, {
    afterSeq: 0,
    limit: filter.first ?? ITEMS_AT_ONCE + 1,
    states: ['reserved'],
  });
  if (names.length > ITEMS_AT_ONCE) {
    throw new AppError(
      'invalid-input',
      `More than ${ITEMS_AT_ONCE} names of this block are reserved; change ${ITEMS_AT_ONCE} at once, and repeat.`,
      { problems: [{ pointer: '/filter/first', detail: `Give a number of at most ${ITEMS_AT_ONCE}.` }] },
    );
  }
  if (names.length === 0) {
    throw new AppError('move-not-allowed', 'Nothing of this block is reserved any more.');
  }
  return names.map(({ pid }) => ({ name: pid, values, place: '', shared: true }));
}

function explainUnchangeable(
  pid: Pid | undefined,
  { block, shoulder, actor }: { block: Block; shoulder: Shoulder; actor: Actor },
): string | null {
  if (pid === undefined || pid.blockId !== block.id || !mayChange(actor, pid, shoulder)) {
    return 'This is no name of this block.';
  }
  if (pid.state === 'reserved') return null;
  return pid.state === 'released'
    ? 'This name was given back; reserve another one.'
    : `This name is ${pid.state} already; change it by itself.`;
}

/** @throws AppError with places below the item */
function readChanges(
  before: Pid,
  action: 'publish' | 'update',
  { values, shared }: Wish,
  records: Map<string, DataciteMetadata | null | AppError>,
): PidChanges {
  const template = values.target ?? null;
  const filled = shared && template !== null ? fillTemplate(template, before.pid) : values.target;
  const level = action === 'publish' && needsMetadata(before) ? 'complete' : 'draft';
  const errors: AppError[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      errors.push(error);
      return undefined;
    }
  };
  const target = attempt(() => readTarget(filled));
  const metadata = attempt(() => {
    const isDescribed = values.metadata !== undefined || values.sample !== undefined;
    if (!isDescribed && level === 'draft') return undefined;
    const read = () => readDescription(values, { type: before.type, level, before: before.metadata });
    if (!shared || values.metadata === undefined) return read();
    // One record for all is read once; all names of a block are of one type.
    const known = records.get(level) ?? attemptRecord(read);
    records.set(level, known);
    if (known instanceof AppError) throw known;
    return known;
  });
  if (errors.length > 0) {
    const problems = errors.flatMap((error) => [...error.problems]);
    const inRecord = errors.every(({ code }) => code === 'metadata-refused');
    throw new AppError(inRecord ? 'metadata-refused' : 'invalid-input', 'This item has mistakes.', {
      problems,
    });
  }
  return {
    ...(target === undefined ? {} : { target }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

function attemptRecord(read: () => DataciteMetadata | null): DataciteMetadata | null | AppError {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Does something for one item; its mistakes are added with their place. */
function collect<T>(problems: Mistake[], place: string, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    for (const { pointer, detail } of error.problems) {
      const found = `${place}${pointer}`;
      if (!problems.some((each) => each.pointer === found && each.detail === detail)) {
        problems.push({ pointer: found, detail, code: error.code });
      }
    }
    return null;
  }
}

const PROBLEMS_TOLD = 1_000;

function refuseAll(problems: readonly Mistake[], action: 'publish' | 'update'): AppError {
  const inRecords = problems.every(({ code }) => code === 'metadata-refused');
  const count = problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`;
  const what = action === 'publish' ? 'announced' : 'changed';
  return new AppError(
    inRecords ? 'metadata-refused' : 'invalid-input',
    `The request has ${count}; nothing was ${what}. See errors.`,
    { problems: problems.slice(0, PROBLEMS_TOLD).map(({ pointer, detail }) => ({ pointer, detail })) },
  );
}
