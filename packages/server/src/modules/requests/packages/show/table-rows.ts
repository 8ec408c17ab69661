import { CsvError, parse } from 'csv-parse/sync';
import { makeVisible } from './visible.ts';

const ROWS_SHOWN = 100;
const COLUMNS_SHOWN = 40;
const CELL_CHARACTERS = 300;

/** The beginning of a table for a page; each row is as long as the header. */
export type ShownTable = { header: string[]; rows: string[][]; isCut: boolean };

const delimiters: Readonly<Record<string, string>> = { csv: ',', tsv: '\t', tab: '\t' };

/** What separates the columns of a file of this name; null for one that is no table by its name. */
export function delimiterOf(name: string): string | null {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return delimiters[extension] ?? null;
}

/**
 * Reads the first rows of a table as far as they can be read (RFC 4180, with what people write instead).
 * @returns null for what is no table of two columns or more
 */
export function showTable(text: string, delimiter: string, isWhole: boolean): ShownTable | null {
  const records: string[][] = [];
  try {
    parse(text, {
      delimiter: delimiter === ',' && !firstLine(text).includes(',') ? ';' : delimiter,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: ROWS_SHOWN + 2,
      on_record: (record: string[]) => void records.push(record),
    });
  } catch (error) {
    // What came before the mistake is shown; the start of a long table ends in the middle of a row.
    if (!(error instanceof CsvError)) throw error;
  }
  // The last row of a start may lack its end.
  if (!isWhole && records.length <= ROWS_SHOWN + 1) records.pop();
  const width = Math.min(COLUMNS_SHOWN, Math.max(0, ...records.map((record) => record.length)));
  if (records.length === 0 || width < 2) return null;
  const isWider = records.some(
    (record) => record.length > width || record.some((cell) => cell.length > CELL_CHARACTERS),
  );
  const [header = [], ...rows] = records
    .slice(0, ROWS_SHOWN + 1)
    .map((record) => Array.from({ length: width }, (_, column) => showCell(record[column] ?? '')));
  return { header, rows, isCut: !isWhole || records.length > ROWS_SHOWN + 1 || isWider };
}

function firstLine(text: string): string {
  return text.slice(0, text.search(/[\r\n]|$/));
}

function showCell(cell: string): string {
  const cut = cell.length > CELL_CHARACTERS ? `${cell.slice(0, CELL_CHARACTERS).toWellFormed()} …` : cell;
  return makeVisible(cut);
}
