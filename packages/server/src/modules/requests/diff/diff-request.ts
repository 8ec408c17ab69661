import type { Db } from '../../../db/index.ts';
import type { ManifestDifference } from '../../data/node.ts';
import type { FoundRequest } from '../find-request.ts';

export type AttributeDifference = {
  /** Such as `creator[2]/nameIdentifier`; each name counted from 1 among its like. */
  path: string;
  before: string | null;
  after: string | null;
};

/** What changed since a curator last looked at a request: returned or approved it; else since it was staged. */
export type RequestDifference = {
  since: { at: Date; purpose: 'staged' | 'reviewed' } | null;
  attributes: readonly AttributeDifference[];
  files: ManifestDifference;
};

export async function diffRequest(_db: Db, _found: FoundRequest): Promise<RequestDifference> {
  throw new Error('not built yet');
}
