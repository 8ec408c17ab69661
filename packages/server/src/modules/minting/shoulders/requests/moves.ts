export const requestStates = ['open', 'granted', 'refused', 'cancelled'] as const;
export type RequestState = (typeof requestStates)[number];

export type RequestAction = 'grant' | 'refuse' | 'cancel';

/** Every move there is: action → state before → state after. Administrators grant and refuse, the requester cancels. */
const moves = {
  grant: { open: 'granted' },
  refuse: { open: 'refused' },
  cancel: { open: 'cancelled' },
} as const satisfies Record<RequestAction, Partial<Record<RequestState, RequestState>>>;

/** The state that an action leads to, or null when the table has no such move. */
export function nextRequestState(action: RequestAction, from: RequestState): RequestState | null {
  const row: Partial<Record<RequestState, RequestState>> = moves[action];
  return row[from] ?? null;
}
