import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireNamedVersion, type Versions } from '../../../http/etag.ts';
import { lockRequestSettings, type RequestSettings, upsertRequestSettings } from './store.ts';

/**
 * Settles how many requests each person of an organisation may make in a year. Whether the actor may is settled before.
 * Checklists follow when they are looked at anew.
 * @param wish.requestsPerYear 0 to 100,000; null: as many as they like
 * @throws AppError version-needed once something was settled, version-mismatch
 */
export function putRequestSettings(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  wish: { organisationId: string; requestsPerYear: number | null },
  versions: Versions | null,
): Promise<RequestSettings> {
  return transact(ctx.db, async (tx) => {
    const { organisationId, requestsPerYear } = wish;
    const before = await lockRequestSettings(tx, organisationId);
    if (before.version > 0 || versions !== null) {
      requireNamedVersion({ name: 'a version of these settings', version: before.version }, versions);
    }
    if (before.version > 0 && before.requestsPerYear === requestsPerYear) return before;
    const after = { requestsPerYear, version: before.version + 1 };
    await upsertRequestSettings(tx, organisationId, after, ctx.now());
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'request-settings', id: organisationId },
      action: 'update',
      actor: toEventActor(actor),
      before,
      after,
    });
    return after;
  });
}
