import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation, findOrganisation } from '../src/modules/accounts/index.ts';
import { createJobHandlers } from '../src/worker.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { type Browser, fieldOf, openBrowser, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { openCalls, startEcho } from './support/orcid-calls.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { findSecrets } from './support/secrets.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOME = '/organisations/default/orcid/interactions';
const DAY_MS = 86_400_000;
const THING = randomUUID();

/** Everything that a call to ORCID may carry and nobody may read afterwards. */
const canaries = new Map([
  ['access token', '11111111-2222-4333-8444-555555555555'],
  ['refresh token', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'],
  ['client secret', 'client/secret+canary=7h3k'],
  ['code', 'Zx9QwK'],
  ['mail address', 'private.person@canary.example'],
  ['webhook', 'hook-canary-5e2f91'],
  ['id token', 'eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJ5ZXMifQ.c2lnbmF0dXJl'],
]);
const canary = (name: string): string => canaries.get(name) ?? '';

type Listed = { id: string; orcid: string; method: string; url: string; status: number | null; at: string };
type Page = { items: Listed[]; next: string | null };

let system: System;
let echo: Awaited<ReturnType<typeof startEcho>>;
let api: Api;
let organisationId: string;
let otherId: string;

beforeAll(async () => {
  system = await startSystemToday();
  echo = await startEcho();
  api = createApi(system, TEST_ADMIN_TOKEN);
  organisationId = (await findOrganisation(system.ctx.db, 'default'))?.id ?? '';
  otherId = await ensureOrganisation(system.ctx, { slug: 'other', name: 'Another one' });

  const secrets = [canary('client secret'), canary('code')];
  const josiah = openCalls(
    system,
    { organisationId, orcid: JOSIAH, thing: { type: 'item', id: THING } },
    secrets,
  );
  const laure = openCalls(system, { organisationId, orcid: LAURE }, secrets);
  const stranger = openCalls(system, { organisationId: otherId, orcid: JOSIAH }, secrets);
  const token = { authorization: `Bearer ${canary('access token')}` };
  await josiah(`${echo.url}/v3.0/${JOSIAH}/work?status=201`, {
    method: 'POST',
    headers: token,
    body: `<work:work><common:title>A title</common:title><email>${canary('mail address')}</email></work:work>`,
  });
  system.clock.advance(1000);
  await josiah(`${echo.url}/v3.0/${JOSIAH}/work/12?status=401`, {
    method: 'PUT',
    headers: token,
    body: '{"put-code":12}',
  });
  system.clock.advance(1000);
  await laure(`${echo.url}/oauth/token?status=400`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: 'APP-1',
      client_secret: canary('client secret'),
      code: canary('code'),
      refresh_token: canary('refresh token'),
      id_token_hint: canary('id token'),
    }),
  });
  system.clock.advance(1000);
  const hook = encodeURIComponent(`https://pid.example.org/orcid/webhooks/${canary('webhook')}`);
  await laure(`${echo.url}/${LAURE}/webhook/${hook}?status=503`, { method: 'PUT', headers: token });
  await stranger(`${echo.url}/v3.0/${JOSIAH}/record?status=200`, { headers: token });
  await laure('http://127.0.0.1:1/nobody-listens').catch(() => {});
});
afterAll(async () => {
  await echo?.close();
  await system?.close();
});

const list = async (query = ''): Promise<Listed[]> => (await api.get<Page>(`${HOME}${query}`)).body.items;

describe("an organisation's log of calls to ORCID", () => {
  test('has every call and answer of its own, newest first, and none of another organisation', async () => {
    const calls = await list();
    expect(calls.map(({ method, status }) => `${method} ${status}`)).toHaveLength(5);
    const times = calls.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    // The last three were made at one moment.
    expect(calls.slice(-2).map(({ status }) => status)).toEqual([401, 201]);
    expect(calls.map(({ status }) => status).sort()).toEqual([201, 400, 401, 503, null]);
    expect(calls.every(({ url }) => !url.endsWith('/record?status=200'))).toBe(true);
    const { body } = await api.get<Page>('/organisations/other/orcid/interactions');
    expect(body.items).toMatchObject([{ orcid: JOSIAH, method: 'GET', status: 200 }]);
    const foreign = await api.get(`${HOME}/${body.items[0]?.id}`);
    expect(foreign.status).toBe(404);
  });

  test('is searched by person, thing, method, outcome and time', async () => {
    expect(await list(`?orcid=${JOSIAH}`)).toHaveLength(2);
    expect(await list(`?orcid=https://orcid.org/${LAURE}`)).toHaveLength(3);
    expect(await list(`?thing=${THING}`)).toHaveLength(2);
    expect((await list('?method=POST')).map(({ status }) => status).sort()).toEqual([201, 400]);
    expect((await list('?status=4')).map(({ status }) => status).sort()).toEqual([400, 401]);
    expect(await list('?status=none')).toMatchObject([{ status: null, orcid: LAURE }]);
    const [first] = (await list()).toReversed();
    const until = new Date(Date.parse(first?.at ?? '') + 1000).toISOString();
    expect(await list(`?until=${until}`)).toHaveLength(1);
    expect(await list(`?from=${until}`)).toHaveLength(4);
    for (const query of [
      '?orcid=0000-0002-1825-0098',
      '?thing=x',
      '?from=yesterday',
      '?status=9',
      '?method=HEAD',
    ]) {
      const { status, body } = await api.get<ProblemBody>(`${HOME}${query}`);
      expect(status, query).toBe(400);
      expect(body.errors?.length, query).toBeGreaterThan(0);
    }
  });

  test('comes in pages, each call once, though some were made at the same moment', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await api.get<Page>(`${HOME}?limit=2${cursor}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(seen).toEqual((await list()).map(({ id }) => id));
    expect(new Set(seen).size).toBe(5);
  });

  test('shows one call with what was sent and answered', async () => {
    const [put] = await list('?method=PUT&status=4');
    const { body } = await api.get<{
      request: { headers: Record<string, string>; body: string };
      response: { body: string };
    }>(`${HOME}/${put?.id}`);
    expect(body.request).toMatchObject({ headers: { authorization: '[redacted]' }, body: '{"put-code":12}' });
    expect(body.response.body).toContain('Invalid access token: [redacted]');
  });

  test('is for administrators: members are refused, strangers learn nothing', async () => {
    const laure = await signIn(system, LAURE, ['orcid:read', 'orcid:write', 'org:admin']);
    const member = createApi(system, laure.token);
    expect((await member.get(HOME)).status).toBe(403);
    expect((await member.get('/organisations/other/orcid/interactions')).status).toBe(404);
    expect((await member.get('/organisations/nothing/orcid/interactions')).status).toBe(404);
    expect((await member.post(`${HOME}/bundle`, {})).status).toBe(403);
    await setRole(system, LAURE, 'admin');
    expect((await member.get(HOME)).status).toBe(200);
    const narrow = createApi(system, (await signIn(system, LAURE, ['pid:read'])).token);
    expect((await narrow.get(HOME)).status).toBe(403);
    expect((await createApi(system, null).get(HOME)).status).toBe(401);
    await setRole(system, LAURE, 'member');
  });
});

describe('what was called, on pages', () => {
  let browser: Browser;
  beforeAll(async () => {
    await signIn(system, JOSIAH);
    await setRole(system, JOSIAH, 'admin');
    browser = openBrowser(system);
    await browser.signIn(JOSIAH);
  });

  test('is searched with a form, and a mistake is told at its field', async () => {
    const page = await browser.open('/app/orcid/manage/default/log?status=4');
    expect(page.status).toBe(200);
    expect(page.body.match(/aria-label="[^"]+: details of /g)).toHaveLength(2);
    expect(page.body).toContain('<option value="4" selected>');
    const wrong = await browser.open('/app/orcid/manage/default/log?orcid=1234');
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatch(
      /id="orcid"[^>]*value="1234" aria-invalid="true" aria-describedby="orcid-problem"/,
    );
    const href = /href="(\/app\/orcid\/manage\/default\/log\/[\w-]+)"/.exec(page.body)?.[1] ?? '';
    const call = await browser.open(href);
    expect(call.status).toBe(200);
    expect(call.body).toContain('What ORCID answered');
  });

  test('is taken along as a file for ORCID’s support, by those who opened the page only', async () => {
    const path = '/app/orcid/manage/default/log';
    const form_token = fieldOf((await browser.open(path)).body, 'form_token');
    const file = await browser.send(`${path}/bundle`, { form_token, orcid: JOSIAH });
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.body.trim().split('\n')).toHaveLength(3);
    expect((await browser.send(`${path}/bundle`, { form_token: 'guessed' })).status).toBe(403);
    const other = openBrowser(system);
    expect((await other.open(path)).status).toBe(401);
    await other.signIn(LAURE);
    expect((await other.open(path)).status).toBe(403);
    expect((await other.open('/app/orcid/manage/other/log')).status).toBe(404);
  });
});

describe("a bundle for ORCID's support", () => {
  test('says with which client it was called where, and writes into the history that it was made', async () => {
    const response = await fetch(`${system.url}/api/v1${HOME}/bundle`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ status: '4' }),
    });
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({
      format: 'mintmark-orcid-log/1',
      messageSchema: 'v3.0',
      clients: [{ clientId: system.config.orcid.clientId, environment: 'stand-in' }],
      filter: { status: '4' },
    });
    expect(
      lines
        .slice(1)
        .map(({ response }) => response.status)
        .sort(),
    ).toEqual([400, 401]);
    const events = (await dumpDatabase(system)).get('public.events') ?? [];
    expect(events.some((row) => row.includes('orcid-log') && row.includes('bundle'))).toBe(true);
  });
});

test('no token, secret, code, webhook or mail address is in any place where a call is kept or shown', async () => {
  const answers: { place: string; text: string }[] = [];
  const josiah = openBrowser(system);
  await josiah.signIn(JOSIAH);
  for (const { id } of await list()) {
    answers.push({ place: `call ${id}`, text: JSON.stringify((await api.get(`${HOME}/${id}`)).body) });
    const page = await josiah.open(`/app/orcid/manage/default/log/${id}`);
    expect(page.status).toBe(200);
    answers.push({ place: `page of call ${id}`, text: page.body });
  }
  const missing = await josiah.open(`/app/orcid/manage/default/log/${randomUUID()}`);
  const bundle = await fetch(`${system.url}/api/v1${HOME}/bundle`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: '{}',
  });
  answers.push(
    { place: 'the list', text: JSON.stringify(await list()) },
    { place: 'the page of the log', text: (await josiah.open('/app/orcid/manage/default/log')).body },
    { place: 'the bundle', text: await bundle.text() },
    { place: 'an error page', text: missing.body },
    { place: 'the log of the process', text: system.logged() },
  );
  const tables = await dumpDatabase(system);
  const places = [...answers, ...[...tables].map(([place, rows]) => ({ place, text: rows.join('\n') }))];
  expect(tables.get('public.interactions')?.join('\n')).toContain('[redacted]');
  expect(findSecrets(canaries, places)).toEqual([]);
});

test('calls are kept as long as the organisation says, and where it says nothing for 180 days', async () => {
  const settings = '/organisations/default/orcid/log-settings';
  expect((await api.get(settings)).body).toEqual({ keptDays: 180 });
  expect((await api.put(settings, { keptDays: 6 })).status).toBe(400);
  expect((await api.put(settings, { keptDays: 30 })).body).toEqual({ keptDays: 30 });
  const upkeep = async () => createJobHandlers(system.ctx).upkeep(undefined as never);
  system.clock.advance(29 * DAY_MS);
  await upkeep();
  expect(await list()).toHaveLength(5);
  system.clock.advance(2 * DAY_MS);
  await upkeep();
  expect(await list()).toEqual([]);
  const others = async () => (await api.get<Page>('/organisations/other/orcid/interactions')).body.items;
  expect(await others()).toHaveLength(1);
  system.clock.advance(150 * DAY_MS);
  await upkeep();
  expect(await others()).toEqual([]);
});
