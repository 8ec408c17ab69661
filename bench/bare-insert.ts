import { randomUUID } from 'node:crypto';
import type { Engine, RunSql } from '../packages/server/src/db/index.ts';
import type { LoadResult } from './processes/load-process.ts';

export type BareInsertPlan = {
  workers: number;
  durationMs: number;
  /** What goes into the columns that hold what people sent. */
  content: { target: string; title: string; metadata: unknown };
};

const TABLE =
  'create table if not exists bench_pids (like pids including defaults including identity, constraint bench_pids_key primary key (pid))';
const INSERT = `
  insert into bench_pids (pid, type, state, organisation_id, shoulder_id, owner_id, target, metadata, title, orcids, created_at, updated_at)
  values ($1, 'doi', 'public', $2, $2, $2, $3, $4::jsonb, $5, $6::text[], $7, $7)`;

/**
 * The least that keeping an identifier can cost on a database: begin, one row as in `pids` with its key and nothing
 * else (no other index, no foreign key, no trigger), commit; over and over by several workers at once.
 */
export async function runBareInserts(engine: Engine, plan: BareInsertPlan): Promise<LoadResult> {
  await engine.withPinnedConnection((run) => run(TABLE));
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const work = async (): Promise<void> => {
    while (performance.now() - startedAt < plan.durationMs) {
      const beganAt = performance.now();
      await engine.withPinnedConnection((run) => insertRow(run, plan.content));
      latenciesMs.push(performance.now() - beganAt);
    }
  };
  await Promise.all(Array.from({ length: plan.workers }, work));
  return {
    count: latenciesMs.length,
    durationMs: performance.now() - startedAt,
    latenciesMs: Float64Array.from(latenciesMs),
  };
}

async function insertRow(run: RunSql, { target, title, metadata }: BareInsertPlan['content']): Promise<void> {
  const name = `10.5072/${randomUUID()}`;
  await run('begin');
  await run(INSERT, [
    name,
    randomUUID(),
    target,
    JSON.stringify(metadata),
    title,
    ['0000-0002-1825-0097'],
    new Date(),
  ]);
  await run('commit');
}
