import type { Db } from '../../../db/index.ts';
import { findFirstOpenShoulder, findShoulder, type Shoulder } from '../../minting/index.ts';
import type { ItemSettings } from './item-settings.ts';

/**
 * The shoulder under which what belongs to an organisation gets names of a type: the one that it settled, or its first
 * open one of that type.
 * @returns null when it has none
 */
export async function findItemShoulder(
  db: Db,
  settings: Pick<ItemSettings, 'organisationId' | 'doiShoulderId' | 'handleShoulderId'>,
  type: 'doi' | 'handle',
): Promise<Shoulder | null> {
  const id = type === 'doi' ? settings.doiShoulderId : settings.handleShoulderId;
  return id === null ? findFirstOpenShoulder(db, settings.organisationId, type) : findShoulder(db, id);
}
