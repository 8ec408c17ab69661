import type { RowRules } from '../../../http/row-files/rows.ts';
import { describeUnknownColumn, isColumn, toColumnName } from './columns.ts';
import { BATCH_BYTES, BATCH_ROWS, COLUMNS, ROW_BYTES } from './limits.ts';

/** What a row of a batch may hold. */
export const batchRows: RowRules = {
  limits: { bytes: BATCH_BYTES, rows: BATCH_ROWS, rowBytes: ROW_BYTES, columns: COLUMNS },
  toColumnName,
  isColumn,
  describeUnknownColumn,
  exampleHeading: 'verb,shoulder,title',
  exampleObject: '{"verb": "reserve"}',
};
