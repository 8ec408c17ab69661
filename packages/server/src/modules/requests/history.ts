import type { Db } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import type { FoundRequest } from './find-request.ts';
import { seesInternal } from './policy.ts';
import type { RequestState } from './request.ts';
import { listHistory } from './store.ts';

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
export async function readHistory(db: Db, { request, roles }: FoundRequest): Promise<HistoryEntry[]> {
  return listHistory(db, request.id, seesInternal(roles));
}
