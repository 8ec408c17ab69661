import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../failures.ts';

/** A file on this machine, and where it goes: names of folders below the target, then its own. */
export type LocalFile = { path: string; names: readonly string[]; bytes: number; changedMs: number };

/**
 * The files to upload: those that are named, and all below the folders that are. Links and devices below folders are
 * left out, and told of.
 * @throws UsageError when something cannot be read
 */
export async function listLocalFiles(
  paths: readonly string[],
): Promise<{ files: LocalFile[]; folders: string[][]; skipped: string[] }> {
  const files: LocalFile[] = [];
  const folders: string[][] = [];
  const skipped: string[] = [];
  const walk = async (path: string, names: readonly string[]): Promise<void> => {
    folders.push([...names]);
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = join(path, entry.name);
      if (entry.isDirectory()) await walk(below, [...names, entry.name]);
      else if (entry.isFile()) await add(below, [...names, entry.name]);
      else skipped.push(below);
    }
  };
  const add = async (path: string, names: readonly string[]): Promise<void> => {
    const { size, mtimeMs } = await stat(path);
    files.push({ path, names, bytes: size, changedMs: mtimeMs });
  };
  for (const path of paths) {
    try {
      const name = basename(resolve(path));
      const found = await stat(path);
      if (found.isDirectory()) await walk(path, [name]);
      else await add(path, [name]);
    } catch (error) {
      throw new UsageError(
        `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return { files, folders, skipped };
}

/** The SHA-256 of a file in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
