import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { type Child, startChild } from './child.ts';
import { createDatabase } from './database.ts';
import type { DepositorCalls } from './processes/depositor-process.ts';
import type { RegistryCalls } from './processes/registry-process.ts';
import type { BenchOptions } from './service.ts';
import { percentile } from './statistics.ts';

/** What ORCID allows a member. */
const ALLOWED_PER_SECOND = 24;
const PEOPLE = 20;
const ITEMS = 40;
/** Calls at both ends that are left out: at first items are still being published, and at last few deposits are left. */
const AT_THE_ENDS = 50;

/** Works written to records, to the rate that ORCID allows; more than that in any second is a mistake, and ends it. */
export const depositsBenchmark: Benchmark = {
  title: `deposits: ${ITEMS * PEOPLE} works written to ORCID records, to the allowed ${ALLOWED_PER_SECOND} calls a second`,
  run: runDeposits,
};

async function runDeposits(options: BenchOptions): Promise<BenchmarkResult> {
  const database = await createDatabase(options.databaseUrl);
  const registry = startChild<RegistryCalls>(new URL('./processes/registry-process.ts', import.meta.url));
  const depositors: Child<DepositorCalls>[] = [];
  try {
    const found = await registry.call('start', null);
    let kind = '';
    // The embedded database belongs to one process.
    for (let process = 0; process < (database.url === null ? 1 : 2); process += 1) {
      const depositor = startChild<DepositorCalls>(
        new URL('./processes/depositor-process.ts', import.meta.url),
      );
      depositors.push(depositor);
      kind = await depositor.call('start', {
        databaseUrl: database.url,
        dataDir: database.dataDir,
        registry: found,
        requestsPerSecond: ALLOWED_PER_SECOND,
      });
    }
    const cpuMs = await write(registry, depositors);
    return describe(await registry.call('readCalls', null), cpuMs, `${kind}, ${depositors.length} processes`);
  } finally {
    for (const depositor of depositors) await depositor.close();
    await registry.close();
    await database.drop();
  }
}

/** Publishes the items and waits until they are on the records. @returns processor time of all depositors */
async function write(registry: Child<RegistryCalls>, depositors: Child<DepositorCalls>[]): Promise<number> {
  const [first] = depositors;
  if (first === undefined) throw new Error('nobody is there to write');
  const people = await registry.call('makePeople', PEOPLE);
  await first.call('importPeople', people);
  const before = await sumCpuMs(depositors);
  await first.call('publish', { items: ITEMS, orcids: people.map(({ orcid }) => orcid) });
  for (;;) {
    await pause(500);
    const { arrivedAt } = await registry.call('readCalls', null);
    if (arrivedAt.length >= ITEMS * PEOPLE && (await first.call('countDue', null)) === 0) break;
  }
  return (await sumCpuMs(depositors)) - before;
}

async function sumCpuMs(depositors: readonly Child<DepositorCalls>[]): Promise<number> {
  let sum = 0;
  for (const depositor of depositors) sum += await depositor.cpuMs();
  return sum;
}

function describe(
  calls: { arrivedAt: number[]; highestPerSecond: number; refused: number },
  cpuMs: number,
  database: string,
): BenchmarkResult {
  const { arrivedAt, highestPerSecond } = calls;
  if (highestPerSecond > ALLOWED_PER_SECOND) {
    throw new Error(`${highestPerSecond} calls came in one second, and ${ALLOWED_PER_SECOND} are allowed`);
  }
  const steady = arrivedAt.slice(AT_THE_ENDS, -AT_THE_ENDS);
  const lastedMs = (steady.at(-1) ?? 0) - (steady[0] ?? 0);
  const perSecond = ((steady.length - 1) / lastedMs) * 1000;
  const between = Float64Array.from(steady.slice(1), (at, index) => at - (steady[index] ?? at));
  const ratio = perSecond / ALLOWED_PER_SECOND;
  const side = {
    perSecond,
    p50Ms: percentile(between, 0.5),
    p99Ms: percentile(between, 0.99),
    cpuUsPerAnswer: (cpuMs / arrivedAt.length) * 1000,
  };
  const allowed = {
    perSecond: ALLOWED_PER_SECOND,
    p50Ms: 1000 / ALLOWED_PER_SECOND,
    p99Ms: 0,
    cpuUsPerAnswer: 0,
  };
  return {
    ratio,
    value: perSecond,
    baseline: ALLOWED_PER_SECOND,
    unit: 'calls/s',
    database,
    sides: [
      { name: `calls, at most ${highestPerSecond} in a second`, ratio, side },
      { name: 'what ORCID allows a member', ratio: null, side: allowed },
    ],
  };
}
