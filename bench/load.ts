import { type Child, startChild } from './child.ts';
import type { LoadCalls, LoadPlan, LoadResult } from './processes/load-process.ts';
import { median, percentile } from './statistics.ts';

export const CONNECTIONS = 16;
const WARM_UP_MS = 3000;
const ROUND_MS = 2000;
const ROUNDS = 7;

/** What one side of a comparison did in one round. */
export type Round = { perSecond: number; p50Ms: number; p99Ms: number; cpuUsPerAnswer: number };

/** The same in the middle of all rounds. */
export type Side = Round;

export type Comparison = { ratio: number; ratios: number[]; measured: Side; baseline: Side };

/** One side: does its work for some milliseconds; `cpuMs` is the processor time of its process so far. */
export type Contender = { run(durationMs: number): Promise<LoadResult>; cpuMs(): Promise<number> };

/**
 * Runs both sides in turn, so that what else happens on the machine meets both, and compares the middle of the
 * rounds. The ratio is the middle of the ratios of neighbouring rounds.
 */
export async function compare(measured: Contender, baseline: Contender): Promise<Comparison> {
  await baseline.run(WARM_UP_MS);
  await measured.run(WARM_UP_MS);
  const rounds: { measured: Round; baseline: Round }[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    rounds.push({ baseline: await runRound(baseline), measured: await runRound(measured) });
  }
  const ratios = rounds.map((round) => round.measured.perSecond / round.baseline.perSecond);
  return {
    ratio: median(ratios),
    ratios,
    measured: summarise(rounds.map((round) => round.measured)),
    baseline: summarise(rounds.map((round) => round.baseline)),
  };
}

async function runRound(contender: Contender): Promise<Round> {
  const cpuBeforeMs = await contender.cpuMs();
  const { count, durationMs, latenciesMs } = await contender.run(ROUND_MS);
  const cpuMs = (await contender.cpuMs()) - cpuBeforeMs;
  return {
    perSecond: (count / durationMs) * 1000,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    cpuUsPerAnswer: (cpuMs / count) * 1000,
  };
}

function summarise(rounds: readonly Round[]): Side {
  const middle = (key: keyof Round): number => median(rounds.map((round) => round[key]));
  return {
    perSecond: middle('perSecond'),
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    cpuUsPerAnswer: middle('cpuUsPerAnswer'),
  };
}

/** Starts the process that sends requests. */
export function startLoadGenerator(): Child<LoadCalls> {
  return startChild<LoadCalls>(new URL('./processes/load-process.ts', import.meta.url));
}

/** A server under load as one side of a comparison. */
export function putUnderLoad(
  generator: Pick<Child<LoadCalls>, 'call'>,
  server: Pick<Child<LoadCalls>, 'cpuMs'>,
  plan: Omit<LoadPlan, 'connections' | 'durationMs'> & { connections?: number },
): Contender {
  return {
    run: (durationMs) => generator.call('run', { connections: CONNECTIONS, ...plan, durationMs }),
    cpuMs: () => server.cpuMs(),
  };
}
