import { CsvError, parse } from 'csv-parse/sync';
import { AppError, type InputProblem } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { decodeUtf8, readLines } from '../../../http/read-lines.ts';
import { splitAnchor } from '../register/read-wish.ts';
import type { LinkWish } from '../rules/read-link.ts';
import { ROW_BYTES, type Row, refuseRow } from './row.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const TITLE_IN = /^title\.(.+)$/;

const texts = [
  'linkType',
  'target',
  'title',
  'context',
  'encryptionMethod',
  'validFrom',
  'validUntil',
] as const;
const lists = ['types', 'hreflang', 'accessRoles', 'method', 'rel'] as const;
const flags = ['isDefault', 'isDefaultContext', 'isDefaultType', 'passQuery', 'public', 'active'] as const;
const ofAnchor = ['anchor', 'organisation', 'description'] as const;
const columns: readonly string[] = [...ofAnchor, ...texts, ...lists, ...flags];
const needed = ['anchor', 'linkType', 'target', 'title'] as const;

const QUOTE = 0x22;

/** The text of a row and the line in which it begins; null instead where it cannot be had. */
type CsvRow = { line: number; bytes: number; text: string | null; problem: string };

/**
 * Reads CSV (RFC 4180) with a heading, one link a row. The delimiter is a comma, semicolon or tab, whichever the heading
 * has most of; several values of a cell stand with spaces between them. A row that cannot be read is a refusal of its
 * own.
 * @throws AppError malformed-body, invalid-input before the first row when the heading cannot be used
 */
export async function* readCsv(input: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  let heading: { names: readonly string[]; delimiter: string } | null = null;
  for await (const row of joinRows(input)) {
    const { line, bytes, text } = row;
    if (text !== null && text.trim() === '') continue;
    if (heading === null) {
      heading = readHeading(row);
      continue;
    }
    const cells = text === null ? null : parseRow(text, heading.delimiter);
    if (cells === null) yield refuseRow(line, bytes, row.problem);
    else if (cells.some((cell) => cell.trim() !== '')) yield toRow(cells, heading.names, line, bytes);
  }
  if (heading === null) throw emptyFile();
}

const UNQUOTED = 'A quote stands where none can be; put the cell in quotes, and double those inside it.';

/** Joins lines to rows: inside quotes a line break is text, and a row that is whole has an even number of quotes. */
async function* joinRows(input: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  let open: { line: number; parts: Buffer[]; bytes: number } | null = null;
  for await (const { line, bytes } of readLines(input, ROW_BYTES)) {
    const isTooLong = bytes === null || (open !== null && open.bytes + bytes.length > ROW_BYTES);
    if (isTooLong) {
      const problem = `This row is longer than ${ROW_BYTES.toLocaleString('en')} bytes. Is a quote never closed?`;
      yield { line: open?.line ?? line, bytes: 0, text: null, problem };
      open = null;
      continue;
    }
    const isOdd = hasOddQuotes(bytes);
    if (open === null && !isOdd) {
      yield toCsvRow(line, bytes);
      continue;
    }
    const opens = open === null;
    open ??= { line, parts: [], bytes: 0 };
    open.parts.push(bytes, Buffer.from('\n'));
    open.bytes += bytes.length + 1;
    // The first of its lines opened the quotes; the next with an odd number closes them.
    if (opens || !isOdd) continue;
    yield toCsvRow(open.line, Buffer.concat(open.parts.slice(0, -1)));
    open = null;
  }
  if (open !== null) {
    yield {
      line: open.line,
      bytes: 0,
      text: null,
      problem: 'A quote is opened in this row and never closed.',
    };
  }
}

function toCsvRow(line: number, bytes: Buffer): CsvRow {
  const text = decodeUtf8(bytes);
  const problem = text === null ? 'This row is not UTF-8; save the file as “CSV UTF-8”.' : UNQUOTED;
  return {
    line,
    bytes: bytes.length,
    text: text?.replaceAll('\r\n', '\n').replace(/\r$/, '') ?? null,
    problem,
  };
}

function hasOddQuotes(bytes: Buffer): boolean {
  let odd = false;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}

/** The cells of one row; null when its quotes are wrong. */
function parseRow(text: string, delimiter: string): string[] | null {
  // Most rows have no quotes, and are read without a parser.
  if (!text.includes('"')) return text.split(delimiter);
  try {
    const [cells = null] = parse(text, { delimiter, record_delimiter: '\0', relax_column_count: true });
    return cells;
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

function readHeading({ line, text, problem }: CsvRow): { names: string[]; delimiter: string } {
  const bare = (text ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((each) => bare.split(each).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  const cells = text === null ? null : parseRow(text, delimiter);
  if (cells === null) {
    throw new AppError('malformed-body', `The heading cannot be read. ${problem}`, {
      problems: [{ pointer: `/lines/${line}`, detail: problem }],
    });
  }
  const names = cells.map((cell) => {
    const name = cell.trim();
    return columns.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
  });
  while (names.length > 1 && names.at(-1) === '') names.pop();
  const problems: InputProblem[] = names.flatMap((name, index) => {
    const pointer = `/lines/${line}/${name || index + 1}`;
    if (!columns.includes(name) && !TITLE_IN.test(name)) {
      return [
        { pointer, detail: `There is no column “${name}”. There are: ${columns.join(', ')}, title.fr ….` },
      ];
    }
    return names.indexOf(name) === index ? [] : [{ pointer, detail: 'This column is there twice.' }];
  });
  for (const name of needed) {
    if (!names.includes(name))
      problems.push({ pointer: `/lines/${line}/${name}`, detail: 'This column is needed.' });
  }
  if (problems.length === 0) return { names, delimiter };
  throw new AppError('invalid-input', 'The heading of the file has mistakes; nothing was done.', {
    problems,
  });
}

function toRow(record: readonly string[], names: readonly string[], line: number, bytes: number): Row {
  if (record.length < names.length || record.slice(names.length).some((cell) => cell.trim() !== '')) {
    return refuseRow(
      line,
      bytes,
      `This row has ${record.length} cells, and the heading has ${names.length}. Is a cell with a delimiter in it without quotes?`,
    );
  }
  const cells = new Map(names.map((name, index) => [name, (record[index] ?? '').trim()] as const));
  if (record.some((cell) => !isStorableText(cell))) {
    return refuseRow(line, bytes, 'A cell holds a NUL character; remove it.');
  }
  const anchor = cells.get('anchor') ?? '';
  const split = splitAnchor(anchor);
  if (split === null) {
    return refuseRow(line, bytes, 'A percent sign is followed by two hexadecimal digits.', '/anchor');
  }
  const link = readLinkCells(cells);
  if ('problems' in link) {
    const wish = new AppError('invalid-input', 'Some cells are wrong; see errors.', {
      problems: link.problems,
    });
    return { line, bytes, anchor, wish };
  }
  const [organisation, description] = [cells.get('organisation'), cells.get('description')];
  return {
    line,
    bytes,
    anchor,
    wish: {
      ...split,
      ...(organisation === undefined || organisation === '' ? {} : { organisation }),
      ...(description === undefined || description === '' ? {} : { description }),
      links: [link.link],
    },
  };
}

/** An empty cell says nothing, as a member that is left out. */
function readLinkCells(
  cells: ReadonlyMap<string, string>,
): { link: LinkWish } | { problems: InputProblem[] } {
  const problems: InputProblem[] = [];
  const link: Record<string, unknown> = {};
  const titles: Record<string, string> = {};
  for (const name of texts) if (cells.get(name)) link[name] = cells.get(name);
  for (const name of lists) {
    const cell = cells.get(name);
    if (cell) link[name] = cell.split(/[\s|]+/).filter((each) => each !== '');
  }
  for (const name of flags) {
    const cell = cells.get(name)?.toLowerCase();
    if (!cell) continue;
    if (cell === 'true' || cell === 'false') link[name] = cell === 'true';
    else problems.push({ pointer: `/${name}`, detail: 'Write true or false.' });
  }
  for (const [name, cell] of cells) {
    const language = TITLE_IN.exec(name)?.[1];
    if (language !== undefined && cell !== '') titles[language] = cell;
  }
  if (problems.length > 0) return { problems };
  const { linkType = '', target = '', title = '' } = Object.fromEntries(cells);
  return { link: { ...link, linkType, target, title, titles } };
}

function emptyFile(): AppError {
  return new AppError('malformed-body', 'The file is empty; its first line names the columns.', {
    problems: [{ pointer: '/lines/1', detail: `Begin with a heading such as: ${needed.join(',')}` }],
  });
}
