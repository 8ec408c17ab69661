import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, assertScope } from '../../../http/actor.ts';
import type { Versions } from '../../../http/etag.ts';
import { type AttributeInput, replaceAttributesWithin } from '../../data/index.ts';
import { lockForMove } from '../move-request.ts';
import { lockForActor } from '../moving/lock-for-actor.ts';
import type { ItemChangeContext } from '../pipelines/package-item.ts';
import type { PermanentIdRequest } from '../request.ts';
import { lockRequest } from '../store.ts';

export type ChangeMetadataContext = ItemChangeContext & Pick<AppContext, 'afterAttributes'>;

/**
 * Changes what a published package says: the attributes of its folder, its item and the record of its identifier, together
 * or not at all; registration tells the registrar.
 * @param wish.versions versions of the request that the change may start from; left out: any
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed unless it is published, metadata-refused
 */
export async function changePublishedMetadata(
  ctx: ChangeMetadataContext,
  actor: Actor,
  requestId: string,
  wish: { attributes: readonly AttributeInput[]; versions?: Versions | null },
): Promise<PermanentIdRequest> {
  const changed = await transact(ctx.db, async (tx) => {
    const { request, as } = await lockForActor(tx, actor, requestId, ['describe']);
    await lockForMove(tx, {
      requestId: request.id,
      action: 'describe',
      as,
      versions: wish.versions ?? null,
    });
    assertScope(actor, 'pid:mint');
    await replaceAttributesWithin(tx, ctx, actor, request.folderId, wish.attributes);
    const after = await lockRequest(tx, request.id);
    if (after === null) throw new AppError('not-found', 'There is no such request.');
    return after;
  });
  ctx.wakeRegistration();
  return changed;
}
