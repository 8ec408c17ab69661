import type { Db } from '../../../db/index.ts';
import type { StatusCode } from './status-code.ts';
import { readStatusCodes } from './store.ts';

/**
 * The service's own in the order of a request's life, then those that these organisations made up, oldest first. Of a name
 * that several of them made up there is one.
 */
export async function listStatusCodes(db: Db, organisationIds: readonly string[]): Promise<StatusCode[]> {
  const byName = new Map<string, StatusCode>();
  for (const code of await readStatusCodes(db, organisationIds)) {
    if (!byName.has(code.name)) byName.set(code.name, code);
  }
  return [...byName.values()];
}
