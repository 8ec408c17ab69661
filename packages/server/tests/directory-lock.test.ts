import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeDirectoryLock } from '../src/db/directory-lock.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mintmark-lock-'));
  path = join(directory, 'mintmark.lock');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const writeHolder = (holder: { pid: number; host: string }): Promise<void> =>
  writeFile(path, JSON.stringify({ ...holder, startedAt: '2026-06-01T09:00:00.000Z' }));

describe('the lock of a data directory', () => {
  test('is given back and leaves nothing behind', async () => {
    const release = await takeDirectoryLock(directory);
    await release();
    expect(await readdir(directory)).toEqual([]);
  });

  test('is refused with a sentence that names the living holder and says what to do', async () => {
    // The process that runs this test's worker lives for sure.
    await writeHolder({ pid: process.ppid, host: hostname() });
    await expect(takeDirectoryLock(directory)).rejects.toThrow(
      new RegExp(`in use by process ${process.ppid} on .*Stop it first, or set DATA_DIR`),
    );
  });

  test('of another host holds while it shows signs of life, and is taken over after a minute of silence', async () => {
    await writeHolder({ pid: 1, host: 'another-container' });
    await expect(takeDirectoryLock(directory)).rejects.toThrow(/another-container/);
    const longAgo = new Date(Date.now() - 61_000);
    await utimes(path, longAgo, longAgo);
    await (await takeDirectoryLock(directory))();
  });

  test('of a dead process, or one that cannot be read, is taken over at once', async () => {
    await writeHolder({ pid: 2 ** 22 + 1, host: hostname() });
    await (await takeDirectoryLock(directory))();
    await writeFile(path, '');
    await (await takeDirectoryLock(directory))();
  });
});
