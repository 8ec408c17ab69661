import { CsvError, parse } from 'csv-parse/sync';
import { AppError, type InputProblem } from '../../../errors.ts';
import type { InvitationInput } from './wish.ts';

export const ROWS_LIMIT = 500;
export const CSV_LIMIT_BYTES = 256 * 1024;
const CELL_LIMIT = 1_000;
const DELIMITERS = [',', ';', '\t'] as const;
const COLUMNS = ['name', 'email', 'orcid', 'item', 'language'] as const;

export type InvitationRow = { line: number; input: InvitationInput; problems: InputProblem[] };

/**
 * Reads CSV (RFC 4180) with a heading: name, email, and orcid, item, language where there are any. The delimiter is a comma,
 * semicolon or tab.
 * @throws AppError malformed-body, invalid-input for a file that cannot be taken as a whole
 */
export function readInvitationRows(bytes: Buffer): InvitationRow[] {
  const records = parseRecords(decode(bytes));
  const [heading, ...rest] = records;
  if (heading === undefined)
    throw new AppError('malformed-body', 'The table is empty. Its first line names the columns.');
  const columns = readHeading(heading.cells);
  if (rest.length > ROWS_LIMIT) {
    throw new AppError(
      'body-too-large',
      `A table has ${ROWS_LIMIT} rows at most; make two of it. Nobody was invited.`,
    );
  }
  return rest.map(({ line, cells }) => {
    const cellOf = (name: (typeof COLUMNS)[number]): string => cells[columns.indexOf(name)]?.trim() ?? '';
    const problems: InputProblem[] = [];
    if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
      problems.push({
        pointer: '',
        detail: `The row has ${cells.length} cells, and the heading ${columns.length}.`,
      });
    }
    if (cells.some((cell) => cell.length > CELL_LIMIT)) {
      problems.push({ pointer: '', detail: `A cell has ${CELL_LIMIT} characters at most.` });
    }
    const input = {
      name: cellOf('name'),
      email: cellOf('email'),
      orcid: cellOf('orcid'),
      item: cellOf('item'),
      language: cellOf('language'),
    };
    return { line, input, problems };
  });
}

function decode(bytes: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('malformed-body', 'The table is not UTF-8. Save it as “CSV UTF-8”.', { cause: error });
  }
  if (text.includes('\0')) throw new AppError('malformed-body', 'The table holds a NUL character.');
  return text;
}

function parseRecords(text: string): { line: number; cells: string[] }[] {
  const [first = ''] = text.split('\n', 1);
  const counts = DELIMITERS.map((delimiter) => first.split(delimiter).length - 1);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return records
      .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
      .map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = 'lines' in error && typeof error.lines === 'number' ? ` in line ${error.lines}` : '';
    throw new AppError(
      'malformed-body',
      `The table cannot be read${at}: is a quote open, or one inside a cell not doubled?`,
      {
        cause: error,
      },
    );
  }
}

function readHeading(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.replace('\uFEFF', '').trim().toLowerCase());
  while (names.length > 1 && names.at(-1) === '') names.pop();
  const problems: InputProblem[] = names.flatMap((name, index) => {
    const pointer = `/columns/${index}`;
    if (!(COLUMNS as readonly string[]).includes(name)) {
      return [{ pointer, detail: `There is no column of this name; there are ${COLUMNS.join(', ')}.` }];
    }
    return names.indexOf(name) === index ? [] : [{ pointer, detail: `The column ${name} is there twice.` }];
  });
  for (const needed of ['name', 'email']) {
    if (!names.includes(needed))
      problems.push({ pointer: '/columns', detail: `The column ${needed} is missing.` });
  }
  if (problems.length === 0) return names;
  throw new AppError(
    'invalid-input',
    'The first line names the columns, and some of it is wrong. Nobody was invited.',
    {
      problems,
    },
  );
}
