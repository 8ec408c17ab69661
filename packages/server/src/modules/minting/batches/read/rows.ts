import { AppError } from '../../../../errors.ts';
import type { BatchFormat } from '../batch.ts';
import { BATCH_BYTES, BATCH_ROWS } from '../limits.ts';
import { createCsvReader } from './csv.ts';
import { createJsonArrayReader } from './json-array.ts';
import { createJsonLinesReader } from './json-lines.ts';

/** A row as it stands in the file. */
export type RawRow = {
  /** The line in which it begins. */
  line: number;
  bytes: number;
  /** Its cells by column, or its members; empty when it cannot be read. */
  cells: Readonly<Record<string, unknown>>;
  /** Why the row cannot be read at all, though the file can. */
  problem: string | null;
};

export type RowReader = {
  /** The rows that are whole by now. @throws AppError when the file as a whole cannot be taken */
  push(piece: Buffer): RawRow[];
  end(): RawRow[];
};

function createFormatReader(format: BatchFormat): RowReader {
  switch (format) {
    case 'csv':
      return createCsvReader();
    case 'ndjson':
      return createJsonLinesReader();
    case 'json':
      return createJsonArrayReader();
    default:
      return format satisfies never;
  }
}

/**
 * Reads the rows of a batch as its bytes arrive and holds no more of them than a row. The same bytes always give the
 * same rows, whatever pieces they come in: where a batch stood is found again by counting.
 * @throws AppError body-too-large, malformed-body, invalid-input, as soon as it is certain
 */
export function createRowReader(format: BatchFormat): RowReader {
  const reader = createFormatReader(format);
  let bytes = 0;
  let rows = 0;
  const count = (read: RawRow[]): RawRow[] => {
    rows += read.length;
    if (rows > BATCH_ROWS) {
      throw new AppError(
        'body-too-large',
        `A batch has ${BATCH_ROWS.toLocaleString('en')} rows at most; make two of it. Nothing was kept.`,
      );
    }
    return read;
  };
  return {
    push(piece) {
      bytes += piece.length;
      if (bytes > BATCH_BYTES) {
        throw new AppError(
          'body-too-large',
          `A batch has ${BATCH_BYTES.toLocaleString('en')} bytes at most; make two of it. Nothing was kept.`,
        );
      }
      return count(reader.push(piece));
    },
    end: () => count(reader.end()),
  };
}
