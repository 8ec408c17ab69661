import { isDeepStrictEqual } from 'node:util';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireNamedVersion, requireVersion, type Versions } from '../../../http/etag.ts';
import { readItemSettings } from '../settings/store.ts';
import { builtInFilters } from './built-in.ts';
import { readCondition } from './read-condition.ts';
import {
  countFilters,
  type DoiFilter,
  deleteFilterRow,
  insertFilter,
  lockFilter,
  updateFilterRow,
} from './store.ts';

const FILTERS_LIMIT = 100;

type FilterContext = Pick<AppContext, 'db' | 'now'>;
type NamedFilter = { organisationId: string; name: string };

/**
 * Makes a filter of an organisation or writes it anew. Whether the actor may is settled before.
 * @param wish.versions null: the filter is a new one
 * @throws AppError invalid-input with every problem of the condition; move-not-allowed for a built-in one; version-needed,
 *   version-mismatch
 */
export async function putFilter(
  ctx: FilterContext,
  actor: Actor,
  { organisationId, name }: NamedFilter,
  wish: { title: string | null; condition: unknown; versions: Versions | null },
): Promise<{ filter: DoiFilter; isNew: boolean }> {
  refuseBuiltIn(name);
  const read = readCondition(wish.condition, '/condition');
  if (!read.ok) {
    throw new AppError('invalid-input', 'The filter has mistakes; see errors.', { problems: read.problems });
  }
  const { title, versions } = wish;
  const { condition } = read;
  const now = ctx.now();
  return transact(ctx.db, async (tx) => {
    const before = await lockFilter(tx, organisationId, name);
    if (before === null) {
      if (versions !== null) throw nothingToReplace(name);
      await refuseTooMany(tx, organisationId);
      const made = { organisationId, name, title, condition, version: 1, createdAt: now, updatedAt: now };
      if (!(await insertFilter(tx, made))) {
        throw new AppError('already-exists', `Somebody has just made a filter “${name}”. Read it first.`);
      }
      await record(tx, actor, { action: 'create', at: now, before: null, after: made });
      return { filter: made, isNew: true };
    }
    requireNamedVersion({ name: `a filter “${name}”`, version: before.version }, versions);
    if (before.title === title && isDeepStrictEqual(before.condition, condition)) {
      return { filter: before, isNew: false };
    }
    const after = { ...before, title, condition, version: before.version + 1, updatedAt: now };
    await updateFilterRow(tx, after);
    await record(tx, actor, { action: 'update', at: now, before, after });
    return { filter: after, isNew: false };
  });
}

/** @throws AppError not-found, version-mismatch; move-not-allowed for a built-in one and while settings use it */
export async function deleteFilter(
  ctx: FilterContext,
  actor: Actor,
  { organisationId, name }: NamedFilter,
  versions: Versions,
): Promise<void> {
  refuseBuiltIn(name);
  await transact(ctx.db, async (tx) => {
    const before = await lockFilter(tx, organisationId, name);
    if (before === null) throw unknownFilter(name);
    requireVersion(before.version, versions);
    const settings = await readItemSettings(tx, organisationId);
    if (settings.submissionFilter === name || settings.archiveFilter === name) {
      throw new AppError(
        'move-not-allowed',
        `The item settings use the filter “${name}”. Choose another one there first.`,
      );
    }
    await deleteFilterRow(tx, organisationId, name);
    await record(tx, actor, { action: 'delete', at: ctx.now(), before, after: null });
  });
}

function refuseBuiltIn(name: string): void {
  if (!builtInFilters.has(name)) return;
  throw new AppError(
    'move-not-allowed',
    `Every organisation has the filter “${name}”, and it stays as it is. Make one under another name.`,
  );
}

async function refuseTooMany(tx: Tx, organisationId: string): Promise<void> {
  if ((await countFilters(tx, organisationId)) < FILTERS_LIMIT) return;
  throw new AppError('move-not-allowed', `An organisation has at most ${FILTERS_LIMIT} filters.`);
}

async function record(
  tx: Tx,
  actor: Actor,
  change: { action: string; at: Date; before: DoiFilter | null; after: DoiFilter | null },
): Promise<void> {
  const { action, at, before, after } = change;
  const filter = after ?? before;
  if (filter === null) throw new Error('a change of no filter');
  const describe = (each: DoiFilter | null) =>
    each === null ? null : { title: each.title, condition: each.condition };
  await recordEvent(tx, {
    at,
    subject: { type: 'doi-filter', id: `${filter.organisationId}|${filter.name}` },
    action,
    actor: toEventActor(actor),
    before: describe(before),
    after: describe(after),
  });
}

function nothingToReplace(name: string): AppError {
  return new AppError(
    'version-mismatch',
    `There is no filter “${name}” whose version could match. Send the request without If-Match to make it.`,
  );
}

export function unknownFilter(name: string): AppError {
  return new AppError('not-found', `The organisation has no filter “${name}”.`);
}
