import { answerSignIn } from '@mintmark/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { openBrowser, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { collectSecrets, findSecrets, type Place, wirePlaces } from './support/secrets.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { tapTheWire } from './support/wire-tap.ts';

const PAGES = [
  '/',
  '/app',
  '/app/tokens',
  '/metrics',
  '/ready',
  '/openapi.json',
  '/api/v1/me',
  '/api/v1/tokens',
];

/** Every way in which ORCID, or somebody between, may fail a sign-in. */
const SIGN_IN_FAULTS = [
  ...['missing', 'other-sub', 'other-aud', 'other-iss', 'expired', 'wrong-nonce', 'wrong-at-hash'],
  ...['alg-none', 'alg-hs256', 'unknown-key', 'forged-signature'],
].map((each): Record<string, unknown> => ({ kind: `id-token-${each}` }));
for (const kind of ['unavailable', 'bad-gateway-html', 'error-500', 'rate-limited', 'reset']) {
  SIGN_IN_FAULTS.push({ kind, match: { pathPrefix: '/oauth/token' } });
}

const REGISTRATION_FAULTS: Record<string, unknown>[] = [
  { kind: 'unavailable' },
  { kind: 'error-500', match: { method: 'PUT' } },
  { kind: 'bad-gateway-html', match: { method: 'PUT' } },
  { kind: 'rate-limited', retryAfterSeconds: 1 },
  { kind: 'reset' },
  { kind: 'timeout-after-commit', match: { method: 'PUT' }, delayMs: 50 },
  { kind: 'handle-refused' },
];

const tap = tapTheWire();
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  tap.stop();
  for (const close of closers) await close();
});

async function start(options?: Parameters<typeof startSystemToday>[0]): Promise<System> {
  const system = await startSystemToday(options);
  closers.push(() => system.close());
  return system;
}

async function orderFault(standIn: { url: string }, fault: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${standIn.url}/_control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  expect(answer.status).toBe(201);
}

/** What the service was told or made itself, beside what went over the wire. */
function configuredSecrets(system: System): [string, string][] {
  const { repositoryId, password } = system.config.datacite;
  return [
    ['ADMIN_TOKEN', TEST_ADMIN_TOKEN],
    ['SECRET_KEY', 'a secret key for tests only, long enough'],
    ['key made of SECRET_KEY', system.config.secretKey.toString('base64url')],
    ['ORCID client secret', system.config.orcid.clientSecret],
    ['DataCite password', password],
    ['DataCite credentials', `${repositoryId}:${password}`],
  ];
}

/** Everything that may hold no secret: the log, all rows, and what went over the wire. */
async function collectPlaces(system: System): Promise<Place[]> {
  const tables = await dumpDatabase(system);
  return [
    { place: 'the log', text: system.logged() },
    ...[...tables].map(([table, rows]) => ({ place: `table ${table}`, text: rows.join('\n') })),
    ...wirePlaces(tap.exchanges, { service: system.url, orcid: system.orcid.url }),
  ];
}

async function secretsSoFar(system: System, more: [string, string][] = []): Promise<Map<string, string>> {
  const seen = collectSecrets(tap.exchanges, { service: system.url, orcid: system.orcid.url });
  const issued = (await (await fetch(`${system.orcid.url}/_control/tokens`)).json()) as {
    items: { accessToken: string; refreshToken: string }[];
  };
  for (const [index, { accessToken, refreshToken }] of issued.items.entries()) {
    seen.set(`issued access token ${index}`, accessToken);
    seen.set(`issued refresh token ${index}`, refreshToken);
  }
  return new Map([...configuredSecrets(system), ...seen, ...more]);
}

describe('no secret leaves the place where it belongs', () => {
  let system: System;
  let api: Api;
  let personalToken: string;

  beforeAll(async () => {
    system = await start({ repositoryDomains: ['example.org', '127.0.0.1'] });
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const made = await fetch(`${system.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { cookie: browser.cookieHeader(), origin: system.url, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'canary',
        scopes: ['pid:read', 'pid:mint', 'pid:publish'],
        expiresInDays: 1,
      }),
    });
    personalToken = ((await made.json()) as { token: string }).token;
    api = createApi(system, personalToken);
    for (const page of PAGES) await browser.open(page);
  });

  test('whatever way a sign-in ends', async () => {
    const denied = openBrowser(system);
    expect((await denied.signIn(LAURE, { decision: 'deny' })).status).toBeLessThan(500);

    const reused = openBrowser(system);
    const first = new URL(
      await answerSignIn(await reused.beginSignIn(), { orcid: LAURE, decision: 'grant' }),
    );
    await reused.open(first.href);
    expect((await reused.open(first.href)).status).toBe(400);
    const second = new URL(
      await answerSignIn(await reused.beginSignIn(), { orcid: LAURE, decision: 'grant' }),
    );
    second.searchParams.set('code', first.searchParams.get('code') ?? '');
    expect((await reused.open(second.href)).status).toBe(400);

    const stranger = openBrowser(system);
    const stolen = await answerSignIn(await reused.beginSignIn(), { orcid: LAURE, decision: 'grant' });
    expect((await stranger.open(stolen)).status).toBe(400);

    for (const fault of SIGN_IN_FAULTS) {
      const browser = openBrowser(system);
      const callback = await answerSignIn(await browser.beginSignIn(), { orcid: LAURE, decision: 'grant' });
      await orderFault(system.orcid, fault);
      expect((await browser.open(callback)).status, JSON.stringify(fault)).toBeGreaterThanOrEqual(400);
    }

    for (const value of [`${personalToken}x`, personalToken.slice(0, -1), TEST_ADMIN_TOKEN.slice(1)]) {
      expect((await createApi(system, value).get('/me')).status).toBe(401);
    }
    const headers = { authorization: `Basic ${personalToken}` };
    expect((await fetch(`${system.url}/api/v1/me`, { headers })).status).toBe(401);

    const secrets = await secretsSoFar(system, [['personal access token', personalToken]]);
    const kinds = new Set([...secrets.keys()].map((each) => each.split(' ').slice(0, -1).join(' ')));
    for (const kind of [
      'state',
      'nonce',
      'code',
      'code verifier',
      'access_token',
      'refresh_token',
      'id_token',
    ]) {
      expect(kinds, 'the test has seen one').toContain(kind);
    }
    const places = await collectPlaces(system);
    expect(places.find((each) => each.place === 'the log')?.text).toContain('a sign-in failed');
    expect(findSecrets(secrets, places)).toEqual([]);
  });

  test('whatever way a registration ends', async () => {
    const { doi } = await readShoulders(api);
    const credentials = `${system.config.datacite.repositoryId}:${system.config.datacite.password}`;
    const echo = `Authorization: Basic ${Buffer.from(credentials).toString('base64')}, ${credentials}`;
    const faults = [
      null,
      ...REGISTRATION_FAULTS,
      { kind: 'error-500', body: echo, contentType: 'text/plain' },
    ];
    const pids: string[] = [];
    for (const fault of faults) {
      if (fault !== null) await orderFault(system.datacite, { count: 1, ...fault });
      const minted = await api.post<PidBody>('/pids', { shoulder: doi, metadata: completeMetadata() });
      pids.push(minted.body.pid);
      await system.drain();
    }
    const refused = { shoulder: doi, target: 'https://elsewhere.example.net/', metadata: completeMetadata() };
    pids.push((await api.post<PidBody>('/pids', refused)).body.pid);
    for (let round = 0; round < 5; round += 1) {
      system.clock.advance(3_600_000);
      await system.drain();
    }
    const states: string[] = [];
    for (const pid of pids) {
      for (const below of ['', '/events', '/registration']) {
        await api.get(`/pids/${encodeURIComponent(pid)}${below}`);
      }
      const answer = await api.get<PidBody>(`/pids/${encodeURIComponent(pid)}`);
      states.push(answer.body.registration.state);
      await fetch(`${system.url}/${pid}?info`);
    }
    expect(states.slice(0, -1)).toEqual(faults.map(() => 'acknowledged'));
    expect(states.at(-1)).toBe('refused');
    for (const page of PAGES) await fetch(`${system.url}${page}`);

    const secrets = await secretsSoFar(system, [['personal access token', personalToken]]);
    const places = await collectPlaces(system);
    const interactions = places.find((each) => each.place === 'table public.interactions');
    expect(interactions?.text).toContain('/dois/');
    expect(interactions?.text).toContain('[redacted]');
    expect(findSecrets(secrets, places)).toEqual([]);
  });

  test('the search finds a secret that was let out into a table, the log or an address', async () => {
    const canary = 'canary/let+out=on purpose';
    system.ctx.log.info({ header: canary }, 'a leak');
    await transact(system.ctx.db, (tx) =>
      tx
        .insertInto('rate_budgets')
        .values({ name: Buffer.from(canary).toString('base64'), tokens: 1, refilled_at: system.clock.now() })
        .execute(),
    );
    await fetch(`${system.url}/resolve?id=${encodeURIComponent(canary)}`, { redirect: 'manual' });
    const places = await collectPlaces(system);
    const found = findSecrets(new Map([['canary', canary]]), places);
    expect(found).toContain('canary in the log');
    expect(found).toContain('canary in table public.rate_budgets');
    expect(found.some((each) => each.startsWith('canary in the address of GET'))).toBe(true);
    expect(found.some((each) => each.startsWith('canary in the Location of GET'))).toBe(true);
  });
});

test('no password of an account that DataCite refuses is found anywhere', async () => {
  const system = await start({ env: { DATACITE_PASSWORD: 'canary-wrong-password-7h3k' } });
  const api = createApi(system, TEST_ADMIN_TOKEN);
  const { doi } = await readShoulders(api);
  const { body } = await api.post<PidBody>('/pids', { shoulder: doi, metadata: completeMetadata() });
  await system.drain();
  const path = `/pids/${encodeURIComponent(body.pid)}`;
  const registration = await api.get(`${path}/registration`);
  expect(registration.body).toMatchObject({ state: 'pending', lastAnswer: { status: 401 } });
  await api.get(`${path}/events`);
  for (const page of PAGES) await fetch(`${system.url}${page}`);
  expect(findSecrets(await secretsSoFar(system), await collectPlaces(system))).toEqual([]);
});
