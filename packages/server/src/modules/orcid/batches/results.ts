import { stringify } from 'csv-stringify/sync';
import type { Db } from '../../../db/index.ts';
import { standOfEntry } from '../entries/present.ts';
import { type ListedEntry, readEntries } from '../entries/store.ts';
import type { Batch, RowOutcome, RowProblem } from './batch.ts';
import { findColumnAt } from './columns.ts';
import { type Row, readRows } from './store.ts';

const AT_ONCE = 500;

/** What became of a row, and how its entry stands on the record by now. */
export type RowReport = {
  number: number;
  line: number;
  localId: string | null;
  orcid: string | null;
  email: string | null;
  /** `waiting`: nothing yet. */
  outcome: RowOutcome | 'waiting';
  /** Of the deposit; in a dry run `held` for people who have not connected. */
  state: string | null;
  reason: string | null;
  detail: string | null;
  putCode: number | null;
  groupId: string | null;
  errors: RowProblem[];
  entry: string | null;
};

/** Reports of rows after the one with number `after`, from -1, in their order. */
export async function readReports(
  db: Db,
  batch: Batch,
  page: { after: number; limit: number },
): Promise<RowReport[]> {
  const rows = await readRows(db, batch.id, page.after, page.limit);
  const entries = await readEntries(
    db,
    rows.flatMap(({ entryId }) => (entryId === null ? [] : [entryId])),
  );
  return rows.map((row) => toReport(batch, row, entries.get(row.entryId ?? '') ?? null));
}

function toReport(batch: Batch, row: Row, entry: ListedEntry | null): RowReport {
  const { number, line, localId, problems } = row;
  const base = { number, line, localId, outcome: row.outcome ?? ('waiting' as const) };
  const nothing = { reason: null, detail: null, putCode: null, groupId: null };
  if (entry === null) {
    const waits = row.waits === true;
    return {
      ...base,
      ...readPerson(row.cells),
      ...nothing,
      state: waits ? 'held' : null,
      reason: waits ? 'not-connected' : null,
      detail: waits ? 'This person has not connected; the entry would wait.' : null,
      errors: problems,
      entry: null,
    };
  }
  const { acknowledgedAt: _, problems: refused, ...stand } = standOfEntry(entry);
  const errors = refused.map(({ pointer, detail }) => ({
    field: findColumnAt(batch.kind, pointer)?.name ?? pointer.slice(1),
    detail,
  }));
  return {
    ...base,
    orcid: entry.orcid,
    email: entry.email,
    ...stand,
    errors: [...problems, ...errors],
    entry: entry.id,
  };
}

/** Whom a row without an entry says it is about. */
function readPerson(cells: string | null): { orcid: string | null; email: string | null } {
  const given = cells === null ? {} : (JSON.parse(cells) as Record<string, unknown>);
  const text = (value: unknown): string | null =>
    typeof value === 'string' ? value.slice(0, 300).toWellFormed() : null;
  return { orcid: text(given.orcid), email: text(given.email) };
}

async function* iterateReports(db: Db, batch: Batch): AsyncGenerator<RowReport[]> {
  for (let after = -1; ; ) {
    const reports = await readReports(db, batch, { after, limit: AT_ONCE });
    const last = reports.at(-1);
    if (last === undefined) return;
    yield reports;
    after = last.number;
  }
}

const COLUMNS = [
  'line',
  'local-id',
  'orcid',
  'email',
  'outcome',
  'state',
  'put-code',
  'group-id',
  'reason',
  'detail',
  'errors',
  'entry',
] as const;

/** The result of a batch as CSV, a piece at a time. */
export async function* writeCsvResult(db: Db, batch: Batch): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const reports of iterateReports(db, batch)) {
    yield stringify(
      reports.map((each) => [
        each.line,
        each.localId,
        each.orcid,
        each.email,
        each.outcome,
        each.state,
        each.putCode,
        each.groupId,
        each.reason,
        each.detail,
        each.errors.map(({ field, detail }) => (field === '' ? detail : `${field}: ${detail}`)).join(' | '),
        each.entry,
      ]),
      // A cell that begins as a formula does gets an apostrophe, which spreadsheets take for "this is text".
      { record_delimiter: 'windows', escape_formulas: true },
    );
  }
}

/** The same as a JSON array, a piece at a time. */
export async function* writeJsonResult(db: Db, batch: Batch): AsyncGenerator<string> {
  let before = '[';
  for await (const reports of iterateReports(db, batch)) {
    for (const { number: _, ...report } of reports) {
      yield `${before}\n${JSON.stringify(report)}`;
      before = ',';
    }
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
