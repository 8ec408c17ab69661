import { describe, expect, test } from 'vitest';
import { depositStates } from './deposit.ts';
import {
  type ConnectionFacts,
  type DepositFacts,
  decideStand,
  depositActions,
  isMove,
  isPossible,
} from './moves.ts';

const wanted: DepositFacts = {
  state: null,
  reason: null,
  consent: null,
  isWanted: true,
  isAsAcknowledged: false,
  isThere: false,
};
const connected: ConnectionFacts = {
  state: 'connected',
  recordState: 'active',
  preference: 'automatic',
  api: 'member',
};

const stand = (deposit: Partial<DepositFacts>, connection: Partial<ConnectionFacts> = {}) => {
  const { state, reason } = decideStand({ ...wanted, ...deposit }, { ...connected, ...connection });
  return reason === null ? state : `${state}: ${reason}`;
};

describe('where a deposit stands', () => {
  test('what is wanted and not there is due', () => {
    expect(stand({})).toBe('due');
    expect(stand({ isThere: true })).toBe('due');
  });

  test('what is there as wanted is acknowledged, whatever the connection', () => {
    expect(stand({ isThere: true, isAsAcknowledged: true }, { state: 'revoked' })).toBe('acknowledged');
  });

  test('who wants to be asked is asked before something is added, and not for each change of it', () => {
    expect(stand({}, { preference: 'ask' })).toBe('asking');
    expect(stand({ isThere: true }, { preference: 'ask' })).toBe('due');
    expect(stand({ consent: 'given' }, { preference: 'ask' })).toBe('due');
  });

  test('who wants nothing written has it held, and what is there is left as it is', () => {
    expect(stand({}, { preference: 'never' })).toBe('held: preference');
    expect(stand({ isThere: true }, { preference: 'never' })).toBe('held: preference');
  });

  test('what the person does not want is taken off, and then stays away', () => {
    expect(stand({ consent: 'declined', isThere: true })).toBe('due');
    expect(stand({ consent: 'declined' })).toBe('held: declined');
    expect(stand({ consent: 'declined', state: 'deleted-by-user' })).toBe('deleted-by-user');
  });

  test('what is not wanted is taken off even without a permission, and is removed where nothing is', () => {
    expect(stand({ isWanted: false, isThere: true }, { state: 'revoked' })).toBe('due');
    expect(stand({ isWanted: false, isThere: true }, { preference: 'never' })).toBe('due');
    expect(stand({ isWanted: false })).toBe('removed');
  });

  test.each(['revoked', 'disconnected', 'expired', 'erased'] as const)('%s: it is held', (state) => {
    expect(stand({}, { state })).toBe('held: not-connected');
  });

  test.each([
    ['locked', 'locked'],
    ['deactivated', 'deactivated'],
    ['unclaimed', 'unclaimed'],
    ['merged', 'moved'],
  ] as const)(
    'a record that is %s holds what is to be written and what is to be taken off',
    (recordState, reason) => {
      expect(stand({}, { recordState })).toBe(`held: ${reason}`);
      expect(stand({ isWanted: false, isThere: true }, { recordState })).toBe(`held: ${reason}`);
    },
  );

  test('credentials of the public API write nothing', () => {
    expect(stand({}, { api: 'public' })).toBe('held: read-only');
  });
});

describe('the table of moves', () => {
  test('every state but the last ones can be left, and nothing leads out of what the person deleted but their own word or its end', () => {
    const leaving = depositActions.filter((action) => isPossible(action, 'deleted-by-user'));
    expect(leaving.toSorted()).toEqual(['offer-again', 'want']);
    expect(depositStates.filter((to) => isMove('want', 'deleted-by-user', to)).toSorted()).toEqual([
      'deleted-by-user',
      'removed',
    ]);
  });

  test('whatever a wish leads to is a move of the table', () => {
    const facts: DepositFacts[] = [true, false].flatMap((isWanted) =>
      [true, false].flatMap((isThere) =>
        [true, false].flatMap((isAsAcknowledged) =>
          ([null, 'given', 'declined'] as const).map((consent) => ({
            ...wanted,
            isWanted,
            isThere,
            isAsAcknowledged,
            consent,
          })),
        ),
      ),
    );
    const connections: ConnectionFacts[] = (['connected', 'revoked', 'erased'] as const).flatMap((state) =>
      (['automatic', 'ask', 'never'] as const).flatMap((preference) =>
        (['active', 'locked', 'merged'] as const).map((recordState) => ({
          ...connected,
          state,
          preference,
          recordState,
        })),
      ),
    );
    const possible: Record<string, (fact: DepositFacts) => boolean> = {
      // What is true of a deposit in each state.
      due: () => true,
      asking: (fact) => !fact.isThere && fact.consent !== 'declined',
      held: () => true,
      acknowledged: (fact) => fact.isThere && fact.consent !== 'declined',
      refused: () => true,
      removed: (fact) => !fact.isThere && !fact.isAsAcknowledged,
      'deleted-by-user': (fact) => !fact.isThere && !fact.isAsAcknowledged && fact.consent === 'declined',
    };
    const missing = new Set<string>();
    for (const from of depositStates) {
      for (const fact of facts.filter((each) => possible[from]?.(each))) {
        for (const connection of connections) {
          const { state } = decideStand({ ...fact, state: from }, connection);
          if (!isMove('want', from, state)) missing.add(`${from} → ${state}`);
        }
      }
    }
    expect([...missing]).toEqual([]);
  });
});
