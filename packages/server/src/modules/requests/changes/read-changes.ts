import type { Db } from '../../../db/index.ts';
import type { FoundRequest } from '../find-request.ts';
import type { WishedChange } from './change.ts';
import { listChanges } from './store.ts';

/** All rounds, in their order. */
export async function readChanges(db: Db, { request }: FoundRequest): Promise<WishedChange[]> {
  return listChanges(db, request.id);
}
