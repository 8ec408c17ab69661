import { existsSync, readFileSync } from 'node:fs';
import { toDataciteXml } from '@mintmark/datacite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasDataciteData, loadSchema, titleOf } from '../../datacite/tests/datacite-schema.ts';
import type { FolderAttribute } from '../src/modules/requests/template/folder-attribute.ts';
import { readTemplate, type TemplateField } from '../src/modules/requests/template/template.ts';
import { toAttributes } from '../src/modules/requests/template/to-attributes.ts';
import { toMetadata } from '../src/modules/requests/template/to-metadata.ts';
import { attributeTree, description } from './support/folder-descriptions.ts';

/** CyVerse's template for DataCite 4.2, beside the repository. */
const TEMPLATE = new URL(
  '../../../../shared/data/requests/cyverse/doi-datacite-4.2-template.json',
  import.meta.url,
);
const hasTemplate = existsSync(TEMPLATE);
const title = (text: string): string =>
  hasTemplate ? text : `${text} (skipped: no ../shared/data/requests beside the repository)`;

type Theirs = {
  name: string;
  type: string;
  required: boolean;
  values?: { value: string; is_default: boolean }[];
  attributes?: Theirs[];
};

const theirs: Theirs[] = hasTemplate
  ? (JSON.parse(readFileSync(TEMPLATE, 'utf8')) as { attributes: Theirs[] }).attributes
  : [];
const context = { publicationYear: 2026 };

/** Names and places of all attributes, as `creator/nameIdentifier`. */
function listPlaces(attributes: readonly { name: string; attributes?: readonly unknown[] }[]): string[] {
  return attributes.flatMap(({ name, attributes: below = [] }) => [
    name,
    ...listPlaces(below as Theirs[]).map((place) => `${name}/${place}`),
  ]);
}

/** A value as somebody who fills in the form would give it. */
function exampleOf({ name, type, values }: Theirs): string {
  const [first] = values ?? [];
  if (first !== undefined) return first.value;
  if (type === 'Grouping') return '';
  if (type === 'Boolean') return 'true';
  if (type === 'URL/URI' || name.endsWith('URI')) return 'https://example.org/a';
  if (/Latitude|Longitude/.test(name)) return '12.5';
  if (name === 'nameIdentifier') return '0000-0002-1825-0097';
  if (name === 'relatedIdentifier') return '10.5072/related';
  if (name === 'funderIdentifier') return '0000 0001 2103 2683';
  if (name === 'xml:lang') return 'en-us';
  return `Example of ${name}`;
}

/** Every attribute filled in once; what is a list of values has each of them in turn. */
function fillIn(attribute: Theirs, value = exampleOf(attribute)): FolderAttribute {
  const below = (attribute.attributes ?? []).map((child) => fillIn(child));
  if (attribute.name !== 'geoLocationPolygon') return { name: attribute.name, value, attributes: below };
  // An area has four corners at least.
  return { name: attribute.name, value, attributes: [...below, ...below, ...below, ...below] };
}

const filledByService = new Set(['identifier', 'publicationYear']);

describe.skipIf(!hasTemplate)(title('CyVerse’s template for DataCite 4.2'), () => {
  test('has its attributes in ours, and all of them in the one that is like it', () => {
    const current = new Set(listPlaces(readTemplate()?.attributes ?? []));
    const wanted = listPlaces(theirs);
    expect(wanted.filter((place) => !current.has(place))).toEqual([]);
    const original = listPlaces(readTemplate('doi-request-datacite-4.2')?.attributes ?? []);
    expect(original.sort()).toEqual(wanted.sort());
  });

  test('offers the values that ours for programs that know it offers', () => {
    const compare = (given: readonly Theirs[], ours: readonly TemplateField[], at: string): void => {
      for (const { name, type, values = [], attributes = [] } of given) {
        const own = ours.find((each) => each.name === name);
        const place = `${at}/${name}`;
        if (type === 'Enum' && (own?.type === 'choice' || name === 'rights')) {
          expect({ place, values: [...(own?.values ?? [])].sort() }).toEqual({
            place,
            values: values.map(({ value }) => value).sort(),
          });
        }
        compare(attributes, own?.attributes ?? [], place);
      }
    };
    compare(theirs, readTemplate('doi-request-datacite-4.2')?.attributes ?? [], '');
  });

  test('filled in whole is read whole, without a problem', () => {
    const given = theirs.filter(({ name }) => !filledByService.has(name)).map((each) => fillIn(each));
    const attributes = given.map(fitIdentifiers);
    const { metadata, problems, extras } = toMetadata(attributes, context);
    expect(problems).toEqual([]);
    expect(metadata).toMatchObject({
      titles: [{ title: 'Example of title', titleType: 'AlternativeTitle', lang: 'en-us' }],
      contributors: [{ nameIdentifiers: [{ nameIdentifier: 'https://orcid.org/0000-0002-1825-0097' }] }],
      language: 'en-us',
      rightsList: [{ rights: 'CC0' }, { rightsIdentifierScheme: 'Local Contexts' }],
      geoLocations: [
        {
          geoLocationPlace: 'Example of geoLocationPlace',
          geoLocationPoint: { pointLongitude: 12.5, pointLatitude: 12.5 },
          geoLocationBox: { northBoundLatitude: 12.5 },
        },
      ],
      fundingReferences: [{ funderName: 'Example of funderName', funderIdentifierType: 'ISNI' }],
      sizes: ['Example of size'],
      formats: ['Example of format'],
    });
    expect(metadata.geoLocations?.[0]?.geoLocationPolygon).toHaveLength(4);
    expect(extras).toEqual({
      analysisTools: ['https://example.org/a'],
      conditions: ['Example of reuse_or_citation_conditions'],
      isCompressed: true,
      isDeprecated: true,
    });
  });

  test('has no value that is not understood', () => {
    const whole = theirs.filter(({ name }) => !filledByService.has(name));
    let tried = 0;
    const tryEach = (attribute: Theirs, wrap: (filled: FolderAttribute) => FolderAttribute): void => {
      for (const { value } of attribute.values ?? []) {
        const others = whole.map((each) => fillIn(each));
        const filled = wrap(fillIn(attribute, value));
        const replaced = others.map((each) => (each.name === filled.name ? filled : each));
        const { problems } = toMetadata(replaced.map(fitIdentifiers), context);
        expect({ place: attribute.name, value, problems }).toEqual({
          place: attribute.name,
          value,
          problems: [],
        });
        tried += 1;
      }
    };
    const walk = (
      attributes: readonly Theirs[],
      wrap: (filled: FolderAttribute) => FolderAttribute,
    ): void => {
      for (const attribute of attributes) {
        tryEach(attribute, wrap);
        walk(attribute.attributes ?? [], (filled) => {
          const parent = fillIn(attribute);
          const below = parent.attributes.map((each) => (each.name === filled.name ? filled : each));
          return wrap({ ...parent, attributes: below });
        });
      }
    };
    walk(whole, (filled) => filled);
    expect(tried).toBeGreaterThan(100);
  });
});

/** Identifiers of each kind that the lists offer. */
const examples: Readonly<Record<string, string>> = {
  ARK: 'ark:99999/fk44w2s',
  arXiv: 'arXiv:0706.0001',
  bibcode: '1924MNRAS..84..308E',
  EAN13: '9783468111242',
  EISSN: '1562-6865',
  Handle: '20.500.12345/abc',
  ISBN: '978-3-905673-82-1',
  ISSN: '0077-5606',
  ISTC: '0A9-2002-12B4A105-7',
  LISSN: '1188-1534',
  LSID: 'urn:lsid:example.org:names:11815',
  PMID: '12082125',
  PURL: 'https://purl.org/example/1',
  UPC: '123456789999',
  URL: 'https://example.org/page',
  URN: 'urn:nbn:de:101:1-201102033592',
  GRID: 'grid.5072.a1',
  'Crossref Funder ID': '10.13039/501100000038',
};

/** An identifier that fits the kind that was chosen, and a funder who has no person's identifier. */
function fitIdentifiers(attribute: FolderAttribute): FolderAttribute {
  const find = (name: string): string | undefined =>
    attribute.attributes.find((each) => each.name === name)?.value;
  const kind = find('relatedIdentifierType') ?? find('funderIdentifierType');
  const isFunder = find('contributorType') === 'Funder';
  const below = attribute.attributes.filter(({ name }) => !isFunder || name !== 'nameIdentifier');
  return {
    ...attribute,
    value: (kind === undefined ? undefined : examples[kind]) ?? attribute.value,
    attributes: below.map(fitIdentifiers),
  };
}

describe('what folders say', () => {
  test.skipIf(!hasDataciteData)(
    titleOf('is valid against the XSD of kernel 4.7 once nothing is wrong with it'),
    () => {
      const validate = loadSchema();
      const base = {
        titles: [{ title: 'One' }],
        creators: [{ name: 'Carberry, Josiah' }],
        publisher: { name: 'Example University' },
        types: { resourceTypeGeneral: 'Dataset' as const },
      };
      fc.assert(
        fc.property(description, attributeTree, (raw, tree) => {
          const whole = { ...base, ...raw } as typeof base;
          for (const attributes of [toAttributes(whole), [...toAttributes(base), ...tree]]) {
            const { metadata, problems } = toMetadata(attributes, context);
            if (problems.length > 0) continue;
            expect(validate(toDataciteXml(metadata, '10.5072/folder'))).toEqual([]);
          }
        }),
        { numRuns: 150 },
      );
    },
  );
});
