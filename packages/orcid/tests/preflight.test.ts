import { describe, expect, test } from 'vitest';
import { checkItem, type ItemKind, itemKinds, messageFromXml } from '../src/index.ts';
import {
  CITATION_TYPES,
  COUNTRIES,
  FUNDING_TYPES,
  LANGUAGES,
  RELATIONSHIPS,
  RESOURCE_TYPES,
  REVIEW_ROLES,
  REVIEW_TYPES,
  SUBJECT_TYPES,
  VISIBILITIES,
  WORK_TYPES,
} from '../src/messages/vocabularies.ts';
import { hasOrcidData, readSamples, readTable, readXsdEnumeration, titleOf } from './orcid-data.ts';

const value = (text: string) => ({ value: text });
const date = (text: string) => {
  const [year = '', month, day] = text.split('-');
  return {
    year: value(year),
    ...(month === undefined ? {} : { month: value(month) }),
    ...(day === undefined ? {} : { day: value(day) }),
  };
};
const id = (type: string, text: string, relationship: string | null = 'self') => ({
  'external-id-type': type,
  'external-id-value': text,
  'external-id-relationship': relationship,
});
const ids = (...list: object[]) => ({ 'external-id': list });
const doi = id('doi', '10.5072/granite');
const organization = (more: object = {}) => ({
  name: 'Museum of Stones',
  address: { city: 'Zürich', country: 'CH' },
  'disambiguated-organization': {
    'disambiguated-organization-identifier': 'https://ror.org/04fa4r544',
    'disambiguation-source': 'ROR',
  },
  ...more,
});

/** One item of each kind that the registry would take. */
const good: Record<string, Record<string, unknown>> = {
  work: { title: { title: value('Granite') }, type: 'physical-object', 'external-ids': ids(doi) },
  employment: { organization: organization(), 'start-date': date('2020-02') },
  education: { organization: organization() },
  qualification: { organization: organization() },
  distinction: { organization: organization() },
  'invited-position': { organization: organization() },
  membership: { organization: organization() },
  service: { organization: organization() },
  funding: {
    type: 'grant',
    title: { title: value('Grant') },
    'external-ids': ids(id('grant_number', '1')),
    organization: organization(),
    amount: { value: '1000.50', 'currency-code': 'CHF' },
  },
  'peer-review': {
    'reviewer-role': 'reviewer',
    'review-identifiers': ids(id('source-work-id', '1')),
    'review-type': 'review',
    'review-completion-date': date('2026'),
    'review-group-id': 'issn:1741-4857',
    'convening-organization': organization(),
  },
  'research-resource': {
    proposal: {
      title: { title: value('Beam time') },
      hosts: { organization: [organization()] },
      'external-ids': ids(id('proposal-id', '7')),
    },
    'resource-item': [
      {
        'resource-name': 'Laser',
        'resource-type': 'equipment',
        hosts: { organization: [organization()] },
        'external-ids': ids(id('rrid', 'rrid:laser')),
      },
    ],
  },
  'researcher-url': { 'url-name': 'Page', url: value('https://example.org') },
  'other-name': { content: 'J. S. Carberry' },
  keyword: { content: 'psychoceramics' },
  'external-identifier': { ...id('Museum', '12'), 'external-id-url': value('https://example.org/12') },
  address: { country: value('CH') },
};

test.each(itemKinds)('%s: a plain one is taken', (kind) => {
  expect(checkItem(kind, good[kind])).toEqual([]);
});

type Rule = [
  code: number,
  what: string,
  kind: ItemKind,
  wrong: Record<string, unknown>,
  right: Record<string, unknown>,
  pointer: string,
];

const contributor = (orcid: object) => ({ contributors: { contributor: [{ 'contributor-orcid': orcid }] } });
const without = organization({ 'disambiguated-organization': null });
const somewhere = (address: object) => organization({ address });

const rules: Rule[] = [
  [
    9001,
    'a member that v3.0 does not know',
    'keyword',
    { colour: 'red' },
    { visibility: 'public' },
    '/colour',
  ],
  [
    9001,
    'a title of 1,001 characters',
    'work',
    { title: { title: value('x'.repeat(1001)) } },
    { title: { title: value('x'.repeat(1000)) } },
    '/title/title/value',
  ],
  [
    9001,
    'a description of 5,001 characters',
    'work',
    { 'short-description': 'x'.repeat(5001) },
    { 'short-description': 'x'.repeat(5000) },
    '/short-description',
  ],
  [
    9001,
    'an address of 2,085 characters',
    'work',
    { url: value(`https://x.org/${'x'.repeat(2071)}`) },
    { url: value(`https://x.org/${'x'.repeat(2070)}`) },
    '/url/value',
  ],
  [9001, 'a control character', 'keyword', { content: 'a\u0000b' }, { content: 'a\nb' }, '/content'],
  [
    9001,
    'a year before 1900',
    'work',
    { 'publication-date': date('1899') },
    { 'publication-date': date('1900') },
    '/publication-date/year',
  ],
  [9022, 'no title', 'work', { title: null }, {}, '/title'],
  [9022, 'an empty title', 'funding', { title: { title: value(' ') } }, {}, '/title/title/value'],
  [9037, 'no type', 'work', { type: null }, { type: 'data-set' }, '/type'],
  [9037, 'a type of version 2', 'work', { type: 'JOURNAL_ARTICLE' }, { type: 'journal-article' }, '/type'],
  [
    9037,
    'an unknown language',
    'work',
    { 'language-code': 'xx' },
    { 'language-code': 'zh_CN' },
    '/language-code',
  ],
  [
    9037,
    'a translated title without language',
    'work',
    { title: { title: value('a'), 'translated-title': { value: 'b' } } },
    { title: { title: value('a'), 'translated-title': { value: 'b', 'language-code': 'de' } } },
    '/title/translated-title/language-code',
  ],
  [
    9037,
    'a citation without type',
    'work',
    { citation: { 'citation-value': '@x{}' } },
    { citation: { 'citation-type': 'bibtex', 'citation-value': '@x{}' } },
    '/citation/citation-type',
  ],
  [
    9020,
    'a citation type without citation',
    'work',
    { citation: { 'citation-type': 'ris' } },
    {},
    '/citation/citation-value',
  ],
  [
    9037,
    'a review of no type',
    'peer-review',
    { 'review-type': null },
    { 'review-type': 'evaluation' },
    '/review-type',
  ],
  [9023, 'no identifier', 'work', { 'external-ids': null }, {}, '/external-ids'],
  [
    9023,
    'an empty list of identifiers',
    'funding',
    { 'external-ids': ids() },
    {},
    '/external-ids/external-id',
  ],
  [
    9023,
    'an unknown type of identifiers',
    'work',
    { 'external-ids': ids(id('igsn-x', '1')) },
    { 'external-ids': ids(id('other-id', '1')) },
    '/external-ids/external-id/0/external-id-type',
  ],
  [
    9023,
    'an identifier without value',
    'work',
    { 'external-ids': ids(id('doi', '')) },
    {},
    '/external-ids/external-id/0/external-id-value',
  ],
  [
    9023,
    'an identifier without relationship',
    'funding',
    { 'external-ids': ids(id('doi', '1', null)) },
    {},
    '/external-ids/external-id/0/external-id-relationship',
  ],
  [
    9023,
    'no identifier of the work itself',
    'work',
    { 'external-ids': ids(id('isbn', '1', 'part-of')) },
    { 'external-ids': ids(id('isbn', '1', 'part-of'), doi) },
    '/external-ids/external-id',
  ],
  [
    9023,
    'a version of something that has no identifier itself',
    'peer-review',
    { 'review-identifiers': ids(id('doi', '1', 'version-of')) },
    { 'review-identifiers': ids(id('doi', '1', 'version-of'), doi) },
    '/review-identifiers/external-id',
  ],
  [
    9023,
    'funded by an article',
    'work',
    { 'external-ids': ids(doi, id('pmid', '1', 'funded-by')) },
    { 'external-ids': ids(doi, id('grant_number', '1', 'funded-by')) },
    '/external-ids/external-id/1/external-id-relationship',
  ],
  [
    9051,
    'an unknown relationship',
    'work',
    { 'external-ids': ids(doi, id('doi', '2', 'sibling')) },
    {},
    '/external-ids/external-id/1/external-id-relationship',
  ],
  [
    9051,
    'an unknown visibility',
    'keyword',
    { visibility: 'secret' },
    { visibility: 'limited' },
    '/visibility',
  ],
  [
    9058,
    'an unknown role of a contributor',
    'work',
    { contributors: { contributor: [{ 'contributor-attributes': { 'contributor-role': 'cook' } }] } },
    {
      contributors: {
        contributor: [
          {
            'contributor-attributes': {
              'contributor-role': 'http://credit.niso.org/contributor-roles/software/',
            },
          },
        ],
      },
    },
    '/contributors/contributor/0/contributor-attributes/contributor-role',
  ],
  [
    9020,
    'an iD with a wrong check digit',
    'work',
    contributor({ path: '0000-0002-1825-0098' }),
    contributor({ path: '0000-0002-1825-0097' }),
    '/contributors/contributor/0/contributor-orcid/path',
  ],
  [
    9020,
    'an iD at another address',
    'funding',
    contributor({ uri: 'https://example.org/0000-0002-1825-0097' }),
    contributor({ uri: 'https://sandbox.orcid.org/0000-0002-1825-0097' }),
    '/contributors/contributor/0/contributor-orcid/uri',
  ],
  [9024, 'a put code with a new item', 'keyword', { 'put-code': 7 }, {}, '/put-code'],
  [9046, 'no organisation', 'employment', { organization: null }, {}, '/organization'],
  [
    9045,
    'an employer without identifier',
    'employment',
    { organization: without },
    {},
    '/organization/disambiguated-organization',
  ],
  [
    9045,
    'a funder without identifier',
    'funding',
    { organization: without },
    {},
    '/organization/disambiguated-organization',
  ],
  [
    9045,
    'an identifier of an unknown source',
    'education',
    {
      organization: organization({
        'disambiguated-organization': {
          'disambiguated-organization-identifier': '1',
          'disambiguation-source': 'ISNI',
        },
      }),
    },
    {
      organization: organization({
        'disambiguated-organization': {
          'disambiguated-organization-identifier': '1',
          'disambiguation-source': 'RINGGOLD',
        },
      }),
    },
    '/organization/disambiguated-organization/disambiguation-source',
  ],
  [
    9045,
    'a ROR ID that is none',
    'service',
    {
      organization: organization({
        'disambiguated-organization': {
          'disambiguated-organization-identifier': 'https://ror.org/04fa4r545',
          'disambiguation-source': 'ROR',
        },
      }),
    },
    {},
    '/organization/disambiguated-organization/disambiguated-organization-identifier',
  ],
  [
    9060,
    'an employer without city',
    'employment',
    { organization: somewhere({ country: 'CH' }) },
    {},
    '/organization/address/city',
  ],
  [
    9060,
    'a university without country',
    'education',
    { organization: somewhere({ city: 'Zürich' }) },
    {},
    '/organization/address/country',
  ],
  [
    9061,
    'a city without country',
    'membership',
    { organization: somewhere({ city: 'Zürich' }) },
    { organization: somewhere({}) },
    '/organization/address/country',
  ],
  [
    9062,
    'neither organisation nor distinction identified',
    'distinction',
    { organization: without },
    { organization: without, 'external-ids': ids(doi) },
    '/organization/disambiguated-organization',
  ],
  [
    9049,
    'a month that is none',
    'work',
    { 'publication-date': date('2026-13') },
    { 'publication-date': date('2026-12') },
    '/publication-date/month/value',
  ],
  [
    9049,
    'a month of one digit',
    'work',
    { 'publication-date': date('2026-1') },
    { 'publication-date': date('2026-01') },
    '/publication-date/month/value',
  ],
  [
    9049,
    'a day that is not in the calendar',
    'work',
    { 'publication-date': date('2026-02-29') },
    { 'publication-date': date('2024-02-29') },
    '/publication-date/day',
  ],
  [
    9049,
    'a month without year',
    'work',
    { 'publication-date': { month: value('01') } },
    {},
    '/publication-date/year',
  ],
  [
    9049,
    'a day without month',
    'work',
    { 'publication-date': { year: value('2026'), day: value('01') } },
    {},
    '/publication-date/month',
  ],
  [
    9050,
    'an end without start',
    'funding',
    { 'end-date': date('2026') },
    { 'start-date': date('2026'), 'end-date': date('2026') },
    '/start-date',
  ],
  [
    9055,
    'an end before the start',
    'service',
    { 'start-date': date('2026-05'), 'end-date': date('2026-04-30') },
    { 'start-date': date('2026-05-02'), 'end-date': date('2026-05') },
    '/end-date',
  ],
  [
    9054,
    'an amount in words',
    'funding',
    { amount: { value: '1,000', 'currency-code': 'CHF' } },
    { amount: { value: 1000, 'currency-code': 'CHF' } },
    '/amount/value',
  ],
  [9020, 'an amount without currency', 'funding', { amount: { value: '1' } }, {}, '/amount/currency-code'],
  [
    9020,
    'an empty amount',
    'funding',
    { amount: { value: '', 'currency-code': 'CHF' } },
    {},
    '/amount/value',
  ],
  [
    9020,
    'a group of no registry',
    'peer-review',
    { 'review-group-id': 'journal:1' },
    { 'review-group-id': 'orcid-generated:museum' },
    '/review-group-id',
  ],
  [
    9053,
    'a group of a wrong ISSN',
    'peer-review',
    { 'review-group-id': 'issn:1741-4858' },
    {},
    '/review-group-id',
  ],
  [
    9020,
    'a person’s identifier that is part of something',
    'external-identifier',
    { 'external-id-relationship': 'part-of' },
    {},
    '/external-id-relationship',
  ],
  [
    9020,
    'a person’s identifier without address',
    'external-identifier',
    { 'external-id-url': null },
    {},
    '/external-id-url',
  ],
  [9020, 'a keyword that says nothing', 'keyword', { content: null }, {}, '/content'],
  [
    9020,
    'a country that is none',
    'address',
    { country: value('XX') },
    { country: value('XK') },
    '/country/value',
  ],
];

describe('before it is sent, an item is refused', () => {
  test.each(rules)('with %i for %s (%s)', (code, _what, kind, wrong, right, pointer) => {
    const problems = checkItem(kind, { ...good[kind], ...wrong });
    expect(problems).toContainEqual({ code, pointer, detail: expect.stringMatching(/^\S.*\.$/s) });
    expect(checkItem(kind, { ...good[kind], ...right })).toEqual([]);
  });

  test('for a resource without hosts, identifiers or things, each at its place', () => {
    const item = {
      proposal: { title: { title: value('x') }, hosts: { organization: [] }, 'end-date': date('2026') },
      'resource-item': [
        { 'resource-name': 'x', 'resource-type': 'magic', hosts: { organization: [without] } },
      ],
    };
    expect(checkItem('research-resource', item).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/proposal/hosts/organization', 9046],
      ['/proposal/external-ids', 9023],
      ['/resource-item/0/resource-type', 9051],
      ['/resource-item/0/hosts/organization/0/disambiguated-organization', 9045],
      ['/resource-item/0/external-ids', 9023],
      ['/proposal/start-date', 9050],
    ]);
  });

  test('at all its places at once', () => {
    expect(checkItem('work', {}).map(({ pointer }) => pointer)).toEqual(['/title', '/type', '/external-ids']);
  });

  test.each([
    null,
    7,
    'work',
    [],
    { title: [] },
    { 'external-ids': { 'external-id': {} } },
    JSON.parse('{"__proto__": 1}'),
  ])('whatever it is: %j', (item) => {
    for (const kind of itemKinds) expect(checkItem(kind, item).length).toBeGreaterThan(0);
  });
});

test('an item to be updated has its put code, and identifiers may be of a type that is new', () => {
  expect(checkItem('keyword', { ...good.keyword, 'put-code': 7 }, { update: true })).toEqual([]);
  const item = { ...good.work, 'external-ids': ids(id('igsn-x', '1')) };
  expect(checkItem('work', item, { identifierTypes: ['igsn-x'] })).toEqual([]);
});

describe.skipIf(!hasOrcidData)(titleOf('samples of ORCID'), () => {
  const kindOf = (file: string) => itemKinds.find((kind) => file.startsWith(kind));
  const single = (files: [string, string][]) => files.filter(([file]) => !/^bulk|group-id/.test(file));

  test.each(single(readSamples('.json')))('%s is taken', (file, text) => {
    expect(checkItem(kindOf(file) ?? 'work', JSON.parse(text))).toEqual([]);
  });

  test.each(single(readSamples('.xml')))('%s is taken', (file, xml) => {
    const read = messageFromXml(xml);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(checkItem(kindOf(file) ?? 'work', read.message)).toEqual([]);
  });

  test('in bulk are taken, but for the one work that has no identifier of its own', () => {
    const works = readSamples('.json')
      .filter(([file]) => file.startsWith('bulk'))
      .flatMap(([, text]) => JSON.parse(text).bulk as { work: unknown }[]);
    expect(works).toHaveLength(105);
    const refused = works.flatMap(({ work }) => checkItem('work', work));
    expect(refused).toMatchObject([{ code: 9023, pointer: '/external-ids/external-id' }]);
  });

  test('follow the vocabularies that we know', () => {
    const { enums } = readTable('enums-v3.0.json') as { enums: Record<string, string[]> };
    expect({
      WorkType: WORK_TYPES,
      Relationship: RELATIONSHIPS,
      CitationType: CITATION_TYPES,
      FundingType: FUNDING_TYPES,
      PeerReviewType: REVIEW_TYPES,
      Role: REVIEW_ROLES,
      visibility: VISIBILITIES,
      'resource-type(research-resource)': RESOURCE_TYPES,
    }).toMatchObject(
      Object.fromEntries(
        [
          'WorkType',
          'Relationship',
          'CitationType',
          'FundingType',
          'PeerReviewType',
          'Role',
          'visibility',
          'resource-type(research-resource)',
        ].map((name) => [name, enums[name]]),
      ),
    );
    expect([...SUBJECT_TYPES].sort()).toEqual([...(enums.PeerReviewSubjectType ?? [])].sort());
    expect(COUNTRIES).toEqual(readXsdEnumeration('iso-3166-country'));
    expect(LANGUAGES).toEqual(readXsdEnumeration('language-code'));
  });
});
