import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { LoadResult } from './load-process.ts';

const COLUMNS =
  'pid, type, state, organisation_id, shoulder_id, owner_id, target, metadata, title, orcids, reason, version, created_at, updated_at, block_id, expires_at';

/** Copies rows into a table like `pids` with its key alone, as fast as PostgreSQL takes them. */
export type RowCopier = {
  /** Reads rows of `pids` that are copied from then on. */
  readRows(count: number): Promise<void>;
  /** Copies them again and again; emptying the table in between does not count. */
  copy(durationMs: number): Promise<LoadResult>;
  close(): Promise<void>;
};

export async function openRowCopier(databaseUrl: string): Promise<RowCopier> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(
    'create table bench_copies (like pids including defaults including identity, constraint bench_copies_key primary key (pid))',
  );
  let rows = Buffer.alloc(0);
  let count = 0;
  return {
    async readRows(wanted) {
      const chunks: Buffer[] = [];
      const stream = client.query(
        copyTo(`copy (select ${COLUMNS} from pids order by seq limit ${wanted}) to stdout`),
      );
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      await once(stream, 'end');
      rows = Buffer.concat(chunks);
      count = wanted;
    },
    async copy(durationMs) {
      const latenciesMs: number[] = [];
      let spentMs = 0;
      while (spentMs < durationMs) {
        await client.query('truncate bench_copies');
        const beganAt = performance.now();
        await client.query('begin');
        await pipeline([rows], client.query(copyFrom(`copy bench_copies (${COLUMNS}) from stdin`)));
        await client.query('commit');
        latenciesMs.push(performance.now() - beganAt);
        spentMs += performance.now() - beganAt;
      }
      return {
        count: latenciesMs.length * count,
        durationMs: spentMs,
        latenciesMs: Float64Array.from(latenciesMs),
      };
    },
    close: () => client.end(),
  };
}
