import type { Pipeline, StepName } from './steps.ts';

/** What is in the way of a step: `transient` is tried again, `permanent` waits for a person. */
export type StepProblem = { kind: 'transient' | 'permanent'; detail: string };

/** One step of a request's pipeline, as it is kept. */
export type RequestStep = {
  requestId: string;
  /** Counts the pipelines of a request. */
  run: number;
  position: number;
  pipeline: Pipeline;
  step: StepName;
  state: 'pending' | 'done' | 'failed';
  attempts: number;
  /** How many of the attempts ended because credentials were refused. */
  refusals: number;
  nextTryAt: Date | null;
  /** What was in its way the last time. */
  problem: StepProblem | null;
  result: unknown;
  startedAt: Date | null;
  finishedAt: Date | null;
};
