import { answerSignIn, ID_TOKEN_FAULTS } from '@mintmark/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Browser, openBrowser, type Visit } from './support/browser.ts';
import {
  beginConnect,
  connect,
  connectionsOf,
  grantsOf,
  orderFault,
  registerClientAtOrcid,
  tokensAtOrcid,
} from './support/orcid-connect.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';
const OTHER_CLIENT = 'APP-OTHERTENANT00001';

let system: System;
beforeAll(async () => {
  system = await startSystem();
  // The first organisation is the oldest one.
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other University' });
  await registerClientAtOrcid(system, { id: OTHER_CLIENT, secret: 'secret-of-the-other' });
  const { status } = await fetch(`${system.url}/api/v1/organisations/other/orcid/client`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      environment: 'stand-in',
      api: 'member',
      clientId: OTHER_CLIENT,
      clientSecret: 'secret-of-the-other',
    }),
  });
  expect(status).toBe(201);
});
afterAll(() => system.close());
beforeEach(async () => {
  await fetch(`${system.orcid.url}/_control/faults`, { method: 'DELETE' });
});

/** Refused with a sentence, logged with its reason, and nothing is stored. */
async function expectRefused(answer: Visit, wish: { status: number; text: string; reason: string }) {
  expect(answer.status, answer.body).toBe(wish.status);
  expect(answer.body).toContain(wish.text);
  const lines = system.logged().split('\n');
  const line = lines.findLast((each) => each.includes('a record was not connected'));
  expect(line).toContain(`"reason":"${wish.reason}"`);
  expect(await connectionsOf(system, SOFIA)).toEqual([]);
  expect(await grantsOf(system, SOFIA)).toEqual([]);
}

async function callbackOf(browser: Browser, orcid = SOFIA): Promise<string> {
  return answerSignIn(await beginConnect(browser), { orcid, decision: 'grant' });
}

describe('what is refused at the callback', () => {
  test('a forged state', async () => {
    const browser = openBrowser(system);
    const callback = new URL(await callbackOf(browser));
    callback.searchParams.set('state', 'x'.repeat(43));
    await expectRefused(await browser.open(callback.href), {
      status: 400,
      text: 'belongs to no connection that is under way',
      reason: 'state',
    });
  });

  test('two states, and none', async () => {
    const browser = openBrowser(system);
    const callback = await callbackOf(browser);
    const wish = { status: 400, text: 'belongs to no connection', reason: 'state' };
    await expectRefused(await browser.open(`${callback}&state=another`), wish);
    await expectRefused(await browser.open('/auth/orcid/connected?code=Abc123'), wish);
  });

  test('another browser', async () => {
    const callback = await callbackOf(openBrowser(system));
    await expectRefused(await openBrowser(system).open(callback), {
      status: 400,
      text: 'begun in another browser',
      reason: 'other-browser',
    });
  });

  test('the state of a sign-in, and a sign-in with the state of a connection', async () => {
    const browser = openBrowser(system);
    const signIn = new URL(await browser.beginSignIn());
    const state = signIn.searchParams.get('state') ?? '';
    await expectRefused(await browser.open(`/auth/orcid/connected?code=Abc123&state=${state}`), {
      status: 400,
      text: 'belongs to no connection',
      reason: 'state',
    });
    const connecting = new URL(await beginConnect(browser)).searchParams.get('state');
    const answer = await browser.open(`/auth/orcid/callback?code=Abc123&state=${connecting}`);
    expect(answer.status).toBe(400);
    expect(browser.cookies.has('mintmark_session')).toBe(false);
  });

  test("a code of another organisation's client", async () => {
    const browser = openBrowser(system);
    const other = await answerSignIn(await beginConnect(browser, {}, 'other'), {
      orcid: SOFIA,
      decision: 'grant',
    });
    const own = new URL(await beginConnect(browser));
    const mixed = new URL(other);
    mixed.searchParams.set('state', own.searchParams.get('state') ?? '');
    await expectRefused(await browser.open(mixed.href), {
      status: 400,
      text: 'no longer accepts the code',
      reason: 'expired-code',
    });
  });

  test('a connection that was begun at another registry', async () => {
    const browser = openBrowser(system);
    const callback = await answerSignIn(await beginConnect(browser, {}, 'other'), {
      orcid: SOFIA,
      decision: 'grant',
    });
    const move = (environment: string) =>
      system.ctx.db
        .transaction()
        .execute((tx) =>
          tx
            .updateTable('orcid_clients')
            .set({ environment })
            .where('client_id', '=', OTHER_CLIENT)
            .execute(),
        );
    await move('sandbox');
    const calls = (await system.ctx.db.selectFrom('interactions').select('id').execute()).length;
    await expectRefused(await browser.open(callback), {
      status: 400,
      text: 'belongs to no connection',
      reason: 'state',
    });
    expect(await system.ctx.db.selectFrom('interactions').select('id').execute()).toHaveLength(calls);
    await move('stand-in');
  });

  test('a callback after ten minutes', async () => {
    const browser = openBrowser(system);
    const callback = await callbackOf(browser);
    system.clock.advance(10 * 60_000);
    await expectRefused(await browser.open(callback), {
      status: 400,
      text: 'More than ten minutes',
      reason: 'expired',
    });
  });

  test('a person who signed in here meanwhile', async () => {
    const browser = openBrowser(system);
    const callback = await callbackOf(browser);
    await browser.signIn(JOSIAH);
    await expectRefused(await browser.open(callback), {
      status: 409,
      text: 'not certain whose record',
      reason: 'other-person',
    });
  });

  test('another iD than the one that is signed in here; its token is given back', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    await expectRefused(await connect(browser, SOFIA), {
      status: 409,
      text: 'with another iD than here',
      reason: 'other-id',
    });
    await system.drain();
    expect((await tokensAtOrcid(system, SOFIA)).at(-1)?.status).toBe('revoked');
  });

  test('a permission for more than was asked; it is given back', async () => {
    const browser = openBrowser(system);
    const callback = await callbackOf(browser);
    await system.ctx.db
      .transaction()
      .execute((tx) => tx.updateTable('orcid_connects').set({ scope: 'openid' }).execute());
    await expectRefused(await browser.open(callback), {
      status: 502,
      text: 'more than was asked',
      reason: 'scope',
    });
    await system.drain();
    expect((await tokensAtOrcid(system, SOFIA)).at(-1)?.status).toBe('revoked');
  });

  test.each(ID_TOKEN_FAULTS)('a wrong id_token: %s', async (kind) => {
    await orderFault(system, { kind });
    await expectRefused(await connect(openBrowser(system), SOFIA), {
      status: 502,
      text: 'does not prove whose record',
      reason: 'id-token',
    });
  });

  test('an ORCID that does not answer', async () => {
    await orderFault(system, { kind: 'unavailable', match: { pathPrefix: '/oauth/token' } });
    await expectRefused(await connect(openBrowser(system), SOFIA), {
      status: 503,
      text: 'could not be reached',
      reason: 'unreachable',
    });
  });

  test('an error in the fragment is brought to the server by a page, which shows it in words', async () => {
    const browser = openBrowser(system);
    const page = await browser.open('/auth/orcid/connected');
    expect(page.status).toBe(200);
    expect(page.body).toContain('src="/assets/sign-in-fragment.js"');
    await expectRefused(await browser.open('/auth/orcid/connected?error=invalid_scope'), {
      status: 400,
      text: 'ORCID refused the request (invalid_scope)',
      reason: 'refused',
    });
    const forged = await browser.open('/auth/orcid/connected?error=%3Cscript%3Ealert(1)%3C/script%3E');
    expect(forged.body).not.toContain('alert(1)');
  });

  test('a form of another site', async () => {
    const answer = await openBrowser(system).send(
      '/orcid/connect/default',
      {},
      { origin: 'https://evil.example' },
    );
    expect(answer.status).toBe(403);
  });

  test('addresses to go on to that lead elsewhere are dropped', async () => {
    const page = await openBrowser(system).open('/orcid/connect/default?return_to=//evil.example');
    expect(page.body).not.toContain('evil.example');
  });
});

describe('a code that is used twice', () => {
  test('connects once; the second time the state is gone', async () => {
    const browser = openBrowser(system);
    const callback = await callbackOf(browser, LAURE);
    expect((await browser.open(callback)).status).toBe(303);
    const again = await browser.open(callback);
    expect(again.status).toBe(400);
    expect(again.body).toContain('belongs to no connection');
    expect(await grantsOf(system, LAURE)).toHaveLength(1);
  });
});

describe('secrets', () => {
  test('no token, code, state or client secret stands in the log of calls or of the service', async () => {
    const browser = openBrowser(system);
    const callback = new URL(await callbackOf(browser, JOSIAH));
    await browser.open(callback.href);
    const calls = await system.ctx.db.selectFrom('interactions').selectAll().execute();
    const sinks = JSON.stringify(calls) + system.logged();
    const issued = (await tokensAtOrcid(system, JOSIAH)).at(-1);
    for (const secret of [
      issued?.accessToken,
      issued?.refreshToken,
      callback.searchParams.get('code'),
      callback.searchParams.get('state'),
      'stand-in-client-secret',
      'secret-of-the-other',
    ]) {
      expect(secret).toBeTruthy();
      expect(sinks).not.toContain(secret);
    }
    expect(calls.some((each) => each.organisation_id !== null && each.orcid_client_id !== null)).toBe(true);
  });
});
