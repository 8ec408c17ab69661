import { CsvError, parse } from 'csv-parse/sync';
import { AppError, type InputProblem } from '../../errors.ts';
import { createLineReader, decodeText, type Line, lineError, lineTooLong } from './lines.ts';
import type { RawRow, RowReader, RowRules } from './rows.ts';

const QUOTE = 0x22;
const DELIMITERS = [',', ';', '\t'] as const;
const BOM = '\uFEFF';

type Row = { line: number; text: string; bytes: number };

/**
 * Reads CSV (RFC 4180) with a heading: quoted cells may hold line breaks, the delimiter is a comma, semicolon or tab,
 * whichever the heading has most of, and a byte order mark is passed over. Rows without any cell filled are no rows.
 */
export function createCsvReader(rules: RowRules): RowReader {
  const { rowBytes } = rules.limits;
  const lines = createLineReader(rowBytes);
  let open: { line: number; parts: Buffer[]; bytes: number } | null = null;
  let heading: { columns: readonly string[]; delimiter: string } | null = null;

  /** Joins lines to rows: inside quotes a line break is text, and a row that is whole has an even number of quotes. */
  function joinLine({ number, bytes }: Line): Row | null {
    const odd = hasOddQuotes(bytes);
    if (open === null && !odd) return { line: number, text: decodeText(bytes, number), bytes: bytes.length };
    open ??= { line: number, parts: [], bytes: 0 };
    open.parts.push(bytes, Buffer.from('\n'));
    open.bytes += bytes.length + 1;
    if (open.bytes > rowBytes) throw lineTooLong(open.line, rowBytes);
    // The first of its lines opened the quotes; the next with an odd number closes them.
    if (!odd || open.parts.length === 2) return null;
    const { line, parts, bytes: size } = open;
    open = null;
    return { line, text: decodeText(Buffer.concat(parts.slice(0, -1)), line), bytes: size };
  }

  function read(found: readonly Line[]): RawRow[] {
    const rows: Row[] = [];
    for (const line of found) {
      const row = joinLine(line);
      if (row === null || row.text.trim() === '') continue;
      if (heading === null) heading = readHeading(row, rules);
      else rows.push(row);
    }
    return heading === null ? [] : toRawRows(rows, heading);
  }

  return {
    push: (piece) => read(lines.push(piece)),
    end() {
      const rows = read(lines.end());
      if (open !== null) throw lineError(open.line, 'A quote is opened in this row and never closed.');
      if (heading === null) throw emptyFile(rules);
      return rows;
    },
  };
}

function hasOddQuotes(bytes: Buffer): boolean {
  let odd = false;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}

function readHeading(
  { line, text: marked }: Row,
  rules: RowRules,
): { columns: readonly string[]; delimiter: string } {
  const text = marked.startsWith(BOM) ? marked.slice(1) : marked;
  const bare = text.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  if (Math.max(...counts) >= rules.limits.columns) {
    throw lineError(line, `The heading has more than ${rules.limits.columns} columns.`);
  }
  const names = (parseRows([{ line, text, bytes: 0 }], delimiter)[0] ?? []).map(rules.toColumnName);
  // Spreadsheets leave empty columns at the end.
  while (names.length > 1 && names.at(-1) === '') names.pop();
  const problems: InputProblem[] = names.flatMap((name, index) => {
    const wrong = (detail: string) => [{ pointer: `/lines/${line}/${name || index + 1}`, detail }];
    if (!rules.isColumn(name, 'csv')) return wrong(rules.describeUnknownColumn(name, index));
    return names.indexOf(name) === index ? [] : wrong(`The column ${name} is there twice.`);
  });
  if (problems.length > 0) {
    throw new AppError(
      'invalid-input',
      `The heading in line ${line} has columns that are not known; see errors. Nothing was kept.`,
      { problems },
    );
  }
  return { columns: names, delimiter };
}

function toRawRows(
  rows: readonly Row[],
  heading: { columns: readonly string[]; delimiter: string },
): RawRow[] {
  const { columns, delimiter } = heading;
  return parseRows(rows, delimiter).flatMap((cells, index): RawRow[] => {
    const row = rows[index];
    if (row === undefined || cells.every((cell) => cell.trim() === '')) return [];
    const { line, bytes } = row;
    if (cells.slice(columns.length).some((cell) => cell.trim() !== '') || cells.length < columns.length) {
      const problem = `This row has ${cells.length} cells, and the heading has ${columns.length}. Is a cell with a delimiter in it without quotes?`;
      return [{ line, bytes, cells: {}, problem }];
    }
    const named: Record<string, string> = {};
    for (const [column, name] of columns.entries()) {
      const cell = cells[column] ?? '';
      if (cell !== '') named[name] = cell;
    }
    return [{ line, bytes, cells: named, problem: null }];
  });
}

/** The cells of whole rows, as many rows as were given. @throws AppError malformed-body with the line of the first wrong one */
function parseRows(rows: readonly Row[], delimiter: string): string[][] {
  const [only, another] = rows;
  if (only === undefined) return [];
  try {
    const cells = parse(rows.map((row) => row.text).join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: false,
    });
    if (cells.length === rows.length) return cells;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  if (another === undefined) {
    throw lineError(
      only.line,
      'A quote stands where none can be; put the cell in quotes and double those inside it.',
    );
  }
  return rows.flatMap((row) => parseRows([row], delimiter));
}

function emptyFile({ exampleHeading }: RowRules): AppError {
  return new AppError('malformed-body', 'The file is empty; its first line names the columns.', {
    problems: [{ pointer: '/lines/1', detail: `Begin with a heading such as: ${exampleHeading}` }],
  });
}
