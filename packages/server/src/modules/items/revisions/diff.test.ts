import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Difference, diffJson } from './diff.ts';

describe('what changed', () => {
  test.each<[string, unknown, unknown, Difference[]]>([
    ['nothing', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    ['a value', { a: { b: 1 } }, { a: { b: 2 } }, [{ op: 'replace', path: '/a/b', before: 1, after: 2 }]],
    ['a member more', {}, { 'a/b~c': 1 }, [{ op: 'add', path: '/a~1b~0c', before: null, after: 1 }]],
    ['a member less', { a: 1 }, {}, [{ op: 'remove', path: '/a', before: 1, after: null }]],
    ['an entry at the front', [2, 3], [1, 2, 3], [{ op: 'add', path: '/0', before: null, after: 1 }]],
    ['an entry in the middle', [1, 2, 3], [1, 3], [{ op: 'remove', path: '/1', before: 2, after: null }]],
    [
      'an entry within',
      [{ t: 'x', l: 'en' }],
      [{ t: 'y', l: 'en' }],
      [{ op: 'replace', path: '/0/t', before: 'x', after: 'y' }],
    ],
    ['another kind', { a: [1] }, { a: 1 }, [{ op: 'replace', path: '/a', before: [1], after: 1 }]],
  ])('%s', (_what, before, after, expected) => {
    expect(diffJson(before, after)).toEqual(expected);
  });

  test('is nothing between the same, something between others, and the other way round with both values exchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (one, other) => {
        const same = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        expect(diffJson(same(one), same(one))).toEqual([]);
        const there = diffJson(same(one), same(other));
        expect(there.length === 0).toBe(isSame(same(one), same(other)));
        const back = diffJson(same(other), same(one));
        expect(back.map(({ path, before, after }) => [path, after, before])).toEqual(
          there.map(({ path, before, after }) => [path, before, after]),
        );
      }),
    );
  });
});

function isSame(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}
