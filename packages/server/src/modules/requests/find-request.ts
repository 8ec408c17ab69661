import type { Db } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, accountIdOf, isOperator } from '../../http/actor.ts';
import { countOtherCurators } from '../accounts/index.ts';
import type { RequestRole } from './moves.ts';
import { isCurator, isRequester, rolesOf } from './policy.ts';
import type { PermanentIdRequest, RequestState, RequestType } from './request.ts';
import {
  listRequestRows,
  type RequestSelection,
  readRequest,
  type SortField,
  searchRequestRows,
} from './store.ts';

/** A request as somebody sees it who may. */
export type FoundRequest = {
  request: PermanentIdRequest;
  /** As whom they may act on it; never `service`. Only a curator sees what is internal. */
  roles: readonly RequestRole[];
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A request that this actor may see; null where there is none, or it is nothing to them.
 * @param id any text
 */
export async function findRequest(db: Db, actor: Actor, id: string): Promise<FoundRequest | null> {
  const request = UUID.test(id) ? await readRequest(db, id) : null;
  if (request === null) return null;
  const roles = rolesOf(actor, request, await curatesAlone(db, actor, request));
  return roles.length === 0 ? null : { request, roles };
}

/** @throws AppError not-found */
export async function requireRequest(db: Db, actor: Actor, id: string): Promise<FoundRequest> {
  const found = await findRequest(db, actor, id);
  if (found === null) throw new AppError('not-found', 'There is no such request, or you may not see it.');
  return found;
}

/** Whether a curator's own request has no other curator; asked only where it decides something. */
async function curatesAlone(db: Db, actor: Actor, request: PermanentIdRequest): Promise<boolean> {
  if (actor.kind !== 'person' || !isRequester(actor, request)) return false;
  if (!isCurator(actor, request.organisationId)) return false;
  const { orcid, orcidEnvironment } = actor;
  const others = await countOtherCurators(db, {
    organisationId: request.organisationId,
    orcidEnvironment,
    orcid,
  });
  return others === 0;
}

export type RequestFilter = {
  /** `own`: what the actor requested; `curated`: of the organisations that they are curators of; else both. */
  of?: 'own' | 'curated' | undefined;
  organisationId?: string | undefined;
  states?: readonly RequestState[] | undefined;
  labels?: readonly string[] | undefined;
  types?: readonly RequestType[] | undefined;
  requesterId?: string | undefined;
  folderId?: string | undefined;
  /** An account; null: those that nobody has. */
  assigneeId?: string | null | undefined;
};

export type RequestSort = { field: SortField; direction: 'asc' | 'desc' };

/** Newest first; `before` is the `seq` of the last one of the page before. */
export async function listRequests(
  db: Db,
  actor: Actor,
  filter: RequestFilter,
  page: { limit: number; before: number | null },
): Promise<PermanentIdRequest[]> {
  return listRequestRows(db, select(actor, filter), page);
}

/**
 * Requests in any order, counted: what CyVerse's lists ask for.
 * @param page.limit null: all
 * @returns `total`: how many there are on all pages; 0 when the page is past the end
 */
export async function searchRequests(
  db: Db,
  actor: Actor,
  filter: RequestFilter,
  page: { limit: number | null; offset: number; sort: RequestSort },
): Promise<{ requests: PermanentIdRequest[]; total: number }> {
  return searchRequestRows(db, select(actor, filter), page);
}

function select(actor: Actor, { of, ...filter }: RequestFilter): RequestSelection {
  const curates = of !== 'own';
  return {
    ...filter,
    visible: {
      requesterId: of === 'curated' ? null : accountIdOf(actor),
      anyOrganisation: curates && isOperator(actor),
      organisationIds:
        curates && actor.kind !== 'operator'
          ? actor.memberships.filter(({ role }) => role !== 'member').map((each) => each.organisationId)
          : [],
    },
  };
}
