import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../packages/server/src/db/index.ts';

/** A database that exists for one benchmark. `url` is null for the embedded one, which lives in `dataDir`. */
export type FreshDatabase = { url: string | null; dataDir: string; drop(): Promise<void> };

/**
 * Makes an empty database.
 * @param serverUrl a PostgreSQL server, by the address of a database on it whose user may create others; null for
 *   the embedded database in the folder of temporary files
 */
export async function createDatabase(serverUrl: string | null): Promise<FreshDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mintmark-bench-'));
  const dropFolder = () => rm(dataDir, { recursive: true, force: true });
  if (serverUrl === null) return { url: null, dataDir, drop: dropFolder };
  const name = `mintmark_bench_${randomBytes(6).toString('hex')}`;
  await runOnServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    dataDir,
    async drop() {
      await runOnServer(serverUrl, `drop database ${name} with (force)`);
      await dropFolder();
    },
  };
}

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const engine = await openDatabase(serverUrl, null);
  try {
    await engine.withPinnedConnection((run) => run(statement));
  } finally {
    await engine.close();
  }
}
