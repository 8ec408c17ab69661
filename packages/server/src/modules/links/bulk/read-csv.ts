import { CsvError, parse } from 'csv-parse';
import { AppError, type InputProblem } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { splitAnchor } from '../register/read-wish.ts';
import type { LinkWish } from '../rules/read-link.ts';
import { ROW_BYTES, type Row, refuseRow } from './row.ts';

const HEADING_BYTES = 64 * 1024;
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

type CsvRecord = { record: string[]; info: { lines: number }; raw: string };

/**
 * Reads CSV (RFC 4180) with a heading, one link a row. The delimiter is a comma, semicolon or tab, whichever the heading
 * has most of; several values of a cell stand with spaces between them.
 * @throws AppError malformed-body, invalid-input before the first row when the heading cannot be used; malformed-body
 *   after the last row that can be read
 */
export async function* readCsv(input: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  const { heading, rest } = await takeHeading(decode(input));
  const counts = DELIMITERS.map((each) => heading.replaceAll(/"[^"]*"/g, '').split(each).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    max_record_size: ROW_BYTES,
  });
  // The generator reads no faster than the parser is read from.
  const feeding = feed(rest, parser);
  let names: readonly string[] | null = null;
  let line = 1;
  try {
    for await (const { record, info, raw } of parser as AsyncIterable<CsvRecord>) {
      const begins = line;
      line = info.lines + (raw.endsWith('\n') ? 0 : 1);
      if (names === null) names = readHeading(record, begins);
      else if (record.some((cell) => cell.trim() !== '')) yield toRow(record, names, begins, raw.length);
    }
  } catch (error) {
    parser.destroy();
    if (!(error instanceof CsvError)) throw error;
    throw new AppError(
      'malformed-body',
      `From line ${line} on the file cannot be read: a quote stands where none can be, or a row is too long.`,
      {
        problems: [
          { pointer: `/lines/${line}`, detail: 'Put the cell in quotes, and double those inside it.' },
        ],
      },
    );
  }
  await feeding;
  if (names === null) throw emptyFile();
}

async function feed(pieces: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (parser.destroyed) return;
      if (!parser.write(piece))
        await new Promise((resolve) => parser.once('drain', resolve).once('close', resolve));
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

async function* decode(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for await (const piece of input) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError('malformed-body', 'The file is not UTF-8; save it as “CSV UTF-8”.');
  }
}

/** The first line, to tell the delimiter by, and everything from the beginning on. */
async function takeHeading(
  pieces: AsyncGenerator<string>,
): Promise<{ heading: string; rest: AsyncGenerator<string> }> {
  let begun = '';
  while (!begun.includes('\n') && begun.length < HEADING_BYTES) {
    const { done, value } = await pieces.next();
    if (done === true) break;
    begun += value;
  }
  async function* rest(): AsyncGenerator<string> {
    yield begun;
    yield* pieces;
  }
  return { heading: begun.split('\n', 1)[0] ?? '', rest: rest() };
}

function readHeading(record: readonly string[], line: number): string[] {
  const names = record.map((cell) => {
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
  if (problems.length === 0) return names;
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
