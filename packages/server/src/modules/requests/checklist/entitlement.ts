import type { Db } from '../../../db/index.ts';
import type { HandedFact } from '../checks/check.ts';
import type { PermanentIdRequest } from '../request.ts';
import { readRequestSettings } from '../settings/store.ts';
import { countEarlierRequests } from '../store.ts';

/** A request, or one that is yet to be made: `seq` and `createdAt` are null then. */
export type Entitled = Pick<PermanentIdRequest, 'organisationId' | 'requesterId'> & {
  seq: number | null;
  createdAt: Date | null;
};

/**
 * Whether the requester may have another identifier this year: those count that they requested earlier in the same
 * calendar year (UTC) and neither withdrew nor saw rejected, so that a later request never puts an earlier one over the
 * limit.
 * @returns null where the organisation has no limit
 */
export async function readEntitlement(db: Db, request: Entitled, now: Date): Promise<HandedFact | null> {
  const { requestsPerYear: limit } = await readRequestSettings(db, request.organisationId);
  if (limit === null) return null;
  const year = (request.createdAt ?? now).getUTCFullYear();
  const earlier = await countEarlierRequests(db, {
    organisationId: request.organisationId,
    requesterId: request.requesterId,
    from: new Date(Date.UTC(year, 0, 1)),
    until: new Date(Date.UTC(year + 1, 0, 1)),
    before: request.seq,
  });
  if (earlier < limit)
    return { holds: true, detail: `This is request ${earlier + 1} of ${limit} in ${year}.` };
  // Without the number of them: a waiver ends when this sentence changes.
  return {
    holds: false,
    detail: `The organisation gives each person ${limit} in a year; those of ${year} are used up.`,
  };
}
