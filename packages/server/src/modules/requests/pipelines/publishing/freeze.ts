import { requireFolder } from '../folder.ts';
import { sealFor } from '../seal.ts';
import { local } from '../step.ts';

/** What is checked from here on is what is published. */
export const freeze = local(async (tx, { ctx, request }) => {
  const now = ctx.now();
  await requireFolder(tx, request);
  await sealFor(tx, request, 'frozen', 'all', now);
  return { kind: 'done', result: { frozenAt: now.toISOString() } };
});
