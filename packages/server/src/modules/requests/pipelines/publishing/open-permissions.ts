import { sealFor } from '../seal.ts';
import { local } from '../step.ts';

/** Everybody may read it from here on, so that this can be tried before the identifier is announced. */
export const openPermissions = local(async (tx, { ctx, request }) => {
  await sealFor(tx, request, 'public', 'all', ctx.now());
  return { kind: 'done' };
});
