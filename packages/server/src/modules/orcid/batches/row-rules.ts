import type { ItemKind } from '@mintmark/orcid';
import type { RowRules } from '../../../http/row-files/rows.ts';
import { columnsOf, entryColumns } from './columns.ts';
import { BATCH_BYTES, BATCH_ROWS, COLUMNS, ROW_BYTES } from './limits.ts';

/** Members that only rows of JSON have: an item in ORCID's own shape, and the group of a peer review. */
export const jsonMembers = ['item', 'group'] as const;

/** What a row of a batch of one kind may hold. */
export function rowRulesOf(kind: ItemKind): RowRules {
  const names = [...entryColumns, ...columnsOf(kind)].map(({ name }) => name);
  const members = [...names, ...jsonMembers];
  return {
    limits: { bytes: BATCH_BYTES, rows: BATCH_ROWS, rowBytes: ROW_BYTES, columns: COLUMNS },
    // How a heading is meant: case, blanks and underscores say nothing.
    toColumnName: (heading) =>
      heading
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]+/g, '-'),
    isColumn: (name, format) => (format === 'csv' ? names : members).includes(name),
    describeUnknownColumn(name, index) {
      if (name === '') return `Column ${(index ?? 0) + 1} has no name.`;
      const known = index === null ? members : names;
      const what = index === null ? 'member' : 'column';
      return `There is no ${what} ${JSON.stringify(name.slice(0, 60))} for ${kind}. There is: ${known.join(', ')}.`;
    },
    exampleHeading: 'local-id,orcid,email',
    exampleObject: '{"local-id": "hr-1001", "orcid": "0000-0002-1825-0097"}',
  };
}
