import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { CONNECTIONS, type Contender, compare, putUnderLoad, startLoadGenerator } from './load.ts';
import { formatRequest, METADATA, TARGET } from './requests.ts';
import { type BenchOptions, type RunningService, startService } from './service.ts';

/** Clients that mint at the same moment. */
export const MINTERS = 64;

/** Identifiers minted over HTTP a second against bare insert transactions on the same database. */
export const mintBenchmark: Benchmark = {
  title: `mint: POST /api/v1/pids from ${MINTERS} clients, to begin, insert of one row, commit from ${CONNECTIONS} workers`,
  run: runMint,
};

async function runMint(options: BenchOptions): Promise<BenchmarkResult> {
  const service = await startService(options);
  const generator = startLoadGenerator();
  const bare: Contender = {
    run: (durationMs) =>
      service.child.call('insertBare', {
        workers: CONNECTIONS,
        durationMs,
        content: { target: TARGET, title: METADATA.titles[0]?.title ?? '', metadata: METADATA },
      }),
    cpuMs: () => service.child.cpuMs(),
  };
  try {
    const compareMint = async (name: string, requests: readonly string[], connections = MINTERS) => {
      const load = putUnderLoad(generator, service.child, {
        port: service.port,
        requests,
        order: Uint32Array.from(requests.keys()),
        expectedStatus: 201,
        connections,
      });
      const comparison = await compare(load, bare);
      await service.profile(name, load);
      return comparison;
    };
    const { doi, ark } = service.shoulders;
    const complete = { state: 'public', target: TARGET, metadata: METADATA };
    const publicDoi = formatMints(service, { shoulder: doi, ...complete });
    const headline = await compareMint('mint', publicDoi);
    const fewer = await compareMint('mint-16', publicDoi, CONNECTIONS);
    const publicArk = await compareMint('mint-ark', formatMints(service, { shoulder: ark, ...complete }));
    const reserved = await compareMint(
      'mint-reserved',
      formatMints(service, { shoulder: doi, state: 'reserved' }),
    );
    return {
      ratio: headline.ratio,
      value: headline.measured.perSecond,
      baseline: headline.baseline.perSecond,
      unit: 'identifiers/s',
      database: service.database,
      sides: [
        {
          name: 'public DOI, complete metadata',
          ratio: headline.ratio,
          ratios: headline.ratios,
          side: headline.measured,
        },
        { name: 'bare insert transaction', ratio: null, side: headline.baseline },
        {
          name: `the same from ${CONNECTIONS} clients`,
          ratio: fewer.ratio,
          ratios: fewer.ratios,
          side: fewer.measured,
        },
        {
          name: 'public ARK, complete metadata',
          ratio: publicArk.ratio,
          ratios: publicArk.ratios,
          side: publicArk.measured,
        },
        {
          name: 'reserved DOI, no metadata',
          ratio: reserved.ratio,
          ratios: reserved.ratios,
          side: reserved.measured,
        },
      ],
    };
  } finally {
    await generator.close();
    await service.close();
  }
}

export function formatMints({ token }: RunningService, body: unknown): string[] {
  return [formatRequest('POST', '/api/v1/pids', { authorization: `Bearer ${token}` }, body)];
}
