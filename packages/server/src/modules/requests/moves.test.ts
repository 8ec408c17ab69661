import { describe, expect, test } from 'vitest';
import {
  isStateLabel,
  listMoves,
  type MoveFacts,
  nextState,
  requestActions,
  requestRoles,
  stateLabels,
} from './moves.ts';
import { pipelineStates, requestStates } from './request.ts';

const situations: MoveFacts[] = requestStates.flatMap((state) =>
  (state === 'failed' ? pipelineStates : [null]).flatMap((failedIn) =>
    [true, false].flatMap((assigned) =>
      [true, false].map((isPublic) => ({ state, failedIn, assigned, public: isPublic })),
    ),
  ),
);

/** Every state that anybody can bring a request to from here. */
function reach(from: MoveFacts['state']): Set<string> {
  const seen = new Set<string>([from]);
  for (let size = 0; size < seen.size; ) {
    size = seen.size;
    for (const facts of situations.filter(({ state, public: isPublic }) => seen.has(state) && !isPublic)) {
      for (const action of requestActions) {
        for (const role of requestRoles) {
          const state = nextState(action, role, facts);
          if (state !== null) seen.add(state);
        }
      }
    }
  }
  return seen;
}

describe('the table of moves', () => {
  test('leads everywhere from a new request, and nowhere from one that is over', () => {
    expect([...reach('staging')].sort()).toEqual([...requestStates].sort());
    for (const state of ['published', 'rejected', 'withdrawn'] as const) {
      expect([...reach(state)]).toEqual([state]);
    }
  });

  test('lets only the service say that a folder is staged, that something failed, or that it is over', () => {
    for (const facts of situations) {
      for (const role of ['requester', 'curator', 'approver'] as const) {
        for (const action of requestActions) {
          const state = nextState(action, role, facts);
          if (state === null || state === facts.state) continue;
          expect(['published', 'failed', 'rejected', 'withdrawn']).not.toContain(state);
          if (state === 'submitted') expect(facts.state).not.toBe('staging');
        }
      }
    }
  });

  test('takes nothing back once the identifier may be public', () => {
    for (const facts of situations.filter((each) => each.public && each.state === 'failed')) {
      for (const role of requestRoles) {
        for (const action of requestActions) {
          const state = nextState(action, role, facts);
          expect([null, 'failed', facts.failedIn]).toContain(state);
        }
      }
    }
  });

  test('lets no requester move what is in the hands of curators, but to take it back', () => {
    for (const facts of situations.filter(({ state }) => state === 'evaluation' || state === 'approved')) {
      expect(listMoves(['requester'], facts).filter((each) => each !== 'comment')).toEqual(
        facts.public ? [] : ['withdraw'],
      );
    }
  });

  test('publishes nothing that was not approved, by somebody who may', () => {
    for (const facts of situations) {
      for (const action of requestActions) {
        if (facts.state !== 'publishing' && nextState(action, 'curator', facts) === 'publishing') {
          expect(facts.state === 'approved' || facts.failedIn === 'publishing').toBe(true);
        }
        if (facts.state !== 'approved') expect(nextState(action, 'curator', facts)).not.toBe('approved');
      }
    }
  });

  test('has a status of its own for each state, and knows it from one that was made up', () => {
    for (const state of requestStates) expect(isStateLabel(stateLabels[state])).toBe(true);
    expect(isStateLabel('submitted')).toBe(false);
    expect(isStateLabel('')).toBe(false);
  });
});
