import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Engine, RunSql } from './engine.ts';

const MIGRATIONS = new URL('../../migrations/', import.meta.url);
/** Any number, as long as every Mintmark process uses the same. */
const ADVISORY_LOCK = 7_466_832;

/**
 * Brings the database to the newest schema. Each file is one transaction together with its row in
 * `schema_migrations`, so a start killed half-way is simply started again.
 * @throws Error when a file that was applied has been changed since, or when a statement fails
 */
export async function migrate(engine: Engine): Promise<{ applied: string[] }> {
  const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();
  const scripts = await Promise.all(
    files.map(async (name) => {
      const text = await readFile(new URL(name, MIGRATIONS), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
  return engine.withPinnedConnection(async (run) => {
    await run(`select pg_advisory_lock(${ADVISORY_LOCK})`);
    try {
      return { applied: await applyMissing(run, scripts) };
    } finally {
      await run(`select pg_advisory_unlock(${ADVISORY_LOCK})`);
    }
  });
}

async function applyMissing(
  run: RunSql,
  scripts: { name: string; text: string; checksum: string }[],
): Promise<string[]> {
  await run(
    'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
  );
  const { rows } = await run('select name, checksum from schema_migrations');
  const known = new Map(rows.map((row) => [String(row.name), String(row.checksum)]));
  const applied: string[] = [];
  for (const { name, text, checksum } of scripts) {
    const before = known.get(name);
    if (before === checksum) continue;
    if (before !== undefined) {
      throw new Error(`migration ${name} was changed after it had been applied; add a new file instead`);
    }
    await run(
      `begin;\n${text}\ninsert into schema_migrations (name, checksum) values ('${name}', '${checksum}');\ncommit;`,
    );
    applied.push(name);
  }
  return applied;
}
