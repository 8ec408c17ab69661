import type { Db } from '../../../db/index.ts';
import type { WorkFacts } from './work-facts.ts';

/** What a work and its versions are to each other; null for a work that is not there. */
export async function readWorkFacts(_db: Db, _workId: string): Promise<WorkFacts | null> {
  throw new Error('not built yet');
}
