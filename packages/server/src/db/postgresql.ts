import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

const INT8_OID = 20;
const MINIMUM_VERSION = 150_000;

/** Statements that each connection keeps prepared; the service has far fewer, bar lists of varying length. */
const PREPARED_LIMIT = 500;

/**
 * Makes a client that sends statements with values as prepared ones, so that the server parses and plans each but once
 * a connection: a look-up by key then goes 1.6 times as often (docs/benchmarks.md). A pooler between the two must
 * know prepared statements, as PgBouncer does from 1.21 on.
 */
function createPreparingClient(): typeof pg.Client {
  const names = new Map<string, string>();

  function nameStatement(text: string): string | undefined {
    const known = names.get(text);
    if (known !== undefined || names.size >= PREPARED_LIMIT) return known;
    const name = `mintmark_${names.size + 1}`;
    names.set(text, name);
    return name;
  }

  return class extends pg.Client {
    override query(config: unknown, values?: unknown, callback?: unknown): never {
      const isPlain = typeof config === 'string' && Array.isArray(values) && values.length > 0;
      const name = isPlain ? nameStatement(config) : undefined;
      const query = super.query as (...parameters: unknown[]) => never;
      return name === undefined
        ? query.call(this, config, values, callback)
        : query.call(this, { name, text: config, values }, callback);
    }
  };
}

/**
 * Connects to a PostgreSQL server (15 or newer).
 * @param url connection string, `postgres://user:password@host:port/database`
 * @throws Error naming the reason when the server cannot be reached or is too old
 */
export async function openPostgresql(url: string): Promise<Engine> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 20,
    Client: createPreparingClient(),
    connectionTimeoutMillis: 10_000,
    // Counters and identities stay far below 2^53, so numbers are safe and simpler than strings.
    types: {
      getTypeParser: (oid, format) =>
        oid === INT8_OID ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
    },
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    const { rows } = await pool.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const version = rows[0]?.version ?? 0;
    if (version < MINIMUM_VERSION) {
      throw new Error(`PostgreSQL 15 or newer is needed; the server says ${version}`);
    }
  } catch (error) {
    await pool.end();
    throw new Error(`cannot use the PostgreSQL server of DATABASE_URL: ${reasonOf(error)}`, { cause: error });
  }
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgresql',
    kysely,
    async withPinnedConnection(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        return await work(async (text, values) => {
          const result = values === undefined ? await client.query(text) : await client.query(text, values);
          return { rows: Array.isArray(result) ? result.flatMap((each) => each.rows) : result.rows };
        });
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        // A connection that failed half-way may sit in an open transaction: it is thrown away.
        client.release(broken);
      }
    },
    close: () => kysely.destroy(),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
