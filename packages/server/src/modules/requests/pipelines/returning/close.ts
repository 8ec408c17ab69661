import { readNode } from '../../../data/index.ts';
import { sealFor } from '../seal.ts';
import { local } from '../step.ts';

/** On its way back nobody changes it. */
export const close = local(async (tx, { ctx, request }) => {
  // One that was deleted behind our back stays so; what was kept for it is let go of all the same.
  if ((await readNode(tx, request.folderId)) !== null) {
    await sealFor(tx, request, 'moving', 'all', ctx.now());
  }
  return { kind: 'done' };
});
