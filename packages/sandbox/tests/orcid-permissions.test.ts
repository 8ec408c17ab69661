import { describe, expect, test } from 'vitest';
import { CARBERRY, CREDENTIALS, GARCIA, MEMBER, PUBLIC } from './orcid-caller.ts';
import { work } from './orcid-records.ts';
import { useRegistry } from './orcid-registry.ts';

const { baseUrl, call, control, tokenFor, add, own, setClock } = useRegistry();

async function revoke(token: string) {
  await fetch(`${baseUrl()}/oauth/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ ...CREDENTIALS, token }),
  });
}

describe('tokens', () => {
  test.each(['POST', 'PUT', 'DELETE'])('%s without a token is 403', async (method) => {
    const putCode = await add(await tokenFor(), 'work', work('10.5555/one'));
    const path = method === 'POST' ? 'work' : `work/${putCode}`;
    const answer = await own(method, path, undefined, method === 'DELETE' ? undefined : work('10.5555/two'));
    expect([answer.status, answer.json['error-code']]).toEqual([403, 9004]);
  });

  test.each([
    ['unknown', async () => 'not-a-token'],
    [
      'revoked',
      async () => {
        const token = await tokenFor();
        await revoke(token);
        return token;
      },
    ],
    [
      'expired',
      async () => {
        const token = await tokenFor();
        setClock('2056-01-01T00:00:00Z');
        return token;
      },
    ],
  ])(
    'an %s token reads and writes nothing: 401 invalid_token, which repeats the token',
    async (_what, make) => {
      const token = await make();
      const expected = { error: 'invalid_token', error_description: `Invalid access token: ${token}` };
      for (const [method, path, body] of [
        ['GET', 'record', undefined],
        ['POST', 'work', work('10.5555/one')],
        ['PUT', 'work/1', work('10.5555/one')],
      ] as const) {
        const answer = await own(method, path, token, body);
        expect([answer.status, answer.json]).toEqual([401, expected]);
      }
    },
  );

  test('a token for another iD is 401 with 9017, for reading and for writing', async () => {
    const token = await tokenFor(undefined, GARCIA);
    for (const answer of [
      await own('GET', 'works', token),
      await own('POST', 'work', token, work('10.5555/one')),
      await own('DELETE', 'work/1', token),
    ]) {
      expect([answer.status, answer.json['error-code']]).toEqual([401, 9017]);
    }
  });

  test.each([
    ['/activities/update', 'work', 201],
    ['/activities/update', 'keywords', 403],
    ['/person/update', 'keywords', 201],
    ['/person/update', 'work', 403],
    ['/read-limited', 'work', 403],
  ])('a token with %s that writes a %s gets %i', async (scope, path, status) => {
    const item = path === 'work' ? work('10.5555/one') : { content: 'psychoceramics' };
    const answer = await own('POST', path, await tokenFor(scope), item);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.json['error-code']).toBe(9038);
  });

  test('a token that may only write reads what it has added, and no lists', async () => {
    const token = await tokenFor('/activities/update');
    const putCode = await add(token, 'work', work('10.5555/one'));
    expect((await own('GET', `work/${putCode}`, token)).status).toBe(200);
    expect((await own('GET', 'works', token)).json['error-code']).toBe(9038);
  });

  test('a client of the public API cannot write', async () => {
    const answer = await own(
      'POST',
      'work',
      await tokenFor('/authenticate', CARBERRY, PUBLIC.id),
      work('10.5555/one'),
    );
    expect([answer.status, answer.json['error-code']]).toEqual([403, 9038]);
  });

  test('a token that a client got for itself reads what is public on every record and writes on none', async () => {
    const response = await fetch(`${baseUrl()}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...CREDENTIALS, grant_type: 'client_credentials', scope: '/read-public' }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    expect((await own('GET', 'record', token)).status).toBe(200);
    expect((await own('POST', 'work', token, work('10.5555/one'))).json['error-code']).toBe(9038);
  });

  test('a client that ORCID has locked is 409 with 9057', async () => {
    const token = await tokenFor();
    await control('POST', '/clients', { ...MEMBER, locked: true });
    const answer = await own('POST', 'work', token, work('10.5555/one'));
    expect([answer.status, answer.json['error-code']]).toEqual([409, 9057]);
  });
});

describe('after a revocation', () => {
  test.each([
    ['the client has revoked', (token: string) => revoke(token)],
    [
      'the person has taken back',
      () => control('POST', '/grants/revoke', { orcid: CARBERRY, clientId: MEMBER.id }),
    ],
  ])('a token that %s still takes off what it has added, and does nothing else', async (_what, end) => {
    const token = await tokenFor();
    const putCode = await add(token, 'work', work('10.5555/one'));
    await end(token);
    expect((await own('GET', `work/${putCode}`, token)).status).toBe(401);
    expect((await own('POST', 'work', token, work('10.5555/two'))).status).toBe(401);
    expect((await own('DELETE', `work/${putCode}`, token)).status).toBe(204);
    expect((await own('DELETE', `work/${putCode}`, token)).json['error-code']).toBe(9016);
  });

  test('a token that ran out takes off nothing', async () => {
    const token = await tokenFor();
    const putCode = await add(token, 'work', work('10.5555/one'));
    setClock('2056-01-01T00:00:00Z');
    expect((await own('DELETE', `work/${putCode}`, token)).status).toBe(401);
  });

  test('what belongs to another client is safe from a revoked token', async () => {
    const added = await control('POST', `/records/${CARBERRY}/items`, {
      kind: 'work',
      item: work('10.5555/one'),
    });
    const token = await tokenFor();
    await revoke(token);
    expect((await own('DELETE', `work/${added.json.putCode}`, token)).json['error-code']).toBe(9010);
  });

  test('revoking one client leaves the tokens of another', async () => {
    const theirs = await tokenFor('/read-limited', CARBERRY, PUBLIC.id);
    const ours = await tokenFor();
    const answer = await control('POST', '/grants/revoke', { orcid: CARBERRY, clientId: MEMBER.id });
    expect(answer.json).toEqual({ disabled: 1 });
    expect((await own('GET', 'record', theirs)).status).toBe(200);
    expect((await own('GET', 'record', ours)).status).toBe(401);
  });

  test('refreshing is 400 invalid_scope where the person took the permission back, 401 where the client revoked', async () => {
    const refresh = async (refreshToken: unknown) => {
      const response = await fetch(`${baseUrl()}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          ...CREDENTIALS,
          grant_type: 'refresh_token',
          refresh_token: String(refreshToken),
        }),
      });
      return [response.status, ((await response.json()) as { error: string }).error];
    };
    const grant = { orcid: CARBERRY, clientId: MEMBER.id, scope: '/read-limited' };
    const first = await control('POST', '/tokens', grant);
    await control('POST', '/grants/revoke', { orcid: CARBERRY });
    expect(await refresh(first.json.refreshToken)).toEqual([400, 'invalid_scope']);
    const second = await control('POST', '/tokens', grant);
    await revoke(String(second.json.accessToken));
    expect(await refresh(second.json.refreshToken)).toEqual([401, 'invalid_token']);
  });
});

describe('states of a record', () => {
  test.each([
    ['locked', 9018],
    ['deactivated', 9044],
    ['unclaimed', 9036],
  ])('a %s record is 409 with %i for every call, and as it was when that is over', async (state, code) => {
    const token = await tokenFor();
    const putCode = await add(token, 'work', work('10.5555/one'));
    expect((await control('POST', `/people/${CARBERRY}/state`, { state })).status).toBe(200);
    for (const answer of [
      await own('GET', 'record', token),
      await own('GET', `work/${putCode}`, token),
      await own('POST', 'work', token, work('10.5555/two')),
      await own('PUT', `work/${putCode}`, token, work('10.5555/one', { 'put-code': putCode })),
      await own('DELETE', `work/${putCode}`, token),
    ]) {
      expect([answer.status, answer.json['error-code']]).toEqual([409, code]);
    }
    await control('POST', `/people/${CARBERRY}/state`, { state: 'active' });
    expect((await own('GET', `work/${putCode}`, token)).status).toBe(200);
  });

  test('a merged record is 301 with 9007, Location and the iD that is valid', async () => {
    const token = await tokenFor();
    await control('POST', `/people/${CARBERRY}/state`, { state: 'merged', into: GARCIA });
    for (const answer of [
      await own('GET', 'record', token),
      await own('POST', 'work', token, work('10.5555/one')),
    ]) {
      expect([answer.status, answer.json['error-code']]).toEqual([301, 9007]);
      expect(answer.headers.get('location')).toBe(`${baseUrl()}/v3.0/${GARCIA}`);
      expect(answer.json['developer-message']).toMatch(new RegExp(`refer to account: \\S*${GARCIA}`));
    }
  });

  test('a state that is none, and a merge into nobody, are refused', async () => {
    expect((await control('POST', `/people/${CARBERRY}/state`, { state: 'gone' })).status).toBe(400);
    expect((await control('POST', `/people/${CARBERRY}/state`, { state: 'merged' })).status).toBe(400);
    expect(
      (await control('POST', `/people/${CARBERRY}/state`, { state: 'merged', into: CARBERRY })).status,
    ).toBe(400);
    expect((await control('POST', '/people/0000-0002-9079-593X/state', { state: 'locked' })).status).toBe(
      404,
    );
  });
});

describe('what is asked', () => {
  test.each([
    ['an unknown iD', 'GET', '0000-0002-9079-593X/record', 404, 9016],
    ['an unknown section', 'GET', `${CARBERRY}/poems`, 404, 9001],
    ['a POST to a section', 'POST', `${CARBERRY}/employments`, 405, 9001],
    ['a PUT without a put code', 'PUT', `${CARBERRY}/work`, 405, 9001],
    ['a biography that nobody wrote', 'GET', `${CARBERRY}/biography`, 404, 9041],
  ])('%s is %s %s → %i with %i', async (_what, method, path, status, code) => {
    const answer = await call(method, `/v3.0/${path}`, method === 'GET' ? {} : { body: {} });
    expect([answer.status, answer.json['error-code']]).toEqual([status, code]);
  });

  test('a body that is neither XML nor JSON is 415 with 9001', async () => {
    const token = await tokenFor();
    const answer = await call('POST', `/v3.0/${CARBERRY}/work`, { body: 'a,b', token, type: 'text/csv' });
    expect([answer.status, answer.json['error-code']]).toEqual([415, 9001]);
  });

  test('an answer that the caller does not accept is 406, with a JSON body that no header announces', async () => {
    const answer = await call('GET', `/v3.0/${CARBERRY}/record`, { accept: 'text/turtle' });
    expect([answer.status, answer.json['error-code']]).toEqual([406, 9001]);
    expect(answer.headers.get('content-type')).toBeNull();
  });

  test.each([
    ['nothing', '*/*', 'application/vnd.orcid+xml;charset=UTF-8'],
    ['any application type', 'application/*', 'application/vnd.orcid+xml;charset=UTF-8'],
    ['both alike', 'application/json, application/xml', 'application/xml;charset=UTF-8'],
    ['JSON more', 'application/xml;q=0.5, application/json', 'application/json;charset=UTF-8'],
    ['ORCID’s JSON', 'application/vnd.orcid+json', 'application/vnd.orcid+json;charset=UTF-8'],
    ['all but XML', '*/*, application/vnd.orcid+xml;q=0', 'application/vnd.orcid+json;charset=UTF-8'],
  ])('a caller that prefers %s gets the type that the registry prefers', async (_what, accept, type) => {
    const answer = await call('GET', `/v3.0/${CARBERRY}/record`, { accept });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  });
});
