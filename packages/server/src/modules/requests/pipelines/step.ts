import type { Tx } from '../../../db/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { PipelineContext } from './pipeline-context.ts';
import type { Pipeline, StepName } from './steps.ts';
import type { RequestRun } from './store.ts';

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

/** What a step has to go by; read anew, under the lock of the request, when it is committed. */
export type StepWork = {
  ctx: PipelineContext;
  request: PermanentIdRequest;
  step: RequestStep;
  run: RequestRun;
  /** What the earlier steps of this pipeline left behind. */
  results: ReadonlyMap<StepName, unknown>;
};

export type StepOutcome =
  | { kind: 'done'; result?: unknown }
  /** Nothing went wrong; there is something to be waited for. It counts as no attempt. */
  | { kind: 'wait'; until: Date; detail: string | null };

/** Does a step, in the transaction that marks it as done. */
export type Commit = (tx: Tx, work: StepWork) => Promise<StepOutcome>;

/**
 * A step. What it does with others than this database it does before it returns, outside any transaction, and so that it
 * can be done again; what it returns then does the rest. Throws StepFailure, or AppError for what a person must settle.
 */
export type Step = (work: StepWork) => Promise<Commit>;

/** A step of this database alone. */
export function local(commit: Commit): Step {
  return async () => commit;
}

/** A step could not be done. */
export class StepFailure extends Error {
  readonly kind: StepProblem['kind'];
  /** Whether somebody refused our credentials: that is not tried again for long. */
  readonly refused: boolean;

  /** @param detail one sentence for people: what is wrong, and what to do about it */
  constructor(
    kind: StepProblem['kind'],
    detail: string,
    options: { refused?: boolean; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.refused = options.refused ?? false;
  }
}
