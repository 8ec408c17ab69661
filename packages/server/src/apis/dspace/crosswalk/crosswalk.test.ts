import { existsSync, readFileSync } from 'node:fs';
import type { DataciteMetadata } from '@mintmark/datacite';
import { describe, expect, test } from 'vitest';
import type { Fields, FieldValue } from '../../../modules/items/index.ts';
import { fromFields, toFields } from './index.ts';
import { readResourceType } from './resource-types.ts';
import { propertyNames } from './rooms.ts';
import { crosswalkRows, openRows } from './table.ts';

type ShortFields = Record<string, (string | Partial<FieldValue>)[]>;
type Vectors = {
  writes: {
    name: string;
    fields: ShortFields;
    metadata: DataciteMetadata;
    kept: string[];
    notHeld: string[];
  }[];
  reads: { name: string; metadata: DataciteMetadata; fields: ShortFields }[];
  resourceTypes: [string, string][];
};

const root = new URL('../../../../../../', import.meta.url);
const vectors = readJson<Vectors>(new URL('vectors/dublin-core.json', root));

function readJson<T>(url: URL): T {
  return JSON.parse(readFileSync(url, 'utf8')) as T;
}

const plain = { value: '', language: null, authority: null, confidence: -1 };

function fill(fields: ShortFields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([field, values]) => [
      field,
      values.map((value) => ({ ...plain, ...(typeof value === 'string' ? { value } : value) })),
    ]),
  );
}

/** What a new item says when it gets these fields. */
function write(fields: ShortFields): ReturnType<typeof fromFields> {
  return fromFields(fill(fields), { metadata: {}, otherFields: {} });
}

describe('vectors', () => {
  test.each(vectors.writes)('written: $name', ({ fields, metadata, kept, notHeld }) => {
    const written = write(fields);
    expect(written.metadata).toEqual(metadata);
    expect(Object.keys(written.otherFields).sort()).toEqual(kept);
    expect(written.notHeld.map(({ field, place }) => `${field}/${place}`).sort()).toEqual(notHeld);
    expect(toFields(written.metadata, written.otherFields)).toEqual(fill(fields));
  });

  test.each(vectors.reads)('read: $name', ({ metadata, fields }) => {
    expect(toFields(metadata, {})).toEqual(fill(fields));
  });

  test.each(vectors.resourceTypes)('the type %s is of the kind %s', (name, kind) => {
    expect(readResourceType(name)).toBe(kind);
  });
});

describe('what a field does not show', () => {
  const before: DataciteMetadata = {
    creators: [
      { name: 'Carberry, Josiah', affiliation: [{ name: 'Example University' }], givenName: 'Josiah' },
      { name: 'Second, Ann', affiliation: [{ name: 'Elsewhere' }] },
    ],
    geoLocations: [
      { geoLocationPlace: 'Ross Sea', geoLocationPoint: { pointLongitude: 1, pointLatitude: 2 } },
    ],
    fundingReferences: [{ funderName: 'Example Foundation', awardNumber: '12' }],
  };

  test('stays with its value when values are put in another order', () => {
    const fields = toFields(before, {});
    const authors = [...(fields['dc.contributor.author'] ?? [])].reverse();
    const written = fromFields(
      { ...fields, 'dc.contributor.author': authors },
      { metadata: before, otherFields: {} },
    );
    expect(written.metadata).toEqual({ ...before, creators: [...(before.creators ?? [])].reverse() });
  });

  test('stays with a person whose name is corrected, whom their ORCID iD shows to be the same', () => {
    const person = {
      name: 'Carberry, J.',
      affiliation: [{ name: 'Example University' }],
      nameIdentifiers: [
        { nameIdentifier: 'https://orcid.org/0000-0002-1825-0097', nameIdentifierScheme: 'ORCID' },
      ],
    };
    const fields = toFields({ creators: [person] }, {});
    const authors = (fields['dc.contributor.author'] ?? []).map((author) => ({
      ...author,
      value: 'Carberry, Josiah',
    }));
    const written = fromFields(
      { 'dc.contributor.author': authors },
      { metadata: { creators: [person] }, otherFields: {} },
    );
    expect(written.metadata.creators?.[0]).toMatchObject({
      name: 'Carberry, Josiah',
      affiliation: [{ name: 'Example University' }],
      nameIdentifiers: person.nameIdentifiers,
    });
  });

  test('is not given to somebody else who takes that place', () => {
    const authors = fill({ 'dc.contributor.author': ['Other, Olga', 'Second, Ann'] });
    const written = fromFields(
      { ...toFields(before, {}), ...authors },
      { metadata: before, otherFields: {} },
    );
    expect(written.metadata.creators).toEqual([{ name: 'Other, Olga' }, before.creators?.[1]]);
  });

  test('coordinates stay when the name of their place is taken away', () => {
    const { 'dc.coverage.spatial': _, ...fields } = toFields(before, {});
    const written = fromFields(fields, { metadata: before, otherFields: {} });
    expect(written.metadata.geoLocations).toEqual([
      { geoLocationPoint: { pointLongitude: 1, pointLatitude: 2 } },
    ]);
  });

  test('a value kept beside is gone once its entry was taken away in the metadata themselves', () => {
    const written = write({ 'dc.title': [{ value: 'A', authority: 'x' }, 'B'] });
    expect(Object.keys(written.otherFields)).toEqual(['dc.title']);
    expect(toFields({ titles: [{ title: 'C' }, { title: 'B' }] }, written.otherFields)).toEqual(
      fill({ 'dc.title': ['C', 'B'] }),
    );
  });
});

describe('what is missing', () => {
  test('is not made up', () => {
    expect(write({}).metadata).toEqual({});
    expect(write({ 'dc.date.created': ['2020'] }).metadata.publicationYear).toBeUndefined();
  });

  test('may be the publisher, for whom the caller may name one', () => {
    const defaults = { publisher: { name: 'Example University' } };
    const before = { metadata: {}, otherFields: {}, defaults };
    expect(fromFields({}, before).metadata).toEqual(defaults);
    expect(fromFields(fill({ 'dc.publisher': ['Other'] }), before).metadata.publisher).toEqual({
      name: 'Other',
    });
  });
});

const crosswalkUrl = new URL('../shared/data/dspace/dim2datacite-crosswalk.json', root);
type TheirTable = { rows: { datacite: string }[]; resourceTypeGeneral: Record<string, string> };
const theirs = existsSync(crosswalkUrl) ? readJson<TheirTable>(crosswalkUrl) : null;

/** What ours does for each row of DSpace's crosswalk; where it does otherwise, the sentence says so. */
const ours: Record<string, [sentence: string, check: () => void]> = {
  'identifier@DOI': [
    'a DOI in dc.identifier.doi is said to name the same thing; the item’s own DOI never comes from a field',
    () => {
      expect(write({ 'dc.identifier.doi': ['https://doi.org/10.5072/abc'] }).metadata).toEqual({
        relatedIdentifiers: [
          {
            relatedIdentifier: 'https://doi.org/10.5072/abc',
            relatedIdentifierType: 'DOI',
            relationType: 'IsIdenticalTo',
          },
        ],
      });
    },
  ],
  'creators/creator/creatorName': [
    'dc.contributor.author; a missing one is missing, not (:unkn) unknown',
    () => {
      expect(write({ 'dc.contributor.author': ['Carberry, Josiah'] }).metadata).toEqual({
        creators: [{ name: 'Carberry, Josiah' }],
      });
      expect(write({ 'dc.title': ['x'] }).metadata.creators).toBeUndefined();
    },
  ],
  'titles/title': [
    'dc.title and its kinds, with languages; a missing one is missing, not (:unas) unassigned',
    () => {
      const { metadata } = write({
        'dc.title': [{ value: 'A', language: 'en_US' }],
        'dc.title.alternative': ['B'],
        'dc.title.subtitle': ['C'],
        'dc.title.translated': ['D'],
      });
      expect(metadata.titles).toEqual([
        { title: 'A', lang: 'en-US' },
        { title: 'B', titleType: 'AlternativeTitle' },
        { title: 'C', titleType: 'Subtitle' },
        { title: 'D', titleType: 'TranslatedTitle' },
      ]);
      expect(write({ 'dc.type': ['x'] }).metadata.titles).toBeUndefined();
    },
  ],
  publisher: [
    'the first dc.publisher, else what the caller gives, with its ROR ID',
    () => {
      expect(write({ 'dc.publisher': ['A', 'B'] }).metadata.publisher).toEqual({ name: 'A' });
      const publisher = {
        name: 'Example University',
        publisherIdentifier: 'https://ror.org/05dxps055',
        publisherIdentifierScheme: 'ROR',
      };
      expect(fromFields({}, { metadata: {}, otherFields: {}, defaults: { publisher } }).metadata).toEqual({
        publisher,
      });
    },
  ],
  publicationYear: [
    'the year of dc.date.issued, else of dc.date.available; other dates are not when it was published, and 0000 is no year',
    () => {
      const both = { 'dc.date.issued': ['2020-05-06'], 'dc.date.available': ['2021'] };
      expect(write(both).metadata.publicationYear).toBe(2020);
      expect(write({ 'dc.date.available': ['2021-01-01'] }).metadata.publicationYear).toBe(2021);
      expect(write({ 'dc.date.created': ['2019'] }).metadata.publicationYear).toBeUndefined();
    },
  ],
  'subjects/subject': [
    'dc.subject, and dc.subject.q with the scheme q',
    () => {
      expect(write({ 'dc.subject': ['A'], 'dc.subject.mesh': ['B'] }).metadata.subjects).toEqual([
        { subject: 'A' },
        { subject: 'B', subjectScheme: 'mesh' },
      ]);
    },
  ],
  contributors: [
    'editors, advisors and others by role; data managers and hosts are not set by configuration',
    () => {
      const { metadata } = write({
        'dc.contributor.editor': ['A'],
        'dc.contributor.advisor': ['B'],
        'dc.contributor.illustrator': ['C'],
        'dc.contributor.other': ['D'],
        'dc.contributor': ['E'],
        'dc.contributor.datamanager': ['F'],
      });
      const roles = (metadata.contributors ?? []).map(
        ({ name, contributorType }) => `${name} ${contributorType}`,
      );
      expect(roles.sort()).toEqual([
        'A Editor',
        'B RelatedPerson',
        'C Other',
        'D Other',
        'E Other',
        'F DataManager',
      ]);
    },
  ],
  'dates/date': [
    'dc.date by type, whole and not cut to ten characters',
    () => {
      const { metadata } = write({
        'dc.date.accessioned': ['2020-01-02T03:04:05Z'],
        'dc.date.available': ['2020-01-03'],
        'dc.date.copyright': ['2018'],
        'dc.date.created': ['2017'],
        'dc.date.issued': ['2019'],
        'dc.date.submitted': ['2016'],
        'dc.date.updated': ['2021'],
      });
      const dates = (metadata.dates ?? []).map(({ date, dateType }) => `${dateType} ${date}`);
      expect(dates.sort()).toEqual([
        'Accepted 2020-01-02T03:04:05Z',
        'Available 2020-01-03',
        'Copyrighted 2018',
        'Created 2017',
        'Issued 2019',
        'Submitted 2016',
        'Updated 2021',
      ]);
    },
  ],
  language: [
    'the first dc.language.iso or .rfc3066',
    () => {
      expect(write({ 'dc.language.iso': ['en_US', 'de'] }).metadata.language).toBe('en-US');
      expect(write({ 'dc.language.rfc3066': ['pt_BR'] }).metadata.language).toBe('pt-BR');
    },
  ],
  resourceType: [
    'the first dc.type; a missing one is missing, not Other',
    () => {
      expect(write({ 'dc.type': ['Thesis', 'Book'] }).metadata.types).toEqual({
        resourceTypeGeneral: 'Dissertation',
        resourceType: 'Thesis',
      });
      expect(write({}).metadata.types).toBeUndefined();
    },
  ],
  alternateIdentifiers: [
    'dc.identifier with a qualifier; citations are no identifiers',
    () => {
      const { metadata } = write({
        'dc.identifier.isbn': ['978-3-905673-82-1'],
        'dc.identifier.govdoc': ['7'],
        'dc.identifier.citation': ['Carberry (2024)'],
      });
      expect(metadata.alternateIdentifiers).toEqual([
        { alternateIdentifier: '978-3-905673-82-1', alternateIdentifierType: 'ISBN' },
        { alternateIdentifier: '7', alternateIdentifierType: 'govdoc' },
      ]);
    },
  ],
  relatedIdentifiers: [
    'mapped here: dc.relation',
    () => {
      expect(write({ 'dc.relation.haspart': ['10.5072/part'] }).metadata.relatedIdentifiers).toEqual([
        { relatedIdentifier: '10.5072/part', relatedIdentifierType: 'DOI', relationType: 'HasPart' },
      ]);
    },
  ],
  'sizes/size': [
    'dc.format.extent',
    () => expect(write({ 'dc.format.extent': ['3 MB'] }).metadata).toEqual({ sizes: ['3 MB'] }),
  ],
  'formats/format': [
    'dc.format and its other qualifiers',
    () => {
      const { metadata } = write({ 'dc.format': ['pdf'], 'dc.format.mimetype': ['text/csv'] });
      expect(metadata).toEqual({ formats: ['pdf', 'text/csv'] });
    },
  ],
  version: [
    'is no field: it is what the item says, and stays through writing',
    () => {
      const metadata = { version: '2' };
      expect(toFields(metadata, {})).toEqual({});
      const written = fromFields(fill({ 'dc.title': ['A'] }), { metadata, otherFields: {} });
      expect(written.metadata).toEqual({ version: '2', titles: [{ title: 'A' }] });
    },
  ],
  'rightsList/rights': [
    'dc.rights with its qualifiers, and with its address',
    () => {
      const { metadata } = write({
        'dc.rights': ['A'],
        'dc.rights.license': ['B'],
        'dc.rights.uri': ['https://example.org/'],
      });
      expect(metadata.rightsList).toEqual([
        { rights: 'A' },
        { rights: 'B' },
        { rightsUri: 'https://example.org/' },
      ]);
    },
  ],
  descriptions: [
    'abstracts, tables of contents and others',
    () => {
      const { metadata } = write({
        'dc.description.abstract': ['A'],
        'dc.description.tableofcontents': ['B'],
        'dc.description': ['C'],
      });
      const types = (metadata.descriptions ?? []).map(
        (each) => `${each.description} ${each.descriptionType}`,
      );
      expect(types.sort()).toEqual(['A Abstract', 'B TableOfContents', 'C Other']);
    },
  ],
  geoLocations: [
    'mapped here: dc.coverage.spatial',
    () => {
      expect(write({ 'dc.coverage.spatial': ['Ross Sea'] }).metadata).toEqual({
        geoLocations: [{ geoLocationPlace: 'Ross Sea' }],
      });
    },
  ],
  fundingReferences: [
    'mapped here: dc.description.sponsorship',
    () => {
      expect(write({ 'dc.description.sponsorship': ['Example Foundation'] }).metadata).toEqual({
        fundingReferences: [{ funderName: 'Example Foundation' }],
      });
    },
  ],
  relatedItems: [
    'are no fields, and stay through writing',
    () => {
      const metadata: DataciteMetadata = {
        relatedItems: [{ relatedItemType: 'Journal', relationType: 'IsPublishedIn' }],
      };
      expect(fromFields({}, { metadata, otherFields: {} }).metadata).toEqual(metadata);
    },
  ],
};

describe.skipIf(theirs === null)("DSpace's own crosswalk (skipped where its table is not at hand)", () => {
  test.each(theirs?.rows ?? [])('row $datacite', ({ datacite }) => {
    const row = ours[datacite];
    if (row === undefined) throw new Error(`Nothing says what ours does for ${datacite}.`);
    row[1]();
  });

  test.each(Object.entries(theirs?.resourceTypeGeneral ?? {}))(
    'the type %s is of the kind %s',
    (name, kind) => {
      // The kernel has a word for presentations now.
      expect(readResourceType(name)).toBe(name === 'Presentation' ? 'Presentation' : kind);
    },
  );
});

describe('docs/dublin-core.md', () => {
  const page = readFileSync(new URL('docs/dublin-core.md', root), 'utf8');

  test('has every row of the table', () => {
    const missing = crosswalkRows
      .map((row) =>
        row.room === null
          ? `| \`${row.field}\` | – |`
          : `| \`${row.field}\` | ${propertyNames[row.room]}${row.kind === '' ? '' : ` (${row.kind})`} |`,
      )
      .filter((line) => !page.includes(line));
    expect(missing).toEqual([]);
    for (const { prefix, room } of openRows)
      expect(page).toContain(`| \`${prefix}*\` | ${propertyNames[room]}`);
  });

  test('has no row that is not in the table', () => {
    const known = new Set([
      ...crosswalkRows.map(({ field }) => field),
      ...openRows.map(({ prefix }) => `${prefix}*`),
    ]);
    const named = [...page.matchAll(/^\| `(dc\.[^`]+)` \|/gm)].map((match) => match[1] ?? '');
    expect(named.filter((field) => !known.has(field))).toEqual([]);
  });
});
