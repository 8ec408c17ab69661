import { BOM, readCell, readRecords, TableProblem, writeCell } from './table-records.ts';

/**
 * Fills a column of a table with names, row by row. The first row is the headings; a column that is not among them is
 * added at the end. All else stays byte for byte: delimiter, quotes, byte order mark, line ends, and every cell that is
 * not filled, formulas of its owner included. A cell of the column that holds something already stays too and takes no
 * name, and empty lines stay empty.
 * @param chunks the file, one character for each byte (`latin1`)
 * @param values what to fill in
 * @yields the filled file in the same form
 * @throws TableProblem with the line: no headings, the column twice, a row with more cells than headings, UTF-16, more
 *   rows than values, and what `readRecords` throws
 */
export async function* fillColumn(
  chunks: AsyncIterable<string>,
  column: string,
  values: AsyncIterator<string, void>,
): AsyncGenerator<string, void> {
  let headings: { place: number; count: number } | null = null;
  let filled = 0;
  let pending = '';
  for await (const record of readRecords(chunks)) {
    const { line, delimiter, cells, end } = record;
    if (headings === null) {
      headings = readHeadings(cells, column, line);
      if (headings.place === cells.length) cells.push(writeCell(toBytes(column), delimiter));
    } else if (cells.length > 1 || cells[0]?.trim() !== '') {
      if (cells.length > headings.count) {
        throw new TableProblem(
          line,
          `This row has ${cells.length} cells, but there are ${headings.count} headings. Is a quotation mark missing?`,
        );
      }
      while (cells.length <= headings.place) cells.push('');
      if (readCell(cells[headings.place] ?? '') === '') {
        const value = await values.next();
        if (value.done === true) {
          throw new TableProblem(
            line,
            `There are more rows than names: ${filled} rows were filled, and from this line on no name is left.`,
          );
        }
        cells[headings.place] = writeCell(value.value, delimiter);
        filled += 1;
      }
    }
    pending += cells.join(delimiter) + end;
    if (pending.length > 65_536) {
      yield pending;
      pending = '';
    }
  }
  if (headings === null) throw new TableProblem(1, 'The file is empty; its first row must be headings.');
  yield pending;
}

/** Where the column is among the headings, or behind them. */
function readHeadings(
  cells: readonly string[],
  column: string,
  line: number,
): { place: number; count: number } {
  const first = cells[0] ?? '';
  if (
    first.startsWith('\u00ff\u00fe') ||
    first.startsWith('\u00fe\u00ff') ||
    cells.some((cell) => cell.includes('\0'))
  ) {
    throw new TableProblem(line, 'The file is in UTF-16. Save it as CSV in UTF-8.');
  }
  const names = cells.map((cell, index) => fromBytes(readCell(index === 0 ? withoutBom(cell) : cell)));
  if (names.every((name) => name === '')) {
    throw new TableProblem(line, 'The first row must be headings, but it is empty.');
  }
  const wanted = column.trim();
  const places = names.flatMap((name, index) => (name === wanted ? [index] : []));
  if (places.length > 1) {
    throw new TableProblem(
      line,
      `There are ${places.length} columns named ${wanted}; give them different names.`,
    );
  }
  return { place: places[0] ?? cells.length, count: cells.length };
}

function withoutBom(cell: string): string {
  return cell.startsWith(BOM) ? cell.slice(BOM.length) : cell;
}

function toBytes(text: string): string {
  return Buffer.from(text.trim(), 'utf8').toString('latin1');
}

function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8').trim();
}
