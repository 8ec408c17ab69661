import type { Scope } from '../../../http/actor.ts';
import { type RowFormat, rowFormats } from '../../../http/row-files/rows.ts';

export const batchVerbs = ['reserve', 'mint', 'update', 'publish', 'withdraw', 'retarget'] as const;
export type BatchVerb = (typeof batchVerbs)[number];

export const batchModes = ['all-or-nothing', 'row-by-row'] as const;
export type BatchMode = (typeof batchModes)[number];

export const batchFormats = rowFormats;
export type BatchFormat = RowFormat;

/**
 * `refused`: an all-or-nothing batch of which nothing was done, because of some of its rows; `failed`: it ended for a
 * reason that is not in its rows.
 */
export const batchStates = [
  'waiting',
  'running',
  'cancelling',
  'done',
  'refused',
  'cancelled',
  'failed',
] as const;
export type BatchState = (typeof batchStates)[number];

export type Batch = {
  id: string;
  /** Null: the operator. */
  ownerId: string | null;
  scopes: readonly Scope[];
  organisationId: string | null;
  state: BatchState;
  mode: BatchMode;
  dryRun: boolean;
  format: BatchFormat;
  defaultVerb: BatchVerb | null;
  defaultShoulder: string | null;
  inputKey: string | null;
  inputBytes: number;
  rowsTotal: number;
  rowsDone: number;
  rowsOk: number;
  rowsRefused: number;
  rowsSkipped: number;
  /** Ids of the blocks of its plain reservations, by shoulder. */
  blocks: Readonly<Record<string, string>>;
  problem: string | null;
  attempts: number;
  createdAt: Date;
  startedAt: Date | null;
  updatedAt: Date;
  finishedAt: Date | null;
};

/** What is wrong with a row: in which column, and what to do about it. */
export type RowProblem = { field: string; detail: string };

/** What became of a row. A dry run has `pid: null` for names that are not made yet. */
export type RowResult = {
  line: number;
  verb: string | null;
  pid: string | null;
  state: string | null;
  outcome: 'ok' | 'refused' | 'skipped';
  problems: readonly RowProblem[];
};

export function isFinished(batch: Pick<Batch, 'state'>): boolean {
  return !['waiting', 'running', 'cancelling'].includes(batch.state);
}
