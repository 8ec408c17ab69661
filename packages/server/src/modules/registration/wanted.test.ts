import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseEvent, hashWanted, type Wanted } from './wanted.ts';

const wanted: Wanted = {
  state: 'findable',
  target: 'https://example.org/1',
  reason: null,
  metadata: { titles: [{ title: 'One', lang: 'en' }] },
};

describe('what a registrar should know', () => {
  test('the same wish has the same digest whatever the order of its members', () => {
    const turned: Wanted = {
      metadata: { titles: [{ lang: 'en', title: 'One' }] },
      reason: null,
      target: 'https://example.org/1',
      state: 'findable',
    };
    expect(hashWanted(turned)).toBe(hashWanted(wanted));
  });

  test('any other title, target, state or reason has another digest', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(text !== 'One');
        expect(hashWanted({ ...wanted, metadata: { titles: [{ title: text, lang: 'en' }] } })).not.toBe(
          hashWanted(wanted),
        );
      }),
    );
    expect(hashWanted({ ...wanted, target: null })).not.toBe(hashWanted(wanted));
    expect(hashWanted({ ...wanted, state: 'registered' })).not.toBe(hashWanted(wanted));
    expect(hashWanted({ ...wanted, reason: 'gone' })).not.toBe(hashWanted(wanted));
  });

  test.each([
    ['findable', null, 'publish'],
    ['findable', 'draft', 'publish'],
    ['findable', 'registered', 'publish'],
    ['findable', 'findable', null],
    ['registered', null, 'register'],
    ['registered', 'draft', 'register'],
    ['registered', 'registered', null],
    ['registered', 'findable', 'hide'],
  ] as const)('wanted %s, found %s: the event is %s', (state, current, event) => {
    expect(chooseEvent(state, current)).toBe(event);
  });
});
