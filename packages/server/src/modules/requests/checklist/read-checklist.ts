import type { Db, Tx } from '../../../db/index.ts';
import type { FoundRequest } from '../find-request.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { CheckState } from './checklist.ts';

/** In the order of the definitions. Only curators see it. @throws AppError not-found */
export async function readChecklist(_db: Db, _found: FoundRequest): Promise<CheckState[]> {
  throw new Error('not built yet');
}

/** Runs the automatic checks anew and keeps what they found; ticks and waivers stay. For pipelines, too. */
export async function refreshChecklist(
  _tx: Tx,
  _request: PermanentIdRequest,
  _now: Date,
): Promise<CheckState[]> {
  throw new Error('not built yet');
}
