import { requireFolder } from '../folder.ts';
import { sealFor } from '../seal.ts';
import { local } from '../step.ts';

/** From here on nobody changes anything below the folder. */
export const lock = local(async (tx, { ctx, request }) => {
  await requireFolder(tx, request);
  await sealFor(tx, request, 'moving', 'all', ctx.now());
  return { kind: 'done' };
});
