import type { Db } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';
import type { RequestRole } from './moves.ts';
import type { PermanentIdRequest, RequestState, RequestType } from './request.ts';

/** A request as somebody sees it who may. */
export type FoundRequest = {
  request: PermanentIdRequest;
  /** As whom they may act on it; never `service`. Only a curator sees what is internal. */
  roles: readonly RequestRole[];
};

/** A request that this actor may see; null where there is none, or it is nothing to them. */
export async function findRequest(_db: Db, _actor: Actor, _id: string): Promise<FoundRequest | null> {
  throw new Error('not built yet');
}

/** @throws AppError not-found */
export async function requireRequest(_db: Db, _actor: Actor, _id: string): Promise<FoundRequest> {
  throw new Error('not built yet');
}

export type RequestFilter = {
  /** `own`: what the actor requested for; `curated`: of the organisations that they are curators of; else both. */
  of?: 'own' | 'curated';
  organisationId?: string;
  states?: readonly RequestState[];
  labels?: readonly string[];
  types?: readonly RequestType[];
  requesterId?: string;
  folderId?: string;
  /** An account; null: those that nobody has. */
  assigneeId?: string | null;
};

export type RequestSort = {
  field: 'type' | 'label' | 'requester' | 'createdAt' | 'updatedAt' | 'updatedBy';
  direction: 'asc' | 'desc';
};

/** Newest first; `before` is the `seq` of the last one of the page before. */
export async function listRequests(
  _db: Db,
  _actor: Actor,
  _filter: RequestFilter,
  _page: { limit: number; before: number | null },
): Promise<PermanentIdRequest[]> {
  throw new Error('not built yet');
}

/**
 * Requests in any order, counted: what CyVerse's lists ask for.
 * @param page.limit null: all
 * @returns `total`: how many there are on all pages; 0 when the page is past the end
 */
export async function searchRequests(
  _db: Db,
  _actor: Actor,
  _filter: RequestFilter,
  _page: { limit: number | null; offset: number; sort: RequestSort },
): Promise<{ requests: PermanentIdRequest[]; total: number }> {
  throw new Error('not built yet');
}
