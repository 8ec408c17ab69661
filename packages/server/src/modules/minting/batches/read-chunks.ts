import type { Batch } from './batch.ts';
import { type BatchRow, isPlainReserve, parseRow } from './parse-row.ts';
import { createRowReader, type RawRow } from './read/rows.ts';
import { createSeenNames } from './seen-names.ts';

/** Rows that are settled in one transaction; a chunk of large records ends before. */
const CHUNK_ROWS = 1_000;
/** Rows that ask for a name and nothing else are one statement together. */
const PLAIN_CHUNK_ROWS = 2_000;
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
  let plain = true;

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
    plain &&= isPlainReserve(row);
    if (chunk.length >= (plain ? PLAIN_CHUNK_ROWS : CHUNK_ROWS) || bytes >= CHUNK_BYTES) {
      yield chunk;
      chunk = [];
      bytes = 0;
      plain = true;
    }
  }
  if (chunk.length > 0) yield chunk;
}

async function* readRawRows(
  input: AsyncIterable<Uint8Array>,
  batch: Pick<Batch, 'format'>,
): AsyncGenerator<RawRow> {
  const reader = createRowReader(batch.format);
  for await (const piece of input)
    yield* reader.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
  yield* reader.end();
}
