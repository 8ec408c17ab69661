import type { Db } from '../../../db/index.ts';
import { type Node, readNode } from '../../data/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import { StepFailure } from './step.ts';

/** The folder of a request, whoever may read it. @throws StepFailure when it was deleted */
export async function requireFolder(
  db: Db,
  request: Pick<PermanentIdRequest, 'folderId'>,
): Promise<{ node: Node; path: string }> {
  const found = await readNode(db, request.folderId);
  if (found !== null) return found;
  throw new StepFailure('permanent', 'The folder is in the trash. Restore it, then resume.');
}
