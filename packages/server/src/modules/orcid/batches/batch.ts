import type { ItemKind } from '@mintmark/orcid';
import type { EventActor } from '../../../events.ts';
import type { RowFormat } from '../../../http/row-files/rows.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import type { EntryOutcome } from '../entries/entry.ts';

/** `failed`: it ended for a reason that is not in its rows. */
export const batchStates = ['waiting', 'running', 'cancelling', 'done', 'cancelled', 'failed'] as const;
export type BatchState = (typeof batchStates)[number];

/** An upload of entries. */
export type Batch = {
  id: string;
  seq: number;
  organisationId: string;
  environment: OrcidEnvironmentName;
  kind: ItemKind;
  format: RowFormat;
  dryRun: boolean;
  state: BatchState;
  /** Who uploaded it. */
  actor: EventActor;
  fileName: string | null;
  bytes: number;
  rowsTotal: number;
  rowsDone: number;
  rowsOk: number;
  rowsRefused: number;
  rowsSkipped: number;
  attempts: number;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
  clearedAt: Date | null;
  /** Why it ended before its rows did, in a sentence; null: it did not, or somebody stopped it. */
  endDetail: string | null;
};

/** What is wrong with a row: in which column, and what to do about it. */
export type RowProblem = { field: string; detail: string };

export type RowOutcome = EntryOutcome | 'refused' | 'skipped';

export function isFinished({ state }: Pick<Batch, 'state'>): boolean {
  return !['waiting', 'running', 'cancelling'].includes(state);
}

/** A problem as the database can hold it: what it tells of may be NUL, or half of a character. */
export function toStorable({ field, detail }: RowProblem): RowProblem {
  return { field: clean(field), detail: clean(detail) };
}

function clean(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
