/** Types of identifier that can be minted. An IGSN ID is a DOI for a sample. */
export const pidTypes = ['doi', 'igsn', 'ark', 'handle'] as const;
export type PidType = (typeof pidTypes)[number];

/**
 * `released` is a name that was reserved and given back before anyone announced it: only such a name can be given out
 * a second time.
 */
export const pidStates = ['reserved', 'registered', 'public', 'withdrawn', 'released'] as const;
export type PidState = (typeof pidStates)[number];

/**
 * Every move there is: action → state before → state after. `none` is before the identifier exists.
 * Nothing leads from an announced identifier back to `reserved`, `released` or `none`. Two moves are for identifiers of
 * items alone: `reinstate`, the item was withdrawn and is shown again; `detach`, it was withdrawn and is gone for good.
 */
const moves = {
  reserve: { none: 'reserved', released: 'reserved' },
  mint: { none: 'public', released: 'public' },
  register: { none: 'registered', reserved: 'registered', released: 'registered' },
  publish: { reserved: 'public', registered: 'public' },
  update: { reserved: 'reserved', registered: 'registered', public: 'public' },
  withdraw: { registered: 'withdrawn', public: 'withdrawn' },
  reinstate: { withdrawn: 'public' },
  detach: { withdrawn: 'withdrawn' },
  release: { reserved: 'released' },
} as const satisfies Record<string, Partial<Record<PidState | 'none', PidState>>>;

export type PidAction = keyof typeof moves;

/** The state that `action` leads to, or null when the table has no such move. */
export function nextState(action: PidAction, from: PidState | 'none'): PidState | null {
  const row: Partial<Record<PidState | 'none', PidState>> = moves[action];
  return row[from] ?? null;
}

/** The action that creates an identifier in a state. */
export function creatingAction(state: 'reserved' | 'registered' | 'public'): PidAction {
  switch (state) {
    case 'reserved':
      return 'reserve';
    case 'registered':
      return 'register';
    case 'public':
      return 'mint';
    default:
      return state satisfies never;
  }
}

/** Moves that nobody asks for by name: those of a shoulder that gives a name out, and those of a withdrawn item. */
const NOT_ASKED_FOR: ReadonlySet<PidAction> = new Set(['reserve', 'mint', 'register', 'reinstate', 'detach']);

/** A sentence for someone who asked for a move that the table does not have. */
export function explainRefusedMove(action: PidAction, from: PidState): string {
  const done: Record<PidState, string> = {
    reserved: 'is reserved and was never announced',
    registered: 'is registered',
    public: 'is public already',
    withdrawn: 'has been withdrawn',
    released: 'was given back unused',
  };
  const possible = (Object.keys(moves) as PidAction[]).filter(
    (each) => !NOT_ASKED_FOR.has(each) && nextState(each, from) !== null,
  );
  const hint =
    possible.length === 0 ? 'Nothing can be changed any more.' : `It can be: ${possible.join(', ')}.`;
  return `It cannot ${action}: the identifier ${done[from]}. ${hint}`;
}
