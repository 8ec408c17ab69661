import type { Db } from '../../../db/index.ts';
import type { StatusCode } from './status-code.ts';

/** The service's own in the order of a request's life, then those that these organisations made up, oldest first. */
export async function listStatusCodes(_db: Db, _organisationIds: readonly string[]): Promise<StatusCode[]> {
  throw new Error('not built yet');
}
