import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { jsonb, type Tx } from '../db/index.ts';
import { AppError } from '../errors.ts';

/** An answer as it is stored for the repeat of a request. */
export type StoredAnswer = { status: number; headers: Record<string, string>; body: unknown };

const KEY_LIMIT = 255;
export const KEPT_HOURS = 24;

/** The `Idempotency-Key` of a request, or null. @throws AppError invalid-input when it is empty, too long or no plain text */
export function readIdempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || key.trim() === '' || key.length > KEY_LIMIT || /\p{Cc}/u.test(key)) {
    throw new AppError(
      'invalid-input',
      `Idempotency-Key must be one text of 1 to ${KEY_LIMIT} characters without control characters.`,
      {
        problems: [
          {
            pointer: '/headers/idempotency-key',
            detail: 'Use a fresh random value, such as a UUID, for each new request.',
          },
        ],
      },
    );
  }
  return key;
}

/**
 * Runs `work` once for each key of one actor. The answer is stored in the transaction of the work, so either both
 * are there or neither; a repeat at the same moment waits for the first.
 * @throws AppError idempotency-key-reused when the key was used with another request
 */
export async function oncePerKey(
  tx: Tx,
  request: { actor: string; key: string | null; method: string; path: string; body: unknown; now: Date },
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer & { replayed: boolean }> {
  if (request.key === null) return { ...(await work()), replayed: false };
  const hash = createHash('sha256')
    .update(JSON.stringify([request.method, request.path, request.body ?? null]))
    .digest('hex');
  const oldest = new Date(request.now.getTime() - KEPT_HOURS * 3_600_000);
  await tx
    .deleteFrom('idempotency_keys')
    .where('actor', '=', request.actor)
    .where('key', '=', request.key)
    .where('created_at', '<', oldest)
    .execute();
  const taken = await tx
    .insertInto('idempotency_keys')
    .values({
      actor: request.actor,
      key: request.key,
      request_hash: hash,
      status: 0,
      headers: jsonb({}),
      body: jsonb(null),
      created_at: request.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (Number(taken.numInsertedOrUpdatedRows) === 0) {
    const stored = await tx
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'status', 'headers', 'body'])
      .where('actor', '=', request.actor)
      .where('key', '=', request.key)
      .executeTakeFirstOrThrow();
    if (stored.request_hash !== hash) {
      throw new AppError(
        'idempotency-key-reused',
        'This Idempotency-Key came with another request in the last 24 hours. Use a fresh one for a new request.',
      );
    }
    return {
      status: stored.status,
      headers: stored.headers as Record<string, string>,
      body: stored.body,
      replayed: true,
    };
  }
  const answer = await work();
  await tx
    .updateTable('idempotency_keys')
    .set({ status: answer.status, headers: jsonb(answer.headers), body: jsonb(answer.body) })
    .where('actor', '=', request.actor)
    .where('key', '=', request.key)
    .execute();
  return { ...answer, replayed: false };
}

/** Forgets keys older than they are promised to be kept. */
export async function deleteOldKeys(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('idempotency_keys')
    .where('created_at', '<', new Date(now.getTime() - KEPT_HOURS * 3_600_000))
    .execute();
}
