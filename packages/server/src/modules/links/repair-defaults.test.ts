import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repairDefaults } from './repair-defaults.ts';

const link = fc.record({
  active: fc.boolean(),
  relation: fc.constantFrom('pip', 'epil', 'dpp'),
  context: fc.constantFrom('', 'AU', 'NZ'),
  isDefault: fc.boolean(),
  isDefaultContext: fc.boolean(),
  isDefaultType: fc.boolean(),
});
type Link = typeof link extends fc.Arbitrary<infer T> ? T : never;

const scopes = {
  isDefault: () => '',
  isDefaultContext: (each: Link) => each.relation,
  isDefaultType: (each: Link) => `${each.relation}|${each.context}`,
} as const;
const flags = ['isDefault', 'isDefaultContext', 'isDefaultType'] as const;

/** Some links, and some of them as those that were written just now. */
const written = fc
  .array(link, { maxLength: 12 })
  .chain((links) => fc.tuple(fc.constant(links), fc.shuffledSubarray(links)));

describe('default flags', () => {
  test.each(flags)('whatever the list, %s is with exactly one active link of each scope', (flag) => {
    fc.assert(
      fc.property(written, ([links, latest]) => {
        const repaired = repairDefaults(links, latest);
        const holders = repaired.filter((each) => each[flag]).map(scopes[flag]);
        const expected = new Set(repaired.filter((each) => each.active).map(scopes[flag]));
        expect(holders.sort()).toEqual([...expected].sort());
        expect(repaired.every((each) => each.active || !each[flag])).toBe(true);
      }),
    );
  });

  test('nothing else of a link is touched, nor their order', () => {
    fc.assert(
      fc.property(written, ([links, latest]) => {
        const bare = (each: Link) => [each.active, each.relation, each.context];
        expect(repairDefaults(links, latest).map(bare)).toEqual(links.map(bare));
      }),
    );
  });

  test('what is in order is left as it is', () => {
    fc.assert(
      fc.property(written, ([links, latest]) => {
        const once = repairDefaults(links, latest);
        const twice = repairDefaults(once);
        expect(twice.every((each, index) => each === once[index])).toBe(true);
      }),
    );
  });

  const plain = {
    active: true,
    relation: 'pip',
    context: '',
    isDefault: false,
    isDefaultContext: false,
    isDefaultType: false,
  };

  test('of several that claim to be the default the last wins', () => {
    const links = [{ ...plain, isDefault: true }, { ...plain, isDefault: true }, plain];
    expect(repairDefaults(links).map((each) => each.isDefault)).toEqual([false, true, false]);
  });

  test('a claim that was made just now wins over those of later links', () => {
    const first = { ...plain, isDefault: true };
    const links = [first, { ...plain, isDefault: true }];
    expect(repairDefaults(links, [first]).map((each) => each.isDefault)).toEqual([true, false]);
  });

  test('where none claims, the first active one is promoted', () => {
    const links = [{ ...plain, active: false, isDefault: true }, { ...plain }, { ...plain }];
    expect(repairDefaults(links).map((each) => each.isDefault)).toEqual([false, true, false]);
  });
});
