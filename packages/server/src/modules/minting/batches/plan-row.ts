import { type DataciteMetadata, validateMetadata } from '@mintmark/datacite';
import type { Db } from '../../../db/index.ts';
import type { Actor, Scope } from '../../../http/actor.ts';
import type { Pid } from '../../pids/index.ts';
import { type Change, needsMetadata } from '../change.ts';
import type { GiveOutWish } from '../give-out.ts';
import { mayMint } from '../policy.ts';
import { canonicalName, type Shoulder } from '../shoulder.ts';
import { findShouldersNamed } from '../store.ts';
import type { BatchVerb } from './batch.ts';
import { fieldOfMetadata } from './columns.ts';
import type { BatchRow } from './parse-row.ts';
import { RowRefusal } from './refusal.ts';

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
    metadata: readRecord(row, null, complete ? 'complete' : 'draft'),
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
  const described = row.metadata !== undefined || row.properties !== null;
  switch (verb) {
    case 'update': {
      const level = before.state === 'reserved' ? 'draft' : 'complete';
      return {
        action: 'update',
        changes: { ...target, ...(described ? { metadata: readRecord(row, before.metadata, level) } : {}) },
      };
    }
    case 'retarget':
      return { action: 'update', changes: target };
    case 'publish': {
      const level = needsMetadata(before) ? 'complete' : 'draft';
      const metadata =
        described || level === 'complete' ? { metadata: readRecord(row, before.metadata, level) } : {};
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
 * The record of a row: its metadata cell, or else the record so far, with the properties of its columns in place.
 * @throws RowRefusal with every mistake at its column
 */
function readRecord(
  row: BatchRow,
  before: DataciteMetadata | null,
  level: 'draft' | 'complete',
): DataciteMetadata | null {
  const base: Record<string, unknown> | null = row.metadata ?? before;
  const { properties } = row;
  if (base === null && properties === null && level === 'draft') return null;
  const types =
    properties?.types === undefined
      ? {}
      : { types: { ...(base?.types as object), ...(properties.types as object) } };
  const result = validateMetadata({ ...base, ...properties, ...types }, { level });
  if (result.ok) return result.metadata;
  const flat = new Set(Object.keys(properties ?? {}));
  throw new RowRefusal(
    result.problems.map(({ pointer, detail }) => ({
      field: fieldOfMetadata(pointer, flat, row.metadata !== undefined),
      detail,
    })),
  );
}
