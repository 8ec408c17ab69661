import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FolderAttribute } from '../template/folder-attribute.ts';
import { diffAttributes } from './diff-attributes.ts';

const of = (name: string, value: string, attributes: FolderAttribute[] = []): FolderAttribute => ({
  name,
  value,
  attributes,
});

const attributes = fc.letrec<{ list: FolderAttribute[]; one: FolderAttribute }>((tie) => ({
  list: fc.array(tie('one'), { maxLength: 4, depthIdentifier: 'attributes' }),
  one: fc.record({
    name: fc.constantFrom('creator', 'title'),
    value: fc.constantFrom('a', 'b', ''),
    attributes: fc.oneof({ depthIdentifier: 'attributes', maxDepth: 3 }, fc.constant([]), tie('list')),
  }),
})).list;

describe('differences of attributes', () => {
  test('name a changed value by its path', () => {
    const before = [of('title', 'Springs'), of('creator', 'A', [of('affiliation', 'X')])];
    const after = [of('title', 'Wells'), of('creator', 'A', [of('affiliation', 'Y')])];
    expect(diffAttributes(before, after)).toEqual([
      { path: 'title', before: 'Springs', after: 'Wells' },
      { path: 'creator/affiliation', before: 'X', after: 'Y' },
    ]);
  });

  test('show one creator more as one difference, wherever it was put', () => {
    const before = [of('creator', 'A'), of('creator', 'B'), of('creator', 'C')];
    const after = [of('creator', 'A'), of('creator', 'New', [of('affiliation', 'X')]), ...before.slice(1)];
    expect(diffAttributes(before, after)).toEqual([
      { path: 'creator[2]', before: null, after: 'New' },
      { path: 'creator[2]/affiliation', before: null, after: 'X' },
    ]);
    expect(diffAttributes(after, before)).toEqual([
      { path: 'creator[2]', before: 'New', after: null },
      { path: 'creator[2]/affiliation', before: 'X', after: null },
    ]);
  });

  test('are none where nothing differs, and some where something does', () => {
    fc.assert(
      fc.property(attributes, attributes, (one, other) => {
        expect(diffAttributes(one, structuredClone(one))).toEqual([]);
        const byName = (list: readonly FolderAttribute[]): unknown =>
          ['creator', 'title'].map((name) =>
            list.filter((each) => each.name === name).map((each) => [each.value, byName(each.attributes)]),
          );
        const same = JSON.stringify(byName(one)) === JSON.stringify(byName(other));
        expect(diffAttributes(one, other).length === 0).toBe(same);
      }),
    );
  });
});
