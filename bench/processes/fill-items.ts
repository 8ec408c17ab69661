import { createHash } from 'node:crypto';
import type { AppContext } from '../../packages/server/src/context.ts';

type Run = Parameters<Parameters<AppContext['engine']['withPinnedConnection']>[0]>[0];

/** An item with its two identifiers. */
export type FilledItem = { uuid: string; doi: string; handle: string };

/** The id of copy number n, spread over the index as random ids are. PostgreSQL makes the same with `md5`. */
function nameCopy(n: number): string {
  const hex = createHash('md5').update(`item-${n}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Copies one item that was made through the API, with its DOI, its Handle and the wish to its registrar, so that there are
 * `count` copies. Rows are copied inside the database; through the API it would take an hour.
 */
export async function fillItems(
  engine: AppContext['engine'],
  original: FilledItem,
  count: number,
): Promise<FilledItem[]> {
  await engine.withPinnedConnection(async (run) => {
    const copy = (table: string, where: string, changed: Record<string, string>): Promise<void> =>
      copyRows(run, { table, where, changed, count });
    const id = `md5('item-' || n)::uuid`;
    await copy('items', `id = '${original.uuid}'`, { id });
    const doi = `'10.5072/bench-' || n`;
    const handle = `'20.500.12345/bench-' || n`;
    await copy('pids', `pid = '${original.doi}'`, { pid: doi, holder_id: id });
    await copy('pids', `pid = '${original.handle}'`, { pid: handle, holder_id: id });
    await copy('registrations', `pid = '${original.doi}'`, { pid: doi });
    await copy('resolutions', `pid = '${original.doi}'`, { pid: doi });
    await copy('resolutions', `pid = '${original.handle}'`, { pid: handle });
    for (const table of ['items', 'pids', 'registrations', 'resolutions']) await run(`analyze ${table}`);
  });
  return Array.from({ length: count }, (_, n) => ({
    uuid: nameCopy(n),
    doi: `10.5072/bench-${n}`,
    handle: `20.500.12345/bench-${n}`,
  }));
}

async function copyRows(
  run: Run,
  {
    table,
    where,
    changed,
    count,
  }: { table: string; where: string; changed: Record<string, string>; count: number },
): Promise<void> {
  const { rows } = await run(
    `select column_name as name from information_schema.columns
     where table_schema = current_schema() and table_name = '${table}' and is_generated = 'NEVER' and is_identity = 'NO'`,
  );
  const columns = rows.map(({ name }) => String(name));
  const values = columns.map((name) => changed[name] ?? `original."${name}"`);
  await run(
    `insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')})
     select ${values.join(', ')} from ${table} as original, generate_series(0, ${count - 1}) as n where ${where}`,
  );
}
