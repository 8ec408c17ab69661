import type { Db } from '../../../db/index.ts';
import type { Reader } from '../data-context.ts';
import { readWay } from '../find-node.ts';
import { rightsOn, sealOn } from '../policy.ts';
import { readFacts } from '../reader-facts.ts';
import {
  type BelowPage,
  type BelowReader,
  type FileBelow,
  selectFilesBelow,
  selectFoldersBelow,
} from './store.ts';

/**
 * Files below a folder in the order of their paths' bytes. Rights on the folder are settled by the caller; with a reader,
 * those below that they may not read are left out, without one all are given. Each page costs a walk over the folders:
 * ask for thousands at a time.
 * @param page.after the path of the last file of the page before
 */
export async function listFilesBelow(
  db: Db,
  folderId: string,
  page: BelowPage & { reader?: Reader },
): Promise<FileBelow[]> {
  const reader = await readerBelow(db, folderId, page.reader);
  return reader === 'nobody' ? [] : selectFilesBelow(db, folderId, page, reader);
}

/** Folders below a folder, empty ones included, in the order of their paths' bytes; as above. */
export async function listFoldersBelow(
  db: Db,
  folderId: string,
  page: BelowPage & { reader?: Reader },
): Promise<{ id: string; path: string }[]> {
  const reader = await readerBelow(db, folderId, page.reader);
  return reader === 'nobody' ? [] : selectFoldersBelow(db, folderId, page, reader);
}

async function readerBelow(
  db: Db,
  folderId: string,
  reader: Reader | undefined,
): Promise<BelowReader | null | 'nobody'> {
  if (reader === undefined) return null;
  const facts = readFacts(reader);
  const way = await readWay(db, facts, folderId);
  const rights = way === null ? null : rightsOn(facts, way[0].node, way);
  if (way === null || rights === null) return 'nobody';
  return { facts, level: rights.level, sealed: sealOn(way) !== null };
}
