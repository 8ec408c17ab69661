import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser, startSystemToday } from './support/browser.ts';
import {
  type Authorize,
  authorizeUrl,
  CLI,
  createPkce,
  decide,
  exchange,
  LOOPBACK,
  openConsent,
  post,
  readForm,
} from './support/oauth.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let josiah: Browser;
let laure: Browser;
beforeAll(async () => {
  system = await startSystemToday();
  josiah = openBrowser(system);
  laure = openBrowser(system);
  await josiah.signIn(JOSIAH);
  await laure.signIn(LAURE);
});
afterAll(() => system?.close());

async function countAuthorizations(): Promise<number> {
  const rows = await system.ctx.db.selectFrom('authorizations').select('id').execute();
  return rows.length;
}

/** The error that a request is answered with at the program's address. */
async function errorAtProgram(wish: Authorize): Promise<string | null> {
  const answer = await josiah.open(authorizeUrl(system, wish));
  expect(answer.status).toBe(303);
  const back = new URL(answer.location ?? '');
  expect(back.origin + back.pathname).toBe(LOOPBACK);
  return back.searchParams.get('error');
}

async function obtainCode(): Promise<{ code: string; pkce: ReturnType<typeof createPkce> }> {
  const pkce = createPkce();
  const page = await openConsent(josiah, system, { challenge: pkce.challenge });
  const back = await decide(josiah, system, page, 'allow');
  return { code: back.searchParams.get('code') ?? '', pkce };
}

describe('a request that is not as it must be is refused before anyone is asked', () => {
  test.each<[string, Authorize, string]>([
    ['without a code challenge', { challenge: null, method: null }, 'invalid_request'],
    ['with a plain one', { challenge: createPkce().verifier, method: 'plain' }, 'invalid_request'],
    ['with one whose method is left to us', { method: null }, 'invalid_request'],
    ['with a challenge that is too short', { challenge: 'abc' }, 'invalid_request'],
    ['for scopes that there are not', { scope: 'openid profile' }, 'invalid_scope'],
    ['for no scope', { scope: null }, 'invalid_scope'],
    ['that nobody shall see', { prompt: 'none' }, 'login_required'],
  ])('%s', async (_what, wish, error) => {
    expect(await errorAtProgram(wish)).toBe(error);
  });

  test('for a token in the address (implicit), or a page that posts the code', async () => {
    for (const [name, value] of [
      ['response_type', 'token'],
      ['response_type', 'id_token'],
      ['response_mode', 'form_post'],
      ['response_mode', 'fragment'],
    ] as const) {
      const url = new URL(authorizeUrl(system, {}));
      url.searchParams.set(name, value);
      const answer = await josiah.open(url.href);
      expect(answer.location ?? '', value).not.toContain('/oauth/interaction/');
      expect(`${answer.location}${answer.body}`, value).toMatch(/error|cannot be authorized/);
    }
  });

  test.each([
    'http://127.0.0.1:53412/other',
    'http://127.0.0.1:53412/callback/../x',
    'http://127.0.0.1.evil.example.org/callback',
    'http://127.0.0.1@evil.example.org/callback',
    'http://localhost:53412/callback',
    'https://127.0.0.1/callback',
    'https://evil.example.org/callback',
    'javascript:alert(1)',
    '//evil.example.org',
  ])('to call back at %s, and nothing is sent there', async (redirectUri) => {
    const answer = await josiah.open(authorizeUrl(system, { redirectUri }));
    expect(answer.status).toBe(400);
    expect(answer.location).toBeNull();
    expect(answer.body).toContain('was not registered');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('of a program that is not known', async () => {
    for (const clientId of ['unknown', '', 'a'.repeat(2000), 'x%00', "'; drop table accounts"]) {
      const answer = await josiah.open(authorizeUrl(system, { clientId }));
      expect(answer.status).toBe(400);
      expect(answer.location).toBeNull();
    }
  });
});

describe('a code', () => {
  test('is worth nothing without the verifier of whoever asked for it', async () => {
    const { code, pkce } = await obtainCode();
    for (const verifier of ['', createPkce().verifier, pkce.challenge, 'short']) {
      const answer = await exchange(system, code, { ...pkce, verifier });
      expect(answer.status).toBe(400);
    }
    expect((await exchange(system, code, pkce)).status).toBe(200);
  });

  test('is worth nothing at another program, nor at another address', async () => {
    const { code, pkce } = await obtainCode();
    const other = await createApi(system, TEST_ADMIN_TOKEN).post<{ id: string }>('/oauth-clients', {
      name: 'Another program',
      type: 'public',
      redirectUris: [LOOPBACK],
    });
    const asOther = await exchange(system, code, pkce, { client_id: other.body.id });
    expect(asOther.body.error).toBe('invalid_grant');
    const elsewhere = await exchange(system, code, pkce, { redirect_uri: 'http://127.0.0.1:1/callback' });
    expect(elsewhere.body.error).toBe('invalid_grant');
  });

  test('is given out in an answer that names who gave it (RFC 9207), with the state as it was sent', async () => {
    const state = 'a state with "quotes" & <signs>';
    const back = await decide(josiah, system, await openConsent(josiah, system, { state }), 'allow');
    expect(back.searchParams.get('state')).toBe(state);
    expect(back.searchParams.get('iss')).toBe(system.url);
  });
});

describe('the question cannot be answered for a person', () => {
  test('it is asked each time, whatever they allowed before', async () => {
    await decide(josiah, system, await openConsent(josiah, system), 'allow');
    const again = await openConsent(josiah, system);
    expect(again.status).toBe(200);
    expect(again.body).toContain('Do not allow');
  });

  test('going on without an answer asks again', async () => {
    const begun = await josiah.open(authorizeUrl(system, {}));
    const uid = new URL(begun.location ?? '').pathname.split('/').at(-1);
    const resumed = await josiah.open(`/oauth/authorize/${uid}`);
    expect(resumed.location).toMatch(/\/oauth\/interaction\//);
  });

  test('another site can neither send the form nor frame the page', async () => {
    const before = await countAuthorizations();
    const page = await openConsent(josiah, system);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-frame-options')).not.toBeNull();
    expect(page.headers.get('cache-control')).toBe('no-store');
    const { action, fields } = readForm(page);
    const form = { ...fields, decision: 'allow' };
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.org' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.example.org' },
      { origin: 'https://evil.example.org' },
    ];
    for (const headers of elsewhere) {
      expect((await josiah.send(action, form, headers)).status).toBe(403);
    }
    for (const form_token of ['', 'x'.repeat(43)]) {
      expect((await josiah.send(action, { ...form, form_token })).status).toBe(403);
    }
    expect(await countAuthorizations()).toBe(before);
  });

  test('the form of one question does not answer another', async () => {
    const one = readForm(await openConsent(josiah, system, { scope: 'pid:read' }));
    const other = readForm(await openConsent(josiah, system, { scope: 'pid:read pid:publish' }));
    const sent = await josiah.send(other.action, { ...one.fields, decision: 'allow' });
    expect(sent.status).toBe(403);
  });

  test('a person in another browser sees nothing of it and cannot answer', async () => {
    const before = await countAuthorizations();
    const page = await openConsent(josiah, system);
    const { action, fields } = readForm(page);
    expect((await laure.open(action)).status).toBe(404);
    expect((await laure.send(action, { ...fields, decision: 'allow' })).status).toBe(404);
    expect(await countAuthorizations()).toBe(before);
  });

  test('whoever signs in between question and answer is asked anew', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const page = await openConsent(browser, system);
    const { action, fields } = readForm(page);
    await browser.signIn(LAURE);
    expect((await browser.send(action, { ...fields, decision: 'allow' })).status).toBe(403);
    const anew = await browser.open(action);
    expect(anew.body).toContain('Laure');
    const back = await decide(browser, system, anew, 'allow');
    expect(back.searchParams.has('code')).toBe(true);
    // And one person's answers never serve the next in the same browser.
    const next = await openConsent(browser, system);
    expect(next.body).toContain('Laure');
    await browser.send('/auth/logout', {});
    const signedOut = await browser.open(authorizeUrl(system, {}));
    expect((await browser.open(signedOut.location ?? '')).location).toContain('/auth/orcid/login');
  });

  test('a cookie of the question that was changed is none', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const { action } = readForm(await openConsent(browser, system));
    const cookie = browser.cookies.get('mintmark_oauth_interaction.sig');
    if (cookie === undefined) throw new Error('the cookie is not signed');
    browser.cookies.set('mintmark_oauth_interaction.sig', { ...cookie, value: 'A'.repeat(27) });
    expect((await browser.open(action)).status).toBe(404);
  });
});

describe('endpoints for programs', () => {
  test('take forms only, of a bounded size, and give no answer to pages of other sites', async () => {
    const json = await fetch(`${system.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(400);
    const large = await fetch(`${system.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=${'x'.repeat(100_000)}`,
    });
    expect(large.status).toBe(400);
    const cross = await post(
      system,
      '/oauth/token',
      { grant_type: 'refresh_token', client_id: CLI, refresh_token: 'mmr_none' },
      { origin: 'https://evil.example.org' },
    );
    expect(cross.headers.get('access-control-allow-origin')).toBeNull();
    expect(cross.headers.get('cache-control')).toContain('no-store');
  });

  test.each(['password', 'client_credentials', 'implicit', 'urn:openid:params:grant-type:ciba', ''])(
    'refuse the grant "%s"',
    async (grant) => {
      const answer = await post(system, '/oauth/token', { grant_type: grant, client_id: CLI });
      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatch(/unsupported_grant_type|invalid_request/);
    },
  );

  test('a text that no database could hold is only unknown', async () => {
    for (const value of ['a\0b', '\ud800', 'x'.repeat(20_000)]) {
      const answer = await post(system, '/oauth/token', {
        grant_type: 'refresh_token',
        client_id: CLI,
        refresh_token: value,
      });
      expect(answer.body.error).toBe('invalid_grant');
      const client = await post(system, '/oauth/token', { grant_type: 'refresh_token', client_id: value });
      expect(client.status).toBe(401);
    }
  });

  test('who asks without end is told to wait', async () => {
    const busy = await startSystemToday();
    try {
      const ask = () => post(busy, '/oauth/token', { grant_type: 'password', client_id: CLI });
      const answers: Awaited<ReturnType<typeof ask>>[] = [];
      for (let round = 0; round < 31; round += 1) {
        answers.push(...(await Promise.all(Array.from({ length: 20 }, ask))));
      }
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(20);
      expect(refused[0]?.body.error).toBe('temporarily_unavailable');
      expect(refused[0]?.headers.get('retry-after')).not.toBeNull();
    } finally {
      await busy.close();
    }
  });

  test('a question that was never asked is not there', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    expect((await browser.open('/oauth/interaction/nothing')).status).toBe(404);
    const resumed = await browser.open('/oauth/authorize/nothing');
    expect(resumed.status).toBe(400);
    expect(resumed.body).toContain('Start again from the program');
  });
});
