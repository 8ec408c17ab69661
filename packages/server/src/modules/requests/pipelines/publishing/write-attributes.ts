import { requireCurator } from '../acting.ts';
import { followFolder } from '../package-item.ts';
import { local } from '../step.ts';
import { stampFolder } from './publication-attributes.ts';

/** The folder says which identifier it has, and item and identifier say what the folder says. */
export const writeAttributes = local(async (tx, work) => {
  const { ctx, request } = work;
  const actor = await requireCurator(tx, work);
  const now = ctx.now();
  await stampFolder(tx, request, { publishedAt: now, now });
  await followFolder(tx, ctx, request, actor);
  return { kind: 'done' };
});
