import { readJsonRow } from './json-row.ts';
import { createLineReader, decodeText, type Line } from './lines.ts';
import type { RawRow, RowReader, RowRules } from './rows.ts';

/** Reads JSON Lines: one JSON object a line. Empty lines are passed over. */
export function createJsonLinesReader(rules: RowRules): RowReader {
  const lines = createLineReader(rules.limits.rowBytes);
  const read = (found: readonly Line[]): RawRow[] =>
    found.flatMap(({ number, bytes }) => {
      const text = decodeText(bytes, number)
        .replace(/^\uFEFF/, '')
        .trim();
      return text === '' ? [] : [readJsonRow(text, { line: number, bytes: bytes.length }, rules)];
    });
  return { push: (piece) => read(lines.push(piece)), end: () => read(lines.end()) };
}
