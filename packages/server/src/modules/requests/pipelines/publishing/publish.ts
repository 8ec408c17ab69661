import { announceIdentifiedItem } from '../../../items/index.ts';
import { requireCurator } from '../acting.ts';
import { followFolder } from '../package-item.ts';
import { local } from '../step.ts';
import { stampFolder } from './publication-attributes.ts';

/**
 * Announces the identifier. From here on there is no way back. Where days have passed since its date was written, today's
 * is.
 */
export const publish = local(async (tx, work) => {
  const { ctx, request } = work;
  const actor = await requireCurator(tx, work);
  if (request.itemId === null) throw new Error(`the request ${request.id} has no item`);
  const now = ctx.now();
  await stampFolder(tx, request, { publishedAt: now, now });
  await followFolder(tx, ctx, request, actor);
  await announceIdentifiedItem(tx, ctx, actor, { itemId: request.itemId, keeper: request.id });
  return { kind: 'done', result: { publishedAt: now.toISOString() } };
});
