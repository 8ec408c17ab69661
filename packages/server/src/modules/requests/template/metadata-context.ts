import type { Db } from '../../../db/index.ts';
import { readRequestsOfFolder } from '../store.ts';
import type { FolderAttribute } from './folder-attribute.ts';
import { findGivenIdentifier, type MetadataContext } from './to-metadata.ts';

/** Reads whose the identifier on a folder is: the service's own, where a request of this folder has it. */
export async function readMetadataContext(
  db: Db,
  folderId: string,
  attributes: readonly FolderAttribute[],
  now: Date,
): Promise<MetadataContext> {
  const given = findGivenIdentifier(attributes)?.value ?? null;
  const requests = given === null ? [] : await readRequestsOfFolder(db, folderId);
  return {
    publicationYear: now.getUTCFullYear(),
    isPublished: requests.some(({ permanentId }) => permanentId !== null && permanentId === given),
  };
}
