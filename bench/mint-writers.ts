import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { compare, putUnderLoad, startLoadGenerator } from './load.ts';
import { formatMints, MINTERS } from './mint.ts';
import { type BenchOptions, startService } from './service.ts';

/** Many writers on one shoulder, who need the same counter, against as many with a shoulder each. */
export const mintWritersBenchmark: Benchmark = {
  title: `mint-writers: ${MINTERS} clients that reserve ARKs under one shoulder, to ${MINTERS} with a shoulder each`,
  run: runWriters,
};

async function runWriters(options: BenchOptions): Promise<BenchmarkResult> {
  const service = await startService(options);
  const generator = startLoadGenerator();
  try {
    const shoulders = await service.child.call('createArkShoulders', MINTERS);
    const reserveUnder = (ids: readonly string[]) => {
      const requests = ids.flatMap((shoulder) => formatMints(service, { shoulder, state: 'reserved' }));
      return putUnderLoad(generator, service.child, {
        port: service.port,
        requests,
        order: Uint32Array.from(requests.keys()),
        expectedStatus: 201,
        connections: MINTERS,
      });
    };
    const comparison = await compare(reserveUnder(shoulders.slice(0, 1)), reserveUnder(shoulders));
    return {
      ratio: comparison.ratio,
      value: comparison.measured.perSecond,
      baseline: comparison.baseline.perSecond,
      unit: 'identifiers/s',
      database: service.database,
      sides: [
        {
          name: 'one shoulder',
          ratio: comparison.ratio,
          ratios: comparison.ratios,
          side: comparison.measured,
        },
        { name: `${MINTERS} shoulders`, ratio: null, side: comparison.baseline },
      ],
    };
  } finally {
    await generator.close();
    await service.close();
  }
}
