import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isConceptDue, renderConcept, shownVersions, versionRelations } from './version-relations.ts';
import type { VersionFacts, WorkFacts } from './work-facts.ts';

const CONCEPT = '10.5072/concept';

const version = (number: number, changes: Partial<VersionFacts> = {}): VersionFacts => ({
  itemId: `item-${number}`,
  number,
  state: 'archived',
  doi: `10.5072/v${number}`,
  ...changes,
});

const work = (versions: readonly VersionFacts[], changes: Partial<WorkFacts> = {}): WorkFacts => ({
  id: 'work',
  organisationId: 'organisation',
  concept: { pid: CONCEPT, state: 'public' },
  versions,
  ...changes,
});

const said = (facts: WorkFacts, number: number): string[] =>
  versionRelations(facts, `item-${number}`).map((each) => `${each.relationType} ${each.relatedIdentifier}`);

const someWork: fc.Arbitrary<WorkFacts> = fc
  .array(
    fc.record({
      state: fc.constantFrom<VersionFacts['state']>('workspace', 'archived', 'withdrawn', 'deleted'),
      named: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .chain((drawn) =>
    fc.constantFrom(null, ...(['reserved', 'public', 'withdrawn'] as const)).map((state) =>
      work(
        drawn.map(({ state: itemState, named }, index) =>
          version(index + 1, { state: itemState, ...(named ? {} : { doi: null }) }),
        ),
        { concept: state === null ? null : { pid: CONCEPT, state } },
      ),
    ),
  );

describe('what versions of a work say of each other', () => {
  test('each names its neighbours and the concept', () => {
    const facts = work([version(1), version(2), version(3)]);
    expect(said(facts, 1)).toEqual([`IsVersionOf ${CONCEPT}`, 'IsPreviousVersionOf 10.5072/v2']);
    expect(said(facts, 2)).toEqual([
      `IsVersionOf ${CONCEPT}`,
      'IsNewVersionOf 10.5072/v1',
      'IsPreviousVersionOf 10.5072/v3',
    ]);
    expect(said(facts, 3)).toEqual([`IsVersionOf ${CONCEPT}`, 'IsNewVersionOf 10.5072/v2']);
  });

  test('a version that is withdrawn, or has no DOI, is passed over', () => {
    const facts = work([
      version(1),
      version(2, { state: 'withdrawn' }),
      version(3, { doi: null }),
      version(4),
    ]);
    expect(said(facts, 1)).toContain('IsPreviousVersionOf 10.5072/v4');
    expect(said(facts, 4)).toContain('IsNewVersionOf 10.5072/v1');
  });

  test('every relation between versions that are shown has its counterpart', () => {
    fc.assert(
      fc.property(someWork, (facts) => {
        const shown = shownVersions(facts);
        const relations = new Set(
          shown.flatMap((each) =>
            versionRelations(facts, each.itemId).map(
              ({ relationType, relatedIdentifier }) => `${each.doi} ${relationType} ${relatedIdentifier}`,
            ),
          ),
        );
        for (const one of shown) {
          for (const other of shown) {
            expect(relations.has(`${one.doi} IsNewVersionOf ${other.doi}`)).toBe(
              relations.has(`${other.doi} IsPreviousVersionOf ${one.doi}`),
            );
          }
          expect(relations.has(`${one.doi} IsVersionOf ${CONCEPT}`)).toBe(isConceptDue(facts));
        }
      }),
    );
  });

  test('what is announced of a version is what it says afterwards', () => {
    fc.assert(
      fc.property(someWork, (facts) => {
        for (const each of facts.versions.filter(({ state, doi }) => state === 'archived' && doi !== null)) {
          const before = {
            ...facts,
            versions: facts.versions.map((v) => (v === each ? { ...v, doi: null } : v)),
          };
          expect(versionRelations(before, each.itemId)).toEqual(versionRelations(facts, each.itemId));
        }
      }),
    );
  });
});

describe('a concept DOI', () => {
  test('waits for a second version in the archive, and for one that has a DOI', () => {
    const concept = { pid: CONCEPT, state: 'reserved' as const };
    expect(isConceptDue(work([version(1)], { concept }))).toBe(false);
    expect(isConceptDue(work([version(1), version(2, { state: 'workspace', doi: null })], { concept }))).toBe(
      false,
    );
    expect(isConceptDue(work([version(1, { doi: null }), version(2, { doi: null })], { concept }))).toBe(
      false,
    );
    expect(isConceptDue(work([version(1, { doi: null }), version(2)], { concept }))).toBe(true);
  });

  test('has each version, and nothing that would keep it out of ORCID records', () => {
    const own = ['IsPartOf', 'IsVersionOf', 'IsPreviousVersionOf', 'IsIdenticalTo', 'References'] as const;
    const rendered = renderConcept(work([version(1), version(2)]), {
      titles: [{ title: 'Springs' }],
      relatedIdentifiers: own.map((relationType) => ({
        relatedIdentifier: '10.5072/other',
        relatedIdentifierType: 'DOI',
        relationType,
      })),
    });
    expect(rendered.titles).toEqual([{ title: 'Springs' }]);
    expect(
      rendered.relatedIdentifiers?.map((each) => `${each.relationType} ${each.relatedIdentifier}`),
    ).toEqual(['References 10.5072/other', 'HasVersion 10.5072/v1', 'HasVersion 10.5072/v2']);
  });
});
