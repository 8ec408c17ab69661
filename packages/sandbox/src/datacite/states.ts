import type { DoiState } from './record.ts';

const MOVES: Record<DoiState, Record<string, DoiState>> = {
  draft: { register: 'registered', publish: 'findable' },
  registered: { publish: 'findable', show: 'findable' },
  findable: { hide: 'registered' },
};

/**
 * The state after an event. An event that is unknown, or not allowed in this state, changes nothing: DataCite
 * says nothing about it and answers 200, so a client must compare the state with its wish.
 */
export function applyEvent(state: DoiState, event: string | null): DoiState {
  if (event === null || !Object.hasOwn(MOVES[state], event)) return state;
  return MOVES[state][event] ?? state;
}
