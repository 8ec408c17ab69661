import { randomUUID } from 'node:crypto';
import { type Engine, migrate, openDatabase, transact } from '../packages/server/src/db/index.ts';
import { ensureOrganisation } from '../packages/server/src/modules/accounts/index.ts';
import {
  createFolder,
  type DataContext,
  ensureHome,
  moveNode,
} from '../packages/server/src/modules/data/index.ts';
import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { createDatabase } from './database.ts';
import { type Contender, compare } from './load.ts';
import type { BenchOptions } from './service.ts';

const FOLDERS = 500;
const FILES_EACH = 200;
const OPERATOR = { kind: 'operator' } as const;

/** A move in one transaction, with its rights, locks and history, of a folder of many files against one of one file. */
export const dataBenchmark: Benchmark = {
  title: `data: a folder of ${(FOLDERS * FILES_EACH).toLocaleString('en')} files moved, to one of one file`,
  run: runData,
};

async function runData(options: BenchOptions): Promise<BenchmarkResult> {
  const database = await createDatabase(options.databaseUrl);
  const engine = await openDatabase(database.url, database.dataDir);
  try {
    await migrate(engine);
    const ctx: DataContext = { db: engine.kysely, now: () => new Date() };
    const store = await openStore(ctx, engine);
    const many = await fill(ctx, engine, store, { folders: FOLDERS, filesEach: FILES_EACH });
    const one = await fill(ctx, engine, store, { folders: 1, filesEach: 1 });
    await engine.withPinnedConnection((run) => run('analyze'));
    const shelves = [await makeFolder(ctx, store.homeId), await makeFolder(ctx, store.homeId)] as const;
    const result = await compare(moveToAndFro(ctx, many, shelves), moveToAndFro(ctx, one, shelves));
    return describe(engine, result);
  } finally {
    await engine.close();
    await database.drop();
  }
}

function describe(engine: Engine, found: Awaited<ReturnType<typeof compare>>): BenchmarkResult {
  return {
    ratio: found.ratio,
    value: found.measured.perSecond,
    baseline: found.baseline.perSecond,
    unit: 'moves/s',
    database: engine.kind,
    sides: [
      {
        name: `${(FOLDERS * FILES_EACH).toLocaleString('en')} files in ${FOLDERS} folders`,
        ratio: found.ratio,
        ratios: found.ratios,
        side: found.measured,
      },
      { name: 'one file in one folder', ratio: null, side: found.baseline },
    ],
  };
}

type Store = { organisationId: string; homeId: string; contentId: string };

async function openStore(ctx: DataContext, engine: Engine): Promise<Store> {
  const organisationId = await ensureOrganisation(ctx, { slug: 'bench', name: 'Bench' });
  const accountId = randomUUID();
  const contentId = randomUUID();
  const now = ctx.now();
  await engine.withPinnedConnection(async (run) => {
    await run(
      `insert into accounts (id, orcid_environment, orcid, created_at, last_signed_in_at)
       values ($1, 'sandbox', '0000-0002-1825-0097', $2, $2)`,
      [accountId, now],
    );
    await run(
      `insert into contents (id, organisation_id, bytes, sha256, parts, created_at, verified_at, next_check_at)
       values ($1, $2, 1, $3, '[]', $4, $4, $4)`,
      [contentId, organisationId, '0'.repeat(64), now],
    );
  });
  const home = await transact(ctx.db, (tx) => ensureHome(tx, organisationId, accountId, now));
  return { organisationId, homeId: home.id, contentId };
}

async function makeFolder(ctx: DataContext, parentId: string): Promise<string> {
  return (await createFolder(ctx, OPERATOR, { parentId, name: randomUUID() })).node.id;
}

/** A folder with folders of files. @returns its id */
async function fill(
  ctx: DataContext,
  engine: Engine,
  store: Store,
  { folders, filesEach }: { folders: number; filesEach: number },
): Promise<string> {
  const id = await makeFolder(ctx, store.homeId);
  const now = ctx.now();
  await engine.withPinnedConnection(async (run) => {
    await run(
      `insert into nodes (id, organisation_id, parent_id, kind, name, created_at, modified_at)
       select gen_random_uuid(), $1::uuid, $2::uuid, 'folder', 'folder-' || number, $3::timestamptz, $3::timestamptz
       from generate_series(1, $4::integer) as number`,
      [store.organisationId, id, now, folders],
    );
    await run(
      `insert into nodes (id, organisation_id, parent_id, kind, name, content_id, created_at, modified_at)
       select gen_random_uuid(), $1::uuid, id, 'file', 'file-' || number, $3::uuid, $4::timestamptz, $4::timestamptz
       from nodes, generate_series(1, $5::integer) as number where parent_id = $2::uuid`,
      [store.organisationId, id, store.contentId, now, filesEach],
    );
  });
  return id;
}

/** One move after the other, between two folders. */
function moveToAndFro(ctx: DataContext, id: string, shelves: readonly [string, string]): Contender {
  let moves = 0;
  return {
    async run(durationMs) {
      const latenciesMs: number[] = [];
      const startedAt = performance.now();
      while (performance.now() - startedAt < durationMs) {
        const beganAt = performance.now();
        const parentId = moves % 2 === 0 ? shelves[0] : shelves[1];
        await moveNode(ctx, OPERATOR, id, { parentId });
        moves += 1;
        latenciesMs.push(performance.now() - beganAt);
      }
      return {
        count: latenciesMs.length,
        durationMs: performance.now() - startedAt,
        latenciesMs: Float64Array.from(latenciesMs),
      };
    },
    async cpuMs() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
  };
}
