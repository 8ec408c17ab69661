import { compareManifest, type ManifestDifference } from '../../data/index.ts';
import { local, type Step, StepFailure } from './step.ts';
import { snapshotOf } from './take-snapshot.ts';

const NAMED = 5;

/** Compares what the folder holds with what it held before it was moved. */
export const verifyManifest: Step = async (work) => {
  const { manifestId } = snapshotOf(work);
  // Sealed, so it can be read outside of a transaction, however long that takes.
  const difference = await compareManifest(work.ctx.db, manifestId, work.request.folderId);
  const sentence = describeDifference(difference);
  if (sentence !== null) throw new StepFailure('permanent', sentence);
  return local(async () => ({ kind: 'done' }))(work);
};

/** In words for people; null: they are the same. */
export function describeDifference({ added, removed, changed }: ManifestDifference): string | null {
  const all = [
    ...added.map(({ path }) => `${path} was added`),
    ...removed.map(({ path }) => `${path} is gone`),
    ...changed.map(({ path }) => `${path} was changed`),
  ];
  if (all.length === 0) return null;
  const named = all.slice(0, NAMED).join('; ');
  const more = all.length > NAMED ? `; and ${all.length - NAMED} more` : '';
  return `The folder does not hold what it held before it was moved: ${named}${more}. Put that right, then resume.`;
}
