import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJobHandlers } from '../src/worker.ts';
import { createApi } from './support/api.ts';
import { openBrowser, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import {
  authorizeUrl,
  CLI,
  createPkce,
  decide,
  exchange,
  follow,
  openConsent,
  post,
  readForm,
  readTokens,
  refresh,
} from './support/oauth.ts';
import { JOSIAH } from './support/people.ts';
import { findSecrets, type Place } from './support/secrets.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { type Exchange, tapTheWire } from './support/wire-tap.ts';

let system: System;
const tap = tapTheWire();
beforeAll(async () => {
  system = await startSystemToday();
});
afterAll(async () => {
  tap.stop();
  await system?.close();
});

/** What stands in an address by the nature of the flow: RFC 6749 section 4.1, RFC 7636, RFC 8628 section 3.3.1. */
function withoutParameters({ url }: Exchange): string {
  const address = new URL(url);
  const allowed: Record<string, string[]> = {
    '/oauth/authorize': ['state', 'code_challenge'],
    '/oauth/device': ['user_code'],
  };
  for (const name of allowed[address.pathname] ?? []) address.searchParams.delete(name);
  return address.href;
}

test('no token, code, user code or secret of a program is in the log, in a table or in an address of ours', async () => {
  const secrets = new Map<string, string>();
  const keep = (name: string, value: unknown): string => {
    expect(String(value).length, name).toBeGreaterThan(7);
    secrets.set(name, String(value));
    return String(value);
  };
  await openBrowser(system).signIn(JOSIAH);
  const browser = openBrowser(system);
  const state = keep('state', 'state-canary-5d1f');

  // A program that was allowed after signing in, its tokens renewed, used twice and refused.
  const pkce = createPkce();
  keep('verifier', pkce.verifier);
  keep('challenge', pkce.challenge);
  const begun = await browser.open(authorizeUrl(system, { state, challenge: pkce.challenge }));
  const returnTo = new URL(begun.location ?? '').pathname;
  const page = await follow(browser, system, await browser.signIn(JOSIAH, { returnTo }));
  const back = await decide(browser, system, page, 'allow');
  const code = keep('code', back.searchParams.get('code'));
  const tokens = readTokens(await exchange(system, code, pkce));
  keep('access token', tokens.access);
  keep('refresh token', tokens.refresh);
  await createApi(system, tokens.access).get('/me');
  const renewed = readTokens(await refresh(system, tokens.refresh));
  keep('renewed access token', renewed.access);
  keep('renewed refresh token', renewed.refresh);
  await refresh(system, tokens.refresh);
  await createApi(system, renewed.access).get('/me');
  await exchange(system, code, pkce);
  await decide(browser, system, await openConsent(browser, system, { state }), 'deny');
  // And one whose question was never answered, and one whose code was never used.
  await openConsent(browser, system, { state });
  const unused = createPkce();
  const left = await decide(
    browser,
    system,
    await openConsent(browser, system, { state, challenge: unused.challenge }),
    'allow',
  );
  keep('unused code', left.searchParams.get('code'));

  // Devices: allowed, not allowed, never answered; one by an address that holds the code, before signing in.
  for (const decision of ['allow', 'deny', null]) {
    const { body } = await post(system, '/oauth/device/auth', { client_id: CLI, scope: 'pid:read' });
    const deviceCode = keep(`device code ${decision}`, body.device_code);
    const userCode = keep(`user code ${decision}`, body.user_code);
    keep(`user code ${decision} without hyphen`, userCode.replace('-', ''));
    const stranger = openBrowser(system);
    await follow(stranger, system, await stranger.open(String(body.verification_uri_complete)));
    const poll = () =>
      post(system, '/oauth/token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: CLI,
        device_code: deviceCode,
      });
    await poll();
    const entry = readForm(await browser.open('/oauth/device'));
    const question = await browser.send(entry.action, { ...entry.fields, user_code: userCode });
    if (decision === null) continue;
    const { action, fields } = readForm(question);
    await browser.send(action, { ...fields, decision });
    const answer = await poll();
    if (answer.status === 200) keep('token of a device', readTokens(answer).access);
  }

  const made = await createApi(system, TEST_ADMIN_TOKEN).post<{ id: string; secret: string }>(
    '/oauth-clients',
    {
      name: 'Sample database',
      type: 'confidential',
      redirectUris: ['https://lims.example.org/callback'],
    },
  );
  const secret = keep('secret of a program', made.body.secret);
  for (const client_secret of [secret, `${secret}x`]) {
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh, client_id: made.body.id };
    await post(system, '/oauth/token', { ...form, client_secret });
  }
  for (const [name, { value }] of browser.cookies) {
    if (!name.endsWith('.sig')) continue;
    keep(`cookie ${name}`, value);
  }

  const places: Place[] = [
    { place: 'the log', text: system.logged() },
    { place: 'the metrics', text: await (await fetch(`${system.url}/metrics`)).text() },
    ...[...(await dumpDatabase(system))].map(([table, rows]) => ({
      place: `table ${table}`,
      text: rows.join('\n'),
    })),
    ...tap.exchanges
      .filter(({ url }) => url.startsWith(system.url))
      .map((each) => ({ place: `the address of ${each.method} ${each.url}`, text: withoutParameters(each) })),
  ];
  for (const table of ['oauth_artifacts', 'authorizations', 'sign_ins', 'events', 'interactions']) {
    expect(places.find(({ place }) => place === `table public.${table}`)?.text, table).not.toBe('');
  }
  expect(findSecrets(secrets, places)).toEqual([]);
});

test('what has expired is forgotten, and what was allowed with it', async () => {
  const count = async (table: 'oauth_artifacts' | 'authorizations' | 'wrong_user_codes') => {
    const rows = await system.ctx.db
      .selectFrom(table)
      .select((row) => row.fn.countAll().as('count'))
      .execute();
    return Number(rows[0]?.count);
  };
  const upkeep = () => createJobHandlers(system.ctx).upkeep({});
  expect(await count('oauth_artifacts')).toBeGreaterThan(0);
  await upkeep();
  expect(await count('oauth_artifacts')).toBeGreaterThan(0);
  system.clock.advance(2 * 86_400_000);
  await upkeep();
  // Refresh tokens live for thirty days, and with them what they belong to.
  expect(await count('authorizations')).toBeGreaterThan(0);
  system.clock.advance(40 * 86_400_000);
  await upkeep();
  expect(await count('oauth_artifacts')).toBe(0);
  expect(await count('authorizations')).toBe(0);
  expect(await count('wrong_user_codes')).toBe(0);
});
