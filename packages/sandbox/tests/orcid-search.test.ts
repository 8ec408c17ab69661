import { beforeEach, describe, expect, test } from 'vitest';
import { CARBERRY, GARCIA, UNNAMED } from './orcid-caller.ts';
import { sampleWork } from './orcid-records.ts';
import { useRegistry, XML_TYPE } from './orcid-registry.ts';
import { hasOrcidData, listSchemaProblems } from './orcid-samples.ts';

const { call, clientToken, control } = useRegistry();
const HAAK = '0000-0001-5109-3700';

const employment = (name: string, more: object = {}) => ({
  organization: {
    name,
    address: { city: 'Providence', country: 'US' },
    'disambiguated-organization': {
      'disambiguated-organization-identifier': 'https://ror.org/05gq02987',
      'disambiguation-source': 'ROR',
    },
  },
  'start-date': { year: { value: '2001' } },
  ...more,
});

beforeEach(async () => {
  const add = (orcid: string, kind: string, item: object) =>
    control('POST', `/records/${orcid}/items`, { kind, item });
  await add(CARBERRY, 'employment', employment('Brown University'));
  await add(
    CARBERRY,
    'employment',
    employment('Wesleyan, Inc.', { 'end-date': { year: { value: '2009' } } }),
  );
  await add(CARBERRY, 'employment', employment('Secret Laboratory', { visibility: 'private' }));
  await add(CARBERRY, 'other-name', { content: 'J. "Stinky" Carberry' });
  await add(GARCIA, 'work', sampleWork('10.5072/GARCIA'));
  await control('POST', '/people', {
    orcid: HAAK,
    name: 'Laure Haak',
    givenName: 'Laure',
    familyName: 'Haak',
    emails: [
      { email: 'laure@example.org', visibility: 'public', verified: true, primary: true },
      { email: 'private@example.org', visibility: 'private', verified: true, primary: false },
    ],
  });
});

const find = async (q: string) => {
  const { status, json } = await call('GET', `/v3.0/search?q=${encodeURIComponent(q)}`);
  expect(status).toBe(200);
  const { result, 'num-found': total } = json;
  const found = (result ?? []).map(
    (each: { 'orcid-identifier': { path: string } }) => each['orcid-identifier'].path,
  );
  expect(total).toBe(found.length);
  return found;
};

describe('searching the registry', () => {
  test.each([
    [`orcid:${CARBERRY}`, [CARBERRY]],
    ['family-name:carberry', [CARBERRY]],
    ['family-name:Carb*', [CARBERRY]],
    ['given-names:Sofia AND family-name:Garcia', [GARCIA]],
    ['given-names:Sofia AND family-name:Carberry', []],
    ['family-name:Garcia OR family-name:Haak', [GARCIA, HAAK]],
    ['(family-name:Garcia OR family-name:Haak) AND given-names:Laure', [HAAK]],
    ['family-name:Haak OR family-name:Garcia AND given-names:Laure', [HAAK]],
    ['affiliation-org-name:"Brown University"', [CARBERRY]],
    ['affiliation-org-name:wesleyan', [CARBERRY]],
    ['affiliation-org-name:"Secret Laboratory"', []],
    ['ror-org-id:"https://ror.org/05gq02987"', [CARBERRY]],
    ['doi-self:10.5072\\/garcia', [GARCIA]],
    ['doi-self:"10.5072/garcia"', [GARCIA]],
    ['email:laure@example.org', [HAAK]],
    ['email:private@example.org', []],
    ['other-names:stinky', [CARBERRY]],
    ['providence', []],
    ['haak', [HAAK]],
    ['shoe-size:43', []],
  ])('%s finds %j', async (q, orcids) => {
    expect((await find(q)).sort()).toEqual([...orcids].sort());
  });

  test('somebody whose name is not public is found by the iD only, and nobody who is gone', async () => {
    expect(await find(`orcid:${UNNAMED}`)).toEqual([UNNAMED]);
    await control('POST', `/people/${UNNAMED}/state`, { state: 'deactivated' });
    expect(await find(`orcid:${UNNAMED}`)).toEqual([]);
  });

  test('an expanded search says who was found, and nothing is null', async () => {
    const answer = await call('GET', '/v3.0/expanded-search?q=family-name:carberry');
    expect(answer.json).toEqual({
      'expanded-result': [
        {
          'orcid-id': CARBERRY,
          'given-names': 'Josiah',
          'family-names': 'Carberry',
          'credit-name': 'Josiah Carberry',
          'other-name': ['J. "Stinky" Carberry'],
          email: [],
          'institution-name': ['Brown University', 'Wesleyan, Inc.'],
        },
      ],
      'num-found': 1,
    });
    const nobody = await call('GET', '/v3.0/expanded-search?q=family-name:nobody');
    expect(nobody.json).toEqual({ 'expanded-result': null, 'num-found': 0 });
    for (const path of ['search', 'expanded-search']) {
      const xml = await call('GET', `/v3.0/${path}?q=family-name:*`, { accept: XML_TYPE });
      expect(xml.text).toContain('num-found="3"');
      if (hasOrcidData) expect(listSchemaProblems(xml.text)).toEqual([]);
    }
  });

  test('a table has the fields that were asked for', async () => {
    const query = 'q=family-name:carberry%20OR%20family-name:haak';
    const fields =
      'orcid,family-name,current-institution-affiliation-name,past-institution-affiliation-name,email';
    const answer = await call('GET', `/v3.0/csv-search?${query}&fl=${fields}`, { accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toBe('text/csv;charset=UTF-8');
    expect(answer.text).toBe(
      `${fields}\n${CARBERRY},Carberry,Brown University,"Wesleyan, Inc.",\n${HAAK},Haak,,,laure@example.org\n`,
    );
    const names = await call('GET', `/v3.0/csv-search?${query}&fl=other-names`, { accept: 'text/csv' });
    expect(names.text).toContain('"J. ""Stinky"" Carberry"');
    const wrong = await call('GET', `/v3.0/csv-search?${query}&fl=shoe-size`);
    expect(wrong.json['error-code']).toBe(9012);
  });

  test('pages have limits', async () => {
    const page = (query: string, token: string | null = null) =>
      call('GET', `/v3.0/search?q=family-name:*&${query}`, { token });
    const second = await page('start=1&rows=1');
    expect(second.json['num-found']).toBe(3);
    expect(second.json.result).toHaveLength(1);
    expect((await page('rows=0')).json).toEqual({ result: null, 'num-found': 3 });
    expect((await page('rows=1001')).json['error-code']).toBe(9012);
    expect((await page('rows=-1')).json['error-code']).toBe(9012);
    expect((await page('start=10001')).json['error-code']).toBe(9043);
    expect((await page('start=x')).json['error-code']).toBe(9043);
    const token = await clientToken('/read-public');
    expect((await page('start=10001', token)).status).toBe(200);
    expect((await page('start=x', token)).json['error-code']).toBe(9012);
    for (const q of ['', 'family-name:', '(a', 'a AND', '(('.repeat(500)]) {
      const answer = await call('GET', `/v3.0/search?q=${encodeURIComponent(q)}`);
      expect([answer.status, answer.json['error-code']]).toEqual([400, 9012]);
    }
  });
});
