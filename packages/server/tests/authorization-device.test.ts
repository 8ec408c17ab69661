import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser, startSystemToday } from './support/browser.ts';
import { CLI, follow, post, readForm, readTokens, refresh, type TokenAnswer } from './support/oauth.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import type { System } from './support/start-system.ts';

let system: System;
let josiah: Browser;
beforeAll(async () => {
  system = await startSystemToday();
  josiah = openBrowser(system);
  await josiah.signIn(JOSIAH);
});
afterAll(() => system?.close());

type Device = { deviceCode: string; userCode: string; complete: string };

async function startDevice(scope = 'pid:read pid:mint'): Promise<Device> {
  const { status, body } = await post(system, '/oauth/device/auth', { client_id: CLI, scope });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    verification_uri: `${system.url}/oauth/device`,
    expires_in: 600,
    interval: 5,
  });
  return {
    deviceCode: String(body.device_code),
    userCode: String(body.user_code),
    complete: String(body.verification_uri_complete),
  };
}

function poll(device: Device): Promise<TokenAnswer> {
  return post(system, '/oauth/token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: CLI,
    device_code: device.deviceCode,
  });
}

async function typeCode(browser: Browser, typed: string) {
  const { action, fields } = readForm(await browser.open('/oauth/device'));
  return browser.send(action, { ...fields, user_code: typed });
}

describe('a device without a browser', () => {
  test('shows a code; a person types it elsewhere, sees what is asked, and allows it', async () => {
    const device = await startDevice();
    expect(device.userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect((await poll(device)).body.error).toBe('authorization_pending');
    const page = await typeCode(josiah, device.userCode);
    for (const text of ['Mintmark command line', device.userCode, 'Josiah Carberry', JOSIAH, 'reserve']) {
      expect(page.body).toContain(text);
    }
    const { action, fields } = readForm(page);
    const done = await josiah.send(action, { ...fields, decision: 'allow', scopes: ['pid:read'] });
    expect(done.body).toContain('The device is connected');
    const tokens = readTokens(await poll(device));
    expect(tokens.scope).toBe('pid:read');
    const me = await createApi(system, tokens.access).get('/me');
    expect(me.body).toMatchObject({ account: { orcid: JOSIAH }, scopes: ['pid:read'] });
    expect((await refresh(system, tokens.refresh)).status).toBe(200);
  });

  test.each([
    (code: string) => code.toLowerCase(),
    (code: string) => code.replace('-', ''),
    (code: string) => ` ${code.replace('-', ' – ').toLowerCase()} `,
  ])('the code is known in whatever way it is typed', async (spell) => {
    const device = await startDevice();
    expect((await typeCode(josiah, spell(device.userCode))).body).toContain(device.userCode);
  });

  test('is told that it was not allowed, and the code is used up', async () => {
    const device = await startDevice();
    const { action, fields } = readForm(await typeCode(josiah, device.userCode));
    expect((await josiah.send(action, { ...fields, decision: 'deny' })).body).toContain('It was not allowed');
    expect((await poll(device)).body.error).toBe('access_denied');
    const late = await josiah.send(action, { ...fields, decision: 'allow' });
    expect(late.status).toBe(400);
    expect(late.body).toContain('No program waits with this code');
  });

  test('that asks too often is slowed down', async () => {
    const device = await startDevice();
    expect((await poll(device)).body.error).toBe('authorization_pending');
    system.clock.advance(2000);
    expect((await poll(device)).body.error).toBe('slow_down');
    system.clock.advance(5000);
    expect((await poll(device)).body.error).toBe('authorization_pending');
  });

  test('is told when its ten minutes are over, and the code is unknown then', async () => {
    const device = await startDevice();
    system.clock.advance(601_000);
    expect((await poll(device)).body.error).toBe('expired_token');
    expect((await typeCode(josiah, device.userCode)).body).toContain('No program waits with this code');
  });

  test('gets its tokens once', async () => {
    const device = await startDevice();
    const { action, fields } = readForm(await typeCode(josiah, device.userCode));
    await josiah.send(action, { ...fields, decision: 'allow' });
    const tokens = readTokens(await poll(device));
    expect((await poll(device)).body.error).toBe('invalid_grant');
    expect((await createApi(system, tokens.access).get('/me')).status).toBe(401);
  });

  test('asks for something that there is', async () => {
    const answer = await post(system, '/oauth/device/auth', { client_id: CLI, scope: 'openid' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    const unknown = await post(system, '/oauth/device/auth', { client_id: 'unknown', scope: 'pid:read' });
    expect(unknown.status).toBe(401);
  });
});

describe('the page for codes', () => {
  test('sends people to ORCID first, and knows the code of the address they came with', async () => {
    const device = await startDevice();
    const browser = openBrowser(system);
    const sent = await browser.open(device.complete);
    const toOrcid = new URL(sent.location ?? '');
    expect(toOrcid.pathname).toBe('/auth/orcid/login');
    expect(toOrcid.href).not.toContain(device.userCode);
    const back = await browser.signIn(JOSIAH, { returnTo: toOrcid.searchParams.get('return_to') ?? '' });
    const { action, fields } = readForm(await follow(browser, system, back));
    expect(fields.user_code).toBe(device.userCode);
    expect((await browser.send(action, fields)).body).toContain('Do not allow');
  });

  test('a code in the address is never an answer: the person still decides', async () => {
    const device = await startDevice();
    const { action, fields } = readForm(await josiah.open(device.complete));
    expect(fields).toMatchObject({ user_code: device.userCode });
    const question = await josiah.send(action, fields);
    expect(question.body).toContain('Do not allow');
    expect((await poll(device)).body.error).toBe('authorization_pending');
  });

  test('another site cannot send the form, nor may the page be framed', async () => {
    const device = await startDevice();
    const page = await typeCode(josiah, device.userCode);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const { action, fields } = readForm(page);
    const form = { ...fields, decision: 'allow' };
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.org' };
    expect((await josiah.send(action, form, headers)).status).toBe(403);
    expect((await josiah.send(action, { ...form, form_token: 'x' })).status).toBe(403);
    expect((await poll(device)).body.error).toBe('authorization_pending');
  });

  test('no other site can use up the codes that a person may try, by leading them here', async () => {
    for (const last of 'BCDFGHJKLMNP') {
      const led = await josiah.open(`/oauth/device?user_code=CCCC-CCC${last}`);
      expect(led.status).toBe(200);
    }
    const device = await startDevice();
    expect((await typeCode(josiah, device.userCode)).status).toBe(200);
  });

  test('after ten wrong codes within an hour a person can try no more, also not the right one', async () => {
    const laure = openBrowser(system);
    await laure.signIn(LAURE);
    const device = await startDevice();
    const wrong = 'BBBB-BBB';
    for (const last of 'BCDFGHJKLM') {
      expect((await typeCode(laure, `${wrong}${last}`)).status).toBe(400);
    }
    expect((await typeCode(laure, device.userCode)).status).toBe(429);
    const others = await typeCode(josiah, device.userCode);
    expect(others.status).toBe(200);
    system.clock.advance(3_600_001);
    const later = await startDevice();
    expect((await typeCode(laure, later.userCode)).status).toBe(200);
  });
});
