import { AppError } from '../../errors.ts';
import { createCsvReader } from './csv.ts';
import { createJsonArrayReader } from './json-array.ts';
import { createJsonLinesReader } from './json-lines.ts';

export const rowFormats = ['csv', 'ndjson', 'json'] as const;
export type RowFormat = (typeof rowFormats)[number];

/** What the rows of one kind of file may hold. Each limit holds while the body arrives, before anything is kept. */
export type RowRules = {
  limits: { bytes: number; rows: number; rowBytes: number; columns: number };
  /** How a heading is meant. */
  toColumnName(heading: string): string;
  isColumn(name: string, format: 'csv' | 'json'): boolean;
  /** @param index where it stands in a heading, from 0; null for a member of an object */
  describeUnknownColumn(name: string, index: number | null): string;
  exampleHeading: string;
  exampleObject: string;
};

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

function createFormatReader(format: RowFormat, rules: RowRules): RowReader {
  switch (format) {
    case 'csv':
      return createCsvReader(rules);
    case 'ndjson':
      return createJsonLinesReader(rules);
    case 'json':
      return createJsonArrayReader(rules);
    default:
      return format satisfies never;
  }
}

/**
 * Reads the rows of a batch as its bytes arrive and holds no more of them than a row. The same bytes always give the
 * same rows, whatever pieces they come in: where a batch stood is found again by counting.
 * @throws AppError body-too-large, malformed-body, invalid-input, as soon as it is certain
 */
export function createRowReader(format: RowFormat, rules: RowRules): RowReader {
  const { limits } = rules;
  const reader = createFormatReader(format, rules);
  let bytes = 0;
  let rows = 0;
  const count = (read: RawRow[]): RawRow[] => {
    rows += read.length;
    if (rows > limits.rows) {
      throw new AppError(
        'body-too-large',
        `A batch has ${limits.rows.toLocaleString('en')} rows at most; make two of it. Nothing was kept.`,
      );
    }
    return read;
  };
  return {
    push(piece) {
      bytes += piece.length;
      if (bytes > limits.bytes) {
        throw new AppError(
          'body-too-large',
          `A batch has ${limits.bytes.toLocaleString('en')} bytes at most; make two of it. Nothing was kept.`,
        );
      }
      return count(reader.push(piece));
    },
    end: () => count(reader.end()),
  };
}
