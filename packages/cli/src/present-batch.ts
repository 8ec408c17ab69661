import type { Batch, BatchRow } from '@mintmark/client';
import { formatFacts, formatTable } from './table.ts';

export function formatBatch(batch: Batch): string {
  const { counts } = batch;
  const number = (count: number): string => count.toLocaleString('en');
  return formatFacts([
    ['Batch', batch.id],
    ['State', batch.dryRun ? `${batch.state} (dry run: nothing was written)` : batch.state],
    ['Rows', number(counts.total)],
    ['Done', number(counts.ok)],
    ['Refused', number(counts.refused)],
    ['Skipped', number(counts.skipped)],
    ['Problem', batch.problem],
    ['Result', batch.links.result],
  ]);
}

/** @param all how many there are in all */
export function formatRows(rows: readonly BatchRow[], all: number): string {
  if (rows.length === 0) return '';
  const table = formatTable(
    ['Line', 'Field', 'What to do'],
    rows.flatMap(({ line, errors }) => errors.map(({ field, detail }) => [String(line), field, detail])),
  );
  return all > rows.length ? `${table}\nThere are ${all - rows.length} more: use --result FILE.` : table;
}
