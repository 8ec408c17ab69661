import type { Tx } from '../../../db/index.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import type { Deposit } from './deposit.ts';
import { explainHeld } from './explain.ts';
import { type ConnectionFacts, type DepositAction, decideStand, isMove, type Stand } from './moves.ts';
import { updateDepositRow } from './store.ts';
import { hashWanted } from './wanted.ts';

/** What a move sets beside state and reason; what is left out stays. */
export type DepositChanges = Partial<
  Omit<Deposit, 'id' | 'seq' | 'state' | 'version' | 'createdAt' | 'updatedAt'>
>;

const ABSENT = hashWanted(null);

/** The digest of what the registry should hold: nothing, where the person does not want it there. */
export function effectiveHash(deposit: Pick<Deposit, 'wantedHash' | 'consent'>): string {
  return deposit.consent === 'declined' ? ABSENT : deposit.wantedHash;
}

/** What the registry should hold; null: nothing. */
export function effectiveWanted(deposit: Pick<Deposit, 'wanted' | 'consent'>): Deposit['wanted'] {
  return deposit.consent === 'declined' ? null : deposit.wanted;
}

/** Where a deposit stands as its connection is; see `decideStand`. */
export function standOf(deposit: Omit<Deposit, 'seq'>, connection: ConnectionFacts): Stand {
  return decideStand(
    {
      state: deposit.state,
      reason: deposit.reason,
      consent: deposit.consent,
      isWanted: deposit.wanted !== null,
      isAsAcknowledged: deposit.acknowledgedHash === deposit.wantedHash,
      isThere: deposit.putCode !== null || deposit.postedAt !== null,
    },
    connection,
  );
}

/** State, reason and what follows from them, for a deposit that is to stand somewhere. */
export function placeAt(
  stand: Stand,
  now: Date,
): Pick<Deposit, 'state' | 'reason' | 'detail' | 'problems' | 'attempts' | 'nextAttemptAt'> {
  const { state, reason } = stand;
  return {
    state,
    reason,
    detail: reason === null ? null : explainHeld(reason),
    problems: [],
    attempts: 0,
    nextAttemptAt: state === 'due' ? now : null,
  };
}

/**
 * The one place where a deposit changes: checks the move, writes row and event.
 * @param before the deposit as it is, locked
 */
export async function moveDeposit(
  tx: Tx,
  before: Deposit,
  action: DepositAction,
  changes: DepositChanges & { state: Deposit['state'] },
  by: { actor: EventActor; now: Date; reason?: string | null },
): Promise<Deposit> {
  if (!isMove(action, before.state, changes.state)) {
    throw new Error(`the deposit ${before.id} cannot ${action} from ${before.state} to ${changes.state}`);
  }
  const after: Deposit = { ...before, ...changes, version: before.version + 1, updatedAt: by.now };
  await updateDepositRow(tx, after);
  await recordEvent(tx, {
    at: by.now,
    subject: { type: 'orcid-deposit', id: after.id },
    action,
    actor: by.actor,
    before: describe(before),
    after: describe(after),
    reason: by.reason ?? null,
  });
  return after;
}

/** What history keeps of a deposit. */
export function describe(deposit: Omit<Deposit, 'seq'>): Record<string, unknown> {
  return {
    state: deposit.state,
    reason: deposit.reason,
    detail: deposit.detail,
    title: deposit.title,
    wantedHash: deposit.wantedHash,
    acknowledgedHash: deposit.acknowledgedHash,
    putCode: deposit.putCode,
    groupId: deposit.groupId,
    consent: deposit.consent,
  };
}
