import type { Connection } from '../connections/connection.ts';
import type { DepositState } from './deposit.ts';

/** While an answer is under way, what was due may have come to wait, or not to be wanted any more. */
function answered<State extends DepositState>(after: readonly State[]) {
  return { due: after, held: after, asking: after, removed: after } as const;
}

/**
 * Every move there is: what happens → state before → states after. What is due is sent; what became of it comes back as
 * `acknowledge`, `refuse`, `delete-by-user`, `remove`, `hold` or `wait`.
 */
const moves = {
  /** What should be on the record changed, or the connection that it depends on did. */
  want: {
    due: ['due', 'asking', 'held', 'acknowledged', 'removed'],
    asking: ['due', 'asking', 'held', 'removed'],
    held: ['due', 'asking', 'held', 'acknowledged', 'removed'],
    acknowledged: ['due', 'held', 'acknowledged'],
    refused: ['due', 'asking', 'held', 'refused', 'acknowledged', 'removed'],
    'deleted-by-user': ['deleted-by-user', 'removed'],
    removed: ['due', 'asking', 'held', 'removed'],
  },
  /** The person says yes. */
  approve: { asking: ['due', 'held'] },
  /** The person says no. */
  decline: { asking: ['held'] },
  /** The person wants back on their record what they took off it, or said no to. */
  'offer-again': {
    'deleted-by-user': ['due', 'held'],
    held: ['due', 'held'],
    due: ['due', 'held', 'acknowledged'],
  },
  /** The person wants it off their record. */
  'take-off': {
    acknowledged: ['due', 'held'],
    due: ['due', 'held'],
    held: ['due', 'held'],
    refused: ['due', 'held'],
  },
  /** The record says something else than was acknowledged, and what we say is to be written again. */
  restore: { acknowledged: ['due', 'held'] },
  /** A reading found that the person has taken it off their record. */
  'find-deleted': { acknowledged: ['deleted-by-user'] },
  /** Somebody asks to try once more. */
  retry: {
    due: ['due', 'held', 'acknowledged'],
    held: ['due', 'asking', 'held', 'acknowledged', 'removed'],
    refused: ['due', 'asking', 'held', 'acknowledged', 'removed'],
  },
  /** The registry has it as it was sent. */
  acknowledge: answered(['acknowledged', 'due', 'asking', 'held', 'removed']),
  refuse: answered(['refused']),
  hold: answered(['held']),
  /** No answer that says anything; again later. */
  wait: answered(['due', 'asking', 'removed']),
  /** The person has taken it off their record. */
  'delete-by-user': answered(['deleted-by-user', 'removed']),
  /** It was taken off, as it should be. */
  remove: answered(['removed', 'deleted-by-user', 'due', 'asking', 'held']),
} as const satisfies Record<string, Partial<Record<DepositState, readonly DepositState[]>>>;

export type DepositAction = keyof typeof moves;
export const depositActions = Object.keys(moves) as readonly DepositAction[];

/** Whether an action leads from one state to another. */
export function isMove(action: DepositAction, from: DepositState, to: DepositState): boolean {
  return movesFrom(action, from).includes(to);
}

/** Whether an action is possible in a state at all. */
export function isPossible(action: DepositAction, from: DepositState): boolean {
  return movesFrom(action, from).length > 0;
}

function movesFrom(action: DepositAction, from: DepositState): readonly DepositState[] {
  const row: Partial<Record<DepositState, readonly DepositState[]>> = moves[action];
  return row[from] ?? [];
}

/** Why a deposit waits for something that no time mends. */
export const heldReasons = [
  'not-connected',
  'scope-missing',
  'preference',
  'declined',
  'locked',
  'deactivated',
  'unclaimed',
  'moved',
  'quarantined',
  'read-only',
] as const;
export type HeldReason = (typeof heldReasons)[number];

/** What a deposit's state follows from. */
export type DepositFacts = {
  state: DepositState | null;
  reason: string | null;
  /** What the person said of it. */
  consent: 'given' | 'declined' | null;
  /** Whether it should be on the record, the person's own word apart. */
  isWanted: boolean;
  /** Whether what is wanted is what was acknowledged last. */
  isAsAcknowledged: boolean;
  /** Whether anything of it may be on the record. */
  isThere: boolean;
};

export type ConnectionFacts = Pick<Connection, 'state' | 'recordState' | 'preference'> & {
  /** Which record API its client has; the public one does not write. */
  api: 'public' | 'member';
};

export type Stand = { state: DepositState; reason: HeldReason | null };

/**
 * Where a deposit stands, from what is wanted, what is there, and what the connection allows. What the registry itself has
 * refused or lacks permission for is known only by asking it, so such a deposit is due until the answer says otherwise.
 */
export function decideStand(deposit: DepositFacts, connection: ConnectionFacts): Stand {
  if (!deposit.isWanted || deposit.consent === 'declined') return decideAbsent(deposit, connection);
  if (deposit.isAsAcknowledged && deposit.isThere) return { state: 'acknowledged', reason: null };
  const held = whyHeld(connection);
  if (held !== null) return { state: 'held', reason: held };
  if (connection.state !== 'connected' && connection.state !== 'imported') {
    return { state: 'held', reason: 'not-connected' };
  }
  if (connection.preference === 'never') return { state: 'held', reason: 'preference' };
  // What they agreed to is kept up to date without asking anew.
  if (connection.preference === 'ask' && deposit.consent === null && !deposit.isThere) {
    return { state: 'asking', reason: null };
  }
  return { state: 'due', reason: null };
}

/** The registry lets a client take off what it added, even with a permission that was taken back. */
function decideAbsent(deposit: DepositFacts, connection: ConnectionFacts): Stand {
  if (!deposit.isThere) {
    if (!deposit.isWanted) return { state: 'removed', reason: null };
    if (deposit.state === 'deleted-by-user') return { state: 'deleted-by-user', reason: null };
    return { state: 'held', reason: 'declined' };
  }
  const held = whyHeld(connection);
  return held === null ? { state: 'due', reason: null } : { state: 'held', reason: held };
}

/** What keeps everything from being sent, whatever it is. */
function whyHeld(connection: ConnectionFacts): HeldReason | null {
  if (connection.state === 'erased') return 'not-connected';
  if (connection.api === 'public') return 'read-only';
  return connection.recordState === 'active'
    ? null
    : connection.recordState === 'merged'
      ? 'moved'
      : connection.recordState;
}
