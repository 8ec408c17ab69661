import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { DataContext } from '../data-context.ts';
import { type DataQuota, lockQuotaRow, upsertQuota } from './store.ts';

/**
 * Says what an organisation and each of its people may store; what is stored already stays. Whether the actor manages the
 * organisation is settled before.
 * @throws AppError version-mismatch
 */
export async function putQuota(
  ctx: DataContext,
  actor: Actor,
  organisationId: string,
  wish: Pick<DataQuota, 'organisationBytes' | 'personBytes'>,
  versions: Versions | null,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const before = await lockQuotaRow(tx, organisationId);
    requireVersion(before.version, versions);
    const { organisationBytes, personBytes } = wish;
    if (before.organisationBytes === organisationBytes && before.personBytes === personBytes) return;
    await upsertQuota(tx, organisationId, wish, ctx.now());
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'data-quota', id: organisationId },
      action: 'update',
      actor: toEventActor(actor),
      before: { organisationBytes: before.organisationBytes, personBytes: before.personBytes },
      after: { organisationBytes, personBytes },
    });
  });
}
