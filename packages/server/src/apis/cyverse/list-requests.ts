import type { Static } from 'typebox';
import type { Db } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';
import { type RequestFilter, type RequestSort, searchRequests } from '../../modules/requests/index.ts';
import { type ListingBody, presentListing } from './present-request.ts';
import { type ListingQuery, readListingQuery, type SortField } from './read-listing-query.ts';

/** Every target is a folder, so that its type orders nothing. */
const sortedBy: Readonly<Record<SortField, RequestSort['field']>> = {
  type: 'type',
  target_type: 'createdAt',
  requested_by: 'requester',
  date_submitted: 'createdAt',
  status: 'label',
  date_updated: 'updatedAt',
  updated_by: 'updatedBy',
};

/** The listing that a query asks for; `total` is 0 when it begins past the end, as in CyVerse. */
export async function listRequests(
  db: Db,
  actor: Actor,
  of: NonNullable<RequestFilter['of']>,
  query: Static<typeof ListingQuery>,
): Promise<{ requests: ListingBody[]; total: number }> {
  const { statuses, sort, offset, limit } = readListingQuery(query);
  const filter = { of, ...(statuses === null ? {} : { labels: statuses }) };
  const { requests, total } = await searchRequests(db, actor, filter, {
    limit,
    offset,
    sort: { field: sortedBy[sort.field], direction: sort.descending ? 'desc' : 'asc' },
  });
  const listed: ListingBody[] = [];
  for (const request of requests) listed.push(await presentListing(db, actor, request));
  return { requests: listed, total };
}
