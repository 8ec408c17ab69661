import type { AppContext } from '../../context.ts';
import { createBatchReader } from '../../db/batch-reader.ts';
import { transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import {
  findAnswers,
  type KeyedRequest,
  KeyTakenError,
  keyReusedError,
  type StoredAnswer,
  storeAnswers,
} from '../../http/idempotency.ts';
import type { Pid } from '../pids/index.ts';
import { type GiveOutContext, type GiveOutWish, giveOut } from './give-out.ts';
import type { Shoulder } from './shoulder.ts';
import { readShoulders } from './store.ts';

/** A wish for one identifier, with what its repeat is recognised by and what it is answered. */
export type MintRequest = {
  wish: GiveOutWish;
  keyed: KeyedRequest | null;
  answer: (pid: Pid) => StoredAnswer;
};

export type MintQueue = {
  /** Gives out one identifier. Resolves once it is committed. @throws AppError as giveOut, and idempotency-key-reused */
  mint(request: MintRequest): Promise<StoredAnswer & { replayed: boolean }>;
  /** The shoulder with an id, or null; one query for all who ask at the same moment. */
  readShoulder(id: string): Promise<Shoulder | null>;
};

/** Tells everyone of a group the outcome. */
type Tell = () => void;

type Waiting = { request: MintRequest; done: PromiseWithResolvers<StoredAnswer & { replayed: boolean }> };

/** With one transaction at a time, all who come meanwhile go together: two at a time made the groups half as large. */
const REQUESTS_AT_ONCE = 64;
/** An answer waits for the next group to be written no longer than this. */
const LATEST_MS = 5;

/**
 * Joins requests that wait at the same moment into one transaction: a request that comes alone is minted at once, those
 * that come while it runs are minted together. So the price of a transaction, and of waiting for the shoulder, is
 * shared by all who wait anyway. None is answered before its commit, and a failure of one never fails another.
 *
 * A database server works beside this process. There, half of those under way make a group, and a group is answered
 * once the next one is being written: so answering, and reading what the same clients ask next, takes place while the
 * server writes, and neither waits for the other.
 */
export function createMintQueue(ctx: GiveOutContext & Pick<AppContext, 'db' | 'engine'>): MintQueue {
  const waiting: Waiting[] = [];
  const isBeside = ctx.engine.kind === 'postgresql';
  let running = false;

  async function run(): Promise<void> {
    let tell: Tell = () => {};
    let before = 0;
    for (;;) {
      const share = isBeside ? Math.ceil((waiting.length + before) / 2) : waiting.length;
      const group = takeGroup(waiting, Math.min(share, REQUESTS_AT_ONCE));
      before = group.length;
      const tellBefore = once(tell);
      if (group.length === 0 || !isBeside) tellBefore();
      if (group.length === 0) break;
      // Another process may hold the shoulder for longer than anybody should wait for an answer that is there.
      const latest = setTimeout(tellBefore, LATEST_MS);
      tell = await settle(group, tellBefore);
      clearTimeout(latest);
      tellBefore();
    }
    running = false;
  }

  /**
   * Mints a group; it is told the outcome by whoever calls what this resolves to.
   * @param whenWriting called while the database is busy with the group, if it comes to that
   */
  async function settle(group: readonly Waiting[], whenWriting: () => void): Promise<Tell> {
    try {
      const answers = await mintTogether(
        group.map((each) => each.request),
        whenWriting,
      );
      return () => {
        for (const [index, { done }] of group.entries()) {
          const answer = answers[index];
          if (answer === undefined || answer instanceof AppError) done.reject(answer);
          else done.resolve(answer);
        }
      };
    } catch (error) {
      const [only] = group;
      // What failed all may be the fault of one: each is tried by itself, and only what fails then has failed.
      if (group.length > 1) {
        for (const each of group) (await settle([each], whenWriting))();
        return () => {};
      }
      if (only !== undefined && error instanceof KeyTakenError) return settle([only], whenWriting);
      return () => only?.done.reject(error);
    }
  }

  function mintTogether(
    requests: readonly MintRequest[],
    whenWriting: () => void,
  ): Promise<((StoredAnswer & { replayed: boolean }) | AppError)[]> {
    return transact(ctx.db, async (tx) => {
      const now = ctx.now();
      const known = await findAnswers(
        tx,
        requests.flatMap(({ keyed }) => (keyed === null ? [] : [keyed])),
        now,
      );
      const settled = requests.map(({ keyed }) => {
        const answer = keyed === null ? null : (known.shift() ?? null);
        if (answer === 'reused') return keyReusedError();
        return answer === null ? null : { ...answer, replayed: true };
      });
      const fresh = requests.filter((_, index) => settled[index] === null);
      const pids = await giveOut(
        tx,
        ctx,
        fresh.map(({ wish }) => wish),
        whenWriting,
      );
      const answers = pids.map((pid, index) => (pid instanceof AppError ? pid : fresh[index]?.answer(pid)));
      await storeAnswers(
        tx,
        fresh.flatMap(({ keyed }, index) => {
          const answer = answers[index];
          return keyed === null || answer === undefined || answer instanceof AppError
            ? []
            : [{ request: keyed, answer }];
        }),
        now,
      );
      return settled.map((each) => {
        if (each !== null) return each;
        const answer = answers.shift();
        if (answer === undefined) throw new Error('a request was left without an answer');
        return answer instanceof AppError ? answer : { ...answer, replayed: false };
      });
    });
  }

  return {
    readShoulder: createBatchReader((ids) => readShoulders(ctx.db, ids)),

    mint(request) {
      const done = Promise.withResolvers<StoredAnswer & { replayed: boolean }>();
      waiting.push({ request, done });
      if (!running) {
        running = true;
        setImmediate(run);
      }
      return done.promise;
    },
  };
}

function once(tell: Tell): Tell {
  let told = false;
  return () => {
    if (told) return;
    told = true;
    tell();
  };
}

/** The next requests that can go together; of two with the same key the second waits for the next group. */
function takeGroup(waiting: Waiting[], most: number): Waiting[] {
  const keys = new Set<string>();
  const group: Waiting[] = [];
  for (let index = 0; index < waiting.length && group.length < most; ) {
    const each = waiting[index];
    if (each === undefined) break;
    const { keyed } = each.request;
    const key = keyed === null ? null : JSON.stringify([keyed.actor, keyed.key]);
    if (key !== null && keys.has(key)) {
      index += 1;
      continue;
    }
    if (key !== null) keys.add(key);
    group.push(each);
    waiting.splice(index, 1);
  }
  return group;
}
