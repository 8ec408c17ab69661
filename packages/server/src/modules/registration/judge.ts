import type { AppContext } from '../../context.ts';
import type { Attempt } from './attempt.ts';
import type { Registration } from './registration.ts';
import type { Outcome } from './store.ts';
import type { Wanted } from './wanted.ts';

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 3_600_000;
/** After a refusal of the credentials; they are mended at the account, not at each identifier. */
const ACCOUNT_DELAY_MS = 600_000;
/** After a 429 that does not say how long to wait. */
export const SILENCE_MS = 60_000;

/** What the answer of a registrar means for a registration. */
export function judge(ctx: Pick<AppContext, 'now'>, registration: Registration, answer: Attempt): Outcome {
  const at = ctx.now().toISOString();
  switch (answer.kind) {
    case 'as-wanted':
      return {
        state: 'acknowledged',
        answer: { at, status: answer.status, detail: DONE[registration.wanted.state], errors: [] },
      };
    case 'not-as-wanted':
      return {
        state: 'pending',
        answer: { at, status: answer.status, detail: answer.details.join(' '), errors: [] },
        nextAttemptAt: later(ctx, registration, null),
      };
    case 'taken':
      return {
        state: 'refused',
        answer: {
          at,
          status: null,
          detail: `DataCite has this DOI already, for ${answer.url ?? 'no address'}, and it was not made here. Nothing was changed.`,
          errors: [],
        },
      };
    case 'announced-elsewhere':
      return {
        state: 'refused',
        answer: {
          at,
          status: answer.status,
          detail: `DataCite has this DOI as ${answer.state}: it was announced from elsewhere. ${WHAT_CANNOT_BE[registration.wanted.state]}`,
          errors: [],
        },
      };
    case 'later':
      return {
        state: 'pending',
        answer: { at, status: answer.status, detail: answer.reason, errors: [] },
        // A 429 says nothing of this one; the budget keeps everyone silent, and its turn stays the first.
        nextAttemptAt:
          answer.status === 429
            ? new Date(ctx.now().getTime() + (answer.retryAfterMs ?? SILENCE_MS))
            : later(ctx, registration, answer.retryAfterMs),
      };
    case 'refused': {
      const detail = answer.errors.map((each) => each.detail).join(' ');
      if (isAboutAccount(answer)) {
        return {
          state: 'pending',
          answer: {
            at,
            status: answer.status,
            detail: `DataCite refuses the repository account: ${detail}`,
            errors: [],
          },
          nextAttemptAt: new Date(ctx.now().getTime() + ACCOUNT_DELAY_MS),
        };
      }
      return {
        state: 'refused',
        answer: {
          at,
          status: answer.status,
          detail,
          errors: answer.errors.map((each) => ({ pointer: toPidPointer(each.pointer), detail: each.detail })),
        },
      };
    }
    default:
      return answer satisfies never;
  }
}

const DONE: Record<Wanted['state'], string> = {
  findable: 'DataCite shows it to everyone.',
  registered: 'DataCite keeps it, hidden from its search.',
  draft: 'DataCite keeps a draft that only the repository account sees.',
  absent: 'DataCite has no draft of it.',
};

const WHAT_CANNOT_BE: Record<Wanted['state'], string> = {
  findable: '',
  registered: '',
  draft: 'It cannot become a draft again, and nothing was changed.',
  absent: 'Only drafts can be taken away, and nothing was changed.',
};

/** Pointers of the client are into the metadata; those of an identifier record are one level up. */
function toPidPointer(pointer: string | null): string {
  if (pointer === null) return '';
  return pointer === '/target' ? pointer : `/metadata${pointer}`;
}

/** What is to be done where an attempt came to grief in this service itself: again later, since anything may have been sent. */
export function judgeOwnFailure(ctx: Pick<AppContext, 'now'>, registration: Registration): Outcome {
  return {
    state: 'pending',
    answer: {
      at: ctx.now().toISOString(),
      status: null,
      detail: 'It could not be sent, for a reason on our side; the log of the service says which.',
      errors: [],
    },
    nextAttemptAt: later(ctx, registration, null),
  };
}

/** Whether a registrar refuses the account rather than the identifier. */
export function isAboutAccount(answer: Attempt): boolean {
  return answer.kind === 'refused' && (answer.status === 401 || answer.status === 403);
}

/** Doubles with each attempt, to an hour at most; spread out, so that a thousand do not return at once. */
function later(ctx: Pick<AppContext, 'now'>, registration: Registration, retryAfterMs: number | null): Date {
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(20, registration.attempts - 1));
  const spreadMs = delayMs * (0.75 + Math.random() * 0.5);
  return new Date(ctx.now().getTime() + Math.max(spreadMs, retryAfterMs ?? 0));
}
