import type { Answer, OrcidProblem, TokenFailure } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import {
  blockPace,
  type CallLimits,
  type NotedCall,
  noteAnswer,
  noteCall,
  noteUnmade,
  readPace,
  takeTurn,
} from './store.ts';

/** Calls one after the other, each in its turn. */
export type Paced = <T>(call: () => Promise<Answer<T>>) => Promise<Answer<T>>;

/** Calls for tokens, each in its turn. */
export type PacedTokens = <T>(call: () => Promise<T>) => Promise<T | TokenFailure>;

/** Why there is no turn at the moment, and for how long at least. */
export type NoTurn = { detail: string; retryAfterMs: number | null };

/** What keeping a client to its rate needs. */
export type PaceContext = Pick<AppContext, 'db' | 'now' | 'pause'>;

type PacedClient = Pick<OrganisationClient, 'id' | 'requestsPerSecond'>;

/**
 * What this process or the network delays comes together with what is on time, so a call is counted from its answer. Where
 * the registry takes longer than this even for its fastest answers, calls are counted from so long after they were made: to
 * wait for it must not cost more than a tenth of the allowed rate.
 */
const WAITED_FOR_MS = 100;
/** What is not answered by then is no longer on its way. */
const LATEST_ARRIVAL_MS = 1_000;
/** Whoever finds so much gone by since a call was noted lets it be, and notes another. */
const LATENESS_MS = 50;
/** A call that has not had its turn by then is given up for now. */
export const LONGEST_WAIT_MS = 10_000;
/** After a 429 or 503 that does not say how long to wait: ORCID counts by the second. */
const SILENCE_MS = 2_000;
/** What the registry asks for beyond that is asked about again after that. */
export const LONGEST_SILENCE_MS = 86_400_000;

/**
 * Makes a call of a client in its turn. Every call that a client makes by itself goes through this, of the record API and for
 * tokens, whatever it is for: over all processes that share the database they are never more in a second than it is allowed.
 * @returns the answer; or why the call was not made
 */
export async function callInTurn<T>(
  ctx: PaceContext,
  client: PacedClient,
  call: () => Promise<T>,
): Promise<{ none: null; answer: T } | { none: NoTurn }> {
  const turn = await waitForTurn(ctx, client);
  if (!('arrivedBy' in turn)) return { none: turn };
  try {
    return { none: null, answer: await call() };
  } finally {
    // An answer is worth more than its time: where that is not noted, the call counts longer.
    const answered = { ...turn, answeredAt: ctx.now() };
    await transact(ctx.db, (tx) => noteAnswer(tx, client.id, answered)).catch(() => {});
  }
}

/** @returns the turn, which is now; or why there is none */
async function waitForTurn(ctx: PaceContext, client: PacedClient): Promise<NotedCall | NoTurn> {
  const limits: CallLimits = {
    most: client.requestsPerSecond,
    waitedForMs: WAITED_FOR_MS,
    latestMs: LATEST_ARRIVAL_MS,
  };
  const begunAt = ctx.now();
  const endsAt = begunAt.getTime() + LONGEST_WAIT_MS;
  const waitMs = await transact(ctx.db, (tx) =>
    takeTurn(tx, client.id, { now: begunAt, limits, longestMs: LONGEST_WAIT_MS }),
  );
  if (waitMs === null) return explain(ctx, (await readPace(ctx.db, client.id, limits)).blockedUntil);
  if (waitMs > 0) await ctx.pause(waitMs);
  for (;;) {
    const madeAt = ctx.now();
    const arrivedBy = await transact(ctx.db, (tx) => noteCall(tx, client.id, { now: madeAt, limits }));
    const now = ctx.now().getTime();
    if (arrivedBy !== null) {
      if (now - madeAt.getTime() <= LATENESS_MS) return { madeAt, arrivedBy };
      await transact(ctx.db, (tx) => noteUnmade(tx, client.id, { madeAt, arrivedBy }));
      if (now > endsAt) return explain(ctx, 0);
      continue;
    }
    const { blockedUntil, tooCloseUntil } = await readPace(ctx.db, client.id, limits);
    if (blockedUntil > now || now > endsAt) return explain(ctx, blockedUntil);
    await ctx.pause(Math.max(Math.min(tooCloseUntil, endsAt) - now, 1));
  }
}

function explain(ctx: PaceContext, blockedUntil: number): NoTurn {
  const silenceMs = blockedUntil - ctx.now().getTime();
  return silenceMs > 0
    ? { detail: 'ORCID asked for a pause.', retryAfterMs: silenceMs }
    : { detail: 'Its turn did not come in time.', retryAfterMs: null };
}

/** Makes calls of the record API in turn; one that has none is answered with `later`, and not made. Where an answer asks for
 * silence, all are silent. */
export function createPaced(ctx: PaceContext, client: PacedClient): Paced {
  return async (call) => {
    const turn = await callInTurn(ctx, client, call);
    return turn.none === null ? heed(ctx, client.id, turn.answer) : refuseForNow(turn.none);
  };
}

async function heed<T>(ctx: PaceContext, clientId: string, answer: Answer<T>): Promise<Answer<T>> {
  const silenceMs = answer.ok ? 0 : readSilence(answer.problem);
  if (silenceMs > 0) {
    const until = new Date(ctx.now().getTime() + silenceMs);
    await transact(ctx.db, (tx) => blockPace(tx, clientId, until));
  }
  return answer;
}

function readSilence({ status, retryAfterMs }: OrcidProblem): number {
  const isOverRate = status === 429 || status === 503;
  return Math.min(retryAfterMs ?? (isOverRate ? SILENCE_MS : 0), LONGEST_SILENCE_MS);
}

/** Makes calls for tokens in turn; one that has none is answered with `unreachable`, and not made. */
export function createPacedTokens(ctx: PaceContext, client: PacedClient): PacedTokens {
  return async (call) => {
    const turn = await callInTurn(ctx, client, call);
    if (turn.none === null) return turn.answer;
    return { ok: false, reason: 'unreachable', error: null, detail: turn.none.detail };
  };
}

function refuseForNow({ detail, retryAfterMs }: NoTurn): Answer<never> {
  return {
    ok: false,
    problem: {
      kind: 'later',
      status: null,
      code: null,
      detail,
      putCode: null,
      movedTo: null,
      retryAfterMs,
    },
  };
}
