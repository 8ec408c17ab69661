import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { decodeCursor, encodeCursor } from '../../../http/paging.ts';
import { countBelow, listChildren, listFilesBelow, readManifest } from '../../data/index.ts';
import { findInsideById, type Package } from './find-package.ts';

/** Packages of so many files are listed whole; larger ones folder by folder. */
const LISTED_WHOLE = 100;
const ROWS_SHOWN = 200;

/** A file or folder in the list of a package; `path` is below the package. */
export type PackageEntry =
  | { kind: 'folder'; id: string; path: string; name: string }
  | {
      kind: 'file';
      id: string;
      path: string;
      name: string;
      bytes: number;
      sha256: string;
      mediaType: string | null;
    };

export type PackageFiles = {
  files: number;
  bytes: number;
  /** Whether `entries` are all files of the package, wherever they lie. */
  isWhole: boolean;
  /** The folder that is listed, by its path; empty for the package itself. */
  inside: { id: string; path: string } | null;
  entries: PackageEntry[];
  next: string | null;
};

/** @param at the folder to list, and the cursor of the page before. @throws AppError not-found */
export async function listPackageFiles(
  db: Db,
  published: Package,
  at: { folder: string; cursor: string },
): Promise<PackageFiles> {
  const { folder } = published;
  const counted = await countFiles(db, published);
  if (counted.files <= LISTED_WHOLE && at.folder === '') {
    const files = await listFilesBelow(db, folder.node.id, { after: null, limit: LISTED_WHOLE + 1 });
    const entries = files.map(
      ({ id, path, name, content, mediaType }): PackageEntry => ({
        kind: 'file',
        id,
        path,
        name,
        bytes: content.bytes,
        sha256: content.sha256,
        mediaType,
      }),
    );
    return { ...counted, isWhole: true, inside: null, entries, next: null };
  }
  const inside = at.folder === '' ? null : await findFolder(db, published, at.folder);
  const { entries, next } = await listFolder(db, inside ?? { id: folder.node.id, path: '' }, at.cursor);
  return { ...counted, isWhole: false, inside, entries, next };
}

/** What was counted when it was published; nothing is changed after that. */
async function countFiles(
  db: Db,
  { publication, folder }: Package,
): Promise<{ files: number; bytes: number }> {
  const manifest = publication.manifestId === null ? null : await readManifest(db, publication.manifestId);
  if (manifest !== null) return { files: manifest.fileCount, bytes: manifest.bytes };
  const { files, bytes } = await countBelow(db, folder.node.id);
  return { files, bytes };
}

async function findFolder(db: Db, published: Package, id: string): Promise<{ id: string; path: string }> {
  const inside = await findInsideById(db, published, id);
  if (inside?.found.node.kind !== 'folder') {
    throw new AppError('not-found', 'There is no such folder in this package.');
  }
  return { id, path: inside.path };
}

async function listFolder(
  db: Db,
  folder: { id: string; path: string },
  cursor: string,
): Promise<Pick<PackageFiles, 'entries' | 'next'>> {
  const after = readCursor(cursor);
  const found = (await listChildren(db, null, folder.id, { limit: ROWS_SHOWN + 1, after })) ?? [];
  const shown = found.slice(0, ROWS_SHOWN);
  const last = found.length > ROWS_SHOWN ? shown.at(-1)?.node : undefined;
  const prefix = folder.path === '' ? '' : `${folder.path}/`;
  return {
    entries: shown.map(({ node }): PackageEntry => {
      const { id, name } = node;
      const path = prefix + name;
      if (node.content === null) return { kind: 'folder', id, path, name };
      const { bytes, sha256 } = node.content;
      return { kind: 'file', id, path, name, bytes, sha256, mediaType: node.mediaType };
    }),
    next: last === undefined ? null : encodeCursor([last.kind, last.name]),
  };
}

function readCursor(cursor: string): { kind: 'file' | 'folder'; name: string } | null {
  if (cursor === '') return null;
  const [kind, name] = decodeCursor(cursor, ['string', 'string']);
  return { kind: kind === 'folder' ? 'folder' : 'file', name: String(name) };
}
