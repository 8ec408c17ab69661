import { createNoidSequence, parseNoidTemplate } from '@mintmark/identifiers';
import type { Benchmark, BenchmarkResult } from './benchmark.ts';
import { type Contender, compare } from './load.ts';

/** How many names are made between two looks at the clock. */
const BLOCK = 10_000;

/** Names of a Noid sequence in this process, against a loop that only formats a counter. */
export const noidBenchmark: Benchmark = {
  title: 'noid: the next name of a sequence, in one process without keeping it',
  run: runNoid,
};

async function runNoid(): Promise<BenchmarkResult> {
  const counter = repeat(() => {
    let n = 0;
    return () => {
      n += 1;
      return `99999/fk4${String(n).padStart(7, '0')}`;
    };
  });
  const compareNames = (text: string, zone: string) =>
    compare(
      repeat(() => startSequence(text, zone)),
      counter,
    );
  const nog = await compareNames('eedk', '99999/fk4');
  const random = await compareNames('f5.reedeedk', '13030');
  const growing = await compareNames('f5.zdeek', '13030');
  return {
    ratio: nog.ratio,
    value: nog.measured.perSecond,
    baseline: nog.baseline.perSecond,
    unit: 'names/s',
    database: 'no database',
    sides: [
      { name: 'Nog eedk, grown to eedeedk', ratio: nog.ratio, ratios: nog.ratios, side: nog.measured },
      { name: 'formatting a counter', ratio: null, side: nog.baseline },
      { name: 'Perl Noid, random', ratio: random.ratio, ratios: random.ratios, side: random.measured },
      { name: 'Noid, growing', ratio: growing.ratio, ratios: growing.ratios, side: growing.measured },
    ],
  };
}

/** Each round begins the sequence anew, so that all rounds make the same names. */
function startSequence(text: string, zone: string): () => string | null {
  const template = parseNoidTemplate(text);
  if (!template.ok) throw new Error(`${text}: ${template.problem.message}`);
  const sequence = createNoidSequence(template.value, { zone });
  return () => sequence.next() ?? fail(`${text} has no more names.`);
}

/** Makes names until the time is over. One character of each is read, or the engine would not put it together. */
function repeat(start: () => () => string | null): Contender {
  return {
    async run(durationMs) {
      const next = start();
      const latenciesMs: number[] = [];
      let read = 0;
      const begin = performance.now();
      let blockBegin = begin;
      while (blockBegin - begin < durationMs) {
        for (let index = 0; index < BLOCK; index += 1) {
          const name = next() ?? '';
          read += name.charCodeAt(name.length - 1);
        }
        const end = performance.now();
        latenciesMs.push((end - blockBegin) / BLOCK);
        blockBegin = end;
      }
      if (read === 0) fail('No name was made.');
      return {
        count: latenciesMs.length * BLOCK,
        durationMs: blockBegin - begin,
        latenciesMs: Float64Array.from(latenciesMs),
      };
    },
    async cpuMs() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
  };
}

function fail(message: string): never {
  throw new Error(message);
}
