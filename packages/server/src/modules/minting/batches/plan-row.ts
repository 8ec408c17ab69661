import type { DataciteMetadata } from '@mintmark/datacite';
import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import type { Actor, Scope } from '../../../http/actor.ts';
import type { Pid } from '../../pids/index.ts';
import { type Change, needsMetadata } from '../change.ts';
import type { GiveOutWish } from '../give-out.ts';
import { readDescription } from '../input.ts';
import { mayMint } from '../policy.ts';
import { canonicalName, type Shoulder } from '../shoulder.ts';
import { findShouldersNamed } from '../store.ts';
import type { BatchVerb } from './batch.ts';
import { fieldOfMetadata } from './columns.ts';
import { type BatchRow, isDescribed } from './parse-row.ts';
import { RowRefusal } from './refusal.ts';
import { fieldOfSample } from './sample-columns.ts';

/** The shoulders that the rows of a chunk name, as they are now. */
export type KnownShoulders = ReadonlyMap<string, readonly Shoulder[]>;

export async function readShouldersOf(db: Db, rows: readonly BatchRow[]): Promise<KnownShoulders> {
  const names = rows.flatMap((row) => (row.shoulder === null ? [] : [toShoulderName(row.shoulder)]));
  return findShouldersNamed(db, [...new Set(names)]);
}

function toShoulderName(text: string): string {
  return text.replace(/^(?:ark:\/?|doi:)/i, '');
}

/** The one shoulder that a row means and its person may mint under. @throws RowRefusal */
export function chooseShoulder(actor: Actor, row: BatchRow, known: KnownShoulders): Shoulder {
  const found = (known.get(toShoulderName(row.shoulder ?? '')) ?? []).filter((each) => mayMint(actor, each));
  const [first, second] = found;
  if (first === undefined) {
    const detail = `There is no shoulder ${JSON.stringify(row.shoulder)}, or you may not mint under it. GET /api/v1/shoulders lists yours.`;
    throw new RowRefusal([{ field: 'shoulder', detail }]);
  }
  if (second !== undefined) {
    const ids = found.map(({ id, type }) => `${id} (${type})`).join(', ');
    throw new RowRefusal([
      { field: 'shoulder', detail: `More than one shoulder is ${row.shoulder}. Give an id: ${ids}` },
    ]);
  }
  return first;
}

/** What must be given out for a row. @throws RowRefusal */
export function planCreation(actor: Actor, row: BatchRow, shoulder: Shoulder): GiveOutWish {
  requireScopes(actor, row.verb ?? 'reserve');
  const state = row.state ?? 'reserved';
  const complete = state !== 'reserved' && needsMetadata(shoulder);
  if (row.pid !== null) assertBelongs(row.pid, shoulder);
  return {
    shoulder,
    actor,
    state,
    target: row.target ?? null,
    metadata: readRecord(row, { type: shoulder.type, metadata: null }, complete ? 'complete' : 'draft'),
    ...(row.pid === null ? {} : { name: row.pid }),
  };
}

function assertBelongs(name: string, shoulder: Shoulder): void {
  const start = canonicalName(shoulder.type, `${shoulder.prefix}/${shoulder.shoulder}`);
  if (name.startsWith(start) && name.length > start.length) return;
  throw new RowRefusal([{ field: 'pid', detail: `Names under this shoulder begin with ${start}.` }]);
}

/** What must change for a row, seeing how the identifier is. @throws RowRefusal */
export function planChange(actor: Actor, row: BatchRow, before: Pid): Change {
  const verb = row.verb ?? 'update';
  requireScopes(actor, verb);
  const target = row.target === undefined ? {} : { target: row.target };
  const described = isDescribed(row);
  switch (verb) {
    case 'update': {
      const level = before.state === 'reserved' ? 'draft' : 'complete';
      return {
        action: 'update',
        changes: { ...target, ...(described ? { metadata: readRecord(row, before, level) } : {}) },
      };
    }
    case 'retarget':
      return { action: 'update', changes: target };
    case 'publish': {
      const level = needsMetadata(before) ? 'complete' : 'draft';
      const metadata = described || level === 'complete' ? { metadata: readRecord(row, before, level) } : {};
      return { action: 'publish', changes: { ...target, ...metadata } };
    }
    case 'withdraw':
      return { action: 'withdraw', changes: { reason: row.reason ?? '' } };
    case 'reserve':
    case 'mint':
      throw new Error(`${verb} changes no identifier`);
    default:
      return verb satisfies never;
  }
}

const neededScopes: Record<BatchVerb, readonly Scope[]> = {
  reserve: ['pid:mint'],
  mint: ['pid:mint', 'pid:publish'],
  update: ['pid:mint'],
  retarget: ['pid:mint'],
  publish: ['pid:publish'],
  withdraw: ['pid:publish'],
};

function requireScopes(actor: Actor, verb: BatchVerb): void {
  if (actor.kind === 'operator') return;
  const missing = neededScopes[verb].filter((scope) => !actor.scopes.has(scope));
  if (missing.length === 0) return;
  const detail = `The access token of the upload lacks the scope ${missing.join(' and ')}, which ${verb} needs.`;
  throw new RowRefusal([{ field: 'verb', detail }]);
}

/**
 * The record of a row: its metadata cell, or else the record so far, with the properties of its columns and its sample
 * in place.
 * @throws RowRefusal with every mistake at its column
 */
function readRecord(
  row: BatchRow,
  before: Pick<Pid, 'type' | 'metadata'>,
  level: 'draft' | 'complete',
): DataciteMetadata | null {
  const { properties, sample } = row;
  const record = withProperties(row.metadata ?? before.metadata, properties);
  // New collectors are the new creators too, unless the row itself names creators.
  const isKept = row.metadata === undefined && properties?.creators === undefined;
  try {
    return readDescription(
      { ...(isKept ? {} : { metadata: record }), sample: sample?.value },
      { type: before.type, level, before: record },
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const flat = new Set(Object.keys(properties ?? {}));
    throw new RowRefusal(
      error.problems.map(({ pointer, detail }) => {
        const [, place, path = ''] = /^\/(metadata|sample)(.*)$/s.exec(pointer) ?? [];
        const field =
          place === 'sample' && sample !== null
            ? fieldOfSample(path, sample)
            : fieldOfMetadata(path, flat, row.metadata !== undefined);
        return { field, detail };
      }),
    );
  }
}

function withProperties(
  record: Readonly<Record<string, unknown>> | null,
  properties: Readonly<Record<string, unknown>> | null,
): Readonly<Record<string, unknown>> | null {
  if (properties === null) return record;
  const types =
    properties.types === undefined
      ? {}
      : { types: { ...Object(record?.types), ...Object(properties.types) } };
  return { ...record, ...properties, ...types };
}
