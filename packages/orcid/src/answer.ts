import type { OrcidProblem } from './error-policy.ts';

/** What a call of the record API comes to: never thrown, whatever ORCID or the network does. */
export type Answer<T> = ({ ok: true } & T) | { ok: false; problem: OrcidProblem };

/** No usable answer came; the same call may succeed later. */
export function noAnswer(detail: string): { ok: false; problem: OrcidProblem } {
  return refuse('later', detail);
}

/** The largest answer that is read where nobody says otherwise: it holds a record of 10,000 works. */
export const ANSWER_LIMIT_BYTES = 64 * 1024 * 1024;

/** What a `fetch` throws that reads answers itself, for one that is larger than it reads. */
export class AnswerTooLargeError extends Error {
  constructor(limitBytes: number) {
    super(`The answer is larger than ${limitBytes} bytes`);
    this.name = 'AnswerTooLargeError';
  }
}

/** More was answered than is read. */
export function tooLarge(error: AnswerTooLargeError): { ok: false; problem: OrcidProblem } {
  return refuse('too-large', error.message);
}

/** The call would be refused, so it was not sent. */
export function notSent(detail: string, code: number): { ok: false; problem: OrcidProblem } {
  const { problem } = refuse('invalid', detail);
  return { ok: false, problem: { ...problem, code } };
}

function refuse(kind: OrcidProblem['kind'], detail: string): { ok: false; problem: OrcidProblem } {
  return {
    ok: false,
    problem: { kind, status: null, code: null, detail, putCode: null, movedTo: null, retryAfterMs: null },
  };
}
