import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.ts';

let home: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mintmark-lock-'));
  path = join(home, 'config', 'credentials.json.lock');
});
afterEach(() => rmSync(home, { recursive: true }));

test('of many at the same moment one works at a time, and nothing is left behind', async () => {
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(path, work)));
  expect(most).toBe(1);
  expect(existsSync(path)).toBe(false);
});

test('the lock is given back when the work fails', async () => {
  const failing = withLock(path, async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await withLock(path, async () => 'done')).toBe('done');
});

test('a lock that a killed command left behind is taken over', async () => {
  await withLock(path, async () => {});
  writeFileSync(path, 'of a killed command');
  const longAgo = new Date(Date.now() - 120_000);
  utimesSync(path, longAgo, longAgo);
  expect(await withLock(path, async () => readFileSync(path, 'utf8'))).not.toBe('of a killed command');
  expect(existsSync(path)).toBe(false);
});

test('whoever was away for so long that the lock was taken over leaves it alone', async () => {
  await withLock(path, async () => writeFileSync(path, 'of another command'));
  expect(readFileSync(path, 'utf8')).toBe('of another command');
});
