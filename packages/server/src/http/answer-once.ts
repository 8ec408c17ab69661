import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../context.ts';
import type { Tx } from '../db/index.ts';
import { actorKey, requireActor } from './actor.ts';
import { oncePerKey, readIdempotencyKey } from './idempotency.ts';

/**
 * Does the work of a request once for each `Idempotency-Key` of its actor, in a transaction of its own. A repeat gets
 * what the first one got, and says so in `Idempotency-Replayed`.
 * @param work gives what the answer is made of, as plain JSON: for a repeat it comes back from the database
 * @param path what the key is bound to beside the body; a repeat under another path is another request
 * @throws AppError not-signed-in; invalid-input for a key that cannot be one; idempotency-key-reused
 */
export async function answerOnce<T>(
  ctx: Pick<AppContext, 'db' | 'now'>,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx) => Promise<T>,
  path = request.url,
): Promise<T> {
  const keyed = {
    actor: actorKey(requireActor(request)),
    key: readIdempotencyKey(request),
    method: 'POST',
    path,
    body: request.body,
  };
  const answer = await oncePerKey(ctx, keyed, async (tx) => ({
    status: 200,
    headers: {},
    body: await work(tx),
  }));
  if (answer.replayed) reply.header('idempotency-replayed', 'true');
  // What was stored under the key is what this route answered the first time.
  return answer.body as T;
}
