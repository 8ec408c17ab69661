import { describe, expect, test } from 'vitest';
import { AppError } from '../../errors.ts';
import { itemStates } from './item.ts';
import { itemActions, nextItemState, requireItemMove } from './states.ts';

const listed: readonly string[] = [
  'update workspace workspace',
  'update archived archived',
  'update withdrawn withdrawn',
  'archive workspace archived',
  'withdraw archived withdrawn',
  'reinstate withdrawn archived',
  'delete workspace deleted',
  'delete archived deleted',
  'delete withdrawn deleted',
];

describe('the moves of an item', () => {
  test('are those that are listed, and every other one is refused with what can be done instead', () => {
    for (const action of itemActions) {
      for (const from of itemStates) {
        const to = nextItemState(action, from);
        const move = listed.find((each) => each.startsWith(`${action} ${from} `)) ?? null;
        expect(to === null ? null : `${action} ${from} ${to}`).toBe(move);
        if (move !== null) expect(requireItemMove(action, from)).toBe(to);
        else expect(() => requireItemMove(action, from)).toThrow(AppError);
      }
    }
  });

  test('nothing leads back to the workspace', () => {
    for (const action of itemActions.filter((each) => each !== 'update')) {
      for (const from of itemStates) expect(nextItemState(action, from)).not.toBe('workspace');
    }
  });
});
