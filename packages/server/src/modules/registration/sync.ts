import {
  compareDoi,
  type DataciteConfig,
  type DoiAnswer,
  deleteDoi,
  doiAttributes,
  getDoi,
  type Later,
  putDoi,
  type Refused,
} from '@mintmark/datacite';
import type { AppContext } from '../../context.ts';
import { transact } from '../../db/index.ts';
import { recordEvent } from '../../events.ts';
import { createOutsideFetch } from '../../outside/index.ts';
import { isMetadataWithRegistrar } from './metadata-with-registrar/store.ts';
import { type RegistrarAccount, type Registration, registrarPasswordContext } from './registration.ts';
import { blockBudget, type Outcome, recordOutcome } from './store.ts';
import { chooseEvent, type Wanted } from './wanted.ts';

export type SyncContext = Pick<
  AppContext,
  'config' | 'db' | 'secrets' | 'now' | 'log' | 'metrics' | 'afterRegistration'
>;

/** Requests that one attempt may make: it asks before it writes. */
export const REQUESTS_PER_ATTEMPT = 2;

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 3_600_000;
/** After a refusal of the credentials; they are mended at the account, not at each identifier. */
const ACCOUNT_DELAY_MS = 600_000;

/** Names the shared budget of an account's requests. */
export function budgetName(account: RegistrarAccount): string {
  return `datacite:${account.url}:${account.repositoryId.toLowerCase()}`;
}

/**
 * One attempt to bring DataCite up to date with one identifier: read, compare, write, compare what came back,
 * record. Safe to repeat at any point, because the suffix is ours and PUT is idempotent.
 */
export async function syncRegistration(
  ctx: SyncContext,
  account: RegistrarAccount,
  registration: Registration,
): Promise<Outcome['state']> {
  const answer = await attempt(ctx, account, registration);
  const outcome = judge(ctx, registration, answer);
  await transact(ctx.db, async (tx) => {
    await recordOutcome(tx, registration, outcome, ctx.now());
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
    if (answer.kind === 'later' && answer.status === 429) {
      await blockBudget(
        tx,
        budgetName(account),
        new Date(ctx.now().getTime() + (answer.retryAfterMs ?? 60_000)),
      );
    }
  });
  ctx.metrics.registrations.inc({ outcome: outcome.state });
  return outcome.state;
}

type Attempt =
  | { kind: 'as-wanted'; status: number }
  | { kind: 'not-as-wanted'; status: number; details: string[] }
  | { kind: 'taken'; url: string | null }
  | Refused
  | Later;

async function attempt(
  ctx: SyncContext,
  account: RegistrarAccount,
  registration: Registration,
): Promise<Attempt> {
  const { pid, wanted } = registration;
  const isMetadataThere = await isMetadataWithRegistrar(ctx.db, pid);
  const config = dataciteConfig(ctx, account, pid, { keepBodies: !isMetadataThere });
  const url = wanted.target ?? `${ctx.config.publicUrl}/${pid}`;

  const current = await getDoi(config, pid);
  if (current.kind === 'later' || current.kind === 'refused') return current;
  if (isSomebodyElses(registration, current, url)) {
    return { kind: 'taken', url: current.kind === 'found' ? current.doi.url : null };
  }
  if (wanted.state === 'absent') return removeDraft(config, pid, current);
  const event = chooseEvent(wanted.state, current.kind === 'found' ? current.doi.state : null);
  const change = {
    url,
    ...(wanted.reason === null ? {} : { reason: wanted.reason }),
    ...(event === null ? {} : { event }),
  };
  const answer = await putDoi(
    config,
    pid,
    // DataCite keeps what an update does not name.
    wanted.metadata === null && isMetadataThere ? change : doiAttributes(wanted.metadata ?? {}, change),
  );
  if (answer.kind !== 'found') return answer;
  const differences = compareDoi({ state: wanted.state, url }, answer.doi);
  return differences.length === 0
    ? { kind: 'as-wanted', status: answer.status }
    : { kind: 'not-as-wanted', status: answer.status, details: differences.map((each) => each.detail) };
}

/** Takes a draft away. What DataCite has registered it never deletes, and we never ask it to. */
async function removeDraft(config: DataciteConfig, pid: string, current: DoiAnswer): Promise<Attempt> {
  if (current.kind !== 'found') return { kind: 'as-wanted', status: 404 };
  if (current.doi.state !== 'draft') {
    return {
      kind: 'not-as-wanted',
      status: current.status,
      details: [`DataCite has it as ${current.doi.state}; only a draft can be taken away.`],
    };
  }
  const answer = await deleteDoi(config, pid);
  return answer.kind === 'deleted' || answer.kind === 'absent'
    ? { kind: 'as-wanted', status: answer.status }
    : answer;
}

/**
 * On the very first attempt nothing of ours can be there. What is there then was made elsewhere with the same
 * account, and a write would overwrite it; unless it is just what is wanted, as after a restore from a backup.
 */
function isSomebodyElses(registration: Registration, current: DoiAnswer, url: string): boolean {
  if (current.kind !== 'found' || registration.acknowledgedHash !== null || registration.attempts > 1)
    return false;
  return current.doi.url !== url;
}

function judge(ctx: SyncContext, registration: Registration, answer: Attempt): Outcome {
  const at = ctx.now().toISOString();
  switch (answer.kind) {
    case 'as-wanted':
      return {
        state: 'acknowledged',
        answer: { at, status: answer.status, detail: describeDone(registration.wanted), errors: [] },
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
          detail: `DataCite has this DOI already, for ${answer.url ?? 'no address'}, and it was not made here. Nothing was sent.`,
          errors: [],
        },
      };
    case 'later':
      return {
        state: 'pending',
        answer: { at, status: answer.status, detail: answer.reason, errors: [] },
        nextAttemptAt: later(ctx, registration, answer.retryAfterMs),
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

function describeDone(wanted: Wanted): string {
  return {
    findable: 'DataCite shows it to everyone.',
    registered: 'DataCite keeps it, hidden from its search.',
    draft: 'DataCite keeps a draft that only the repository account sees.',
    absent: 'DataCite has no draft of it any more.',
  }[wanted.state];
}

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
