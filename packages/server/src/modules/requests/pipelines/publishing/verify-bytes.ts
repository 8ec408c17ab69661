import { listFilesBelow } from '../../../data/index.ts';
import { type Step, StepFailure } from '../step.ts';

const FILES_AT_ONCE = 5000;

/** Reads every byte that is to be published, and compares it with what was uploaded. */
export const verifyBytes: Step = async ({ ctx, request }) => {
  for (let after: string | null = null; ; ) {
    const page = await listFilesBelow(ctx.db, request.folderId, { after, limit: FILES_AT_ONCE });
    for (const { path, content } of page) {
      if (content.problem !== null) throw new StepFailure('permanent', `${path}: ${content.problem}`);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < FILES_AT_ONCE) break;
    after = last.path;
  }
  return async () => ({ kind: 'done' });
};
