import type { Static } from 'typebox';
import type { Db } from '../../../../db/index.ts';
import { readAccountNames, readOrganisationNames } from '../../../accounts/index.ts';
import type { RequestSchema } from './schema.ts';
import type { ShoulderRequest } from './store.ts';

export type PresentedRequest = Static<typeof RequestSchema>;

/** Requests with the names of the people and organisations in them. */
export async function presentRequests(
  db: Db,
  requests: readonly ShoulderRequest[],
): Promise<PresentedRequest[]> {
  const people = await readAccountNames(db, [...new Set(requests.map((each) => each.requesterId))]);
  const organisations = await readOrganisationNames(
    db,
    requests.map((each) => each.organisationId),
  );
  return requests.map((request) => ({
    id: request.id,
    organisation: organisations.get(request.organisationId) ?? '',
    requester: people.get(request.requesterId) ?? null,
    type: request.type,
    prefix: request.prefix,
    shoulder: request.shoulder,
    template: request.template,
    purpose: request.purpose,
    state: request.state,
    reason: request.reason,
    granted: request.shoulderId,
    createdAt: request.createdAt.toISOString(),
    decidedAt: request.decidedAt?.toISOString() ?? null,
  }));
}

export async function presentRequest(db: Db, request: ShoulderRequest): Promise<PresentedRequest> {
  const [presented] = await presentRequests(db, [request]);
  if (presented === undefined) throw new Error('one request is presented as one');
  return presented;
}
