import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, actorKey, scopes, toEventActor } from '../../../http/actor.ts';
import { findAnswers, keyReusedError, oncePerKey } from '../../../http/idempotency.ts';
import { createRowReader } from '../../../http/row-files/rows.ts';
import { findShouldersNamed } from '../store.ts';
import type { Batch, BatchFormat, BatchMode, BatchVerb } from './batch.ts';
import { ALL_OR_NOTHING_ROWS, BATCH_BYTES, OPEN_BATCHES } from './limits.ts';
import { batchRows } from './row-rules.ts';
import { countOpenBatches, insertBatch, readBatch } from './store.ts';

type ReceiveContext = Pick<AppContext, 'config' | 'db' | 'now' | 'storage' | 'log' | 'wakeBatches'>;

export type BatchWish = {
  actor: Actor;
  mode: BatchMode;
  dryRun: boolean;
  format: BatchFormat;
  defaultVerb: BatchVerb | null;
  defaultShoulder: string | null;
  key: string | null;
  body: AsyncIterable<Uint8Array>;
};

const PATH = '/api/v1/batches';
/** Uploads are kept by the day on which they came, which tells what is left over from what is just coming. */
export const UPLOADS = 'batches/';

/**
 * Takes the upload of a batch in: streams it to the storage while it checks its form, then writes the row that makes it
 * due. A body that is refused, or breaks off, leaves nothing behind.
 * @returns the batch, or the one that an upload with the same key made before
 * @throws AppError body-too-large, malformed-body, invalid-input as soon as it is certain; idempotency-key-reused,
 *   too-many-requests
 */
export async function receiveBatch(ctx: ReceiveContext, wish: BatchWish): Promise<Batch> {
  const { actor, key } = wish;
  const query = {
    mode: wish.mode,
    dryRun: wish.dryRun,
    format: wish.format,
    verb: wish.defaultVerb,
    shoulder: wish.defaultShoulder,
  };
  const keyed = { actor: actorKey(actor), key, method: 'POST', path: PATH, body: query };
  const before = key === null ? null : await findBefore(ctx, { ...keyed, key });
  if (before !== null) {
    await passOver(wish.body);
    return before;
  }
  const ownerId = actor.kind === 'person' ? actor.accountId : null;
  if ((await countOpenBatches(ctx.db, ownerId)) >= OPEN_BATCHES) {
    throw new AppError(
      'too-many-requests',
      `You have ${OPEN_BATCHES} batches that wait or run; wait until one is done.`,
    );
  }

  const id = randomUUID();
  const inputKey = `${UPLOADS}${ctx.now().toISOString().slice(0, 10)}/${id}`;
  const upload = await keepUpload(ctx, wish, inputKey);
  const now = ctx.now();
  const batch: Batch = {
    id,
    ownerId,
    scopes: actor.kind === 'operator' ? [] : scopes.filter((scope) => actor.scopes.has(scope)),
    organisationId: await chooseOrganisation(ctx, wish),
    state: 'waiting',
    mode: wish.mode,
    dryRun: wish.dryRun,
    format: wish.format,
    defaultVerb: wish.defaultVerb,
    defaultShoulder: wish.defaultShoulder,
    inputKey,
    inputBytes: upload.bytes,
    rowsTotal: upload.rows,
    rowsDone: 0,
    rowsOk: 0,
    rowsRefused: 0,
    rowsSkipped: 0,
    blocks: {},
    problem: null,
    attempts: 0,
    createdAt: now,
    startedAt: null,
    updatedAt: now,
    finishedAt: null,
  };
  let kept = false;
  try {
    const answer = await oncePerKey(ctx, keyed, async (tx) => {
      await insertBatch(tx, batch);
      await recordEvent(tx, {
        at: now,
        subject: { type: 'batch', id },
        action: 'batch-upload',
        actor: toEventActor(actor),
        after: { ...query, rows: upload.rows, bytes: upload.bytes },
      });
      return { status: 202, headers: {}, body: { id } };
    });
    kept = !answer.replayed;
    ctx.wakeBatches();
    if (kept) return batch;
    const first = await readBatch(ctx.db, (answer.body as { id: string }).id);
    if (first === null) throw new Error('the batch of a repeated upload is gone');
    return first;
  } finally {
    if (!kept) await ctx.storage.delete(inputKey);
  }
}

/** Reads a body that is not needed, so that who sends it hears the answer. */
async function passOver(body: AsyncIterable<Uint8Array>): Promise<void> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > BATCH_BYTES) return;
  }
}

async function findBefore(
  ctx: ReceiveContext,
  keyed: Parameters<typeof findAnswers>[1][number],
): Promise<Batch | null> {
  const [known = null] = await transact(ctx.db, (tx) => findAnswers(tx, [keyed], ctx.now()));
  if (known === 'reused') throw keyReusedError();
  return known === null ? null : readBatch(ctx.db, (known.body as { id: string }).id);
}

/** Streams the body to the storage and reads its rows on the way. */
async function keepUpload(
  ctx: ReceiveContext,
  wish: BatchWish,
  inputKey: string,
): Promise<{ bytes: number; rows: number }> {
  let rows = 0;
  let refusal: unknown = null;
  const reader = createRowReader(wish.format, batchRows);
  const count = (found: number): void => {
    rows += found;
    if (wish.mode === 'all-or-nothing' && !wish.dryRun && rows > ALL_OR_NOTHING_ROWS) {
      const limit = ALL_OR_NOTHING_ROWS.toLocaleString('en');
      throw new AppError(
        'body-too-large',
        `All or nothing takes ${limit} rows at most, since they are one transaction. Use mode=row-by-row, or make more batches.`,
      );
    }
  };
  async function* checked(): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of wish.body) {
        count(reader.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)).length);
        yield piece;
      }
      count(reader.end().length);
      if (rows === 0) throw new AppError('malformed-body', 'There is no row in the body.');
    } catch (error) {
      refusal = error;
      throw error;
    }
  }
  try {
    const { bytes } = await ctx.storage.putStream(inputKey, checked(), {
      contentType: 'application/octet-stream',
    });
    return { bytes, rows };
  } catch (error) {
    if (refusal instanceof AppError) throw refusal;
    // The caller is gone in the middle of the body: nobody reads the answer.
    if (refusal !== null) throw new AppError('malformed-body', 'The body broke off.', { cause: refusal });
    throw error;
  }
}

/** Whose administrators see it: the organisation of the batch's shoulder, or the only one that the person is in. */
async function chooseOrganisation(ctx: ReceiveContext, wish: BatchWish): Promise<string | null> {
  const memberships = wish.actor.kind === 'person' ? wish.actor.memberships : [];
  const name = wish.defaultShoulder?.replace(/^(?:ark:\/?|doi:)/i, '');
  const found = name === undefined ? [] : ((await findShouldersNamed(ctx.db, [name])).get(name) ?? []);
  const ours = found.find(({ organisationId }) =>
    memberships.some((each) => each.organisationId === organisationId),
  );
  return ours?.organisationId ?? (memberships.length === 1 ? (memberships[0]?.organisationId ?? null) : null);
}
