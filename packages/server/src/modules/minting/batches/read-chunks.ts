import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRowReader, type RawRow } from '../../../http/row-files/rows.ts';
import type { Batch } from './batch.ts';
import { type BatchRow, isPlainReserve, parseRow } from './parse-row.ts';
import { batchRows } from './row-rules.ts';
import { createSeenNames } from './seen-names.ts';

/**
 * What one transaction settles: 2,000 names that are only reserved are one statement, 1,000 new records a few, and a
 * change is seven of its own, so 250 of them. Each takes a fraction of a second, for which others may have to wait.
 */
const CHUNK_COST = 1_000;
const costs = { plain: 0.5, creation: 1, change: 4 };
const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * The rows of an upload from a place on, as they are meant, in chunks. The rows before are read, too, since each name
 * may stand in one row of a batch only.
 * @param skip how many rows to pass over
 */
export async function* readChunks(
  input: AsyncIterable<Uint8Array>,
  batch: Pick<Batch, 'format' | 'defaultVerb' | 'defaultShoulder'>,
  skip: number,
): AsyncGenerator<BatchRow[]> {
  const seen = createSeenNames();
  let passed = 0;
  let chunk: BatchRow[] = [];
  let bytes = 0;
  let cost = 0;

  for await (const raw of readRawRows(input, batch)) {
    const row = parseRow(raw, batch);
    if (row.pid !== null) {
      const before = seen.see(row.pid, row.line);
      if (before !== null) {
        const detail = `${row.pid} stands in line ${before} already; a batch has one row for each name.`;
        row.problems.push({ field: 'pid', detail });
      }
    }
    passed += 1;
    if (passed <= skip) continue;
    chunk.push(row);
    bytes += row.bytes;
    cost += costOf(row);
    if (cost >= CHUNK_COST || bytes >= CHUNK_BYTES) {
      yield chunk;
      // The embedded database answers without a turn of the event loop, and requests would not be heard meanwhile.
      await nextTurn();
      chunk = [];
      bytes = 0;
      cost = 0;
    }
  }
  if (chunk.length > 0) yield chunk;
}

function costOf(row: BatchRow): number {
  if (isPlainReserve(row)) return costs.plain;
  return row.verb === 'reserve' || row.verb === 'mint' ? costs.creation : costs.change;
}

async function* readRawRows(
  input: AsyncIterable<Uint8Array>,
  batch: Pick<Batch, 'format'>,
): AsyncGenerator<RawRow> {
  const reader = createRowReader(batch.format, batchRows);
  for await (const piece of input) {
    yield* reader.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    await nextTurn();
  }
  yield* reader.end();
}
