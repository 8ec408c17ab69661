import type { Answer, OrcidProblem, TokenFailure } from '@mintmark/orcid';
import type { AppContext } from '../../../../context.ts';
import { transact } from '../../../../db/index.ts';
import type { OrganisationClient } from '../../clients/client.ts';
import { blockPace, readBlock, takeTurn } from './store.ts';

/** Calls one after the other, each in its turn. */
export type Paced = <T>(call: () => Promise<Answer<T>>) => Promise<Answer<T>>;

/** Calls for tokens, each in its turn. */
export type PacedTokens = <T>(call: () => Promise<T>) => Promise<T | TokenFailure>;

/** Why there is no turn at the moment, and for how long at least. */
export type NoTurn = { detail: string; retryAfterMs: number | null };

/** What keeping a client to its rate needs. */
export type PaceContext = Pick<AppContext, 'db' | 'now' | 'pause'>;

/**
 * The share of the allowed rate that is used. Turns are evenly spaced and nothing is saved up, so that no second anywhere
 * sees more than the allowed number: what is left over, sixty thousandths of each second, is for the network, which delays
 * one call and not the next.
 */
const USED_SHARE = 0.94;
/**
 * Whoever comes later than this to its turn, such as after a moment in which this process did nothing, loses it: a few late
 * calls together with those of other processes that are on time would be too many in one second.
 */
const LATENESS_MS = 30;
/** Silence that the registry asked for is looked up this long before the turn: the answer is there in time. */
const LOOK_AHEAD_MS = 50;
/** A call that has not had its turn by then is given up for now. */
export const LONGEST_WAIT_MS = 10_000;
/** After a 429 or 503 that does not say how long to wait: ORCID counts by the second. */
const SILENCE_MS = 2_000;
/** What the registry asks for beyond that is asked about again after that. */
export const LONGEST_SILENCE_MS = 86_400_000;

/**
 * Makes what waits for the turns of a client, over all processes that share the database. Every call that a client makes by
 * itself goes through it, of the record API and for tokens, whatever it is for.
 * @returns null: now is the time to call
 */
export function createTurns(
  ctx: PaceContext,
  client: Pick<OrganisationClient, 'id' | 'requestsPerSecond'>,
): () => Promise<NoTurn | null> {
  const spacingMs = 1000 / (client.requestsPerSecond * USED_SHARE);
  return async () => {
    const endsAt = ctx.now().getTime() + LONGEST_WAIT_MS;
    for (;;) {
      const now = ctx.now();
      const turn = await transact(ctx.db, (tx) => takeTurn(tx, client.id, { now, spacingMs }));
      if ('blockedUntil' in turn) return beSilent(turn.blockedUntil.getTime() - now.getTime());
      const turnAt = now.getTime() + turn.waitMs;
      if (turn.waitMs > LOOK_AHEAD_MS) {
        await ctx.pause(turn.waitMs - LOOK_AHEAD_MS);
        const blockedMs = (await readBlock(ctx.db, client.id)) - ctx.now().getTime();
        if (blockedMs > 0) return beSilent(blockedMs);
      }
      const leftMs = turnAt - ctx.now().getTime();
      if (leftMs > 0) await ctx.pause(leftMs);
      const lateMs = ctx.now().getTime() - turnAt;
      if (lateMs <= LATENESS_MS) return null;
      if (ctx.now().getTime() > endsAt)
        return { detail: 'Its turn did not come in time.', retryAfterMs: null };
    }
  };
}

/** The same for calls of the record API: one that has no turn is answered with `later`, and not made.
 * Where an answer asks for silence, all are silent. */
export function createPaced(
  ctx: PaceContext,
  client: Pick<OrganisationClient, 'id' | 'requestsPerSecond'>,
): Paced {
  const takeNext = createTurns(ctx, client);
  return async (call) => {
    const none = await takeNext();
    return none === null ? heed(ctx, client.id, await call()) : refuseForNow(none);
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

/** The same for calls for tokens: one that has no turn is answered with `unreachable`, and not made. */
export function createPacedTokens(
  ctx: PaceContext,
  client: Pick<OrganisationClient, 'id' | 'requestsPerSecond'>,
): PacedTokens {
  const takeNext = createTurns(ctx, client);
  return async (call) => {
    const none = await takeNext();
    return none === null ? call() : { ok: false, reason: 'unreachable', error: null, detail: none.detail };
  };
}

function beSilent(retryAfterMs: number): NoTurn {
  return { detail: 'ORCID asked for a pause.', retryAfterMs };
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
