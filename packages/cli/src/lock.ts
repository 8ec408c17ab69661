import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RefusedError } from './failures.ts';

/** Longer than this nobody holds a lock who is still alive: all that is done under it ends sooner by itself. */
const STALE_MS = 60_000;
const RETRY_MS = 50;

/**
 * Does `work` while no other command on this machine does it with the same path. A lock that a killed command left
 * behind is taken over after a minute.
 * @throws RefusedError when the lock cannot be had
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mark = randomBytes(9).toString('base64url');
  const givesUpAt = Date.now() + STALE_MS + 10_000;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  while (!(await take(path, mark))) {
    if (Date.now() > givesUpAt) {
      throw new RefusedError(`Another command is still signing in. If there is none, delete ${path}.`);
    }
    await wait(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    // Only our own: whoever took it over after a minute keeps it.
    if ((await readMark(path)) === mark) await rm(path, { force: true });
  }
}

async function take(path: string, mark: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(mark);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const held = await readMark(path);
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  if (age > STALE_MS && (await readMark(path)) === held) await rm(path, { force: true });
  return false;
}

function readMark(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}
