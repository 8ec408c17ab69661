import { randomUUID } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStorage } from './index.ts';
import {
  assertObjectKey,
  assertObjectPrefix,
  isObjectKey,
  sortObjectKeys,
  unfinishedFolder,
} from './object-key.ts';

const READ_BYTES = 64 * 1024;
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Opens a storage that keeps each object as a file: the object `a/b` is `{directory}/a/b`.
 * A file is written aside, synced and renamed, so it is whole or absent also after a power cut. Symbolic links
 * below the directory are not objects and are never followed, so that nothing outside is read or changed; the
 * directory itself may be a link. Content types are not kept. Nothing is created before the first `put` or `check`.
 *
 * Prices: a key cannot also be the folder of other keys (`put` refuses it); folders stay when their last object
 * goes, until their name is needed for an object; where the file system folds case or Unicode forms, so do the keys.
 * @param directory absolute path, made when it is missing
 */
export function openFileStorage(directory: string): ObjectStorage {
  const unfinished = join(directory, unfinishedFolder);

  async function writeUnfinished(body: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
    await mkdir(unfinished, { recursive: true });
    const path = join(unfinished, randomUUID());
    const file = await open(path, 'wx');
    try {
      await file.writeFile(body);
      await file.sync();
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return path;
  }

  async function store(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    assertObjectKey(key);
    const { folders, path, folder } = locate(directory, key);
    try {
      await makeFolders(directory, folders);
      const written = await writeUnfinished(body);
      try {
        await rename(written, path).catch(async (error: unknown) => {
          if (!hasCode(error, 'EISDIR')) throw error;
          // Folders that deleted objects left behind are no objects and must not be in the way of one.
          await removeEmptyFolders(path);
          await rename(written, path);
        });
      } catch (error) {
        await rm(written, { force: true });
        throw error;
      }
      await syncFolder(folder);
    } catch (error) {
      throw new Error(`the object ${JSON.stringify(key)} cannot be stored: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  return {
    put: store,

    async putStream(key, body) {
      let bytes = 0;
      await store(
        key,
        (async function* () {
          for await (const part of body) {
            bytes += part.byteLength;
            yield part;
          }
        })(),
      );
      return { bytes };
    },

    async getStream(key, range) {
      assertObjectKey(key);
      const { folders, path } = locate(directory, key);
      if (!(await hasFolders(directory, folders))) return null;
      const found = await unlessMissing(lstat(path));
      if (!found?.isFile()) return null;
      return createReadStream(path, {
        highWaterMark: READ_BYTES,
        ...(range === undefined ? {} : { start: range.start, end: range.end - 1 }),
      });
    },

    remote: false,

    async get(key) {
      assertObjectKey(key);
      const { folders, path } = locate(directory, key);
      if (!(await hasFolders(directory, folders))) return null;
      const found = await unlessMissing(lstat(path));
      return found?.isFile() ? unlessMissing(readFile(path)) : null;
    },

    async delete(key) {
      assertObjectKey(key);
      const { folders, path, folder } = locate(directory, key);
      if (!(await hasFolders(directory, folders))) return;
      const found = await unlessMissing(lstat(path));
      if (!found?.isFile()) return;
      await unlessMissing(unlink(path));
      await syncFolder(folder);
    },

    async list(prefix) {
      assertObjectPrefix(prefix);
      const folders = prefix.split('/').slice(0, -1);
      if (!(await hasFolders(directory, folders))) return [];
      const keys = await listFolder(directory, folders);
      return sortObjectKeys(keys.filter((key) => key.startsWith(prefix)));
    },

    async check() {
      try {
        await rm(await writeUnfinished(new Uint8Array()));
        await removeAbandoned(unfinished);
      } catch (error) {
        throw new Error(
          `objects cannot be stored in ${directory}: ${messageOf(error)}. Make it writable for the user that runs the service, or set DATA_DIR`,
          { cause: error },
        );
      }
    },
  };
}

function locate(directory: string, key: string): { folders: string[]; folder: string; path: string } {
  const segments = key.split('/');
  const folders = segments.slice(0, -1);
  return { folders, folder: join(directory, ...folders), path: join(directory, ...segments) };
}

/** Whether each folder on the way is a real one; `lstat` tells a link from what it points to. */
async function hasFolders(directory: string, folders: readonly string[]): Promise<boolean> {
  let path = directory;
  for (const folder of folders) {
    path = join(path, folder);
    const found: Stats | null = await unlessMissing(lstat(path));
    if (!found?.isDirectory()) return false;
  }
  return true;
}

/** One folder at a time: a recursive `mkdir` would go through links. */
async function makeFolders(directory: string, folders: readonly string[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  let parent = directory;
  for (const folder of folders) {
    const path = join(parent, folder);
    if ((await unlessMissing(lstat(path))) === null) {
      await mkdir(path).catch(ignoreExisting);
      await syncFolder(parent);
    }
    if (!(await lstat(path)).isDirectory()) throw new Error(`${path} is not a folder`);
    parent = path;
  }
}

/** Removes a folder that holds nothing but folders; fails, with all files in place, where it holds anything else. */
async function removeEmptyFolders(path: string): Promise<void> {
  for (const name of await readdir(path)) await removeEmptyFolders(join(path, name));
  await rmdir(path);
}

async function listFolder(directory: string, folders: readonly string[]): Promise<string[]> {
  const entries = await unlessMissing(readdir(join(directory, ...folders), { withFileTypes: true }));
  const keys: string[] = [];
  for (const entry of entries ?? []) {
    const segments = [...folders, entry.name];
    const key = segments.join('/');
    if (!isObjectKey(key)) continue;
    if (entry.isFile()) keys.push(key);
    else if (entry.isDirectory()) keys.push(...(await listFolder(directory, segments)));
  }
  return keys;
}

/** Files of writes that a killed process left; a day is far above the time of any write still going on. */
async function removeAbandoned(unfinished: string): Promise<void> {
  for (const name of await readdir(unfinished)) {
    const path = join(unfinished, name);
    const found = await unlessMissing(lstat(path));
    if (found !== null && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true });
  }
}

/** Makes the names in a folder durable, which syncing the file alone does not. Windows cannot and need not. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return null;
    throw error;
  }
}

function ignoreExisting(error: unknown): void {
  if (!hasCode(error, 'EEXIST')) throw error;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
