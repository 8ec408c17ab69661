import type { Db } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import type { FoundRequest } from './find-request.ts';
import type { RequestState } from './request.ts';

export type HistoryEntry = {
  id: number;
  at: Date;
  /** The move; `submit` is the first. */
  action: string;
  state: RequestState;
  label: string;
  comment: string | null;
  internal: boolean;
  actor: EventActor;
};

/** What happened to a request, oldest first; what is internal only to curators. */
export async function readHistory(_db: Db, _found: FoundRequest): Promise<HistoryEntry[]> {
  throw new Error('not built yet');
}
