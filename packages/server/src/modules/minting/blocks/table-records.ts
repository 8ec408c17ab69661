/** One record of a table as it stands in the file: its cells with their quotes, and what ends it. */
export type TableRecord = {
  /** The line, from 1, on which it begins. */
  line: number;
  cells: string[];
  /** `\r\n`, `\n` or `\r`; empty at the end of a file without one. */
  end: string;
};

/** A table that cannot be read as one, with the line. */
export class TableProblem extends Error {
  readonly line: number;

  constructor(line: number, detail: string) {
    super(detail);
    this.name = 'TableProblem';
    this.line = line;
  }
}

/** The byte order mark of UTF-8, one character for each byte. */
export const BOM = '\u00ef\u00bb\u00bf';

const RECORD_LIMIT = 1024 * 1024;
const CELLS_LIMIT = 2_000;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Takes a table (RFC 4180 with any usual delimiter) apart into records and cells without changing a character: joined
 * again they are the file. Text comes as one character for each byte, so that any encoding that ASCII is part of
 * passes through unharmed.
 * @param chunks the file, in whatever pieces it comes
 * @throws TableProblem when a record is longer than 1 MiB or has more than 2,000 cells, or a quote is never closed
 */
export async function* readRecords(
  chunks: AsyncIterable<string>,
): AsyncGenerator<TableRecord & { delimiter: string }, void> {
  let line = 1;
  let rest = '';
  let delimiter: string | null = null;
  const cut = (isAll: boolean): (TableRecord & { delimiter: string }) | null => {
    if (delimiter === null) {
      const headings = scanRecord(rest, DELIMITERS, isAll);
      if (headings === null) return null;
      delimiter = guessDelimiter(rest.slice(0, headings.length));
    }
    const found = scanRecord(rest, [delimiter], isAll);
    if (found === null) return null;
    const { cells, end, length, lines } = found;
    if (cells.length > CELLS_LIMIT) {
      throw new TableProblem(
        line,
        `This row has ${cells.length} cells; a table may have ${CELLS_LIMIT} columns.`,
      );
    }
    rest = rest.slice(length);
    line += lines;
    return { line: line - lines, delimiter, cells, end };
  };
  for await (const chunk of chunks) {
    rest += chunk;
    for (let record = cut(false); record !== null; record = cut(false)) yield record;
    if (rest.length > RECORD_LIMIT) {
      throw new TableProblem(
        line,
        'This row is longer than 1 MiB. Is a quotation mark missing, or is this no table?',
      );
    }
  }
  while (rest !== '') {
    const record = cut(true);
    if (record === null) {
      throw new TableProblem(line, 'A quotation mark that opens a cell of this row is never closed.');
    }
    yield record;
  }
}

type Scanned = { cells: string[]; end: string; length: number; lines: number };

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The first record of a text, or null when its end is not there yet. A quote opens a cell only at its beginning, and
 * between quotes neither a delimiter nor a line break ends anything.
 */
function scanRecord(text: string, delimiters: readonly string[], isAll: boolean): Scanned | null {
  const ends = new Set(delimiters.map((each) => each.charCodeAt(0)));
  const cells: string[] = [];
  let lines = 0;
  let quoted = false;
  let start = text.startsWith(BOM) ? BOM.length : 0;
  let cellFrom = 0;
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const isBreak = code === LINE_FEED || code === CARRIAGE_RETURN;
    const next = text.charCodeAt(index + 1);
    // A carriage return or quote at the end of a piece may be half of a pair.
    if (!isAll && Number.isNaN(next) && (code === CARRIAGE_RETURN || (quoted && code === QUOTE))) return null;
    const isPair = code === CARRIAGE_RETURN && next === LINE_FEED;
    if (quoted) {
      if (code === QUOTE && next === QUOTE) index += 1;
      else if (code === QUOTE) quoted = false;
      else if (isBreak) {
        lines += 1;
        if (isPair) index += 1;
      }
    } else if (code === QUOTE && index === start) quoted = true;
    else if (ends.has(code)) {
      cells.push(text.slice(cellFrom, index));
      cellFrom = index + 1;
      start = index + 1;
    } else if (isBreak) {
      const end = isPair ? '\r\n' : text.slice(index, index + 1);
      cells.push(text.slice(cellFrom, index));
      return { cells, end, length: index + end.length, lines: lines + 1 };
    }
  }
  if (!isAll || quoted) return null;
  return { cells: [...cells, text.slice(cellFrom)], end: '', length: text.length, lines: lines + 1 };
}

/** The delimiter that the headings have most of, outside quotes. */
function guessDelimiter(headings: string): string {
  const bare = headings.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((each) => ({ each, count: bare.split(each).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).each;
}

/** What a cell means: without the quotes around it, doubled ones inside made single. */
export function readCell(cell: string): string {
  const text = /^\s*"([\s\S]*)"\s*$/.exec(cell)?.[1];
  return text === undefined ? cell.trim() : text.replaceAll('""', '"').trim();
}

/** A value as a cell, in quotes where it needs them. */
export function writeCell(value: string, delimiter: string): string {
  return value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
