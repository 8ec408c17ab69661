import { type Answer, checkItem, createRecordApi, isItemGone, type RecordApi } from '@mintmark/orcid';
import { transact } from '../../../../db/index.ts';
import type { OrganisationClient } from '../../clients/client.ts';
import { openOrcidClient } from '../../clients/open-client.ts';
import type { Connection } from '../../connections/connection.ts';
import { type OpenedToken, openTokenOf } from '../../connections/open-token.ts';
import { hasImportedItems } from '../../imports/store.ts';
import { createPaced, LONGEST_WAIT_MS, type Paced } from '../../pace/call-in-turn.ts';
import type { Deposit } from '../deposit.ts';
import { effectiveWanted } from '../move-deposit.ts';
import { scopeToWrite } from '../scope.ts';
import { findByPutCode, readPutCodes } from '../store.ts';
import { findOurs, isKeptOnce } from './find-ours.ts';
import type { Outcome, QueueContext } from './outcome.ts';
import { markPosting } from './store.ts';

/** A deposit that this process has to itself, with what it belongs to. */
export type Claimed = { deposit: Deposit; connection: Connection; client: OrganisationClient };

/** Calls that one attempt makes at most: it renews a token, looks, finds a group, adds, is told that it is there, and updates. */
const MOST_CALLS = 7;
/** As the client of the registry counts. */
const CALL_TIMEOUT_MS = 15_000;
/** Beyond the time of its calls, a claim is held this long; only then may anybody else work on it. */
const CLAIM_MARGIN_MS = 30_000;
/** How long a claim is held at first; each POST prolongs it where that is too short. */
export const CLAIM_MS = MOST_CALLS * CALL_TIMEOUT_MS + CLAIM_MARGIN_MS;

type Open = Claimed & { api: RecordApi; paced: Paced; grantId: string };

/**
 * One attempt to bring a record up to date with one deposit. What was never added is added by POST; where an answer to a
 * POST was lost, it looks first, so that nothing is added twice. Safe to repeat at any point.
 */
export async function attemptDeposit(ctx: QueueContext, claimed: Claimed): Promise<Outcome> {
  const { deposit, connection, client } = claimed;
  const wanted = effectiveWanted(deposit);
  if (wanted === null && deposit.putCode === null && deposit.postedAt === null) return { kind: 'absent' };
  const token = await openTokenOf(ctx, { connection, client }, scopeToWrite(deposit.kind), {
    evenIfRevoked: wanted === null,
  });
  if (!token.ok) return withoutToken(token);
  const orcidClient = await openOrcidClient(ctx, client, {
    orcid: connection.orcid,
    thing: deposit.thing,
    secrets: [token.accessToken],
  });
  const open: Open = {
    ...claimed,
    api: createRecordApi(orcidClient, { api: client.api, accessToken: token.accessToken }),
    paced: createPaced(ctx, client),
    grantId: token.grantId,
  };
  const outcome = wanted === null ? await takeAway(ctx, open) : await bring(ctx, open, wanted);
  if (outcome.kind !== 'problem') return outcome;
  // What prepares a deposit is done with a token of the client itself: its answer says nothing of the person's.
  return { ...outcome, grantId: outcome.during === 'prepare' ? null : token.grantId };
}

function withoutToken({ reason }: OpenedToken & { ok: false }): Outcome {
  switch (reason) {
    case 'not-connected':
    case 'expired':
      return { kind: 'held', reason: 'not-connected' };
    case 'scope-missing':
      return { kind: 'held', reason: 'scope-missing' };
    case 'later':
    case 'client-refused':
      return { kind: 'wait', detail: 'ORCID could not be asked for a token.' };
    default:
      return reason satisfies never;
  }
}

async function bring(ctx: QueueContext, open: Open, wish: Record<string, unknown>): Promise<Outcome> {
  const { deposit, client, paced } = open;
  const problems = checkItem(deposit.kind, wish).map(({ pointer, detail }) => ({ pointer, detail }));
  if (problems.length > 0) {
    const detail = problems.map((each) => each.detail).join(' ');
    return { kind: 'refused', reason: 'invalid', detail, problems };
  }
  const prepared = await ctx.prepareDeposit(ctx, { deposit, client, wanted: wish, paced });
  if (!prepared.ok) return { kind: 'problem', problem: prepared.problem, during: 'prepare', grantId: null };
  const { wanted } = prepared;
  if (deposit.putCode !== null) return update(ctx, open, wanted, deposit.putCode);
  // What ORCID itself keeps once it names when it is added again; of the other kinds it would take a second one.
  const mayBeThere =
    deposit.postedAt !== null ||
    (!isKeptOnce(deposit.kind) && (await hasImportedItems(ctx.db, deposit.connectionId, deposit.kind)));
  if (mayBeThere) {
    const found = await look(ctx, open, deposit.posted ?? wanted);
    if (!found.ok && !(found.problem.kind === 'scope-missing' && isKeptOnce(deposit.kind))) {
      return { kind: 'problem', problem: found.problem, during: 'look', grantId: null };
    }
    if (found.ok && found.putCode !== null) return update(ctx, open, wanted, found.putCode);
  }
  return add(ctx, open, wanted);
}

async function add(ctx: QueueContext, open: Open, wanted: Record<string, unknown>): Promise<Outcome> {
  const { deposit, connection, api, paced } = open;
  const now = ctx.now();
  const claimedUntil = new Date(now.getTime() + LONGEST_WAIT_MS + CALL_TIMEOUT_MS + CLAIM_MARGIN_MS);
  // Before the turn is waited for: nothing that could take long comes between it and the call.
  const isStillWanted = await transact(ctx.db, (tx) =>
    markPosting(tx, deposit, { posted: wanted, now, claimedUntil }),
  );
  if (!isStillWanted) return { kind: 'changed' };
  let isSent = false;
  const answer = await paced(() => {
    isSent = true;
    return api.addItem(connection.orcid, deposit.kind, wanted);
  });
  if (!answer.ok && !isSent) return { kind: 'unsent', problem: answer.problem };
  if (answer.ok) return { kind: 'written', putCode: answer.putCode, sent: wanted };
  const { problem } = answer;
  if (problem.kind !== 'duplicate' || problem.putCode === null) {
    return { kind: 'problem', problem, during: 'add', grantId: null };
  }
  return adopt(ctx, open, wanted, problem.putCode);
}

/** The registry has it from us already, as after a restore from a backup, or a move from another system. */
async function adopt(
  ctx: QueueContext,
  open: Open,
  wanted: Record<string, unknown>,
  putCode: number,
): Promise<Outcome> {
  const { deposit } = open;
  const key = { connectionId: deposit.connectionId, kind: deposit.kind, putCode };
  const other = await findByPutCode(ctx.db, key);
  if (other !== null && other.id !== deposit.id) return { kind: 'refused', ...sameAs(other) };
  return update(ctx, open, wanted, putCode);
}

function sameAs(other: Deposit): { reason: string; detail: string; problems: [] } {
  const detail = `Another thing of this organisation is on the record under the same identifier: ${other.title}`;
  return { reason: 'same-as-other', detail, problems: [] };
}

/** Visibility is the person's own and is never sent: the registry keeps what it is. */
async function update(
  _ctx: QueueContext,
  { deposit, connection, api, paced }: Open,
  wanted: Record<string, unknown>,
  putCode: number,
): Promise<Outcome> {
  const answer = await paced(() => api.updateItem(connection.orcid, deposit.kind, putCode, wanted));
  if (answer.ok) return { kind: 'written', putCode, sent: wanted };
  return isItemGone(answer.problem)
    ? { kind: 'gone', putCode }
    : { kind: 'problem', problem: answer.problem, during: 'update', grantId: null };
}

async function takeAway(ctx: QueueContext, open: Open): Promise<Outcome> {
  const { deposit, connection, api, paced } = open;
  let { putCode } = deposit;
  if (putCode === null) {
    const found = await look(ctx, open, deposit.posted ?? {});
    if (!found.ok) return { kind: 'problem', problem: found.problem, during: 'look', grantId: null };
    putCode = found.putCode;
  }
  if (putCode === null) return { kind: 'absent' };
  const code = putCode;
  const answer = await paced(() => api.deleteItem(connection.orcid, deposit.kind, code));
  if (answer.ok || answer.problem.kind === 'gone') return { kind: 'absent' };
  return { kind: 'problem', problem: answer.problem, during: 'remove', grantId: null };
}

/** Looks for what a lost POST may have added. */
async function look(
  ctx: QueueContext,
  { deposit, connection, client, api, paced }: Open,
  posted: Record<string, unknown>,
): Promise<Answer<{ putCode: number | null }>> {
  const answer = await paced(() => api.readSection(connection.orcid, deposit.kind));
  if (!answer.ok) return answer;
  const taken = await readPutCodes(ctx.db, deposit.connectionId, deposit.kind);
  return {
    ok: true,
    putCode: findOurs(answer.section, { kind: deposit.kind, posted, clientId: client.clientId, taken }),
  };
}
