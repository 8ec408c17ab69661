import { requireFolder } from '../folder.ts';
import { sealFor } from '../seal.ts';
import { local, type StepWork } from '../step.ts';

/** What is checked from here on is what is published. */
export const freeze = local(async (tx, { ctx, request }) => {
  const now = ctx.now();
  await requireFolder(tx, request);
  await sealFor(tx, request, 'frozen', 'all', now);
  return { kind: 'done', result: { frozenAt: now.toISOString() } };
});

/** When the folder was frozen in this pipeline. */
export function requireFrozenAt({ results }: Pick<StepWork, 'results'>): Date {
  const result = results.get('freeze');
  if (typeof result === 'object' && result !== null && 'frozenAt' in result) {
    return new Date(String(result.frozenAt));
  }
  throw new Error('the folder was never frozen');
}
