import type { Answer } from '@mintmark/orcid';
import type { AppContext } from '../../../../context.ts';
import { transact } from '../../../../db/index.ts';
import type { OrganisationClient } from '../../clients/client.ts';
import { takeTurn } from './store.ts';

/** Calls one after the other, each in its turn. */
export type Paced = <T>(call: () => Promise<Answer<T>>) => Promise<Answer<T>>;

/**
 * The share of the allowed rate that is used. Turns are evenly spaced and nothing is saved up, so that no second anywhere
 * sees more than the allowed number, however much the network delays one call and not the next.
 */
const USED_SHARE = 0.94;

/** Makes what keeps the calls of a client to its rate, over all processes that share the database. */
export function createPaced(
  ctx: Pick<AppContext, 'db' | 'now' | 'pause'>,
  client: Pick<OrganisationClient, 'id' | 'requestsPerSecond'>,
): Paced {
  const spacingMs = 1000 / (client.requestsPerSecond * USED_SHARE);
  return async (call) => {
    const now = ctx.now();
    const turn = await transact(ctx.db, (tx) => takeTurn(tx, client.id, { now, spacingMs }));
    if ('blockedUntil' in turn) {
      return {
        ok: false,
        problem: {
          kind: 'later',
          status: null,
          code: null,
          detail: 'ORCID asked for a pause.',
          putCode: null,
          movedTo: null,
          retryAfterMs: turn.blockedUntil.getTime() - now.getTime(),
        },
      };
    }
    if (turn.waitMs > 0) await ctx.pause(turn.waitMs);
    return call();
  };
}
