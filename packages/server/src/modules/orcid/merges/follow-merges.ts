import { followMerge, type MergeContext } from './follow-merge.ts';
import { listMergedConnections } from './store.ts';

const AT_ONCE = 100;

/**
 * Lets connections follow their records where the registry merged them into others. It looks at what there is, so that
 * nothing is lost whatever died between; what cannot be done now is found again.
 * @returns how many changed
 */
export async function followMerges(ctx: MergeContext, isStopped = () => false): Promise<number> {
  let changed = 0;
  for (let afterSeq = 0; ; ) {
    const merged = await listMergedConnections(ctx.db, afterSeq, AT_ONCE);
    for (const { id, seq } of merged) {
      if (isStopped()) return changed;
      if (await followMerge(ctx, id)) changed += 1;
      afterSeq = seq;
    }
    if (merged.length < AT_ONCE) return changed;
  }
}
