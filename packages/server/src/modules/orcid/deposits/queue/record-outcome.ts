import type { OrcidProblem } from '@mintmark/orcid';
import { type Tx, transact } from '../../../../db/index.ts';
import { noteClientRefusal } from '../../clients/note-refusal.ts';
import { noteProblem } from '../../connections/note-problem.ts';
import { sayProblem } from '../../explain-problem.ts';
import type { Deposit } from '../deposit.ts';
import { effectiveHash, moveDeposit, placeAt, standOf } from '../move-deposit.ts';
import type { ConnectionFacts, DepositAction, HeldReason } from '../moves.ts';
import { keepConnections, lockDeposit, updateDepositRow } from '../store.ts';
import type { Claimed } from './attempt.ts';
import { judge, type Verdict } from './judge.ts';
import type { Outcome, QueueContext } from './outcome.ts';

/**
 * Writes what came of an attempt, with its event, in one transaction: what the registry says of the connection or the
 * client first, then the deposit. Where something else is wanted by now, what the record holds is kept and the rest goes on.
 */
export async function recordOutcome(ctx: QueueContext, claimed: Claimed, outcome: Outcome): Promise<void> {
  const { deposit: attempted, connection } = claimed;
  const now = ctx.now();
  const verdict = judge(attempted, outcome);
  await transact(ctx.db, async (tx) => {
    if (outcome.kind === 'problem') await noteAbout(tx, ctx, claimed, outcome.problem, outcome.grantId);
    const current = (await keepConnections(tx, [connection.id])).get(connection.id);
    const before = await lockDeposit(tx, attempted.id);
    if (before === null || current === undefined) throw new Error(`the deposit ${attempted.id} is gone`);
    if (before.claim === attempted.claim) {
      await writeVerdict(tx, { attempted, before, verdict, connection: current, now });
    } else {
      await keepPutCode(tx, before, verdict);
    }
  });
}

async function writeVerdict(
  tx: Tx,
  write: { attempted: Deposit; before: Deposit; verdict: Verdict; connection: ConnectionFacts; now: Date },
): Promise<void> {
  const { attempted, before, verdict, connection, now } = write;
  const known: Deposit = {
    ...before,
    ...verdict.known,
    ...(verdict.kind === 'acknowledged' ? { acknowledgedAt: now } : {}),
    claim: null,
    claimedUntil: null,
  };
  const isSame = effectiveHash(before) === effectiveHash(attempted);
  const placed = place(known, verdict, { connection, isSame, now });
  // History tells what became of it; each call is in the log.
  if (verdict.kind === 'later' && placed.state === before.state) {
    await updateDepositRow(tx, { ...known, ...placed });
    return;
  }
  const by = { actor: { kind: 'service' as const }, now, reason: verdict.detail };
  // It may have been found in this very attempt.
  const found = verdict.kind === 'user-deleted' ? { ...before, putCode: verdict.putCode } : before;
  await moveDeposit(tx, found, actionOf(verdict, placed.state), { ...known, ...placed }, by);
}

/** What an answer says about the connection or the client rather than the deposit. */
async function noteAbout(
  tx: Tx,
  ctx: QueueContext,
  { connection, client }: Claimed,
  problem: OrcidProblem,
  grantId: string | null,
): Promise<void> {
  const now = ctx.now();
  if (problem.kind === 'client-refused') {
    await noteClientRefusal(tx, { client, detail: sayProblem(problem), now });
  } else if (grantId !== null) {
    await noteProblem(tx, ctx, { connectionId: connection.id, grantId, problem, now });
  }
}

/** Where a deposit goes: by the verdict while it is about what is wanted now, else by what is wanted now. */
function place(
  known: Deposit,
  verdict: Verdict,
  { connection, isSame, now }: { connection: ConnectionFacts; isSame: boolean; now: Date },
): Partial<Deposit> & { state: Deposit['state'] } {
  const stand = standOf(known, connection);
  const byStand = placeAt(stand, now);
  if (verdict.kind === 'user-deleted') {
    const state = known.wanted === null ? 'removed' : 'deleted-by-user';
    return { ...byStand, state, reason: null, detail: null, nextAttemptAt: null };
  }
  if (verdict.kind === 'absent' && known.consent === 'declined' && known.wanted !== null) {
    return { ...byStand, state: 'deleted-by-user', reason: null, detail: null, nextAttemptAt: null };
  }
  // The connection is told to be over; what ORCID said of the token tells more.
  if (isSame && stand.state === 'held' && verdict.kind === 'held') return held(verdict.reason, known, now);
  if (!isSame || stand.state !== 'due') return byStand;
  switch (verdict.kind) {
    case 'acknowledged':
    case 'absent':
      return byStand;
    case 'refused': {
      const { reason, detail, problems } = verdict;
      return { state: 'refused', reason, detail, problems, nextAttemptAt: null };
    }
    case 'held': {
      // One token of several was taken back: the others are tried.
      const isConnected = connection.state === 'connected' || connection.state === 'imported';
      if (verdict.reason !== 'not-connected' || !isConnected) return held(verdict.reason, known, now);
      return {
        ...byStand,
        detail: verdict.detail,
        attempts: known.attempts,
        nextAttemptAt: new Date(now.getTime() + verdict.retryMs),
      };
    }
    case 'later': {
      const { detail, problems, delayMs } = verdict;
      return {
        ...byStand,
        detail,
        problems,
        attempts: known.attempts,
        nextAttemptAt: new Date(now.getTime() + delayMs),
      };
    }
    default:
      return verdict satisfies never;
  }
}

function held(reason: HeldReason, known: Deposit, now: Date): ReturnType<typeof placeAt> {
  return { ...placeAt({ state: 'held', reason }, now), attempts: known.attempts };
}

function actionOf(verdict: Verdict, state: Deposit['state']): DepositAction {
  if (state === 'held') return 'hold';
  switch (verdict.kind) {
    case 'acknowledged':
      return 'acknowledge';
    case 'refused':
      return 'refuse';
    case 'user-deleted':
      return 'delete-by-user';
    case 'absent':
      return 'remove';
    case 'held':
    case 'later':
      return 'wait';
    default:
      return verdict satisfies never;
  }
}

/** Somebody else took over; they need not look for what we know. */
async function keepPutCode(tx: Tx, before: Deposit, verdict: Verdict): Promise<void> {
  const { putCode } = verdict.known;
  if (before.putCode === null && putCode != null) await updateDepositRow(tx, { ...before, putCode });
}
