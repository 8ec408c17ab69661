import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnvironment } from '../src/env.ts';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { connect, orderFault, registerClientAtOrcid } from './support/orcid-connect.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PATH = '/organisations/other/orcid/client';
const OWN = 'APP-OWNCREDENTIALS01';
const SECRET = 'canary-secret-of-the-client';

type Check = { name: string; outcome: string; detail: string };
type ClientBody = {
  clientId: string;
  refused: string | null;
  redirectUris: string[];
  requestsPerSecond: number;
  tested: { checks: Check[] } | null;
};

let system: System;
let operator: Api;
let admin: Api;
let member: Api;
beforeAll(async () => {
  system = await startSystem();
  // The first organisation is the oldest one.
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other University' });
  const scopes = ['orcid:read', 'orcid:write'];
  operator = createApi(system, TEST_ADMIN_TOKEN);
  admin = createApi(system, (await signIn(system, JOSIAH, scopes)).token);
  member = createApi(system, (await signIn(system, LAURE, scopes)).token);
  await setRole(system, JOSIAH, 'admin');
  await registerClientAtOrcid(system, { id: OWN, secret: SECRET });
});
afterAll(() => system.close());

const wish = { environment: 'stand-in', api: 'member', clientId: OWN, clientSecret: SECRET };

function outcomes(checks: Check[]): Record<string, string> {
  return Object.fromEntries(checks.map((each) => [each.name, each.outcome]));
}

describe("an organisation's own credentials", () => {
  test('are told to administrators alone; a stranger learns nothing of the organisation', async () => {
    expect((await admin.get('/organisations/default/orcid/client')).status).toBe(200);
    expect((await member.get('/organisations/default/orcid/client')).status).toBe(403);
    expect((await member.get(PATH)).status).toBe(404);
    expect((await member.put(PATH, wish)).status).toBe(404);
    const withoutScope = createApi(system, (await signIn(system, JOSIAH, ['pid:read'])).token);
    expect((await withoutScope.get('/organisations/default/orcid/client')).status).toBe(403);
  });

  test('of the environment variables are there from the start, and change there alone', async () => {
    const read = await admin.get<ClientBody>('/organisations/default/orcid/client');
    expect(read.body).toMatchObject({ fromEnvironment: true, api: 'member', requestsPerSecond: 24 });
    expect(read.body.redirectUris).toEqual([
      `${system.url}/auth/orcid/connected`,
      `${system.url}/auth/orcid/callback`,
    ]);
    const headers = { 'if-match': read.headers.get('etag') ?? '' };
    const answer = await admin.put<ProblemBody>('/organisations/default/orcid/client', wish, headers);
    expect([answer.status, answer.body.detail]).toEqual([
      409,
      expect.stringContaining('environment variables'),
    ]);
  });

  test('are entered, and the secret is sealed and never shown', async () => {
    const made = await operator.put<ClientBody>(PATH, wish);
    expect(made.status).toBe(201);
    expect(made.body.redirectUris).toEqual([`${system.url}/auth/orcid/connected`]);
    expect(JSON.stringify(made.body)).not.toContain(SECRET);
    const row = await system.ctx.db
      .selectFrom('orcid_clients')
      .selectAll()
      .where('client_id', '=', OWN)
      .executeTakeFirstOrThrow();
    expect(row.secret).not.toContain(SECRET);
    const bound = ['orcid_clients', 'secret', row.id, row.organisation_id, 'stand-in', OWN];
    expect(system.ctx.secrets.open(row.secret, bound.join('|'))).toBe(SECRET);
    const { organisation_id: elsewhere } = await system.ctx.db
      .selectFrom('orcid_clients')
      .select('organisation_id')
      .where('organisation_id', '<>', row.organisation_id)
      .executeTakeFirstOrThrow();
    const moved = bound.with(3, elsewhere).join('|');
    expect(() => system.ctx.secrets.open(row.secret, moved)).toThrow();
    const events = await system.ctx.db
      .selectFrom('events')
      .selectAll()
      .where('subject_id', '=', row.id)
      .execute();
    expect(JSON.stringify(events)).not.toContain(SECRET);
  });

  test('are given once by two who give the first ones at the same moment', async () => {
    await ensureOrganisation(system.ctx, { slug: 'third', name: 'Third University' });
    const path = '/organisations/third/orcid/client';
    const answers = await Promise.all([1, 2, 3].map(() => operator.put(path, wish)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 428, 428]);
  });

  test('are not written over unseen', async () => {
    const { headers } = await operator.get(PATH);
    expect((await operator.put(PATH, wish)).status).toBe(428);
    const etag = headers.get('etag') ?? '';
    expect((await operator.put(PATH, { ...wish, asksForPerson: true }, { 'if-match': etag })).status).toBe(
      200,
    );
    expect((await operator.put(PATH, wish, { 'if-match': etag })).status).toBe(412);
  });

  test.each([
    ['a rate above what ORCID allows', { api: 'public', requestsPerSecond: 13 }, '/requestsPerSecond'],
    ['production without https', { environment: 'production' }, '/environment'],
    [
      'another client without its secret',
      { clientId: 'APP-ANOTHERCLIENT001', clientSecret: undefined },
      '/clientSecret',
    ],
    ['a client id that is none', { clientId: 'nonsense' }, '/clientId'],
  ])('with %s are refused at the field', async (_what, change, pointer) => {
    const answer = await operator.put<ProblemBody>(PATH, { ...wish, ...change }, { 'if-match': '*' });
    expect([answer.status, answer.body.errors?.map((each) => each.pointer)]).toEqual([
      400,
      [expect.stringContaining(pointer)],
    ]);
  });

  test('are tested question by question, and the answers are kept', async () => {
    const { body } = await operator.post<{ ok: boolean; checks: Check[] }>(`${PATH}/test`);
    expect(body.ok).toBe(true);
    expect(outcomes(body.checks)).toEqual({
      'token-endpoint': 'passed',
      credentials: 'passed',
      'record-api': 'passed',
      'redirect-address': 'passed',
      webhooks: 'passed',
      groups: 'passed',
    });
    expect((await operator.get<ClientBody>(PATH)).body.tested?.checks).toEqual(body.checks);
  });

  test('with a wrong secret are found by the test, stop, and go on when they are mended', async () => {
    await operator.put(PATH, { ...wish, clientSecret: 'wrong' }, { 'if-match': '*' });
    const failed = await operator.post<{ ok: boolean; checks: Check[] }>(`${PATH}/test`);
    expect(failed.body.ok).toBe(false);
    expect(outcomes(failed.body.checks)).toMatchObject({ 'token-endpoint': 'passed', credentials: 'failed' });
    expect((await operator.get<ClientBody>(PATH)).body.refused).toContain('invalid_client');
    await operator.put(PATH, wish, { 'if-match': '*' });
    expect((await operator.get<ClientBody>(PATH)).body).toMatchObject({ refused: null, tested: null });
  });

  test('whose redirect address ORCID does not know are found by the test', async () => {
    await registerClientAtOrcid(system, {
      id: OWN,
      secret: SECRET,
      redirectUris: ['https://elsewhere.example/'],
    });
    const { body } = await operator.post<{ checks: Check[] }>(`${PATH}/test`);
    expect(outcomes(body.checks)['redirect-address']).toBe('failed');
    await registerClientAtOrcid(system, { id: OWN, secret: SECRET });
  });

  test('of the public API that are entered as those of the member API are found by the test', async () => {
    await registerClientAtOrcid(system, { id: OWN, secret: SECRET, kind: 'public' });
    const { body } = await operator.post<{ checks: Check[] }>(`${PATH}/test`);
    expect(outcomes(body.checks)).toMatchObject({ webhooks: 'not-granted', groups: 'not-granted' });
    await registerClientAtOrcid(system, { id: OWN, secret: SECRET });
  });

  test('cannot be tested while ORCID is down, which is no refusal', async () => {
    await orderFault(system, { kind: 'unavailable', count: 10, match: { pathPrefix: '/oauth/token' } });
    const { body } = await operator.post<{ checks: Check[] }>(`${PATH}/test`);
    expect(outcomes(body.checks)).toMatchObject({ 'token-endpoint': 'failed', credentials: 'unknown' });
    expect((await operator.get<ClientBody>(PATH)).body.refused).toBeNull();
    await fetch(`${system.orcid.url}/_control/faults`, { method: 'DELETE' });
  });

  test('of the public API ask for the iD and what is public alone', async () => {
    await operator.put(PATH, { ...wish, api: 'public' }, { 'if-match': '*' });
    const { location } = await openBrowser(system).send('/orcid/connect/other', { need: 'person' });
    expect(new URL(location ?? '').searchParams.get('scope')).toBe('openid');
    const dossier = await operator.get<{ credentials: { scopes: { scope: string }[] }[] }>(
      '/organisations/other/orcid/dossier',
    );
    expect(dossier.body.credentials).toMatchObject([{ scopes: [{ scope: 'openid' }] }]);
    await operator.put(PATH, wish, { 'if-match': '*' });
  });

  test('are neither replaced nor taken away while people are connected with them', async () => {
    await connect(openBrowser(system), '0000-0001-2345-6789', { slug: 'other' });
    const other = { ...wish, clientId: 'APP-ANOTHERCLIENT001' };
    const replaced = await operator.put<ProblemBody>(PATH, other, { 'if-match': '*' });
    expect([replaced.status, replaced.body.detail]).toEqual([
      409,
      expect.stringContaining('One person is connected'),
    ]);
    expect((await operator.delete(PATH, { 'if-match': '*' })).status).toBe(409);
  });

  test('are not replaced before ORCID has revoked what only they can ask it to', async () => {
    const other = { ...wish, clientId: 'APP-ANOTHERCLIENT001' };
    await orderFault(system, { kind: 'unavailable', count: 1, match: { pathPrefix: '/oauth/revoke' } });
    const people = '/organisations/other/orcid/connections';
    const { items } = (await operator.get<{ items: { id: string }[] }>(people)).body;
    expect((await operator.delete(`${people}/${items[0]?.id}`)).status).toBe(204);
    await system.drain();
    const replaced = await operator.put<ProblemBody>(PATH, other, { 'if-match': '*' });
    expect([replaced.status, replaced.body.detail]).toEqual([
      409,
      expect.stringContaining('still to revoke one token'),
    ]);
    system.clock.advance(60_000);
    await system.drain();
    expect((await operator.put(PATH, other, { 'if-match': '*' })).status).toBe(200);
  });
});

test('the service does not start with production and an address that is not https', () => {
  const env = { ORCID_ENVIRONMENT: 'production', ORCID_CLIENT_ID: 'APP-1', ORCID_CLIENT_SECRET: 's' };
  expect(() => readEnvironment({ ...env, PUBLIC_URL: 'http://pid.example.org' })).toThrow(/https:\/\//);
});
