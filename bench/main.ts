import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { dataBenchmark } from './data.ts';
import { depositsBenchmark } from './deposits.ts';
import { itemsBenchmark } from './items.ts';
import { mintBenchmark } from './mint.ts';
import { mintBatchBenchmark } from './mint-batch.ts';
import { mintWritersBenchmark } from './mint-writers.ts';
import { noidBenchmark } from './noid.ts';
import { resolveBenchmark } from './resolve.ts';
import { resolveLinksBenchmark } from './resolve-links.ts';
import { uploadBenchmark } from './upload.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  resolve: resolveBenchmark,
  'resolve-links': resolveLinksBenchmark,
  items: itemsBenchmark,
  data: dataBenchmark,
  deposits: depositsBenchmark,
  mint: mintBenchmark,
  'mint-batch': mintBatchBenchmark,
  'mint-writers': mintWritersBenchmark,
  noid: noidBenchmark,
  upload: uploadBenchmark,
};

const USAGE = `Usage: npm run bench -- [${Object.keys(benchmarks).join('] [')}] [--json] [--profile FOLDER]

  Without names all benchmarks run; "mint" stands for itself and those that begin with "mint-", as does each other name. The embedded database is measured, or with
  BENCH_DATABASE_URL=postgres://… that PostgreSQL server, on which a database is made and dropped.
  --json     print one JSON object and nothing else
  --profile  write CPU profiles of the service under load to this folder`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => benchmarks[name] === undefined);
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(', ')}.\n`);
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const options = {
  databaseUrl: process.env.BENCH_DATABASE_URL || null,
  profileDir: values.profile ?? null,
};
const results: Record<string, BenchmarkResult> = {};
for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (positionals.length > 0 && !positionals.some((each) => name === each || name.startsWith(`${each}-`)))
    continue;
  if (benchmark.needs === 'postgresql' && options.databaseUrl === null) {
    if (!values.json) console.log(`\n${benchmark.title}\nneeds BENCH_DATABASE_URL; left out`);
    continue;
  }
  const result = await benchmark.run(options);
  results[name] = result;
  if (!values.json) console.log(formatResult(benchmark.title, result));
}
console.log(values.json ? JSON.stringify(results) : describeMachine());

function formatResult(title: string, result: BenchmarkResult): string {
  const rows = result.sides.map(({ name, ratio, side }) => [
    name,
    side.perSecond.toFixed(0),
    ratio === null ? '1' : ratio.toFixed(3),
    side.p50Ms.toFixed(1),
    side.p99Ms.toFixed(1),
    side.cpuUsPerAnswer.toFixed(side.cpuUsPerAnswer < 10 ? 2 : 0),
  ]);
  const table = [['', result.unit, 'ratio', 'p50 ms', 'p99 ms', 'CPU µs each'], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return [`\n${title}`, `on ${result.database}`, '', ...lines].join('\n');
}

/** What the numbers depend on beside the program. */
function describeMachine(): string {
  const load = loadavg().map((each) => each.toFixed(1));
  return [
    '',
    `Command   npm run bench${positionals.length === 0 ? '' : ` -- ${positionals.join(' ')}`}`,
    `Machine   ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}; Node ${process.version}`,
    `          load average ${load.join(', ')} over the last 1, 5 and 15 minutes`,
    '',
  ].join('\n');
}
