import type { DataciteConfig } from '@mintmark/datacite';
import type { AppContext } from '../../context.ts';
import { transact } from '../../db/index.ts';
import { recordEvent } from '../../events.ts';
import { createOutsideFetch } from '../../outside/index.ts';
import { type Attempt, attemptRegistration, expectedRequests } from './attempt.ts';
import { settleBudget, slowBudget } from './budget/store.ts';
import { isMetadataWithRegistrar } from './metadata-with-registrar/store.ts';
import { type RegistrarAccount, type Registration, registrarPasswordContext } from './registration.ts';
import { type Outcome, recordOutcome } from './store.ts';
import type { Wanted } from './wanted.ts';

export type SyncContext = Pick<
  AppContext,
  'alerts' | 'config' | 'db' | 'secrets' | 'now' | 'log' | 'metrics' | 'afterRegistration'
>;

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 3_600_000;
/** After a refusal of the credentials; they are mended at the account, not at each identifier. */
const ACCOUNT_DELAY_MS = 600_000;
/** After a 429 that does not say how long to wait. */
const SILENCE_MS = 60_000;

/** Names the shared budget of an account's requests. */
export function budgetName(account: RegistrarAccount): string {
  return `datacite:${account.url}:${account.repositoryId.toLowerCase()}`;
}

/** Attempts to bring DataCite up to date with one claimed identifier, and records what came of it. */
export async function syncRegistration(
  ctx: SyncContext,
  account: RegistrarAccount,
  registration: Registration,
): Promise<Outcome['state']> {
  const begunAt = ctx.now();
  const isMetadataThere = await isMetadataWithRegistrar(ctx.db, registration.pid);
  const counted = countRequests(
    dataciteConfig(ctx, account, registration.pid, { keepBodies: !isMetadataThere }),
  );
  const answer = await attemptRegistration(counted.config, registration, {
    url: urlOf(ctx, registration),
    isMetadataThere,
  });
  const outcome = judge(ctx, registration, answer);
  const held = await transact(ctx.db, async (tx) => {
    // The budget first, as claiming does.
    await settleBudget(tx, budgetName(account), counted.requests() - expectedRequests(registration));
    if (answer.kind === 'later' && answer.status === 429) {
      const now = ctx.now();
      const until = new Date(now.getTime() + (answer.retryAfterMs ?? SILENCE_MS));
      await slowBudget(tx, budgetName(account), { begunAt, until, now });
    }
    if (!(await recordOutcome(tx, registration, { ...outcome, ours: answer.ours }, ctx.now()))) return false;
    if (outcome.state !== 'pending') {
      await recordEvent(tx, {
        at: ctx.now(),
        subject: { type: 'pid', id: registration.pid },
        action: outcome.state === 'acknowledged' ? 'registration-acknowledged' : 'registration-refused',
        actor: { kind: 'service' },
        after: { registrar: account.registrar, wanted: registration.wanted.state, answer: outcome.answer },
      });
      const { pid, wanted, wantedHash } = registration;
      const { detail, errors } = outcome.answer;
      await ctx.afterRegistration(tx, { pid, wanted, wantedHash, state: outcome.state, detail, errors });
    }
    return true;
  });
  const state = held ? outcome.state : 'pending';
  ctx.metrics.registrations.inc({ outcome: state });
  return state;
}

/** What DataCite is told about where it leads; a draft has no page of ours that anyone could see. */
function urlOf(ctx: Pick<SyncContext, 'config'>, { pid, wanted }: Registration): string | null {
  if (wanted.target !== null) return wanted.target;
  return wanted.state === 'draft' || wanted.state === 'absent' ? null : `${ctx.config.publicUrl}/${pid}`;
}

function countRequests(config: DataciteConfig): { config: DataciteConfig; requests(): number } {
  const send = config.fetch ?? fetch;
  let requests = 0;
  return {
    config: {
      ...config,
      fetch: (input, init) => {
        requests += 1;
        return send(input, init);
      },
    },
    requests: () => requests,
  };
}

function judge(ctx: SyncContext, registration: Registration, answer: Attempt): Outcome {
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
      if (answer.status === 401 || answer.status === 403) {
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

/** Doubles with each attempt, to an hour at most; spread out, so that a thousand do not return at once. */
function later(ctx: Pick<SyncContext, 'now'>, registration: Registration, retryAfterMs: number | null): Date {
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(20, registration.attempts - 1));
  const spreadMs = delayMs * (0.75 + Math.random() * 0.5);
  return new Date(ctx.now().getTime() + Math.max(spreadMs, retryAfterMs ?? 0));
}

function dataciteConfig(
  ctx: SyncContext,
  account: RegistrarAccount,
  pid: string,
  interactions: { keepBodies: boolean },
): DataciteConfig {
  const password = ctx.secrets.open(account.sealedPassword, registrarPasswordContext(account.id));
  const credentials = Buffer.from(`${account.repositoryId}:${password}`).toString('base64');
  return {
    url: account.url,
    repositoryId: account.repositoryId,
    password,
    userAgent: userAgent(ctx),
    timeoutMs: ctx.config.datacite.timeoutMs,
    fetch: createOutsideFetch(ctx, {
      outside: 'datacite',
      subject: pid,
      secrets: [password, credentials],
      ...interactions,
    }),
  };
}

function userAgent(ctx: Pick<SyncContext, 'config'>): string {
  const { publicUrl, contactEmail } = ctx.config;
  return `Mintmark/0.1 (${publicUrl}${contactEmail === null ? '' : `; mailto:${contactEmail}`})`;
}
