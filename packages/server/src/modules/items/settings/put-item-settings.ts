import { isDeepStrictEqual } from 'node:util';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireNamedVersion, type Versions } from '../../../http/etag.ts';
import { findShoulderOf } from '../../minting/index.ts';
import { builtInFilters } from '../filters/built-in.ts';
import { lockFilter } from '../filters/store.ts';
import type { ItemSettings } from './item-settings.ts';
import { lockItemSettings, upsertItemSettings } from './store.ts';

/**
 * Settles how an organisation's items are identified; from now on, and not for items that are there. Whether the actor may
 * is settled before.
 * @throws AppError version-needed once something was settled, version-mismatch; invalid-input for a shoulder or filter
 *   that the organisation does not have
 */
export function putItemSettings(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  wish: Omit<ItemSettings, 'version'>,
  versions: Versions | null,
): Promise<ItemSettings> {
  return transact(ctx.db, async (tx) => {
    const before = await lockItemSettings(tx, wish.organisationId);
    if (before.version > 0 || versions !== null) {
      requireNamedVersion({ name: 'a version of these settings', version: before.version }, versions);
    }
    const problems = await findProblems(tx, wish);
    if (problems.length > 0) {
      throw new AppError('invalid-input', 'The settings have mistakes; see errors.', { problems });
    }
    const after: ItemSettings = { ...wish, version: before.version };
    if (before.version > 0 && isDeepStrictEqual(before, after)) return before;
    after.version += 1;
    await upsertItemSettings(tx, after, ctx.now());
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'item-settings', id: wish.organisationId },
      action: 'update',
      actor: toEventActor(actor),
      before,
      after,
    });
    return after;
  });
}

async function findProblems(tx: Tx, wish: Omit<ItemSettings, 'version'>): Promise<InputProblem[]> {
  const problems: InputProblem[] = [];
  // In the order of their names, so that two changes at once do not wait for each other in a circle.
  const filters = [
    { pointer: '/submissionFilter', name: wish.submissionFilter },
    { pointer: '/archiveFilter', name: wish.archiveFilter },
  ].toSorted((one, other) => ((one.name ?? '') < (other.name ?? '') ? -1 : 1));
  for (const { pointer, name } of filters) {
    if (name === null || builtInFilters.has(name)) continue;
    if ((await lockFilter(tx, wish.organisationId, name)) === null) {
      problems.push({ pointer, detail: `The organisation has no filter “${name}”.` });
    }
  }
  for (const [pointer, id, type] of [
    ['/doiShoulder', wish.doiShoulderId, 'doi'],
    ['/handleShoulder', wish.handleShoulderId, 'handle'],
  ] as const) {
    if (id === null) continue;
    const shoulder = await findShoulderOf(tx, wish.organisationId, type, id);
    if (shoulder?.organisationId !== wish.organisationId || shoulder.type !== type) {
      problems.push({ pointer, detail: `The organisation has no such shoulder of type ${type}.` });
    }
  }
  return problems;
}
