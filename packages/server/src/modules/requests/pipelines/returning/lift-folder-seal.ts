import { liftSeal, readNode } from '../../../data/index.ts';
import { local } from '../step.ts';

/** The permissions of before the request hold again. */
export const liftFolderSeal = local(async (tx, { ctx, request }) => {
  if ((await readNode(tx, request.folderId)) !== null) {
    await liftSeal(tx, { folderId: request.folderId, actor: { kind: 'service' }, now: ctx.now() });
  }
  return { kind: 'done' };
});
