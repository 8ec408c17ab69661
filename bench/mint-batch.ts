import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { type Contender, compare, putUnderLoad, startLoadGenerator } from './load.ts';
import { formatRequest } from './requests.ts';
import { type BenchOptions, startService } from './service.ts';

const NAMES = 100_000;

/** Names reserved by one request against `COPY` of the same rows into a table with their key alone. */
export const mintBatchBenchmark: Benchmark = {
  title: `mint-batch: POST /api/v1/blocks of ${NAMES} ARKs, to COPY of the same rows`,
  needs: 'postgresql',
  run: runBatch,
};

async function runBatch(options: BenchOptions): Promise<BenchmarkResult> {
  const service = await startService(options);
  const generator = startLoadGenerator();
  try {
    const request = formatRequest(
      'POST',
      '/api/v1/blocks',
      { authorization: `Bearer ${service.token}` },
      { shoulder: service.shoulders.ark, count: NAMES },
    );
    const requests = putUnderLoad(generator, service.child, {
      port: service.port,
      requests: [request],
      order: Uint32Array.of(0),
      expectedStatus: 201,
      connections: 1,
    });
    const reserving: Contender = {
      async run(durationMs) {
        const { count, ...rest } = await requests.run(durationMs);
        return { ...rest, count: count * NAMES };
      },
      cpuMs: () => service.child.cpuMs(),
    };
    await requests.run(1000);
    await service.child.call('readRowsToCopy', NAMES);
    const copying: Contender = {
      run: (durationMs) => service.child.call('copyRows', durationMs),
      cpuMs: () => service.child.cpuMs(),
    };
    const comparison = await compare(reserving, copying);
    return {
      ratio: comparison.ratio,
      value: comparison.measured.perSecond,
      baseline: comparison.baseline.perSecond,
      unit: 'names/s',
      database: service.database,
      sides: [
        {
          name: `block of ${NAMES}`,
          ratio: comparison.ratio,
          ratios: comparison.ratios,
          side: comparison.measured,
        },
        { name: 'COPY', ratio: null, side: comparison.baseline },
      ],
    };
  } finally {
    await generator.close();
    await service.close();
  }
}
