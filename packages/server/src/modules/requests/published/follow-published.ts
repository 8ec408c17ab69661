import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import type { Node } from '../../data/index.ts';
import { updateItemWithin } from '../../items/index.ts';
import { moveRequest } from '../move-request.ts';
import { describePackageItem, type ItemChangeContext } from '../pipelines/package-item.ts';
import { stampFolder } from '../pipelines/publishing/publication-attributes.ts';
import { readRequestsOfFolder } from '../store.ts';

/**
 * What somebody has changed in the attributes of a published folder is changed in its item and its identifier, too, in the
 * same transaction; the registrar hears of it by the identifier. What the service alone writes there stays.
 * @throws AppError metadata-refused, not-allowed
 */
export async function followPublished(
  tx: Tx,
  ctx: ItemChangeContext,
  { node, actor }: { node: Pick<Node, 'id' | 'kind'>; actor: Actor },
): Promise<void> {
  if (node.kind !== 'folder') return;
  const request = (await readRequestsOfFolder(tx, node.id)).find(({ state }) => state === 'published');
  if (request === undefined || request.itemId === null) return;
  const publishedAt = request.publishedAt ?? request.updatedAt;
  await stampFolder(tx, request, { publishedAt, now: ctx.now() });
  const described = await describePackageItem(tx, ctx, request, publishedAt, (problems) => {
    return new AppError('metadata-refused', 'The metadata of a published folder must stay complete.', {
      problems: problems.map(({ attribute, detail }) => ({ pointer: `/attributes/${attribute}`, detail })),
    });
  });
  await updateItemWithin(tx, ctx, actor, request.itemId, {
    ...described,
    keeper: request.id,
    reason: 'The attributes of its folder were changed.',
  });
  await moveRequest(tx, {
    requestId: request.id,
    action: 'describe',
    as: ['curator'],
    actor: toEventActor(actor),
    now: ctx.now(),
  });
}
