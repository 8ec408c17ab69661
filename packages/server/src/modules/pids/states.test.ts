import { describe, expect, test } from 'vitest';
import { explainRefusedMove, nextState, type PidAction, type PidState, pidStates } from './states.ts';

const actions: PidAction[] = [
  'reserve',
  'mint',
  'register',
  'publish',
  'update',
  'withdraw',
  'reinstate',
  'detach',
  'release',
];

describe('the moves of an identifier', () => {
  test('nothing leads back to a name that was never given out, or to one that was never announced', () => {
    for (const action of actions) {
      for (const from of pidStates) {
        const to = nextState(action, from);
        if (from !== 'reserved' && from !== 'released') {
          expect(to, `${action} from ${from}`).not.toBe('reserved');
          expect(to, `${action} from ${from}`).not.toBe('released');
        }
      }
    }
  });

  test('what is withdrawn stays withdrawn, unless the item that it names is shown again', () => {
    const possible = actions.filter((action) => nextState(action, 'withdrawn') !== null);
    expect(possible).toEqual(['reinstate', 'detach']);
    expect(nextState('reinstate', 'withdrawn')).toBe('public');
    expect(nextState('detach', 'withdrawn')).toBe('withdrawn');
  });

  test('a name is given out once, unless it was given back before anyone announced it', () => {
    expect(nextState('reserve', 'released')).toBe('reserved');
    expect(nextState('mint', 'released')).toBe('public');
    for (const state of pidStates.filter((each) => each !== 'released')) {
      expect(nextState('reserve', state)).toBeNull();
      expect(nextState('mint', state)).toBeNull();
    }
  });

  test.each<[PidAction, PidState | 'none', PidState]>([
    ['reserve', 'none', 'reserved'],
    ['mint', 'none', 'public'],
    ['register', 'none', 'registered'],
    ['publish', 'reserved', 'public'],
    ['publish', 'registered', 'public'],
    ['release', 'reserved', 'released'],
    ['withdraw', 'public', 'withdrawn'],
    ['withdraw', 'registered', 'withdrawn'],
  ])('%s leads from %s to %s', (action, from, to) => {
    expect(nextState(action, from)).toBe(to);
  });

  test('a refused move says what the state is and what can be done', () => {
    expect(explainRefusedMove('withdraw', 'reserved')).toContain('never announced');
    expect(explainRefusedMove('withdraw', 'reserved')).toContain('publish');
    expect(explainRefusedMove('publish', 'withdrawn')).toContain('Nothing can be changed');
  });
});
