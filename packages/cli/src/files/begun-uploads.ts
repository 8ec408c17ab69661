import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { credentialsPath } from '../credentials.ts';
import type { LocalFile } from './local-files.ts';

/** Addresses of uploads that were begun and not ended, so that the same command goes on with them. */
export type BegunUploads = {
  find(folder: string, file: LocalFile): string | null;
  keep(folder: string, file: LocalFile, url: string): Promise<void>;
  forget(folder: string, file: LocalFile): Promise<void>;
};

/** Reads those of one service; they stand beside the credentials. A file that cannot be read is begun anew. */
export async function openBegunUploads(
  env: Parameters<typeof credentialsPath>[0],
  service: string,
): Promise<BegunUploads> {
  const path = join(dirname(credentialsPath(env)), 'uploads.json');
  const urls = new Map<string, string>(await readFile(path, 'utf8').then(readEntries, () => []));
  // The same file, unless it was changed meanwhile.
  const keyOf = (folder: string, file: LocalFile): string =>
    [service, folder, file.names.join('/'), resolve(file.path), file.bytes, file.changedMs].join('\n');
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    writing = writing.then(writeNow);
    return writing;
  };
  const writeNow = async (): Promise<void> => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${process.pid}`;
    await writeFile(unfinished, JSON.stringify([...urls]), { mode: 0o600 });
    await rename(unfinished, path);
  };
  return {
    find: (folder, file) => urls.get(keyOf(folder, file)) ?? null,
    async keep(folder, file, url) {
      urls.set(keyOf(folder, file), url);
      await write();
    },
    async forget(folder, file) {
      if (urls.delete(keyOf(folder, file))) await write();
    },
  };
}

function readEntries(text: string): [string, string][] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry): entry is [string, string] =>
      Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string',
  );
}
