import { UsageError } from './failures.ts';

/** A row of a table by its headings; empty cells are left out. */
export type Row = { line: number; cells: Readonly<Record<string, string>> };

/**
 * Reads a table with headings (RFC 4180; comma, semicolon or tab).
 * @param name what the file is called in a refusal
 * @throws UsageError with the line: a heading that is missing or unknown, a row with more cells, an open quote
 */
export function parseTable(
  text: string,
  name: string,
  needed: readonly string[],
  further: readonly string[],
): Row[] {
  const [first, ...records] = splitRecords(text, name);
  const headings = (first?.cells ?? []).map((each) => each.trim().toLowerCase());
  const known = [...needed, ...further];
  const missing = needed.find((each) => !headings.includes(each));
  if (missing !== undefined)
    throw new UsageError(`${name} has no column ${missing}; its first line names the columns.`);
  const unknown = headings.find((each, index) => !known.includes(each) || headings.indexOf(each) !== index);
  if (unknown !== undefined) {
    throw new UsageError(
      `${name} has a column "${unknown}" that is unknown or there twice. Use ${known.join(', ')}.`,
    );
  }
  return records.flatMap(({ line, cells }) => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    if (cells.length > headings.length) {
      throw new UsageError(`${name}, line ${line}: ${cells.length} cells, but ${headings.length} columns.`);
    }
    const entries = cells.flatMap((cell, index): [string, string][] => {
      const heading = headings[index];
      return heading === undefined || cell.trim() === '' ? [] : [[heading, cell.trim()]];
    });
    return [{ line, cells: Object.fromEntries(entries) }];
  });
}

function splitRecords(text: string, name: string): { line: number; cells: string[] }[] {
  const head = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, each) =>
    head.split(each).length > head.split(best).length ? each : best,
  );
  const records: { line: number; cells: string[] }[] = [];
  let line = 1;
  let start = 1;
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\n') line += 1;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') {
      records.push({ line: start, cells: [...cells, cell.replace(/\r$/, '')] });
      cells = [];
      cell = '';
      start = line;
    } else cell += character;
  }
  if (quoted) throw new UsageError(`${name}: a quotation mark of the row on line ${start} is never closed.`);
  if (cell !== '' || cells.length > 0) records.push({ line: start, cells: [...cells, cell] });
  return records;
}
