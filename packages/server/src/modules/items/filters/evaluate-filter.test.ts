import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultItemSettings } from '../settings/item-settings.ts';
import { builtInFilters } from './built-in.ts';
import type { Condition } from './condition.ts';
import { decideOnArchiving, decideOnCreation } from './decide.ts';
import { evaluateFilter, explainFilter } from './evaluate-filter.ts';
import type { ItemFacts } from './facts.ts';
import { readCondition } from './read-condition.ts';

const springs = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';

const facts = (changes: Partial<ItemFacts> = {}): ItemFacts => ({
  state: 'archived',
  metadata: {
    titles: [{ title: 'Water samples' }, { title: 'Wasserproben', titleType: 'TranslatedTitle' }],
    publicationYear: 2026,
    types: { resourceTypeGeneral: 'Dataset' },
    creators: [{ name: 'Carberry, Josiah', affiliation: [{ name: 'Example University' }] }],
  },
  fileCount: 2,
  collectionId: springs,
  communityIds: [springs],
  hasDoi: false,
  ...changes,
});

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.subarray(['Dataset', 'Text', 'Software'], { minLength: 1 }).map((type) => ({ type })),
  fc.subarray([springs, other], { minLength: 1 }).map((collection) => ({ collection })),
  fc.subarray([springs, other], { minLength: 1 }).map((community) => ({ community })),
  fc
    .constantFrom('.*samples', 'x', '(?i)wasser.*')
    .map((matches) => ({ metadata: { path: 'titles/title', matches } })),
  fc.nat(4).map((min) => ({ files: { min } })),
  fc.nat(4).map((max) => ({ files: { max } })),
  fc.boolean().map((archived) => ({ archived })),
  fc.boolean().map((withdrawn) => ({ withdrawn })),
  fc.boolean().map((hasDoi) => ({ hasDoi })),
  fc.boolean().map((always) => ({ always })),
);

const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    leaf,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    tie('node').map((not) => ({ not })),
  ),
})).node;

const someFacts: fc.Arbitrary<ItemFacts> = fc
  .record({
    state: fc.constantFrom('workspace' as const, 'archived' as const, 'withdrawn' as const),
    fileCount: fc.nat(4),
    collectionId: fc.constantFrom(springs, other, null),
    communityIds: fc.subarray([springs, other]),
    hasDoi: fc.boolean(),
  })
  .map(facts);

describe('a filter', () => {
  test('not-not says the same', () => {
    fc.assert(
      fc.property(condition, someFacts, (each, item) => {
        expect(evaluateFilter({ not: { not: each } }, item)).toBe(evaluateFilter(each, item));
      }),
    );
  });

  test('obeys De Morgan: not both is one not or the other not', () => {
    fc.assert(
      fc.property(condition, condition, someFacts, (one, two, item) => {
        expect(evaluateFilter({ not: { and: [one, two] } }, item)).toBe(
          evaluateFilter({ or: [{ not: one }, { not: two }] }, item),
        );
        expect(evaluateFilter({ not: { or: [one, two] } }, item)).toBe(
          evaluateFilter({ and: [{ not: one }, { not: two }] }, item),
        );
      }),
    );
  });

  test('is read as it was written, and explained as it decides', () => {
    fc.assert(
      fc.property(condition, someFacts, (each, item) => {
        const written: unknown = JSON.parse(JSON.stringify(each));
        expect(readCondition(written, '')).toEqual({ ok: true, condition: each });
        expect(explainFilter(each, item)[0]?.holds).toBe(evaluateFilter(each, item));
      }),
    );
  });

  test.each<[string, Condition, boolean]>([
    ['the type of the item', { type: ['Text', 'Dataset'] }, true],
    ['another type', { type: ['Text'] }, false],
    ['one of several titles', { metadata: { path: 'titles/title', matches: 'Wasser.*' } }, true],
    [
      'a part of a title, since a pattern is for whole values',
      { metadata: { path: 'titles/title', matches: 'Water' } },
      false,
    ],
    ['a number', { metadata: { path: 'publicationYear', matches: '20\\d\\d' } }, true],
    ['what lies deep', { metadata: { path: 'creators/affiliation/name', matches: 'Example .*' } }, true],
    ['a path that leads to an object', { metadata: { path: 'creators', matches: '.*' } }, false],
    ['a path that leads nowhere', { metadata: { path: 'subjects/subject', matches: '.*' } }, false],
    ['enough files', { files: { min: 2, max: 2 } }, true],
    ['too many files', { files: { max: 1 } }, false],
  ])('looks at %s', (_, each, expected) => {
    expect(evaluateFilter(each, facts())).toBe(expected);
  });

  test('DSpace’s default filter: not withdrawn, no DOI of its own, at least one file', () => {
    const byDefault = builtInFilters.get('doi-filter')?.condition ?? { always: false };
    expect(evaluateFilter(byDefault, facts())).toBe(true);
    expect(evaluateFilter(byDefault, facts({ state: 'workspace' }))).toBe(true);
    expect(evaluateFilter(byDefault, facts({ state: 'withdrawn' }))).toBe(false);
    expect(evaluateFilter(byDefault, facts({ hasDoi: true }))).toBe(false);
    expect(evaluateFilter(byDefault, facts({ fileCount: 0 }))).toBe(false);
  });
});

describe('a condition from outside', () => {
  test('is refused with every problem in its place', () => {
    const read = readCondition(
      {
        and: [
          { type: ['Dataset', 'Nonsense'] },
          { metadata: { path: 'nowhere/title', matches: '(' } },
          { files: { min: 3, max: 1 } },
          { files: {} },
          { archived: 'yes' },
          { collection: ['no-uuid'] },
          { or: [] },
          { archived: true, withdrawn: false },
          { magic: true },
          'text',
        ],
      },
      '/condition',
    );
    expect(read.ok ? [] : read.problems.map((each) => each.pointer)).toEqual([
      '/condition/and/0/type/1',
      '/condition/and/1/metadata/path',
      '/condition/and/1/metadata/matches',
      '/condition/and/2/files/max',
      '/condition/and/3/files',
      '/condition/and/4/archived',
      '/condition/and/5/collection/0',
      '/condition/and/6/or',
      '/condition/and/7',
      '/condition/and/8',
      '/condition/and/9',
    ]);
  });

  test('has limits of depth, number, list and pattern', () => {
    const deep = (levels: number): unknown => (levels === 0 ? { always: true } : { not: deep(levels - 1) });
    expect(readCondition(deep(9), '').ok).toBe(true);
    expect(readCondition(deep(10), '').ok).toBe(false);
    const many = (count: number) => ({ and: Array.from({ length: count }, () => ({ always: true })) });
    expect(readCondition(many(99), '').ok).toBe(true);
    expect(readCondition(many(100), '').ok).toBe(false);
    const wide = { and: Array.from({ length: 5 }, () => many(50)) };
    expect(readCondition(wide, '').ok).toBe(false);
    const match = (matches: string) => ({ metadata: { path: 'titles/title', matches } });
    expect(readCondition(match('a'.repeat(400)), '').ok).toBe(true);
    expect(readCondition(match('a'.repeat(501)), '').ok).toBe(false);
    expect(readCondition(match('(a{1,100}){1,100}'), '').ok).toBe(false);
    expect(readCondition(match('(?=a)b'), '').ok).toBe(false);
    const patterns = (count: number) => ({ or: Array.from({ length: count }, () => match('a.*')) });
    expect(readCondition(patterns(20), '').ok).toBe(true);
    expect(readCondition(patterns(21), '').ok).toBe(false);
    expect(readCondition({ type: Array.from({ length: 101 }, () => 'Dataset') }, '').ok).toBe(false);
  });

  test('that reaches for a prototype is no condition', () => {
    for (const kind of ['__proto__', 'constructor', 'toString']) {
      expect(readCondition(JSON.parse(`{"${kind}": true}`), '').ok).toBe(false);
    }
    const path = { metadata: { path: 'constructor/name', matches: '.*' } };
    expect(readCondition(path, '').ok).toBe(false);
  });
});

describe('what becomes of the DOI of an item', () => {
  const settings = { ...defaultItemSettings(other), nameOnSubmission: true };
  const filters = new Map<string, Condition>([
    ['data', { type: ['Dataset'] }],
    ['archived', { archived: true }],
    ['nothing', { always: false }],
  ]);

  test('on creation: none, unless the organisation wants names in the workspace', () => {
    const item = facts({ state: 'workspace' });
    expect(decideOnCreation(defaultItemSettings(other), filters, item)).toBe('none');
    expect(decideOnCreation(settings, filters, item)).toBe('PENDING');
    expect(decideOnCreation({ ...settings, submissionFilter: 'data' }, filters, item)).toBe('PENDING');
    expect(decideOnCreation({ ...settings, submissionFilter: 'nothing' }, filters, item)).toBe('MINTED');
  });

  test('on archiving: those PENDING, or those that the filter matches', () => {
    expect(decideOnArchiving(settings, filters, facts(), true)).toBe(true);
    expect(decideOnArchiving(settings, filters, facts(), false)).toBe(false);
    expect(decideOnArchiving({ ...settings, archiveFilter: 'data' }, filters, facts(), false)).toBe(true);
    expect(decideOnArchiving({ ...settings, archiveFilter: 'nothing' }, filters, facts(), true)).toBe(false);
  });

  test('a filter for archived items matches when the item is archived', () => {
    const archiving = { ...settings, archiveFilter: 'archived' };
    expect(decideOnArchiving(archiving, filters, facts({ state: 'archived' }), false)).toBe(true);
  });
});
