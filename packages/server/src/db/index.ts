import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { openEmbedded } from './embedded.ts';
import type { Engine } from './engine.ts';
import { insideTransaction } from './inside-transaction.ts';
import { openPostgresql } from './postgresql.ts';
import type { Tables } from './tables.ts';

export { openEmbedded } from './embedded.ts';
export type { Engine, RunSql } from './engine.ts';
export { migrate } from './migrate.ts';
export type { Tables } from './tables.ts';

/** What a read takes: it can select, and nothing else. */
export type Db = Pick<
  Kysely<Tables>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'dynamic' | 'getExecutor'
>;
/** What a write takes: an open transaction. */
export type Tx = Transaction<Tables>;
/** What the context holds: reads, and the way into a transaction. */
export type DbHandle = Db & Pick<Kysely<Tables>, 'transaction'>;

/**
 * Opens the database of the configuration.
 * @param databaseUrl PostgreSQL connection string, or null for the embedded database
 * @param directory where the embedded database lives; null keeps it in memory
 * @param files what an embedded database in memory begins with; default: an empty one
 */
export async function openDatabase(
  databaseUrl: string | null,
  directory: string | null,
  files?: Blob,
): Promise<Engine> {
  return databaseUrl === null ? openEmbedded(directory, files) : openPostgresql(databaseUrl);
}

/**
 * Runs `work` in one transaction and commits when it returns. No network and no waiting inside.
 * A serialisation failure or deadlock (SQLSTATE 40001, 40P01) is tried again, at most three times in all.
 */
export async function transact<T>(
  db: Pick<DbHandle, 'transaction'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute((tx) => insideTransaction.run(true, () => work(tx)));
    } catch (error) {
      const code = sqlState(error);
      if (attempt >= 3 || (code !== '40001' && code !== '40P01')) throw error;
    }
  }
}

/** What a transaction has read was changed by another one before it was locked: it begins anew, as `transact` says. */
export class ChangedMeanwhile extends Error {
  readonly code = '40001';
}

/** The SQLSTATE of a database error, or null when it is none. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.length === 5
    ? error.code
    : null;
}

/** A value for a `jsonb` column: both drivers would send a JavaScript array as a PostgreSQL array. */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}

/** A value for a `text[]` column. */
export function textArray(values: readonly string[]): RawBuilder<string[]> {
  return sql<string[]>`${values}::text[]`;
}
