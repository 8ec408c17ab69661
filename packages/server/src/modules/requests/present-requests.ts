import type { Db } from '../../db/index.ts';
import { readAccountNames, readOrganisationSlugs } from '../accounts/index.ts';
import { readNode } from '../data/index.ts';
import { presentRequest } from './present.ts';
import type { PermanentIdRequest } from './request.ts';

export type PresentedRequest = ReturnType<typeof presentRequest>;

/** Requests as `/api/v1` shows them, in their order. */
export async function presentRequests(
  db: Db,
  requests: readonly PermanentIdRequest[],
): Promise<PresentedRequest[]> {
  const slugs = await readOrganisationSlugs(
    db,
    requests.map(({ organisationId }) => organisationId),
  );
  const assignees = await readAccountNames(
    db,
    requests.flatMap(({ assigneeId }) => assigneeId ?? []),
  );
  const presented: PresentedRequest[] = [];
  for (const request of requests) {
    const found = await readNode(db, request.folderId);
    presented.push(
      presentRequest(request, {
        organisation: slugs.get(request.organisationId) ?? '',
        assignee: request.assigneeId === null ? null : (assignees.get(request.assigneeId) ?? null),
        folder: found === null ? null : { name: found.node.name, path: found.path },
      }),
    );
  }
  return presented;
}

/** One of them. */
export async function presentOneRequest(db: Db, request: PermanentIdRequest): Promise<PresentedRequest> {
  const [presented] = await presentRequests(db, [request]);
  if (presented === undefined) throw new Error('one request is presented as one');
  return presented;
}
