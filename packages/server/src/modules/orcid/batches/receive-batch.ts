import { createHash, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ItemKind } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import type { Db, Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, actorKey, toEventActor } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { oncePerKey } from '../../../http/idempotency.ts';
import { createRowReader, type RawRow, type RowFormat } from '../../../http/row-files/rows.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { type Batch, toStorable } from './batch.ts';
import { OPEN_BATCHES } from './limits.ts';
import { rowRulesOf } from './row-rules.ts';
import {
  countOpenBatches,
  holdOpenBatches,
  insertBatch,
  insertRows,
  type NewRow,
  readBatch,
} from './store.ts';

const FILE_NAME_LIMIT = 200;
const LOCAL_ID_SHOWN = 200;
/** Rows of one statement. */
const AT_ONCE = 1000;

export type BatchWish = {
  actor: Actor;
  organisation: { id: string; slug: string };
  environment: OrcidEnvironmentName;
  kind: ItemKind;
  dryRun: boolean;
  format: RowFormat;
  fileName: string | null;
  /** The `Idempotency-Key`, or null. */
  key: string | null;
  body: AsyncIterable<Uint8Array>;
};

/**
 * Takes an upload in: reads its rows as they arrive, and keeps them all in one transaction or none of them.
 * @returns the batch, or the one that the same upload with the same key made before
 * @throws AppError body-too-large, malformed-body, invalid-input as soon as it is certain; idempotency-key-reused,
 *   too-many-requests
 */
export async function receiveBatch(
  ctx: Pick<AppContext, 'config' | 'db' | 'now' | 'log' | 'wakeEntries'>,
  wish: BatchWish,
): Promise<Batch> {
  const { actor, organisation, environment, kind, dryRun, format } = wish;
  // Before the upload is read, too: nobody sends ten megabytes for nothing.
  await requireRoom(ctx.db, organisation.id);
  const upload = await readUpload(wish);
  const now = ctx.now();
  const batch: Omit<Batch, 'seq'> = {
    id: randomUUID(),
    organisationId: organisation.id,
    environment,
    kind,
    format,
    dryRun,
    state: 'waiting',
    actor: toEventActor(actor),
    fileName: cleanName(wish.fileName),
    bytes: upload.bytes,
    rowsTotal: upload.rows.length,
    rowsDone: 0,
    rowsOk: 0,
    rowsRefused: 0,
    rowsSkipped: 0,
    attempts: 0,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
    clearedAt: null,
    endDetail: null,
  };
  const answer = await oncePerKey(
    ctx,
    {
      actor: actorKey(actor),
      key: wish.key,
      method: 'POST',
      path: `/api/v1/organisations/${organisation.slug}/orcid/batches`,
      body: { environment, kind, dryRun, format, sha256: upload.sha256 },
    },
    async (tx) => {
      await keepBatch(tx, batch, async () => {
        for (let from = 0; from < upload.rows.length; from += AT_ONCE) {
          await insertRows(tx, batch.id, upload.rows.slice(from, from + AT_ONCE));
        }
      });
      return { status: 202, headers: {}, body: { id: batch.id } };
    },
  );
  ctx.wakeEntries();
  const kept = await readBatch(ctx.db, (answer.body as { id: string }).id);
  if (kept === null) throw new Error('a batch that was just kept is gone');
  return kept;
}

/** Writes a batch, its rows and its event. @throws AppError too-many-requests */
export async function keepBatch(
  tx: Tx,
  batch: Omit<Batch, 'seq'>,
  writeRows: () => Promise<void>,
): Promise<void> {
  const { organisationId, environment, kind, format, dryRun, rowsTotal, bytes } = batch;
  await holdOpenBatches(tx, organisationId);
  await requireRoom(tx, organisationId);
  await insertBatch(tx, batch);
  await writeRows();
  await recordEvent(tx, {
    at: batch.createdAt,
    subject: { type: 'orcid-batch', id: batch.id },
    action: 'batch-upload',
    actor: batch.actor,
    after: { organisationId, environment, kind, format, dryRun, rows: rowsTotal, bytes },
  });
}

async function requireRoom(db: Db, organisationId: string): Promise<void> {
  if ((await countOpenBatches(db, organisationId)) < OPEN_BATCHES) return;
  throw new AppError(
    'too-many-requests',
    `The organisation has ${OPEN_BATCHES} batches that wait or run; wait until one is done.`,
  );
}

async function readUpload({ kind, format, body }: BatchWish) {
  const reader = createRowReader(format, rowRulesOf(kind));
  const digest = createHash('sha256');
  const lines = new Map<string, number>();
  const rows: NewRow[] = [];
  let bytes = 0;
  const keep = (found: readonly RawRow[]): void => {
    for (const raw of found) rows.push(toRow(raw, rows.length, lines));
  };
  try {
    for await (const piece of body) {
      const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      bytes += buffer.length;
      digest.update(buffer);
      keep(reader.push(buffer));
      // Parsing a piece takes a while; others are heard between two of them.
      await nextTurn();
    }
    keep(reader.end());
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The caller is gone in the middle of the body: nobody reads the answer.
    throw new AppError('malformed-body', 'The body broke off.', { cause: error });
  }
  if (rows.length === 0) throw new AppError('malformed-body', 'There is no row in the file.');
  return { rows, bytes, sha256: digest.digest('hex') };
}

function toRow(raw: RawRow, number: number, lines: Map<string, number>): NewRow {
  const { line, problem } = raw;
  if (problem !== null) {
    return {
      number,
      line,
      cells: null,
      localId: null,
      problems: [toStorable({ field: '', detail: problem })],
    };
  }
  const given = raw.cells['local-id'];
  const key = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
  const localId = key !== '' && isStorableText(key) ? key.slice(0, LOCAL_ID_SHOWN).toWellFormed() : null;
  const before = key === '' ? undefined : lines.get(key);
  if (before !== undefined) {
    const detail = `This key stands in line ${before} already; a batch has one row for each key.`;
    return { number, line, cells: null, localId, problems: [{ field: 'local-id', detail }] };
  }
  if (key !== '') lines.set(key, line);
  return { number, line, cells: JSON.stringify(raw.cells), localId, problems: [] };
}

function cleanName(name: string | null): string | null {
  const clean = (name ?? '').replaceAll(/\p{C}/gu, '').trim().toWellFormed();
  return clean === '' ? null : clean.slice(0, FILE_NAME_LIMIT).toWellFormed();
}
