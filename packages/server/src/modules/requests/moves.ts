import { type PipelineState, type RequestState, requestStates } from './request.ts';

/**
 * As whom somebody acts on a request: who made it; a curator or administrator of its organisation; such a one who may
 * approve it (not the requester, unless nobody else can); this service itself.
 */
export const requestRoles = ['requester', 'curator', 'approver', 'service'] as const;
export type RequestRole = (typeof requestRoles)[number];

/** Where a move leads: a state, or what depends on the request. */
export type Destination =
  | RequestState
  /** The state stays. */
  | 'same'
  /** To whom it is assigned, else into the queue. */
  | 'evaluation or submitted'
  /** What it was doing when it failed. */
  | 'failed in';

type Move = {
  who: readonly RequestRole[];
  from: readonly RequestState[];
  to: Destination;
  /** From `failed`, only where this is what failed. */
  failedIn?: readonly PipelineState[];
  /** Not once the identifier may be public: from there it only goes forward. */
  beforePublic?: true;
  /** Leaves no line in the history of the request. */
  quiet?: true;
};

const beforePublishing = ['submitted', 'evaluation', 'pending', 'approved'] as const;
const turnedBack = {
  from: [...beforePublishing, 'failed'],
  failedIn: ['staging', 'publishing'],
  beforePublic: true,
} as const satisfies Partial<Move>;

/**
 * Every move of a request; what is not here is refused. A request begins in `staging` by being submitted.
 */
export const moves = {
  /** Its folder is staged. */
  stage: { who: ['service'], from: ['staging'], to: 'submitted' },
  /** Given to a curator, or to another one. */
  assign: { who: ['curator'], from: ['submitted'], to: 'evaluation' },
  reassign: { who: ['curator'], from: ['evaluation', 'pending', 'approved', 'failed'], to: 'same' },
  /** Back into the queue. */
  unassign: { who: ['curator'], from: ['evaluation'], to: 'submitted' },
  /** Back to the requester, who is asked for changes. */
  return: { who: ['curator'], from: ['submitted', 'evaluation', 'approved'], to: 'pending' },
  resubmit: { who: ['requester'], from: ['pending'], to: 'evaluation or submitted' },
  /** A curator looks at it again: without waiting for the requester, or after an approval or a failure. */
  reopen: {
    who: ['curator'],
    from: ['pending', 'approved', 'failed'],
    to: 'evaluation or submitted',
    failedIn: ['publishing'],
    beforePublic: true,
  },
  approve: { who: ['approver'], from: ['submitted', 'evaluation'], to: 'approved' },
  publish: { who: ['curator'], from: ['approved'], to: 'publishing' },
  complete: { who: ['service'], from: ['publishing'], to: 'published' },
  fail: { who: ['service'], from: ['staging', 'publishing', 'rejecting', 'withdrawing'], to: 'failed' },
  retry: { who: ['curator'], from: ['failed'], to: 'failed in' },
  reject: { who: ['curator'], ...turnedBack, to: 'rejecting' },
  withdraw: { who: ['requester'], ...turnedBack, to: 'withdrawing' },
  /** Its folder is back where it came from. */
  'finish-rejecting': { who: ['service'], from: ['rejecting'], to: 'rejected' },
  'finish-withdrawing': { who: ['service'], from: ['withdrawing'], to: 'withdrawn' },
  /** The metadata of what is published are changed, with its identifier. */
  describe: { who: ['curator'], from: ['published'], to: 'same' },
  /** Another status code of CyVerse's kind; what the request may do stays. */
  label: { who: ['curator'], from: requestStates, to: 'same' },
  comment: { who: ['requester', 'curator'], from: requestStates, to: 'same' },
  /** The requester says what became of one wished change. */
  answer: { who: ['requester'], from: ['pending'], to: 'same', quiet: true },
  /** A curator ticks, waives or renews something of the checklist. */
  check: { who: ['curator'], from: [...beforePublishing, 'failed'], to: 'same', quiet: true },
} as const satisfies Record<string, Move>;

export type RequestAction = keyof typeof moves;
export const requestActions = Object.keys(moves) as RequestAction[];

/** What of a request decides about its moves. */
export type MoveFacts = {
  state: RequestState;
  failedIn: PipelineState | null;
  assigned: boolean;
  /** Whether the identifier may be public already. */
  public: boolean;
};

/** The state that a move leads to; null where this role may not make it, or not now. */
export function nextState(action: RequestAction, role: RequestRole, facts: MoveFacts): RequestState | null {
  const move: Move = moves[action];
  if (!move.who.includes(role) || !move.from.includes(facts.state)) return null;
  if (facts.state === 'failed') {
    if (facts.failedIn === null) return null;
    if (move.failedIn !== undefined && !move.failedIn.includes(facts.failedIn)) return null;
  }
  if (move.beforePublic === true && facts.public) return null;
  switch (move.to) {
    case 'same':
      return facts.state;
    case 'evaluation or submitted':
      return facts.assigned ? 'evaluation' : 'submitted';
    case 'failed in':
      return facts.failedIn;
    default:
      return move.to;
  }
}

/** What somebody with these roles may do with a request now. */
export function listMoves(roles: readonly RequestRole[], facts: MoveFacts): RequestAction[] {
  return requestActions.filter((action) => roles.some((role) => nextState(action, role, facts) !== null));
}

/** Whether some move of this name can be made by somebody with these roles, at whatever time. */
export function mayEver(action: RequestAction, roles: readonly RequestRole[]): boolean {
  const move: Move = moves[action];
  return roles.some((role) => move.who.includes(role));
}

/** The status that CyVerse's clients see in each state. */
export const stateLabels = {
  staging: 'Submitted',
  submitted: 'Submitted',
  evaluation: 'Evaluation',
  pending: 'Pending',
  approved: 'Approved',
  publishing: 'Approved',
  published: 'Completion',
  failed: 'Failed',
  rejecting: 'Rejected',
  rejected: 'Rejected',
  withdrawing: 'Withdrawn',
  withdrawn: 'Withdrawn',
} as const satisfies Record<RequestState, string>;

/** Whether a status code is the service's own, and so says something about the state. */
export function isStateLabel(label: string): boolean {
  return Object.values<string>(stateLabels).includes(label);
}
