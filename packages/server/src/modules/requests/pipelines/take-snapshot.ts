import type { Tx } from '../../../db/index.ts';
import { takeManifest } from '../../data/index.ts';
import { requireFolder } from './folder.ts';
import { local, StepFailure, type StepOutcome, type StepWork } from './step.ts';

/** What a snapshot leaves behind for the later steps. */
export type Snapshot = { manifestId: string; digest: string; fileCount: number; bytes: number };

/** Writes down what the folder holds, to be compared with after it was moved. */
export const snapshot = local(async (tx: Tx, { ctx, request }: StepWork): Promise<StepOutcome> => {
  await requireFolder(tx, request);
  const { id: manifestId, digest, fileCount, bytes } = await takeManifest(tx, request.folderId, ctx.now());
  const result: Snapshot = { manifestId, digest, fileCount, bytes };
  return { kind: 'done', result };
});

/** The snapshot of this pipeline. */
export function snapshotOf({ results }: Pick<StepWork, 'results'>): Snapshot {
  const result = results.get('snapshot');
  if (typeof result !== 'object' || result === null || !('manifestId' in result)) {
    throw new StepFailure('permanent', 'The list of the files from before the move is missing.');
  }
  // Written above.
  return result as Snapshot;
}
