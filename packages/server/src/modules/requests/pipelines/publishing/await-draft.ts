import { requireCurator } from '../acting.ts';
import { askAgain, awaitRegistrar } from '../await-registrar.ts';
import { followFolder } from '../package-item.ts';
import { local } from '../step.ts';

/** Waits until the registrar keeps the name for us. What a curator has mended meanwhile is sent first. */
export const awaitDraft = local(async (tx, work) => {
  const actor = await requireCurator(tx, work);
  await followFolder(tx, work.ctx, work.request, actor);
  return (await askAgain(tx, work)) ?? awaitRegistrar(tx, work, 'draft');
});
