import { describe, expect, test } from 'vitest';
import { CARBERRY } from './orcid-caller.ts';
import { OTHER_MEMBER, putCodeOf, useRegistry, XML_TYPE } from './orcid-registry.ts';
import { hasOrcidData, listSchemaProblems } from './orcid-samples.ts';

const { call, clientToken, tokenFor } = useRegistry();
const GROUPS = '/v3.0/group-id-record';
const UPDATE = '/group-id-record/update';
const READ = '/group-id-record/read';

const group = (groupId: string, name = `Group ${groupId}`) => ({
  name,
  'group-id': groupId,
  description: 'Reviews of soil cores',
  type: 'peer-review service',
});

const review = (groupId: string) => ({
  'reviewer-role': 'reviewer',
  'review-identifiers': {
    'external-id': [
      {
        'external-id-type': 'source-work-id',
        'external-id-value': `review of ${groupId}`,
        'external-id-relationship': 'self',
      },
    ],
  },
  'review-type': 'review',
  'review-completion-date': { year: { value: '2026' } },
  'review-group-id': groupId,
  'convening-organization': {
    name: 'Example',
    address: { city: 'Tucson', country: 'US' },
    'disambiguated-organization': {
      'disambiguated-organization-identifier': 'https://ror.org/03m2x1q45',
      'disambiguation-source': 'ROR',
    },
  },
});

describe('groups of peer reviews', () => {
  test('a group is added, found by its id and its name, changed and deleted', async () => {
    const token = await clientToken(UPDATE);
    const added = await call('POST', GROUPS, { token, body: group('orcid-generated:soil') });
    expect([added.status, added.text]).toEqual([201, '']);
    const putCode = putCodeOf(added);
    const reader = await clientToken(READ);
    for (const query of [
      '?group-id=orcid-generated:soil',
      '?name=Group%20orcid-generated:soil',
      `/${putCode}`,
    ]) {
      const found = await call('GET', `${GROUPS}${query}`, { token: reader });
      expect(found.json).toMatchObject({ 'put-code': Number(putCode), 'group-id': 'orcid-generated:soil' });
    }
    const body = { ...group('orcid-generated:soil', 'Soil'), 'put-code': Number(putCode) };
    expect((await call('PUT', `${GROUPS}/${putCode}`, { token, body })).json.name).toBe('Soil');
    const mismatch = await call('PUT', `${GROUPS}/${putCode}`, { token, body: { ...body, 'put-code': 1 } });
    expect(mismatch.json['error-code']).toBe(9019);
    expect((await call('DELETE', `${GROUPS}/${putCode}`, { token })).status).toBe(204);
    expect((await call('GET', `${GROUPS}/${putCode}`, { token })).json['error-code']).toBe(9026);
    const gone = await call('GET', `${GROUPS}?group-id=orcid-generated:soil`, { token });
    expect([gone.status, gone.json['error-code']]).toEqual([404, 9016]);
  });

  test('a group is written and read as XML', async () => {
    const token = await clientToken(UPDATE);
    const body = `<group-id:group-id-record xmlns:group-id="http://www.orcid.org/ns/group-id">
      <group-id:name>Soil &amp; cores</group-id:name><group-id:group-id>publons:soil</group-id:group-id>
      <group-id:description>D</group-id:description><group-id:type>journal</group-id:type>
    </group-id:group-id-record>`;
    const added = await call('POST', GROUPS, { token, body, type: XML_TYPE });
    expect(added.status).toBe(201);
    const read = await call('GET', `${GROUPS}/${putCodeOf(added)}`, { token, accept: XML_TYPE });
    expect(read.text).toContain('<group-id:name>Soil &amp; cores</group-id:name>');
    if (hasOrcidData) expect(listSchemaProblems(read.text)).toEqual([]);
    const put = await call('PUT', `${GROUPS}/${putCodeOf(added)}`, {
      token,
      body: read.text,
      type: XML_TYPE,
    });
    expect(put.json.name).toBe('Soil & cores');
  });

  test('the list comes in pages', async () => {
    const token = await clientToken(UPDATE);
    for (const name of ['a1', 'b2', 'c3']) {
      await call('POST', GROUPS, { token, body: group(`orcid-generated:${name}`) });
    }
    const page = await call('GET', `${GROUPS}?page-size=2&page=2`, { token });
    expect(page.json).toMatchObject({ total: 3, page: 2, 'page-size': 2 });
    expect(page.json['group-id-record']).toMatchObject([{ 'group-id': 'orcid-generated:c3' }]);
    expect((await call('GET', `${GROUPS}?page=0`, { token })).json['error-code']).toBe(9006);
  });

  test.each([
    ['a scheme that there is not', { ...group('doi:10.5072/x') }, 9020],
    ['an id of one letter', { ...group('publons:x') }, 9020],
    ['a space in the id', { ...group('publons:so il') }, 9020],
    ['no name', { ...group('publons:soil'), name: ' ' }, 9020],
    ['a type that there is not', { ...group('publons:soil'), type: 'blog' }, 9051],
    ['a put code', { ...group('publons:soil'), 'put-code': 3 }, 9024],
    ['a member that there is not', { ...group('publons:soil'), colour: 'red' }, 9001],
    ['an ISSN that is none', { ...group('issn:1741-4858') }, 9053],
    ['an ISSN, whose group is there at once', { ...group('issn:1741-4857') }, 9025],
  ])('a group with %s is refused', async (_title, body, code) => {
    const answer = await call('POST', GROUPS, { token: await clientToken(UPDATE), body });
    expect(answer.json['error-code']).toBe(code);
    expect(answer.status).toBe(code === 9025 ? 409 : 400);
  });

  test('groups want the token of a client, with the scope, and changes want its source', async () => {
    const reader = await clientToken(READ);
    const body = group('publons:soil');
    expect((await call('POST', GROUPS, { body })).status).toBe(403);
    expect((await call('POST', GROUPS, { token: reader, body })).json['error-code']).toBe(9038);
    expect((await call('GET', GROUPS, { token: await tokenFor('/read-limited') })).status).toBe(403);
    const putCode = putCodeOf(await call('POST', GROUPS, { token: await clientToken(UPDATE), body }));
    const other = await clientToken(UPDATE, OTHER_MEMBER);
    const changed = { ...body, name: 'Mine now', 'put-code': Number(putCode) };
    const put = await call('PUT', `${GROUPS}/${putCode}`, { token: other, body: changed });
    expect([put.status, put.json['error-code']]).toEqual([403, 9010]);
    expect((await call('DELETE', `${GROUPS}/${putCode}`, { token: other })).json['error-code']).toBe(9010);
    expect((await call('GET', `${GROUPS}/${putCode}`, { token: other })).json.name).toBe(body.name);
  });
});

describe('peer reviews of groups', () => {
  const REVIEWS = `/v3.0/${CARBERRY}/peer-review`;

  test('a review of a group that there is not is refused, until somebody adds the group', async () => {
    const token = await tokenFor();
    const body = review('orcid-generated:soil');
    const early = await call('POST', REVIEWS, { token, body });
    expect([early.status, early.json['error-code']]).toEqual([400, 9026]);
    const groups = await clientToken(UPDATE, OTHER_MEMBER);
    const putCode = putCodeOf(
      await call('POST', GROUPS, { token: groups, body: group('orcid-generated:soil') }),
    );
    const added = await call('POST', REVIEWS, { token, body });
    expect(added.status).toBe(201);

    const inUse = await call('DELETE', `${GROUPS}/${putCode}`, { token: groups });
    expect([inUse.status, inUse.json['error-code']]).toEqual([409, 9040]);
    await call('DELETE', `${REVIEWS}/${putCodeOf(added)}`, { token });
    expect((await call('DELETE', `${GROUPS}/${putCode}`, { token: groups })).status).toBe(204);
  });

  test('the group of an ISSN makes itself', async () => {
    const token = await tokenFor();
    const wrong = await call('POST', REVIEWS, { token, body: review('issn:1741-4858') });
    expect(wrong.json['error-code']).toBe(9053);
    expect((await call('POST', REVIEWS, { token, body: review('issn:1741-4857') })).status).toBe(201);
    const found = await call('GET', `${GROUPS}?group-id=issn:1741-4857`, { token: await clientToken(READ) });
    expect(found.json).toMatchObject({ type: 'journal', 'group-id': 'issn:1741-4857' });
    const asked = await call('GET', `${GROUPS}?group-id=issn:0378-5955`, { token: await clientToken(READ) });
    expect(asked.json['group-id']).toBe('issn:0378-5955');
  });
});
