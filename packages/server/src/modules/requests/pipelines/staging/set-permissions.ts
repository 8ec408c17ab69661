import { sealFor } from '../seal.ts';
import { local } from '../step.ts';

/** Who may do what from now on is settled, and tried, before anything may be changed again. */
export const setPermissions = local(async (tx, { ctx, request }) => {
  await sealFor(tx, request, 'review', 'all', ctx.now());
  return { kind: 'done' };
});
