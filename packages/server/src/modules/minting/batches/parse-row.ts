import { parsePid } from '@mintmark/identifiers';
import { AppError } from '../../../errors.ts';
import { findUnstorableTexts } from '../../../http/body.ts';
import type { RawRow } from '../../../http/row-files/rows.ts';
import { readTarget } from '../input.ts';
import { type Batch, type BatchVerb, batchVerbs, type RowProblem } from './batch.ts';
import { isDescribing, readMetadataColumns } from './columns.ts';
import { type RowSample, readSampleColumns } from './sample-columns.ts';

/** A row as it is meant; what is wrong with it by itself is in `problems`. */
export type BatchRow = {
  line: number;
  bytes: number;
  /** As it was written, where it is none. */
  givenVerb: string | null;
  verb: BatchVerb | null;
  /** Id or prefix, of the row or of the batch. */
  shoulder: string | null;
  /** Canonical name. */
  pid: string | null;
  state: 'reserved' | 'registered' | 'public' | null;
  /** Undefined: not given; null: its own page. */
  target: string | null | undefined;
  reason: string | null;
  /** The whole record; undefined: not given. */
  metadata: Record<string, unknown> | undefined;
  /** Properties from flat columns; they go before those of the record. */
  properties: Record<string, unknown> | null;
  sample: RowSample | null;
  problems: RowProblem[];
};

const allowed: Record<BatchVerb, { needed: readonly string[]; also: readonly string[]; described: boolean }> =
  {
    reserve: { needed: [], also: ['shoulder', 'pid', 'target', 'state'], described: true },
    mint: { needed: [], also: ['shoulder', 'pid', 'target', 'state'], described: true },
    update: { needed: ['pid'], also: ['target'], described: true },
    publish: { needed: ['pid'], also: ['target'], described: true },
    withdraw: { needed: ['pid', 'reason'], also: [], described: false },
    retarget: { needed: ['pid', 'target'], also: [], described: false },
  };

/** Reads one row by itself: which verb it has, and whether each cell suits it. */
export function parseRow(
  raw: RawRow,
  batch: Pick<Batch, 'defaultVerb' | 'defaultShoulder' | 'format'>,
): BatchRow {
  const problems: RowProblem[] = [];
  const row: BatchRow = {
    line: raw.line,
    bytes: raw.bytes,
    givenVerb: null,
    verb: null,
    shoulder: null,
    pid: null,
    state: null,
    target: undefined,
    reason: null,
    metadata: undefined,
    properties: null,
    sample: null,
    problems,
  };
  if (raw.problem !== null) {
    problems.push({ field: '', detail: raw.problem });
    return row;
  }
  const { cells } = raw;
  for (const { pointer, detail } of findUnstorableTexts(cells))
    problems.push({ field: pointer.slice(1), detail });
  if (problems.length > 0) return row;

  const text = (name: string, limit: number): string | null => {
    const cell = cells[name];
    if (cell === undefined || cell === null) return null;
    if (typeof cell !== 'string') {
      problems.push({ field: name, detail: 'Give a text here.' });
      return null;
    }
    const trimmed = cell.trim();
    if (trimmed.length <= limit) return trimmed === '' ? null : trimmed;
    problems.push({ field: name, detail: `Use ${limit.toLocaleString('en')} characters at most.` });
    return null;
  };

  row.givenVerb = text('verb', 40) ?? batch.defaultVerb;
  row.verb = batchVerbs.find((each) => each === row.givenVerb?.toLowerCase()) ?? null;
  if (row.verb === null) {
    const detail = `Use one of ${batchVerbs.join(', ')}${row.givenVerb === null ? '' : `, not "${row.givenVerb}"`}.`;
    problems.push({ field: 'verb', detail });
    return row;
  }
  const rule = allowed[row.verb];
  for (const [name, cell] of Object.entries(cells)) {
    if (cell === null || cell === '' || name === 'verb') continue;
    const fits = isDescribing(name) ? rule.described : rule.needed.includes(name) || rule.also.includes(name);
    if (!fits) problems.push({ field: name, detail: `This has no meaning for ${row.verb}; leave it empty.` });
  }
  for (const name of rule.needed) {
    const cell = cells[name];
    const given = name === 'target' && cell === null && batch.format !== 'csv';
    if ((cell === undefined || cell === null || cell === '') && !given)
      problems.push({ field: name, detail: `This is needed for ${row.verb}.` });
  }

  row.pid = readPidCell(text('pid', 2048), problems);
  row.target = readTargetCell(cells.target === null ? null : (text('target', 2048) ?? undefined), problems);
  row.reason = text('reason', 2000);
  if (row.reason !== null && row.reason.length < 3)
    problems.push({ field: 'reason', detail: 'Give a reason of 3 characters or more.' });
  row.state = readStateCell(text('state', 20), row.verb, problems);
  if (rule.described) {
    const object = (name: 'metadata' | 'sample') =>
      readObjectCell(name, cells[name], batch.format === 'csv', problems);
    row.metadata = object('metadata');
    row.properties = readMetadataColumns(cells, problems);
    row.sample = readSampleColumns(cells, object('sample'), problems);
  }
  if (row.verb === 'reserve' || row.verb === 'mint') {
    row.shoulder = text('shoulder', 200) ?? batch.defaultShoulder;
    if (row.shoulder === null)
      problems.push({
        field: 'shoulder',
        detail: 'Say under which shoulder: its id or prefix, such as 99999/fk4.',
      });
  }
  const changesNothing = row.target === undefined && !isDescribed(row);
  if (row.verb === 'update' && changesNothing && problems.length === 0)
    problems.push({
      field: 'verb',
      detail: 'There is nothing to update: give a target, metadata, a sample or a column of them.',
    });
  return row;
}

function readPidCell(cell: string | null, problems: RowProblem[]): string | null {
  if (cell === null) return null;
  const parsed = parsePid(cell);
  if (parsed.ok) return parsed.value.canonical;
  problems.push({ field: 'pid', detail: parsed.problem.message });
  return null;
}

function readTargetCell(cell: string | null | undefined, problems: RowProblem[]): string | null | undefined {
  try {
    return readTarget(cell);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.push({ field: 'target', detail: error.problems[0]?.detail ?? error.message });
    return undefined;
  }
}

function readStateCell(cell: string | null, verb: BatchVerb, problems: RowProblem[]): BatchRow['state'] {
  const states = { reserve: ['reserved'], mint: ['public', 'registered'] } as const;
  const possible = verb === 'reserve' || verb === 'mint' ? states[verb] : null;
  if (possible === null) return null;
  if (cell === null) return possible[0];
  const found = possible.find((each) => each === cell.toLowerCase());
  if (found === undefined)
    problems.push({
      field: 'state',
      detail: `${verb} can lead to ${possible.join(' or ')}; not to "${cell}".`,
    });
  return found ?? null;
}

const objectContents = { metadata: 'DataCite metadata', sample: 'a sample' } as const;

function readObjectCell(
  name: keyof typeof objectContents,
  cell: unknown,
  isText: boolean,
  problems: RowProblem[],
): Record<string, unknown> | undefined {
  if (cell === undefined || cell === null || cell === '') return undefined;
  let value = cell;
  if (isText && typeof cell === 'string') {
    try {
      value = JSON.parse(cell);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push({ field: name, detail: `This cell is not JSON: ${why}` });
      return undefined;
    }
    const [unstorable] = findUnstorableTexts(value);
    if (unstorable !== undefined) {
      problems.push({ field: `${name}${unstorable.pointer}`, detail: unstorable.detail });
      return undefined;
    }
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  problems.push({ field: name, detail: `Give a JSON object with ${objectContents[name]}.` });
  return undefined;
}

/** Whether it asks for a name and nothing else, so that a thousand such rows are one statement. */
export function isPlainReserve(row: BatchRow): boolean {
  return (
    row.verb === 'reserve' &&
    row.pid === null &&
    (row.target === undefined || row.target === null) &&
    !isDescribed(row)
  );
}

/** Whether it says anything of what the identifier stands for. */
export function isDescribed(row: Pick<BatchRow, 'metadata' | 'properties' | 'sample'>): boolean {
  return row.metadata !== undefined || row.properties !== null || row.sample !== null;
}
