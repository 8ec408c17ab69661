import type { Db } from '../../../db/index.ts';
import { type FoundNode, findNode, findNodeByPath } from '../../data/index.ts';
import { findItem, type Item } from '../../items/index.ts';
import { listPublicationsOf, type Publication } from './store.ts';

/** A published package: its folder as anybody reads it, and what describes it. */
export type Package = { publication: Publication; folder: FoundNode; item: Item };

export type PackageLookup =
  | { kind: 'published'; package: Package }
  /** Its identifier stays; of the rest, nothing is given out any more. */
  | { kind: 'withdrawn'; publication: Publication; item: Item };

/**
 * What there is at the address of a package, for whoever asks: nobody sees more here than a stranger does.
 * @returns null for what was not published, however close to it
 */
export async function findPackage(db: Db, folderId: string): Promise<PackageLookup | null> {
  for (const publication of await listPublicationsOf(db, folderId)) {
    const found = await findItem(db, null, publication.itemId);
    if (found === null) continue;
    const { item, rights } = found;
    if (item.state === 'withdrawn' && publication.state === 'published') {
      return { kind: 'withdrawn', publication, item };
    }
    // While it is being published, the identifier leads here once its item is archived: that is the moment.
    if (item.state !== 'archived' || !rights.read) continue;
    const folder = await findNode(db, null, folderId);
    if (folder?.rights.read === true && folder.node.kind === 'folder') {
      return { kind: 'published', package: { publication, folder, item } };
    }
  }
  return null;
}

/** A file or folder of a package by its path below it; null where there is none. */
export async function findInside(db: Db, { folder }: Package, path: string): Promise<FoundNode | null> {
  // A step back up would lead out of what was published.
  if (path.split('/').some((segment) => ['', '.', '..'].includes(segment))) return null;
  const found = await findNodeByPath(db, null, `${folder.path}/${path}`);
  return found?.rights.read === true ? found : null;
}

/** A file or folder of a package by its id, with its path below it; null where there is none. */
export async function findInsideById(
  db: Db,
  { folder }: Package,
  id: string,
): Promise<{ found: FoundNode; path: string } | null> {
  const found = await findNode(db, null, id);
  const start = `${folder.path}/`;
  if (found === null || !found.rights.read || !found.path.startsWith(start)) return null;
  return { found, path: found.path.slice(start.length) };
}
