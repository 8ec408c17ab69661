import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf } from '../../../http/actor.ts';
import { type Curator, listCurators } from '../../accounts/index.ts';
import type { FoundRequest } from '../find-request.ts';
import { explainWhoMay, seesInternal } from '../policy.ts';
import type { RequestContext } from '../request-context.ts';
import { readPreviousCuratorId } from '../store.ts';

/** Who can look after a request; first who looked after an earlier one of the same requester. */
export async function listAssignees(
  db: Db,
  ctx: Pick<RequestContext, 'config'>,
  { request, roles }: FoundRequest,
): Promise<(Curator & { suggested: boolean })[]> {
  if (!seesInternal(roles)) throw new AppError('not-allowed', explainWhoMay('assign'));
  const { organisationId, requesterId, id } = request;
  const previous = await readPreviousCuratorId(db, { organisationId, requesterId, exceptRequestId: id });
  const orcidEnvironment = ctx.config.orcid.environment;
  const curators = await listCurators(db, { organisationId, orcidEnvironment });
  return curators
    .map((curator) => ({ ...curator, suggested: curator.accountId === previous }))
    .sort((one, other) => Number(other.suggested) - Number(one.suggested));
}

/**
 * The account that a text names among those who can look after a request.
 * @param text an ORCID iD, or `me`
 * @throws AppError not-allowed, invalid-input
 */
export async function findAssigneeId(
  db: Db,
  ctx: Pick<RequestContext, 'config'>,
  actor: Actor,
  found: FoundRequest,
  text: string,
): Promise<string> {
  const assignees = await listAssignees(db, ctx, found);
  const id =
    text === 'me'
      ? accountIdOf(actor)
      : assignees.find(({ orcid }) => orcid === text.trim().toUpperCase())?.accountId;
  if (id !== undefined && id !== null) return id;
  const detail = 'Name a curator or administrator of the organisation who has signed in, by ORCID iD.';
  throw new AppError('invalid-input', detail, { problems: [{ pointer: '/assignee', detail }] });
}
