import type { Tx } from '../../../db/index.ts';
import { deleteExpiredArtifacts } from '../authorization-server/store.ts';
import { deleteAuthorizationsEndedBefore } from './store.ts';

/** For so long an expired device code is told apart from an unknown one. */
const KEPT_MS = 3_600_000;

/** Forgets codes and tokens that expired an hour ago, and authorizations that nothing is left of. */
export async function deleteEndedAuthorizations(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await deleteExpiredArtifacts(tx, before);
  await deleteAuthorizationsEndedBefore(tx, before);
}
