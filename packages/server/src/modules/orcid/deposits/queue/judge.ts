import { findRefusedField, type OrcidProblem } from '@mintmark/orcid';
import { explainProblem, quoteProblem } from '../../explain-problem.ts';
import { LONGEST_SILENCE_MS } from '../../pace/call-in-turn.ts';
import type { Deposit, DepositProblem } from '../deposit.ts';
import { explainTakenOff } from '../explain.ts';
import { effectiveHash } from '../move-deposit.ts';
import type { HeldReason } from '../moves.ts';
import type { Outcome, Step } from './outcome.ts';

/** What an outcome means for its deposit. */
export type Verdict = (
  | { kind: 'acknowledged' }
  /** It is not on the record, as it should be. */
  | { kind: 'absent' }
  /** `putCode`: under which it was there. */
  | { kind: 'user-deleted'; putCode: number }
  | { kind: 'refused'; reason: string; problems: readonly DepositProblem[] }
  /** `retryMs`: when it is tried again where the reason turns out to be none. */
  | { kind: 'held'; reason: HeldReason; retryMs: number }
  | { kind: 'later'; delayMs: number; problems: readonly DepositProblem[] }
) & {
  detail: string;
  /** What is known of the record by now. */
  known: Partial<Deposit>;
};

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 3_600_000;

const NOT_THERE = {
  putCode: null,
  groupId: null,
  postedAt: null,
  posted: null,
  acknowledged: null,
  acknowledgedHash: null,
} as const;
/** A clear answer to a POST: nothing was added. */
const NOT_POSTED = { postedAt: null, posted: null } as const;

export function judge(attempted: Deposit, outcome: Outcome): Verdict {
  switch (outcome.kind) {
    case 'written': {
      const groupId = outcome.sent['review-group-id'];
      return {
        kind: 'acknowledged',
        detail: 'ORCID has it.',
        known: {
          putCode: outcome.putCode,
          groupId: typeof groupId === 'string' ? groupId : null,
          acknowledged: outcome.sent,
          acknowledgedHash: effectiveHash(attempted),
          ...NOT_POSTED,
        },
      };
    }
    case 'absent':
      return { kind: 'absent', detail: 'It is not on the record.', known: NOT_THERE };
    case 'gone':
      return {
        kind: 'user-deleted',
        putCode: outcome.putCode,
        detail: explainTakenOff(outcome.putCode),
        known: { ...NOT_THERE, consent: 'declined' },
      };
    case 'refused': {
      const { reason, detail, problems } = outcome;
      return { kind: 'refused', reason, detail, problems, known: NOT_POSTED };
    }
    case 'held':
      return {
        kind: 'held',
        reason: outcome.reason,
        retryMs: backOff(attempted),
        detail: '',
        known: {},
      };
    case 'wait':
      return {
        kind: 'later',
        delayMs: backOff(attempted),
        detail: outcome.detail,
        problems: [],
        known: {},
      };
    case 'unsent': {
      const { postedAt, posted } = attempted;
      return { ...judgeLater(attempted, outcome.problem, 'look'), known: { postedAt, posted } };
    }
    case 'changed':
      return {
        kind: 'later',
        delayMs: 0,
        detail: 'Something else is wanted by now.',
        problems: [],
        known: {},
      };
    case 'problem':
      return judgeProblem(attempted, outcome.problem, outcome.during);
    default:
      return outcome satisfies never;
  }
}

function judgeProblem(attempted: Deposit, problem: OrcidProblem, during: Step): Verdict {
  const detail = explainProblem(problem);
  const problems = quote(problem);
  // Whatever says no to a POST says that nothing was added.
  const known = during === 'add' ? NOT_POSTED : {};
  const answer = { detail, known };
  const retryMs = backOff(attempted);
  switch (problem.kind) {
    case 'grant-revoked':
      return { kind: 'held', reason: 'not-connected', retryMs, ...answer };
    case 'token-of-other-record':
      return { kind: 'held', reason: 'quarantined', retryMs, ...answer };
    case 'scope-missing':
      return { kind: 'held', reason: 'scope-missing', retryMs, ...answer };
    case 'locked':
    case 'deactivated':
    case 'unclaimed':
    case 'moved':
      return { kind: 'held', reason: problem.kind, retryMs, ...answer };
    case 'client-refused':
      // The whole queue of the client stops until its credentials are mended, and goes on then.
      return { kind: 'later', delayMs: retryMs, problems, ...answer };
    case 'not-source':
    case 'gone':
    case 'duplicate':
    case 'invalid':
      return {
        kind: 'refused',
        reason: problem.code === null ? problem.kind : `orcid-${problem.code}`,
        problems: quote(problem, fieldOf(attempted, problem, during)),
        ...answer,
      };
    case 'too-large':
      // An answer to a POST that is not read may have been a yes.
      if (during === 'add') return judgeLater(attempted, problem, during);
      return { kind: 'refused', reason: 'too-large', problems: [{ pointer: '', detail }], ...answer };
    case 'later':
      return judgeLater(attempted, problem, during);
    default:
      return problem.kind satisfies never;
  }
}

function fieldOf({ kind }: Deposit, problem: OrcidProblem, during: Step): string {
  // All that is prepared is the group of a review.
  return during === 'prepare' ? '/review-group-id' : findRefusedField(kind, problem);
}

/** No answer, or one of the registry's own troubles: after a POST it may have been added all the same. */
function judgeLater(attempted: Deposit, problem: OrcidProblem, during: Step): Verdict {
  const { status, retryAfterMs } = problem;
  return {
    kind: 'later',
    delayMs: Math.max(backOff(attempted), Math.min(retryAfterMs ?? 0, LONGEST_SILENCE_MS)),
    detail: explainProblem(problem),
    problems: quote(problem),
    known: during === 'add' && status === 429 ? NOT_POSTED : {},
  };
}

/** What the registry itself said, beside our own sentence, and the field that it is about. */
function quote(problem: OrcidProblem, pointer = ''): DepositProblem[] {
  const said = quoteProblem(problem);
  if (said === null && pointer === '') return [];
  return [{ pointer, detail: said ?? explainProblem(problem) }];
}

/** Doubles with each attempt, to an hour at most. */
function backOff({ attempts }: Deposit): number {
  return spread(Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(20, Math.max(0, attempts - 1))));
}

/** Spread out, so that a thousand do not return at once. */
function spread(delayMs: number): number {
  return Math.round(delayMs * (0.75 + Math.random() * 0.5));
}
