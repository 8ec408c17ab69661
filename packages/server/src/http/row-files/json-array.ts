import { readJsonRow } from './json-row.ts';
import { decodeText, lineError, lineTooLong } from './lines.ts';
import type { RawRow, RowReader, RowRules } from './rows.ts';

const code = {
  tab: 0x09,
  lineFeed: 0x0a,
  return: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  open: 0x5b,
  backslash: 0x5c,
  close: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/**
 * Reads a JSON array of objects without holding more of it than one: looks only for where each ends, and leaves what is
 * in it to the reader of rows.
 */
export function createJsonArrayReader(rules: RowRules): RowReader {
  const { rowBytes } = rules.limits;
  let state: 'before' | 'value' | 'between' | 'after' = 'before';
  let line = 1;
  let rowLine = 1;
  let depth = 0;
  let inText = false;
  let escaped = false;
  /** Whether a value must follow: after a comma. */
  let expectsValue = false;
  let bom = 0;
  let parts: Buffer[] = [];
  let held = 0;

  function hold(bytes: Buffer): void {
    held += bytes.length;
    if (held > rowBytes) throw lineTooLong(rowLine, rowBytes);
    if (bytes.length > 0) parts.push(Buffer.from(bytes));
  }

  function takeRow(): RawRow {
    const bytes = Buffer.concat(parts);
    parts = [];
    held = 0;
    return readJsonRow(decodeText(bytes, rowLine), { line: rowLine, bytes: bytes.length }, rules);
  }

  /** Reads a byte between values. @returns whether a value begins with it */
  function readBetween(byte: number): boolean {
    if (byte === code.space || byte === code.tab || byte === code.return || byte === code.lineFeed)
      return false;
    if (state === 'before') {
      if (byte >= 0xef || byte === 0xbb || byte === 0xbf) {
        bom += 1;
        if (bom <= 3 && byte === [0xef, 0xbb, 0xbf][bom - 1]) return false;
        throw lineError(line, 'This is not UTF-8 that begins a JSON array.');
      }
      if (byte !== code.open) throw lineError(line, 'The body must be a JSON array of objects: [{…}, {…}].');
      state = 'between';
      return false;
    }
    if (state === 'after') throw lineError(line, 'Something follows the end of the array.');
    if (byte === code.close && !expectsValue) {
      state = 'after';
      return false;
    }
    if (byte === code.openBrace && (expectsValue || first)) {
      first = false;
      expectsValue = false;
      return true;
    }
    if (byte === code.comma && !expectsValue && !first) {
      expectsValue = true;
      return false;
    }
    throw lineError(line, 'Here must be an object in braces; the array holds objects with commas between.');
  }
  let first = true;

  function push(piece: Buffer): RawRow[] {
    const rows: RawRow[] = [];
    let from = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      if (byte === code.lineFeed) line += 1;
      if (state !== 'value') {
        if (!readBetween(byte)) continue;
        state = 'value';
        rowLine = line;
        from = at;
        depth = 1;
        continue;
      }
      if (escaped) escaped = false;
      else if (inText) {
        if (byte === code.backslash) escaped = true;
        else if (byte === code.quote) inText = false;
      } else if (byte === code.quote) inText = true;
      else if (byte === code.openBrace || byte === code.open) depth += 1;
      else if (byte === code.closeBrace || byte === code.close) {
        depth -= 1;
        if (depth > 0) continue;
        hold(piece.subarray(from, at + 1));
        rows.push(takeRow());
        state = 'between';
      }
    }
    if (state === 'value') hold(piece.subarray(from));
    return rows;
  }

  return {
    push,
    end() {
      if (state !== 'after') throw lineError(line, 'The array does not end; the body is cut off.');
      return [];
    },
  };
}
