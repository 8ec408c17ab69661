import type { Side } from './load.ts';
import type { BenchOptions } from './service.ts';

/** What a benchmark found. `value` and `baseline` are in `unit`, `ratio` is the first to the second. */
export type BenchmarkResult = {
  ratio: number;
  value: number;
  baseline: number;
  unit: string;
  database: string;
  /** Each line of the comparison with its name; the first two are the value and the baseline of above. */
  sides: { name: string; ratio: number | null; ratios?: number[]; side: Side }[];
};

export type Benchmark = {
  title: string;
  /** Only on this database; left out on others. */
  needs?: 'postgresql';
  run(options: BenchOptions): Promise<BenchmarkResult>;
};
