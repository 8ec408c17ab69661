import { sql } from 'kysely';
import type { System } from './start-system.ts';

/** Every row of every table of the service and of its job queue, as text, by `schema.table`. */
export async function dumpDatabase(system: Pick<System, 'ctx'>): Promise<Map<string, string[]>> {
  const { db } = system.ctx;
  const tables = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE' order by 1, 2`.execute(db);
  const dump = new Map<string, string[]>();
  for (const { schema, name } of tables.rows) {
    const { rows } = await sql<{ text: string }>`
      select t::text as text from ${sql.table(`${schema}.${name}`)} as t order by 1`.execute(db);
    dump.set(
      `${schema}.${name}`,
      rows.map((row) => row.text),
    );
  }
  return dump;
}
