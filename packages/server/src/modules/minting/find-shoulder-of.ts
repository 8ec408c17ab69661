import type { Db } from '../../db/index.ts';
import type { PidType } from '../pids/index.ts';
import type { Shoulder } from './shoulder.ts';
import { findFirstOpenShoulderId, readShoulder } from './store.ts';

/**
 * The shoulder under which an organisation's identifiers of a type are made when nobody names one.
 * @param chosenId the one that it has settled on; null: its first that is open
 * @returns null when it has none
 */
export async function findShoulderOf(
  db: Db,
  organisationId: string,
  type: PidType,
  chosenId: string | null,
): Promise<Shoulder | null> {
  const id = chosenId ?? (await findFirstOpenShoulderId(db, organisationId, type));
  return id === null ? null : readShoulder(db, id);
}
