import type { PermanentIdRequest } from '../request.ts';
import type { RequestStep } from './step.ts';

/**
 * `before`: nothing of the step was done. `prepared`: what lies outside the database was, and is not committed. `after`:
 * it is committed.
 */
export type StepMoment = 'before' | 'prepared' | 'after';

/** Is told of each step as it is worked on; what it throws ends the work as a crash would. */
export type BeforeStep = (
  step: Pick<RequestStep, 'pipeline' | 'step' | 'attempts'>,
  moment: StepMoment,
  request: Pick<PermanentIdRequest, 'id' | 'folderId'>,
) => void | Promise<void>;
