import { type FileBelow, isVerifiedSince, listFilesBelow, verifyContent } from '../../../data/index.ts';
import { type Step, StepFailure, type StepWork } from '../step.ts';
import { requireFrozenAt } from './freeze.ts';

const FILES_AT_ONCE = 5000;
/** Then others have their turn; what was read is not read again. */
const TURN_MS = 20_000;

/**
 * Reads every byte that is to be published, and compares it with what was uploaded. What was read since the folder was
 * frozen is not read twice, so that it goes on where it stopped.
 */
export const verifyBytes: Step = async (work) => {
  const since = requireFrozenAt(work);
  const until = performance.now() + TURN_MS;
  for (let after: string | null = null; ; ) {
    const page: FileBelow[] = await listFilesBelow(work.ctx.db, work.request.folderId, {
      after,
      limit: FILES_AT_ONCE,
    });
    if (!(await verifyFiles(work, page, since, until))) {
      return async () => ({ kind: 'wait', until: work.ctx.now(), detail: null });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < FILES_AT_ONCE) break;
    after = last.path;
  }
  return async () => ({ kind: 'done' });
};

/** @returns whether all of them were read in time */
async function verifyFiles(
  { ctx }: StepWork,
  files: readonly FileBelow[],
  since: Date,
  until: number,
): Promise<boolean> {
  const ids = files.map(({ content }) => content.id);
  if (await isVerifiedSince(ctx.db, ids, since)) return true;
  for (const { path, content } of files) {
    if (await isVerifiedSince(ctx.db, [content.id], since)) continue;
    if (performance.now() > until) return false;
    const verdict = await verifyContent(ctx, content.id);
    if (verdict === null || verdict.problem !== null) {
      throw new StepFailure(
        'permanent',
        `The bytes of ${path} are not what was uploaded: ${verdict?.problem ?? 'they are gone'}. Restore them, then resume.`,
      );
    }
  }
  return true;
}
