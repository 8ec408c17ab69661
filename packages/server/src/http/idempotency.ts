import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { AppContext } from '../context.ts';
import { type Tx, transact } from '../db/index.ts';
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

/** A request that came with a key. */
export type KeyedRequest = { actor: string; key: string; method: string; path: string; body: unknown };

/** What is known of a keyed request: nothing, the answer that it got, or that its key came with another request. */
type KnownAnswer = StoredAnswer | 'reused' | null;

/** Finds what keyed requests were answered before, all in one query; the answers stand in the order of the requests. */
export async function findAnswers(
  tx: Tx,
  requests: readonly KeyedRequest[],
  now: Date,
): Promise<KnownAnswer[]> {
  if (requests.length === 0) return [];
  const { rows } = await sql<StoredAnswer & { actor: string; key: string; hash: string }>`
    select stored.actor, stored.key, request_hash as hash, status, headers, body from idempotency_keys as stored
    join jsonb_to_recordset(${JSON.stringify(requests.map(({ actor, key }) => ({ actor, key })))}::jsonb)
      as asked (actor text, key text) on asked.actor = stored.actor and asked.key = stored.key
    where created_at >= ${oldestKept(now)}`.execute(tx);
  return requests.map((request) => {
    const stored = rows.find((row) => row.actor === request.actor && row.key === request.key);
    if (stored === undefined) return null;
    const { status, headers, body } = stored;
    return stored.hash === hashRequest(request) ? { status, headers, body } : 'reused';
  });
}

/**
 * Stores answers for the repeats of their requests, in the transaction of the work that they tell of.
 * @throws KeyTakenError when another transaction has answered one of the keys meanwhile: roll back and ask again
 */
export async function storeAnswers(
  tx: Tx,
  answered: readonly { request: KeyedRequest; answer: StoredAnswer }[],
  now: Date,
): Promise<void> {
  if (answered.length === 0) return;
  const rows = answered
    .map(({ request, answer }) => ({
      actor: request.actor,
      key: request.key,
      request_hash: hashRequest(request),
      ...answer,
    }))
    // Always in the same order, so that two transactions never wait for each other in a circle.
    .sort((a, b) => (a.actor + a.key < b.actor + b.key ? -1 : 1));
  const result = await sql`
    insert into idempotency_keys (actor, key, request_hash, status, headers, body, created_at)
    select actor, key, request_hash, status, headers, body, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (actor text, key text, request_hash text, status integer, headers jsonb, body jsonb)
    on conflict (actor, key) do update set
      request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers,
      body = excluded.body, created_at = excluded.created_at
    where idempotency_keys.created_at < ${oldestKept(now)}`.execute(tx);
  if (Number(result.numAffectedRows ?? 0) < rows.length) throw new KeyTakenError();
}

/** Another transaction has answered a key between the look and the write. */
export class KeyTakenError extends Error {}

export function keyReusedError(): AppError {
  return new AppError(
    'idempotency-key-reused',
    'This Idempotency-Key came with another request in the last 24 hours. Use a fresh one for a new request.',
  );
}

/**
 * Runs `work` once for each key of one actor, in a transaction of its own. The answer is stored with the work, so
 * either both are there or neither; of two repeats at the same moment the later one gets the answer of the first.
 * @throws AppError idempotency-key-reused when the key was used with another request
 */
export async function oncePerKey(
  ctx: Pick<AppContext, 'db' | 'now'>,
  request: Omit<KeyedRequest, 'key'> & { key: string | null },
  work: (tx: Tx) => Promise<StoredAnswer>,
): Promise<StoredAnswer & { replayed: boolean }> {
  const { key } = request;
  if (key === null) return { ...(await transact(ctx.db, work)), replayed: false };
  const keyed = { ...request, key };
  try {
    return await workOnce(ctx, keyed, work);
  } catch (error) {
    // What refused it may be what the first of two repeats did, while this one waited for a lock.
    if (!(error instanceof AppError)) throw error;
    const [known = null] = await transact(ctx.db, (tx) => findAnswers(tx, [keyed], ctx.now()));
    if (known === null || known === 'reused') throw error;
    return { ...known, replayed: true };
  }
}

function workOnce(
  ctx: Pick<AppContext, 'db' | 'now'>,
  keyed: KeyedRequest,
  work: (tx: Tx) => Promise<StoredAnswer>,
): Promise<StoredAnswer & { replayed: boolean }> {
  return repeatWhenTaken(() =>
    transact(ctx.db, async (tx) => {
      const [known = null] = await findAnswers(tx, [keyed], ctx.now());
      if (known === 'reused') throw keyReusedError();
      if (known !== null) return { ...known, replayed: true };
      const answer = await work(tx);
      await storeAnswers(tx, [{ request: keyed, answer }], ctx.now());
      return { ...answer, replayed: false };
    }),
  );
}

/** Runs a transaction again whose key another one has answered meanwhile; by then the answer is there to be found. */
export async function repeatWhenTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
    return await work();
  }
}

function hashRequest({ method, path, body }: KeyedRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, body ?? null]))
    .digest('hex');
}

function oldestKept(now: Date): Date {
  return new Date(now.getTime() - KEPT_HOURS * 3_600_000);
}

/** Forgets keys older than they are promised to be kept. */
export async function deleteOldKeys(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('idempotency_keys').where('created_at', '<', oldestKept(now)).execute();
}
