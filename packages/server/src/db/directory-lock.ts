import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

type Holder = { pid: number; host: string; startedAt: string };

/** A holder shows that it lives by touching the file; what runs on another host shows it in no other way. */
const HEARTBEAT_MS = 10_000;
const SILENCE_MS = 60_000;

/**
 * Takes the lock file of a data directory for this process, taking over one whose process has died.
 * @returns a function that gives the lock back
 * @throws Error with a sentence for the operator when a living process holds it
 */
export async function takeDirectoryLock(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'mintmark.lock');
  const mine: Holder = { pid: process.pid, host: hostname(), startedAt: new Date().toISOString() };
  const text = JSON.stringify(mine);
  for (let round = 0; round < 5; round += 1) {
    try {
      await writeFile(path, text, { flag: 'wx' });
      return keepAlive(path);
    } catch (error) {
      if (!isNodeError(error, 'EEXIST')) throw error;
    }
    const holder = await readHolder(path);
    if (holder !== null && (await isAlive(holder, path))) {
      throw new Error(
        `the data directory ${directory} is in use by process ${holder.pid} on ${holder.host} since ${holder.startedAt}. ` +
          'Stop it first, or set DATA_DIR to another folder, or set DATABASE_URL to share a PostgreSQL server. ' +
          `If it is gone for good, wait a minute or remove ${path}.`,
      );
    }
    // Renaming first lets one of two waiting processes win: the second finds nothing to rename.
    const stale = `${path}.stale-${process.pid}`;
    await rename(path, stale).catch((error: unknown) => {
      if (!isNodeError(error, 'ENOENT')) throw error;
    });
    await rm(stale, { force: true });
  }
  throw new Error(`could not take the lock file ${path}`);
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return null;
    const { pid, host, startedAt } = value as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' && typeof startedAt === 'string'
      ? { pid, host, startedAt }
      : null;
  } catch {
    return null;
  }
}

function keepAlive(path: string): () => Promise<void> {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {
      // The next beat may succeed; six missed ones let another host take over.
    });
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  };
}

/** A container that is started anew has another host name, and its dead predecessor beats no more. */
async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
    return Date.now() - mtimeMs < SILENCE_MS;
  }
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return isNodeError(error, 'EPERM');
  }
}

function isNodeError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
