import type { Db, Tx } from '../../../db/index.ts';
import type { Reader } from '../data-context.ts';
import { readWay } from '../find-node.ts';
import { lockWays } from '../lock-ways.ts';
import { levelOf, rightsOn, sealOn } from '../policy.ts';
import { readFacts } from '../reader-facts.ts';
import { readWays } from '../store.ts';
import {
  type BelowPage,
  type BelowReader,
  type FileBelow,
  selectApartBelow,
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

/** Beyond it nobody looks whose each is. */
const APART_LIMIT = 1000;

/**
 * Whether somebody owns a folder with all that is in it: parts of it may be shared by themselves, and with others alone.
 * @returns false, too, where more than 1000 parts are
 */
export async function ownsAllBelow(db: Db, reader: Reader, folderId: string): Promise<boolean> {
  const facts = readFacts(reader);
  if (facts.operator) return true;
  const apart = await selectApartBelow(db, folderId, APART_LIMIT + 1);
  if (apart.length > APART_LIMIT) return false;
  const ways = await readWays(db, facts, [folderId, ...apart]);
  return [folderId, ...apart].every((id) => {
    const way = ways.get(id);
    return way !== undefined && levelOf(way) === 'own';
  });
}

/** Holds a folder still until the transaction ends: what it is, where it lies, who may do what with it, and what it holds. */
export async function holdFolder(tx: Tx, folderId: string): Promise<void> {
  await lockWays(tx, { update: [folderId] });
}
