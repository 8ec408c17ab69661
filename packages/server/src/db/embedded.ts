import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as letOthers } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { takeDirectoryLock } from './directory-lock.ts';
import type { Engine, RunSql } from './engine.ts';
import { insideTransaction } from './inside-transaction.ts';
import type { Tables } from './tables.ts';

/** An embedded database gives out its files, as a tar archive that another one can begin with. */
export type EmbeddedEngine = Engine & { files(): Promise<Blob> };

/**
 * Opens the embedded database in `directory`, or in memory when it is null.
 * @param files what a database in memory begins with: the `files` of another one
 * @throws Error when another process uses the directory
 */
export async function openEmbedded(directory: string | null, files?: Blob): Promise<EmbeddedEngine> {
  let unlock = async (): Promise<void> => {};
  if (directory !== null) {
    await mkdir(directory, { recursive: true });
    unlock = await takeDirectoryLock(directory);
  }
  let pglite: PGlite;
  try {
    if (directory !== null) await ensureDatabaseFiles(directory);
    pglite = await PGlite.create(
      directory === null
        ? { ...(files === undefined ? {} : { loadDataDir: files }) }
        : { dataDir: filesIn(directory) },
    );
  } catch (error) {
    await unlock();
    throw error;
  }
  const turns = new Turns();
  const kysely = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new EmbeddedDriver(pglite, turns),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return {
    kind: 'embedded',
    kysely,
    async withPinnedConnection(work) {
      const release = await turns.take();
      try {
        return await insideTransaction.run(true, () => work(runOn(pglite)));
      } finally {
        release();
      }
    },
    async files() {
      const release = await turns.take();
      try {
        // Otherwise whoever begins with them has to recover what was written since the last one.
        await pglite.exec('checkpoint');
        return await pglite.dumpDataDir('none');
      } finally {
        release();
      }
    },
    async close() {
      const release = await turns.take();
      try {
        await kysely.destroy();
        await pglite.close();
      } finally {
        release();
        await unlock();
      }
    },
  };
}

function filesIn(directory: string): string {
  return join(directory, 'postgres');
}

const UNFINISHED = 'postgres.unfinished-';

/** The files get their name when they are whole: a start that was killed half-way leaves nothing that looks like them. */
async function ensureDatabaseFiles(directory: string): Promise<void> {
  const files = filesIn(directory);
  if (existsSync(files)) return;
  const left = (await readdir(directory)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of left) await rm(join(directory, name), { recursive: true, force: true });
  // Of its own name, since what such a start had begun may still be at work.
  const unfinished = join(directory, `${UNFINISHED}${randomUUID()}`);
  const script = fileURLToPath(new URL('./initialise-embedded.ts', import.meta.url));
  await promisify(execFile)(process.execPath, [script, unfinished]);
  await rename(unfinished, files);
}

function runOn(pglite: PGlite): RunSql {
  return async (text, values) => {
    try {
      if (values !== undefined && values.length > 0) {
        const { rows } = await pglite.query<Record<string, unknown>>(text, values);
        return { rows };
      }
      const results = await pglite.exec(text);
      return { rows: results.flatMap((each) => each.rows as Record<string, unknown>[]) };
    } catch (error) {
      // The only connection there is: a failed statement must not leave it in an aborted transaction.
      await pglite.exec('rollback').catch(() => {});
      throw error;
    }
  };
}

/** After so long, calls and answers come between the queries. */
const BUSY_MS = 5;

/**
 * PGlite has one connection. Kysely's own PGlite dialect lets concurrent requests share it, so a query of one
 * request would run inside the open transaction of another; here each holder waits for its turn.
 */
class Turns {
  #last: Promise<void> = Promise.resolve();
  #begunAt = performance.now();

  async take(): Promise<() => void> {
    if (insideTransaction.getStore() === true) {
      throw new Error(
        'a query outside the open transaction would wait for itself: pass the transaction down',
      );
    }
    const before = this.#last;
    const mine = Promise.withResolvers<void>();
    this.#last = mine.promise;
    await before;
    // The database answers without the event loop: as long as somebody has a query, nothing else would come to its turn.
    if (performance.now() - this.#begunAt > BUSY_MS) {
      await letOthers();
      this.#begunAt = performance.now();
    }
    return mine.resolve;
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #pglite: PGlite;
  release: () => void = () => {};

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  async executeQuery<R>(query: CompiledQuery) {
    const { rows, affectedRows } = await this.#pglite
      .query<R>(query.sql, [...query.parameters])
      .catch(throwWithoutValues);
    return { rows, numAffectedRows: BigInt(affectedRows ?? 0) };
  }

  // biome-ignore lint/correctness/useYield: the embedded database has no cursors to stream from
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('the embedded database does not stream');
  }
}

/** PGlite puts all values of a statement into its errors, and whoever logs one would log them. */
function throwWithoutValues(error: unknown): never {
  if (error instanceof Error && 'params' in error) delete error.params;
  throw error;
}

class EmbeddedDriver implements Driver {
  readonly #pglite: PGlite;
  readonly #turns: Turns;

  constructor(pglite: PGlite, turns: Turns) {
    this.#pglite = pglite;
    this.#turns = turns;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<EmbeddedConnection> {
    const connection = new EmbeddedConnection(this.#pglite);
    connection.release = await this.#turns.take();
    return connection;
  }

  async beginTransaction(connection: EmbeddedConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: EmbeddedConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: EmbeddedConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(connection: EmbeddedConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {}
}
