import type { ItemKind } from '@mintmark/orcid';
import { stringify } from 'csv-stringify/sync';
import { columnsOf, entryColumns } from './columns.ts';

/** A file to fill in: the heading, and a row that shows what cells look like if it is wanted. */
export function writeTemplate(kind: ItemKind, withExample: boolean): string {
  const columns = [...entryColumns, ...columnsOf(kind)];
  const rows = [columns.map(({ name }) => name)];
  if (withExample) rows.push(columns.map(({ example }) => example));
  return stringify(rows, { record_delimiter: 'windows', escape_formulas: true });
}
