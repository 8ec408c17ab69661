import type { DataciteConfig } from '@mintmark/datacite';
import type { AppContext } from '../../context.ts';
import { type Tx, transact } from '../../db/index.ts';
import { recordEvent } from '../../events.ts';
import { shareAuthenticatedOrcids } from '../../http/agents.ts';
import { listNamedOrcids, orcidBases } from '../../http/orcids.ts';
import { readAuthenticatedOrcids } from '../accounts/index.ts';
import { lockPid } from '../pids/index.ts';
import { type Attempt, attemptRegistration, expectedRequests } from './attempt.ts';
import { noteAnswer, readHealth } from './breaker/note-answer.ts';
import { settleBudget, slowBudget } from './budget/store.ts';
import { createDataciteConfig } from './datacite-config.ts';
import { isAboutAccount, judge, judgeOwnFailure, SILENCE_MS } from './judge.ts';
import { isMetadataWithRegistrar } from './metadata-with-registrar/store.ts';
import { alertOfAccount, alertOfRefusal } from './raise-alert.ts';
import type { RegistrarAccount, Registration } from './registration.ts';
import { type Outcome, recordDraftUpdate, recordOutcome } from './store.ts';
import type { Wanted } from './wanted.ts';

export type SyncContext = Pick<
  AppContext,
  'alerts' | 'config' | 'db' | 'secrets' | 'now' | 'log' | 'metrics' | 'afterRegistration'
>;

/** Names the shared budget of an account's requests. */
export function budgetName(account: RegistrarAccount): string {
  return `datacite:${account.url}:${account.repositoryId.toLowerCase()}`;
}

/** What came of an attempt, as far as whoever asked for it is concerned. */
export type Synced = { state: Outcome['state']; detail: string };

/**
 * Attempts to bring DataCite up to date with one claimed identifier, and records what came of it.
 * @param how.asDraft only updates the draft of what is to be registered, and leaves registering it to the next attempt
 */
export async function syncRegistration(
  ctx: SyncContext,
  account: RegistrarAccount,
  registration: Registration,
  how: { asDraft: boolean } = { asDraft: false },
): Promise<Synced> {
  const begunAt = ctx.now();
  const isMetadataThere = await isMetadataWithRegistrar(ctx.db, registration.pid);
  const counted = countRequests(
    createDataciteConfig(ctx, account, { subject: registration.pid, keepBodies: !isMetadataThere }),
  );
  const shared = await shareOrcids(ctx, registration, isMetadataThere);
  const sent = await send(ctx, counted.config, registration, { ...how, isMetadataThere, shared });
  const { answer } = sent;
  const outcome = judge(ctx, sent.registration, answer);
  const held = await transact(ctx.db, async (tx) => {
    // The identifier first, as everyone who changes what is wanted of it; then the budget, as claiming does.
    await lockPid(tx, registration.pid);
    await settleBudget(tx, budgetName(account), counted.requests() - expectedRequests(registration));
    if (answer.kind === 'later' && answer.status === 429) {
      const now = ctx.now();
      const until = new Date(now.getTime() + (answer.retryAfterMs ?? SILENCE_MS));
      await slowBudget(tx, budgetName(account), { begunAt, until, now });
    }
    const isHeld = await record(tx, ctx, account, sent, outcome);
    const { detail } = outcome.answer;
    await noteAnswer(tx, ctx, account, { pid: registration.pid, health: readHealth(answer), detail });
    return isHeld;
  });
  const state = held ? outcome.state : 'pending';
  ctx.metrics.registrations.inc({ outcome: state });
  return { state, detail: outcome.answer.detail };
}

/**
 * The same, but never throws: what comes to grief here is attempted again later, and those behind it go on.
 */
export async function syncAndLog(
  ctx: SyncContext,
  account: RegistrarAccount,
  registration: Registration,
  how: { asDraft: boolean } = { asDraft: false },
): Promise<Synced> {
  const { pid, attempts } = registration;
  try {
    const synced = await syncRegistration(ctx, account, registration, how);
    ctx.log.info({ pid, registration: synced.state, attempts }, 'registration attempt');
    return synced;
  } catch (error) {
    ctx.log.error({ err: error, pid }, 'a registration attempt failed on our side');
    const outcome = { ...judgeOwnFailure(ctx, registration), ours: true };
    await transact(ctx.db, (tx) => recordOutcome(tx, registration, outcome, ctx.now())).catch(
      // The claim runs out by itself and the attempt is made again.
      (later: unknown) => ctx.log.error({ err: later, pid }, 'nor could that be written down'),
    );
    return { state: outcome.state, detail: outcome.answer.detail };
  }
}

type Sent = {
  answer: Attempt;
  /** With the wish that was sent. */
  registration: Registration;
  asDraft: boolean;
};

/**
 * What the registrar is told of people: DataCite has no place to say that nobody proved an iD, so only those iDs are sent
 * whose owners signed in with them. Where the description is kept by DataCite alone it goes as it was written.
 */
async function shareOrcids(
  ctx: Pick<SyncContext, 'config' | 'db'>,
  { wanted: { metadata } }: Registration,
  isMetadataThere: boolean,
): Promise<Wanted['metadata']> {
  const named = listNamedOrcids([metadata]);
  if (metadata === null || isMetadataThere || named.length === 0) return metadata;
  const { environment, standInUrl } = ctx.config.orcid;
  const authenticated = Object.fromEntries(await readAuthenticatedOrcids(ctx.db, environment, named));
  return shareAuthenticatedOrcids(metadata, authenticated, orcidBases(standInUrl));
}

async function send(
  ctx: SyncContext,
  config: DataciteConfig,
  registration: Registration,
  {
    asDraft,
    isMetadataThere,
    shared,
  }: { asDraft: boolean; isMetadataThere: boolean; shared: Wanted['metadata'] },
): Promise<Sent> {
  const withShared = (each: Registration): Registration => ({
    ...each,
    wanted: { ...each.wanted, metadata: shared },
  });
  if (asDraft) {
    const wanted: Wanted = { ...registration.wanted, state: 'draft', reason: null };
    const draft = { ...registration, wanted };
    const answer = await attemptRegistration(config, withShared(draft), {
      url: urlOf(ctx, draft),
      isMetadataThere,
    });
    // An answer that was lost may have announced it; then there is a draft no more, and nothing left to wait for.
    if (answer.kind !== 'announced-elsewhere') return { answer, registration: draft, asDraft };
  }
  const answer = await attemptRegistration(config, withShared(registration), {
    url: urlOf(ctx, registration),
    isMetadataThere,
  });
  return { answer, registration, asDraft: false };
}

async function record(
  tx: Tx,
  ctx: SyncContext,
  account: RegistrarAccount,
  { answer, registration, asDraft }: Sent,
  outcome: Outcome,
): Promise<boolean> {
  const now = ctx.now();
  const isDraftUpdate = asDraft && outcome.state === 'acknowledged';
  const held = isDraftUpdate
    ? await recordDraftUpdate(tx, registration, outcome.answer, now)
    : await recordOutcome(tx, registration, { ...outcome, ours: answer.ours }, now);
  if (!held) return false;
  if (isAboutAccount(answer)) await alertOfAccount(tx, ctx, account, registration, outcome.answer.detail);
  if (outcome.state === 'pending') return true;
  await recordEvent(tx, {
    at: now,
    subject: { type: 'pid', id: registration.pid },
    action: outcome.state === 'acknowledged' ? 'registration-acknowledged' : 'registration-refused',
    actor: { kind: 'service' },
    after: { registrar: account.registrar, wanted: registration.wanted.state, answer: outcome.answer },
  });
  if (isDraftUpdate) return true;
  const { pid, wanted, wantedHash } = registration;
  const { detail, errors } = outcome.answer;
  await ctx.afterRegistration(tx, { pid, wanted, wantedHash, state: outcome.state, detail, errors });
  if (outcome.state === 'refused') await alertOfRefusal(tx, ctx, account, registration, detail);
  return true;
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
