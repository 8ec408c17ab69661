import { AppError } from '../../../errors.ts';
import { type RequestStep, StepFailure, type StepProblem } from './step.ts';

/** With the delays below, about an hour. */
export const ATTEMPTS = 12;
/** Credentials mend themselves rarely, and a registrar that is asked again and again blocks the whole account. */
export const REFUSALS = 3;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 900_000;

/** What becomes of a step that came to grief. */
export type Verdict = { problem: StepProblem; refused: boolean; nextTryAt: Date | null };

/**
 * Judges why a step could not be done: tried again later, each time after twice as long, or left to a person.
 * @param step with the attempt that came to grief counted
 */
export function judgeFailure(
  error: unknown,
  step: Pick<RequestStep, 'attempts' | 'refusals'>,
  now: Date,
): Verdict {
  const { kind, detail, refused } = describeFailure(error);
  const refusals = step.refusals + (refused ? 1 : 0);
  if (kind === 'permanent') return { problem: { kind, detail }, refused, nextTryAt: null };
  if (step.attempts >= ATTEMPTS || refusals >= REFUSALS) {
    const times = refused ? refusals : step.attempts;
    const given = `It was tried ${times} times, the last time in vain, too: ${detail}`;
    return { problem: { kind: 'permanent', detail: given }, refused, nextTryAt: null };
  }
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (step.attempts - 1));
  return { problem: { kind, detail }, refused, nextTryAt: new Date(now.getTime() + delayMs) };
}

function describeFailure(error: unknown): StepProblem & { refused: boolean } {
  if (error instanceof StepFailure) {
    return { kind: error.kind, detail: error.message, refused: error.refused };
  }
  if (error instanceof AppError) {
    // What this service refuses it will refuse the next time; what is out of order may come back.
    if (error.status >= 500) return { kind: 'transient', detail: error.message, refused: false };
    const places = error.problems.slice(0, 5).map(({ pointer, detail }) => ` ${pointer}: ${detail}`);
    return { kind: 'permanent', detail: [error.message, ...places].join(''), refused: false };
  }
  return {
    kind: 'transient',
    detail: 'Something went wrong on our side; the log of the service says what.',
    refused: false,
  };
}
