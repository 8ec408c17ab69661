import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser, startSystemToday } from './support/browser.ts';
import {
  authorize,
  authorizeUrl,
  createPkce,
  decide,
  exchange,
  follow,
  LOOPBACK,
  openConsent,
  readForm,
  readTokens,
} from './support/oauth.ts';
import { JOSIAH } from './support/people.ts';
import type { System } from './support/start-system.ts';

let system: System;
let josiah: Browser;
beforeAll(async () => {
  system = await startSystemToday();
  josiah = openBrowser(system);
  await josiah.signIn(JOSIAH);
});
afterAll(() => system?.close());

describe('a program on this computer', () => {
  test('gets tokens of a person who allows it, and acts for them', async () => {
    const pkce = createPkce();
    const page = await openConsent(josiah, system, { challenge: pkce.challenge });
    expect(page.status).toBe(200);
    const back = await decide(josiah, system, page, 'allow');
    expect(back.origin + back.pathname).toBe(LOOPBACK);
    expect(back.searchParams.get('state')).toBe('state-of-the-program');
    expect(back.searchParams.get('iss')).toBe(system.url);
    const tokens = readTokens(await exchange(system, back.searchParams.get('code') ?? '', pkce));
    const me = await createApi(system, tokens.access).get('/me');
    expect(me.body).toMatchObject({ account: { orcid: JOSIAH }, scopes: ['pid:read', 'pid:mint'] });
  });
});
