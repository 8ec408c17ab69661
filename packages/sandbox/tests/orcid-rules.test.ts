import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../src/orcid/errors.ts';
import { CARBERRY, GARCIA } from './orcid-caller.ts';
import {
  type Body,
  date,
  EMPLOYMENT,
  externalId,
  FUNDING,
  ORGANIZATION,
  PEER_REVIEW,
  RESEARCH_RESOURCE,
  work,
} from './orcid-records.ts';
import { useRegistry } from './orcid-registry.ts';

const { baseUrl, call, control, tokenFor, own } = useRegistry();

/** Posts an item and says how it was answered: the code of the error, or 201. */
async function post(path: string, item: unknown): Promise<unknown> {
  const { status, json } = await own('POST', path, await tokenFor(), item);
  return json['error-code'] ?? status;
}

function ids(...list: Body[]): Body {
  return { 'external-ids': { 'external-id': list } };
}

function without(item: Body, name: string): Body {
  return { ...item, [name]: null };
}

const TABLE = new URL('../../../../shared/data/orcid/error-codes.json', import.meta.url);

/** ORCID's table of errors by code; null where the data folder is missing. */
const ORCIDS_ERRORS: Record<string, { httpStatus?: number | string }> | null = existsSync(TABLE)
  ? JSON.parse(readFileSync(TABLE, 'utf8')).errors
  : null;

/** Puts the expected answer before the item, where the name of the test can say it. */
function byCode(rows: [string, Body, number][]): [string, number, Body][] {
  return rows.map(([what, item, expected]) => [what, expected, item]);
}

const DOI = externalId('10.5555/one');
const KNOWN = { 'disambiguated-organization-identifier': '385488', 'disambiguation-source': 'RINGGOLD' };

describe('works', () => {
  test.each(
    byCode([
      ['no title', { title: null }, 9022],
      ['an empty title', { title: { title: { value: ' ' } } }, 9022],
      ['no type', { type: null }, 9037],
      ['a type in capitals', { type: 'JOURNAL_ARTICLE' }, 9051],
      ['no identifiers', { 'external-ids': null }, 9023],
      ['an empty list of identifiers', ids(), 9023],
      ['an unknown type of identifier', ids(externalId('1', 'my-own')), 9023],
      ['an identifier without value', ids(externalId('')), 9023],
      ['an identifier without relationship', ids({ ...DOI, 'external-id-relationship': null }), 9023],
      ['no identifier of itself', ids(externalId('9783161484100', 'isbn', 'part-of')), 9023],
      ['an ISBN that it was funded by', ids(DOI, externalId('9783161484100', 'isbn', 'funded-by')), 9023],
      ['a grant that it was funded by', ids(DOI, externalId('G-1', 'grant_number', 'funded-by')), 201],
      ['a relationship in capitals', ids(externalId('10.5555/one', 'doi', 'SELF')), 9051],
      ['a year of two digits', { 'publication-date': date('26') }, 9020],
      ['a month of one digit', { 'publication-date': date('2026', '5') }, 9020],
      ['a month without a year', { 'publication-date': { month: { value: '05' } } }, 9020],
      [
        'a day without a month',
        { 'publication-date': { year: { value: '2026' }, day: { value: '01' } } },
        9020,
      ],
      ['a thirteenth month', { 'publication-date': date('2026', '13') }, 9049],
      ['a 30th of February', { 'publication-date': date('2026', '02', '30') }, 9049],
      ['a leap day', { 'publication-date': date('2024', '02', '29') }, 201],
      ['a citation without type', { citation: { 'citation-value': 'Carberry 2026' } }, 9020],
      ['a citation without text', { citation: { 'citation-type': 'bibtex' } }, 9020],
      ['an unknown language', { 'language-code': 'xx' }, 9051],
      ['Chinese as ORCID writes it', { 'language-code': 'zh_CN' }, 201],
      ['an unknown country', { country: { value: 'QQ' } }, 9051],
      [
        'a translated title without its language',
        { title: { title: { value: 'A' }, 'translated-title': { value: 'B' } } },
        9020,
      ],
      ['a title of 1,001 letters', { title: { title: { value: 'a'.repeat(1001) } } }, 9047],
      ['a title of 1,000 letters', { title: { title: { value: 'a'.repeat(1000) } } }, 201],
      ['a control character', { 'short-description': 'a\u0000b' }, 9047],
      ['a member that ORCID does not know', { 'work-title': 'A' }, 9001],
      ['a member of another version', { title: { 'work-title': { value: 'A' } } }, 9001],
      ['a list where an object belongs', { 'external-ids': [DOI] }, 9001],
      ['a text where an object belongs', { title: 'A' }, 9001],
    ]),
  )('a work with %s gets %i', async (_what, expected, more) => {
    expect(await post('work', work('10.5555/one', more))).toBe(expected);
  });

  test('texts may come bare where ORCID wraps them, and are wrapped when read', async () => {
    const token = await tokenFor();
    const created = await own('POST', 'work', token, work('10.5555/one', { url: 'https://example.org/' }));
    const putCode = created.headers.get('location')?.split('/').at(-1);
    expect((await own('GET', `work/${putCode}`, token)).json.url).toEqual({ value: 'https://example.org/' });
  });

  test.each(
    byCode([
      ['a role that is none', { 'contributor-attributes': { 'contributor-role': 'boss' } }, 9058],
      [
        'a role of CRediT',
        {
          'contributor-attributes': {
            'contributor-role': 'http://credit.niso.org/contributor-roles/software/',
          },
        },
        201,
      ],
      ['an iD with a wrong check digit', { 'contributor-orcid': { path: '0000-0002-1825-0098' } }, 9020],
      ['an iD over plain http', { 'contributor-orcid': { uri: `http://orcid.org/${CARBERRY}` } }, 9020],
      [
        'an iD whose address is of another',
        { 'contributor-orcid': { uri: `https://orcid.org/${GARCIA}`, path: CARBERRY } },
        9020,
      ],
      [
        'an iD of ORCID’s sandbox',
        { 'contributor-orcid': { uri: `https://sandbox.orcid.org/${CARBERRY}`, path: CARBERRY } },
        201,
      ],
      ['a name and nothing else', { 'credit-name': { value: 'J. Carberry' } }, 201],
    ]),
  )('a contributor with %s gets %i', async (_what, expected, contributor) => {
    expect(await post('work', work('10.5555/one', { contributors: { contributor: [contributor] } }))).toBe(
      expected,
    );
  });

  test('a contributor may have an iD of this registry, and their mail address is not kept', async () => {
    const token = await tokenFor();
    const contributor = {
      'contributor-orcid': { uri: `${baseUrl()}/${GARCIA}`, path: GARCIA },
      'contributor-email': { value: 'sofia@example.org' },
    };
    const created = await own(
      'POST',
      'work',
      token,
      work('10.5555/one', { contributors: { contributor: [contributor] } }),
    );
    const read = await own('GET', `work/${created.headers.get('location')?.split('/').at(-1)}`, token);
    expect(read.json.contributors).toMatchObject({
      contributor: [{ 'contributor-orcid': { path: GARCIA }, 'contributor-email': null }],
    });
  });

  test('a record holds 10,000 works: the next is 409 with 9048', async () => {
    const token = await tokenFor();
    for (let hundred = 0; hundred < 100; hundred++) {
      const bulk = Array.from({ length: 100 }, (_, one) => ({ work: work(`10.5555/${hundred}.${one}`) }));
      const { status, text } = await own('POST', 'works', token, { bulk });
      expect([status, text.includes('"error"')]).toEqual([200, false]);
    }
    const answer = await own('POST', 'work', token, work('10.5555/one-more'));
    expect([answer.status, answer.json['error-code']]).toEqual([409, 9048]);
  }, 60_000);

  test('no JSON at all is 400 with 9001', async () => {
    const token = await tokenFor();
    for (const body of ['{', '[]', '"work"', '']) {
      const answer = await call('POST', `/v3.0/${CARBERRY}/work`, { body, token });
      expect([answer.status, answer.json['error-code']]).toEqual([400, 9001]);
    }
  });
});

describe('affiliations', () => {
  const place = (address: Body, more: Body = {}) => ({ organization: { ...ORGANIZATION, address, ...more } });

  test.each(['employment', 'education'])(
    '%s needs an organization, its id, its town and its country',
    async (path) => {
      expect(await post(path, without(EMPLOYMENT, 'organization'))).toBe(9046);
      expect(await post(path, { organization: without(ORGANIZATION, 'name') })).toBe(9046);
      expect(await post(path, { organization: without(ORGANIZATION, 'disambiguated-organization') })).toBe(
        9045,
      );
      expect(await post(path, place({ country: 'US' }))).toBe(9060);
      expect(await post(path, place({ city: 'Bethesda' }))).toBe(9061);
      expect(await post(path, place({ city: 'Bethesda', country: 'US' }))).toBe(201);
    },
  );

  test.each(['qualification', 'distinction', 'invited-position', 'membership', 'service'])(
    '%s needs an organization id or an external id, and no town without a country',
    async (path) => {
      const unknown = without(ORGANIZATION, 'disambiguated-organization');
      expect(await post(path, { 'role-title': 'Fellow' })).toBe(9062);
      expect(await post(path, { organization: unknown })).toBe(9062);
      expect(await post(path, { organization: unknown, ...ids(externalId('E-1', 'source-work-id')) })).toBe(
        201,
      );
      expect(await post(path, place({ region: 'MD' }))).toBe(9061);
      expect(await post(path, place({}))).toBe(201);
    },
  );

  test.each(
    byCode([
      ['ROR', { 'disambiguated-organization-identifier': 'https://ror.org/04fa4r544' }, 201],
      ['a ROR id that is no address', { 'disambiguated-organization-identifier': '04fa4r544' }, 9045],
      [
        'a ROR id with a wrong check',
        { 'disambiguated-organization-identifier': 'https://ror.org/04fa4r545' },
        9045,
      ],
      ['RINGGOLD', KNOWN, 201],
      [
        'GRID',
        { 'disambiguated-organization-identifier': 'grid.455335.1', 'disambiguation-source': 'GRID' },
        201,
      ],
      [
        'FUNDREF',
        {
          'disambiguated-organization-identifier': 'http://dx.doi.org/10.13039/100000001',
          'disambiguation-source': 'FUNDREF',
        },
        201,
      ],
      [
        'LEI',
        { 'disambiguated-organization-identifier': '529900ODI3047E2LIV03', 'disambiguation-source': 'LEI' },
        201,
      ],
      ['an unknown source', { ...KNOWN, 'disambiguation-source': 'WIKIDATA' }, 9045],
      ['no source', { ...KNOWN, 'disambiguation-source': null }, 9045],
    ]),
  )('an organization identified by %s gets %i', async (_what, expected, identifier) => {
    const disambiguated = { 'disambiguation-source': 'ROR', ...identifier };
    const organization = { ...ORGANIZATION, 'disambiguated-organization': disambiguated };
    expect(await post('employment', { organization })).toBe(expected);
  });

  test.each(
    byCode([
      ['an end before its start', { 'start-date': date('2026', '05'), 'end-date': date('2026', '04') }, 9055],
      [
        'an end in the year of its start',
        { 'start-date': date('2026', '05'), 'end-date': date('2026') },
        201,
      ],
      ['an end and no start', { 'end-date': date('2026') }, 201],
      ['an unknown country', place({ city: 'Nowhere', country: 'QQ' }), 9051],
      ['an unknown type of identifier', ids(externalId('1', 'my-own')), 9023],
    ]),
  )('an employment with %s gets %i', async (_what, expected, more) => {
    expect(await post('employment', { ...EMPLOYMENT, ...more })).toBe(expected);
  });
});

describe('funding', () => {
  test.each(
    byCode([
      ['no title', { title: null }, 9022],
      ['no type', { type: null }, 9037],
      ['no identifier', { 'external-ids': null }, 9023],
      ['no organization', { organization: null }, 9046],
      [
        'an unknown organization',
        { organization: without(ORGANIZATION, 'disambiguated-organization') },
        9045,
      ],
      ['an end and no start', { 'end-date': date('2026') }, 9050],
      ['an end before its start', { 'start-date': date('2026'), 'end-date': date('2025') }, 9055],
      ['an amount in words', { amount: { value: 'a lot', 'currency-code': 'EUR' } }, 9054],
      ['an amount without currency', { amount: { value: '1000' } }, 9020],
      ['an unknown currency', { amount: { value: '1000', 'currency-code': 'EURO' } }, 9020],
      ['an amount', { amount: { value: '1000.50', 'currency-code': 'EUR' } }, 201],
      [
        'a contributor with a role of works',
        { contributors: { contributor: [{ 'contributor-attributes': { 'contributor-role': 'author' } }] } },
        9058,
      ],
    ]),
  )('a funding with %s gets %i', async (_what, expected, more) => {
    expect(await post('funding', { ...FUNDING, ...more })).toBe(expected);
  });
});

describe('peer reviews', () => {
  test.each(
    byCode([
      ['no identifier', { 'review-identifiers': null }, 9023],
      ['no role', { 'reviewer-role': null }, 9020],
      ['an unknown role', { 'reviewer-role': 'critic' }, 9051],
      ['no type', { 'review-type': null }, 9020],
      ['no date', { 'review-completion-date': null }, 9020],
      ['no group', { 'review-group-id': null }, 9020],
      ['a group of no known kind', { 'review-group-id': 'doi:10.5555' }, 9020],
      ['a group that nobody made', { 'review-group-id': 'orcid-generated:nowhere' }, 9026],
      ['a wrong ISSN', { 'review-group-id': 'issn:1741-4858' }, 9053],
      ['no organization', { 'convening-organization': null }, 9046],
      ['an unknown organization', { 'convening-organization': { name: 'ORCID' } }, 9045],
      ['a subject without identifier value', { 'subject-external-identifier': externalId('') }, 9023],
      ['a subject without title', { 'subject-name': { subtitle: { value: 'B' } } }, 9022],
      ['a subject that is a grant', { 'subject-type': 'grant' }, 201],
    ]),
  )('a peer review with %s gets %i', async (_what, expected, more) => {
    expect(await post('peer-review', { ...PEER_REVIEW, ...more })).toBe(expected);
  });
});

describe('research resources', () => {
  const proposal = (more: Body) => ({
    ...RESEARCH_RESOURCE,
    proposal: { ...RESEARCH_RESOURCE.proposal, ...more },
  });
  const resource = (more: Body) => ({
    ...RESEARCH_RESOURCE,
    'resource-item': [{ ...RESEARCH_RESOURCE['resource-item'][0], ...more }],
  });

  test.each(
    byCode([
      ['no proposal', without(RESEARCH_RESOURCE, 'proposal'), 9020],
      ['a proposal without title', proposal({ title: null }), 9022],
      ['a proposal without hosts', proposal({ hosts: null }), 9046],
      ['an unknown host', proposal({ hosts: { organization: [{ name: 'ORCID' }] } }), 9045],
      ['a proposal without identifier', proposal({ 'external-ids': null }), 9023],
      ['no resources', { ...RESEARCH_RESOURCE, 'resource-item': [] }, 9020],
      ['a resource without name', resource({ 'resource-name': null }), 9020],
      ['a resource without type', resource({ 'resource-type': null }), 9037],
      ['a resource of an unknown type', resource({ 'resource-type': 'telescopes' }), 9051],
      ['a resource without hosts', resource({ hosts: { organization: [] } }), 9046],
      ['a resource without identifier', resource({ 'external-ids': null }), 9023],
    ]),
  )('a research resource with %s gets %i', async (_what, expected, item) => {
    expect(await post('research-resource', item)).toBe(expected);
  });
});

describe('facts about the person', () => {
  test.each<[string, number, string, Body]>([
    ['a link without address', 9020, 'researcher-urls', { 'url-name': 'Home' }],
    ['a link with words for an address', 9020, 'researcher-urls', { url: { value: 'my page' } }],
    ['a link without name', 201, 'researcher-urls', { url: { value: 'https://example.org' } }],
    ['a keyword without text', 9020, 'keywords', { content: '' }],
    ['a keyword of 256 letters', 9047, 'keywords', { content: 'a'.repeat(256) }],
    ['a name without text', 9020, 'other-names', {}],
    ['an address without country', 9020, 'address', {}],
    ['an address in no country', 9051, 'address', { country: { value: 'QQ' } }],
    [
      'an identifier without type',
      9020,
      'external-identifiers',
      { ...externalId('1'), 'external-id-type': null },
    ],
    ['an identifier without value', 9020, 'external-identifiers', externalId('', 'My system')],
    ['a member of works', 9001, 'keywords', { content: 'a', title: null }],
  ])('%s gets %i', async (_what, expected, path, item) => {
    expect(await post(path, item)).toBe(expected);
  });
});

describe('the body of an error', () => {
  test('has the five members of ORCID in its order, the number of the status among them', async () => {
    const answer = await own('POST', 'work', await tokenFor(), {});
    expect(Object.keys(answer.json)).toEqual([
      'response-code',
      'developer-message',
      'user-message',
      'error-code',
      'more-info',
    ]);
    expect(answer.json).toMatchObject({ 'response-code': 400, 'error-code': 9022 });
    expect(answer.json['developer-message']).toMatch(/^400 Bad Request: /);
  });

  test('in XML it is an error element', async () => {
    const token = await tokenFor();
    const answer = await call('POST', `/v3.0/${CARBERRY}/work`, {
      body: {},
      token,
      accept: 'application/xml',
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/<(error:)?error-code>9022</);
  });

  test.each(ERROR_CODES.map((code) => [code]))('%i can be had for the asking, as a fault', async (code) => {
    await control('POST', '/faults', { kind: `registry-${code}` });
    const { status, json } = await own('GET', 'works');
    expect(json).toMatchObject({ 'response-code': status, 'error-code': code });
    const expected = ORCIDS_ERRORS?.[code]?.httpStatus;
    if (typeof expected === 'number') expect(status).toBe(expected);
  });

  test.skipIf(ORCIDS_ERRORS === null)(
    `every code of ORCID’s table is known${ORCIDS_ERRORS === null ? ' (skipped: the data folder is missing)' : ''}`,
    () => {
      expect(ERROR_CODES).toEqual(Object.keys(ORCIDS_ERRORS ?? {}).map(Number));
    },
  );

  test('a fault strikes as often as it was asked, where it was asked', async () => {
    await control('POST', '/faults', { kind: 'registry-9018', match: { method: 'POST' } });
    const token = await tokenFor();
    const struck = await own('POST', 'work', token, work('10.5555/one'));
    expect([struck.status, struck.json['error-code']]).toEqual([409, 9018]);
    expect((await own('POST', 'work', token, work('10.5555/one'))).status).toBe(201);
    expect((await control('POST', '/faults', { kind: 'registry-1' })).status).toBe(400);
  });
});
