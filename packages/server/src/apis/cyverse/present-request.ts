import type { Db } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';
import { readOrganisationNames } from '../../modules/accounts/index.ts';
import { readMailAddress } from '../../modules/notifications/index.ts';
import { type FoundRequest, type PermanentIdRequest, readHistory } from '../../modules/requests/index.ts';
import type { CyverseContext } from './context.ts';
import type { DirStat } from './dir-stat.ts';
import { readDirStat } from './folders.ts';
import { presentHistory, type StatusBody } from './present-history.ts';
import { presentRequester, type RequesterBody } from './present-requester.ts';
import { presentUsername } from './username.ts';

/** A request in a list; times in milliseconds. */
export type ListingBody = {
  id: string;
  type: string;
  requested_by: string;
  original_path: string;
  folder: DirStat | null;
  date_submitted: number;
  status: string;
  date_updated: number;
  updated_by: string;
};

/** A request by itself. */
export type DetailsBody = {
  id: string;
  type: string;
  original_path: string;
  permanent_id?: string;
  folder: DirStat | null;
  requested_by: RequesterBody | string;
  history: StatusBody[];
};

export async function presentListing(
  db: Db,
  actor: Actor,
  request: PermanentIdRequest,
): Promise<ListingBody> {
  return {
    id: request.id,
    type: request.type,
    requested_by: presentUsername(request.requestedBy),
    original_path: request.originalPath,
    folder: await readDirStat(db, actor, request.folderId),
    date_submitted: request.createdAt.getTime(),
    status: request.label,
    date_updated: request.updatedAt.getTime(),
    updated_by: presentUsername(request.updatedBy),
  };
}

export async function presentDetails(
  ctx: Pick<CyverseContext, 'db' | 'now'>,
  actor: Actor,
  found: FoundRequest,
): Promise<DetailsBody> {
  const { db } = ctx;
  const { request } = found;
  return {
    id: request.id,
    type: request.type,
    original_path: request.originalPath,
    ...(request.permanentId === null ? {} : { permanent_id: request.permanentId }),
    folder: await readDirStat(db, actor, request.folderId),
    requested_by: await readRequester(ctx, actor, request),
    history: presentHistory(await readHistory(db, found)),
  };
}

async function readRequester(
  ctx: Pick<CyverseContext, 'db' | 'now'>,
  actor: Actor,
  { requestedBy, requesterId, organisationId }: PermanentIdRequest,
): Promise<RequesterBody | string> {
  if (requestedBy.kind !== 'person') return presentUsername(requestedBy);
  const institutions = await readOrganisationNames(ctx.db, [organisationId]);
  // They stated it so that notices reach them, and nobody else was to see it.
  const isOwn = actor.kind === 'person' && actor.accountId === requesterId;
  const { address } = isOwn ? await readMailAddress(ctx.db, requesterId, ctx.now()) : { address: null };
  return presentRequester({
    orcid: requestedBy.orcid,
    name: requestedBy.name,
    email: address,
    institution: institutions.get(organisationId) ?? '',
  });
}
