import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { startChild } from './child.ts';
import { compare, putUnderLoad, startLoadGenerator } from './load.ts';
import type { BareRedirectCalls } from './processes/bare-redirect-process.ts';
import { formatRequest, METADATA } from './requests.ts';
import { type BenchOptions, type RunningService, startService } from './service.ts';
import { drawZipf } from './statistics.ts';

const NAMES = 3000;
const DRAWS = 65_536;

/** Redirects a second of the service against a `node:http` server that looks the same names up in a Map. */
export const resolveBenchmark: Benchmark = {
  title: 'resolve: redirects of the service to those of a bare node:http server',
  run: runResolve,
};

async function runResolve(options: BenchOptions): Promise<BenchmarkResult> {
  const service = await startService(options);
  const bare = startChild<BareRedirectCalls>(
    new URL('./processes/bare-redirect-process.ts', import.meta.url),
  );
  const generator = startLoadGenerator();
  try {
    const targets = await mintTargets(service);
    const barePort = await bare.call('start', targets);
    const plan = {
      requests: [...targets.keys()].map((path) => formatRequest('GET', path)),
      order: drawZipf(targets.size, DRAWS),
      expectedStatus: 302,
    };
    const load = putUnderLoad(generator, service.child, { ...plan, port: service.port });
    const { ratio, ratios, measured, baseline } = await compare(
      load,
      putUnderLoad(generator, bare, { ...plan, port: barePort }),
    );
    await service.profile('resolve', load);
    return {
      ratio,
      value: measured.perSecond,
      baseline: baseline.perSecond,
      unit: 'redirects/s',
      database: service.database,
      sides: [
        { name: 'GET /{pid} → 302', ratio, ratios, side: measured },
        { name: 'bare node:http → 302', ratio: null, side: baseline },
      ],
    };
  } finally {
    await generator.close();
    await bare.close();
    await service.close();
  }
}

/** Mints public identifiers, two DOIs for each ARK. @returns targets by path */
async function mintTargets({ child, token, shoulders }: RunningService): Promise<Map<string, string>> {
  const wishes = Array.from({ length: NAMES }, (_, index) => ({
    shoulder: index % 3 === 2 ? shoulders.ark : shoulders.doi,
    state: 'public',
    target: `https://example.org/data/${index}`,
    metadata: METADATA,
  }));
  const pids = await child.call(
    'mint',
    wishes.map((body) => ({ token, body })),
  );
  return new Map(pids.map(({ pid }, index) => [`/${pid}`, `https://example.org/data/${index}`]));
}
