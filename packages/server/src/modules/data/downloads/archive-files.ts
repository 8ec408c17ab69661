import type { Db } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { listFilesBelow } from '../below/list-below.ts';
import type { FileBelow } from '../below/store.ts';
import type { Reader } from '../data-context.ts';

/** What one archive may hold: its list is kept in memory while it is sent. */
const ARCHIVE_FILES = 200_000;
const PAGE = 5_000;

/**
 * The files that an archive of a folder holds, in the order of their paths' bytes.
 * @param wish.paths files and folders below the folder; null: all
 * @throws AppError not-found for a path that there is not, body-too-large, bytes-damaged where a file is known to be
 */
export async function listArchiveFiles(
  db: Db,
  wish: { folderId: string; reader: Reader; paths: readonly string[] | null },
): Promise<FileBelow[]> {
  const wanted = wish.paths === null ? null : new Map(wish.paths.map((path) => [trim(path), false]));
  const files: FileBelow[] = [];
  let after: string | null = null;
  for (;;) {
    const page: FileBelow[] = await listFilesBelow(db, wish.folderId, {
      after,
      limit: PAGE,
      reader: wish.reader,
    });
    for (const file of page) {
      if (!isWanted(wanted, file.path)) continue;
      if (file.content.problem !== null) {
        throw new AppError(
          'bytes-damaged',
          `What is stored of “${file.path}” is not what was uploaded any more. Choose the other files alone, and tell the operator.`,
        );
      }
      files.push(file);
    }
    if (files.length > ARCHIVE_FILES) {
      throw new AppError(
        'body-too-large',
        `An archive holds ${ARCHIVE_FILES.toLocaleString('en')} files at most; take smaller folders.`,
      );
    }
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) break;
    after = last.path;
  }
  for (const [path, isFound] of wanted ?? []) {
    if (!isFound) throw new AppError('not-found', `There is no file “${path}” in this folder.`);
  }
  return files;
}

/** Marks the wanted path that a file lies at or below. */
function isWanted(wanted: Map<string, boolean> | null, path: string): boolean {
  if (wanted === null) return true;
  let isIt = false;
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const prefix = path.slice(0, end);
    if (wanted.has(prefix)) {
      wanted.set(prefix, true);
      isIt = true;
    }
  }
  return isIt;
}

function trim(path: string): string {
  return path.replace(/^\/+|\/+$/g, '').normalize('NFC');
}
