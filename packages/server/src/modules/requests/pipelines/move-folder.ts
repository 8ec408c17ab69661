import { ensureArea, relocateFolder } from '../../data/index.ts';
import { requireFolder } from './folder.ts';
import { local, type Step } from './step.ts';

/** Moves the folder into an area of its organisation, whatever it holds: one row. */
export function moveTo(area: 'staging' | 'curated'): Step {
  return local(async (tx, { ctx, request }) => {
    const now = ctx.now();
    const { path } = await requireFolder(tx, request);
    const parent = await ensureArea(tx, request.organisationId, area, now);
    await relocateFolder(tx, {
      folderId: request.folderId,
      parentId: parent.id,
      name: request.originalName,
      actor: { kind: 'service' },
      now,
    });
    return { kind: 'done', result: { from: path } };
  });
}
