import { describe, expect, test } from 'vitest';
import { CARBERRY, GARCIA, MEMBER } from './orcid-caller.ts';
import { ITEMS, work } from './orcid-records.ts';
import { OTHER_MEMBER, useRegistry } from './orcid-registry.ts';

const { call, control, tokenFor, add, own, setClock } = useRegistry();

describe('every kind of item', () => {
  test.each(ITEMS)(
    '$kind is added, listed, read, changed and taken off',
    async ({ kind, path, section, item }) => {
      const token = await tokenFor();
      const created = await own('POST', path, token, item);
      expect([created.status, created.text]).toEqual([201, '']);
      const putCode = Number(created.headers.get('location')?.split('/').at(-1));

      const read = await own('GET', `${path}/${putCode}`, token);
      expect(read.status).toBe(200);
      expect(read.json).toMatchObject({
        ...item,
        'put-code': putCode,
        path: `/${CARBERRY}/${path}/${putCode}`,
        visibility: 'public',
        source: {
          'source-orcid': null,
          'source-client-id': { path: MEMBER.id },
          'source-name': { value: MEMBER.id },
          'assertion-origin-orcid': null,
        },
      });
      expect((await own('GET', section, token)).text).toContain(`"put-code":${putCode}`);
      const record = (await own('GET', 'record', token)).text;
      expect(record).toContain(`/${path}/${putCode}"`);

      setClock('2026-11-21T11:00:00Z');
      const changed = { ...read.json, ...changeOf(kind) };
      const updated = await own('PUT', `${path}/${putCode}`, token, changed);
      expect(updated.status).toBe(200);
      expect(updated.json).toMatchObject({
        ...changeOf(kind),
        'put-code': putCode,
        'created-date': { value: Date.parse('2026-11-21T10:00:00Z') },
        'last-modified-date': { value: Date.parse('2026-11-21T11:00:00Z') },
      });

      expect((await own('DELETE', `${path}/${putCode}`, token)).status).toBe(204);
      expect((await own('GET', `${path}/${putCode}`, token)).json['error-code']).toBe(9016);
      expect((await own('GET', section, token)).text).not.toContain(String(putCode));
    },
  );

  test.each(ITEMS.slice(0, 11))('$kind has a summary of its own', async ({ path, item }) => {
    const token = await tokenFor();
    const putCode = await add(token, path, item);
    const summary = await own('GET', `${path}/summary/${putCode}`, token);
    expect(summary.json).toMatchObject({ 'put-code': putCode, 'display-index': '0' });
  });

  function changeOf(kind: string): Record<string, unknown> {
    switch (kind) {
      case 'researcher-url':
        return { 'url-name': 'Another name' };
      case 'other-name':
      case 'keyword':
        return { content: 'something else' };
      case 'external-identifier':
        return { 'external-id-value': 'B-7' };
      case 'address':
        return { country: { value: 'IE' } };
      case 'work':
        return { 'short-description': 'What it is about' };
      case 'funding':
        return { 'short-description': 'What it is for' };
      case 'peer-review':
        return { 'subject-container-name': { value: 'A journal' } };
      case 'research-resource':
        return { 'resource-item': ITEMS[10]?.item['resource-item'], proposal: changedProposal() };
      default:
        return { 'role-title': 'Librarian' };
    }
  }

  function changedProposal(): unknown {
    return { ...(ITEMS[10]?.item.proposal as object), url: { value: 'https://example.org/p' } };
  }
});

describe('writing', () => {
  test('the Location of a new item has a host and path that nobody should follow, and ends in the put code', async () => {
    const created = await own('POST', 'work', await tokenFor(), work('10.5555/one'));
    expect(created.headers.get('location')).toMatch(
      /^http:\/\/[^/]+\/orcid-api-web\/v3\.0\/[^/]+\/work\/\d+$/,
    );
  });

  test('put codes are the same in every run, and none is used twice', async () => {
    const token = await tokenFor();
    const first = await add(token, 'work', work('10.5555/one'));
    await own('DELETE', `work/${first}`, token);
    expect(await add(token, 'keywords', { content: 'a' })).toBe(first + 1);
    await control('POST', '/reset');
    expect(await add(await tokenFor(), 'work', work('10.5555/one'))).toBe(first);
  });

  test('a PUT that changes nothing is a 200 and leaves the date of the last change', async () => {
    const token = await tokenFor();
    const putCode = await add(token, 'work', work('10.5555/one'));
    setClock('2026-11-22T10:00:00Z');
    const same = await own('PUT', `work/${putCode}`, token, work('10.5555/one', { 'put-code': putCode }));
    expect(same.status).toBe(200);
    expect(same.json['last-modified-date']).toEqual({ value: Date.parse('2026-11-21T10:00:00Z') });
    const { json } = await control('GET', `/records/${CARBERRY}`);
    expect(json.lastModifiedAt).toBe('2026-11-21T10:00:00.000Z');
  });

  test('a put code in a POST is 400 with 9024', async () => {
    const answer = await own('POST', 'work', await tokenFor(), work('10.5555/one', { 'put-code': 7 }));
    expect([answer.status, answer.json['error-code']]).toEqual([400, 9024]);
  });

  test.each([
    ['another put code', 7, 'whereas the one in the body was 7'],
    ['none', undefined, 'whereas the one in the body was null'],
  ])('a PUT with %s in the body is 400 with 9019', async (_what, inBody, message) => {
    const token = await tokenFor();
    const putCode = await add(token, 'work', work('10.5555/one'));
    const answer = await own('PUT', `work/${putCode}`, token, work('10.5555/one', { 'put-code': inBody }));
    expect([answer.status, answer.json['error-code']]).toEqual([400, 9019]);
    expect(answer.json['developer-message']).toContain(message);
  });

  test('a put code that is no number is 400 with 9034, which names no client to a stranger', async () => {
    const answer = await own('GET', 'work/abc');
    expect([answer.status, answer.json['error-code']]).toEqual([400, 9034]);
    expect(answer.json['user-message']).toMatch(/\$\{clientName\}/);
    expect((await own('GET', 'work/abc', await tokenFor())).json['user-message']).toContain(MEMBER.id);
  });

  test.each(['PUT', 'DELETE', 'GET'])(
    '%s of an item that the person has deleted is 404 with 9016',
    async (method) => {
      const token = await tokenFor();
      const putCode = await add(token, 'work', work('10.5555/one'));
      expect((await control('DELETE', `/records/${CARBERRY}/items/${putCode}`)).status).toBe(204);
      const body = method === 'PUT' ? work('10.5555/one', { 'put-code': putCode }) : undefined;
      const answer = await own(method, `work/${putCode}`, token, body);
      expect([answer.status, answer.json['error-code']]).toEqual([404, 9016]);
    },
  );

  test('a put code belongs to one record and one kind', async () => {
    const token = await tokenFor();
    const putCode = await add(token, 'work', work('10.5555/one'));
    expect((await own('GET', `education/${putCode}`, token)).json['error-code']).toBe(9016);
    const garcia = await tokenFor(undefined, GARCIA);
    const elsewhere = await call('GET', `/v3.0/${GARCIA}/work/${putCode}`, { token: garcia });
    expect(elsewhere.json['error-code']).toBe(9016);
  });

  test.each(['PUT', 'DELETE'])('%s of what another client has added is 403 with 9010', async (method) => {
    const putCode = await add(
      await tokenFor(undefined, CARBERRY, OTHER_MEMBER.id),
      'work',
      work('10.5555/one'),
    );
    const token = await tokenFor();
    const body = method === 'PUT' ? work('10.5555/one', { 'put-code': putCode }) : undefined;
    const answer = await own(method, `work/${putCode}`, token, body);
    expect([answer.status, answer.json['error-code']]).toEqual([403, 9010]);
    expect(answer.json['developer-message']).toContain('source of the work');
    expect((await own('GET', `work/${putCode}`, token)).status).toBe(200);
  });

  test('what the person has added is theirs alone', async () => {
    const added = await control('POST', `/records/${CARBERRY}/items`, {
      kind: 'work',
      item: work('10.5555/one'),
    });
    const token = await tokenFor();
    const read = await own('GET', `work/${added.json.putCode}`, token);
    expect(read.json.source).toMatchObject({ 'source-client-id': null, 'source-orcid': { path: CARBERRY } });
    expect((await own('DELETE', `work/${added.json.putCode}`, token)).json['error-code']).toBe(9010);
  });
});

describe('visibility', () => {
  test('on a POST the default of the person counts, not what the client sends', async () => {
    await control('POST', '/people', { orcid: GARCIA, givenName: 'Sofia', defaultVisibility: 'limited' });
    const token = await tokenFor(undefined, GARCIA);
    const putCode = await add(token, 'work', work('10.5555/one', { visibility: 'public' }), GARCIA);
    const read = await call('GET', `/v3.0/${GARCIA}/work/${putCode}`, { token });
    expect(read.json.visibility).toBe('limited');
  });

  test('a PUT with another visibility is 403 with 9035; without one, or with the same, it goes through', async () => {
    const token = await tokenFor();
    const putCode = await add(token, 'work', work('10.5555/one'));
    const put = (more: object) =>
      own('PUT', `work/${putCode}`, token, work('10.5555/one', { 'put-code': putCode, ...more }));
    const refused = await put({ visibility: 'private' });
    expect([refused.status, refused.json['error-code']]).toEqual([403, 9035]);
    expect((await put({ visibility: 'public' })).status).toBe(200);
    expect((await put({})).status).toBe(200);
  });

  test('a private item is read by its source, refused to others with 9013 and left out of their lists', async () => {
    await control('POST', '/people', { orcid: GARCIA, givenName: 'Sofia', defaultVisibility: 'private' });
    const token = await tokenFor('/activities/update', GARCIA);
    const putCode = await add(token, 'work', work('10.5555/one'), GARCIA);
    const item = `/v3.0/${GARCIA}/work/${putCode}`;
    expect((await call('GET', item, { token })).status).toBe(200);
    const stranger = await tokenFor('/read-limited', GARCIA, OTHER_MEMBER.id);
    const refused = await call('GET', item, { token: stranger });
    expect([refused.status, refused.json['error-code']]).toEqual([403, 9013]);
    const list = await call('GET', `/v3.0/${GARCIA}/works`, { token: stranger });
    expect(list.json.group).toEqual([]);
  });

  test('a limited item needs /read-limited: 9038 without it, 9039 for a caller without a token', async () => {
    await control('POST', '/people', { orcid: GARCIA, givenName: 'Sofia', defaultVisibility: 'limited' });
    const putCode = await add(await tokenFor(undefined, GARCIA), 'work', work('10.5555/one'), GARCIA);
    const read = async (scope: string | null) => {
      const token = scope === null ? undefined : await tokenFor(scope, GARCIA, OTHER_MEMBER.id);
      const { status, json } = await call('GET', `/v3.0/${GARCIA}/work/${putCode}`, { token });
      return [status, json['error-code']];
    };
    expect(await read('/read-limited')).toEqual([200, undefined]);
    expect(await read('/activities/read-limited')).toEqual([200, undefined]);
    expect(await read('/person/read-limited')).toEqual([403, 9038]);
    expect(await read('/authenticate')).toEqual([403, 9038]);
    expect(await read(null)).toEqual([403, 9039]);
  });
});
