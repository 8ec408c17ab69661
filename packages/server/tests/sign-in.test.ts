import { answerSignIn, ID_TOKEN_FAULTS } from '@mintmark/sandbox';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const NAMELESS = '0000-0002-1694-233X';
const MINUTE_MS = 60_000;

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());
beforeEach(async () => {
  await fetch(`${system.orcid.url}/_control/faults`, { method: 'DELETE' });
});

async function order(fault: Record<string, unknown>): Promise<void> {
  const { status } = await fetch(`${system.orcid.url}/_control/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });
  expect(status).toBe(201);
}

/** Who the service takes a browser for: an iD, or null for a stranger. */
async function whoIs(cookie: string): Promise<string | null> {
  const response = await fetch(`${system.url}/api/v1/me`, { headers: { cookie } });
  if (response.status === 401) return null;
  const { account } = (await response.json()) as { account: { orcid: string } };
  return account.orcid;
}

async function countAccounts(): Promise<number> {
  return (await system.ctx.db.selectFrom('accounts').select('id').execute()).length;
}

describe('signing in with ORCID', () => {
  test('ORCID is asked for the iD only, with a fresh state, nonce and code challenge each time', async () => {
    const browser = openBrowser(system);
    const [first, second] = [await browser.beginSignIn(), await browser.beginSignIn()].map(
      (url) => new URL(url),
    );
    expect(first?.origin).toBe(system.orcid.url);
    expect(first?.searchParams.get('scope')).toBe('openid');
    expect(first?.searchParams.get('redirect_uri')).toBe(`${system.url}/auth/orcid/callback`);
    expect(first?.searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(first?.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
      expect(second?.searchParams.get(name)).not.toBe(first?.searchParams.get(name));
    }
  });

  test('the first time, a page says who signed in, what was stored and how to disconnect', async () => {
    const browser = openBrowser(system);
    const callback = await browser.signIn(JOSIAH, { returnTo: '/app/tokens?from=here' });
    expect(callback.status).toBe(303);
    const granted = await browser.open(callback.location ?? '');
    expect(granted.status).toBe(200);
    expect(granted.body).toContain('Josiah Carberry');
    expect(granted.body).toContain(`${system.orcid.url}/${JOSIAH}`);
    expect(granted.body).toContain('What was stored');
    expect(granted.body).toContain('What ORCID is');
    expect(granted.body).toContain('How to disconnect later');
    expect(granted.body).toContain('href="/app/tokens?from=here"');
    expect(callback.location).not.toMatch(/code=|state=/);
    expect(await whoIs(browser.cookieHeader())).toBe(JOSIAH);
  });

  test('after that, one goes straight to where one wanted to be', async () => {
    await openBrowser(system).signIn(JOSIAH);
    const callback = await openBrowser(system).signIn(JOSIAH, { returnTo: '/app/tokens' });
    expect(callback).toMatchObject({ status: 303, location: `${system.url}/app/tokens` });
  });

  test('someone who keeps their name from the public can sign in', async () => {
    const browser = openBrowser(system);
    const granted = await browser.open((await browser.signIn(NAMELESS)).location ?? '');
    expect(granted.body).toContain(NAMELESS);
    expect(await whoIs(browser.cookieHeader())).toBe(NAMELESS);
  });

  test('no script reads the session, and no other site sends it along with a form', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    expect(browser.cookies.get('mintmark_session')?.attributes).toBe(
      'Max-Age=43200; Path=/; HttpOnly; SameSite=Lax',
    );
    expect(browser.cookies.get('mintmark_sign_in')?.attributes).toBe(
      'Max-Age=600; Path=/; HttpOnly; SameSite=Lax',
    );
  });

  test('the whole token response is stored, its tokens encrypted', async () => {
    await openBrowser(system).signIn(LAURE);
    const grant = await system.ctx.db
      .selectFrom('grants')
      .selectAll()
      .where('orcid', '=', LAURE)
      .orderBy('issued_at', 'desc')
      .executeTakeFirstOrThrow();
    const { items } = (await (await fetch(`${system.orcid.url}/_control/tokens`)).json()) as {
      items: { orcid: string; accessToken: string; refreshToken: string }[];
    };
    const issued = items.findLast((each) => each.orcid === LAURE);
    const { id, organisation_id, orcid_environment, client_id, orcid } = grant;
    const open = (column: string, sealed: string | null) =>
      system.ctx.secrets.open(
        sealed ?? '',
        ['grants', column, id, organisation_id, orcid_environment, client_id, orcid].join('|'),
      );
    expect(open('access_token', grant.access_token)).toBe(issued?.accessToken);
    expect(open('refresh_token', grant.refresh_token)).toBe(issued?.refreshToken);
    expect(open('id_token', grant.id_token).split('.')).toHaveLength(3);
    expect(() => open('refresh_token', grant.access_token)).toThrow();
    expect(Buffer.from(grant.access_token_mac)).toEqual(system.ctx.secrets.mac(issued?.accessToken ?? ''));
    expect(grant).toMatchObject({
      orcid_environment: 'stand-in',
      client_id: 'APP-MINTMARKSTANDIN0',
      name: 'Laure Haak',
      token_type: 'bearer',
      scope: 'openid',
      issued_at: system.clock.now(),
      other_members: {},
      revoked_at: null,
    });
    const lifeMs = (grant.expires_at?.getTime() ?? 0) - grant.issued_at.getTime();
    expect(lifeMs).toBe(Number(grant.expires_in) * 1000);
  });

  test('a service under another name of the same machine sends the browser to its public address first', async () => {
    const response = await system.app.inject({
      url: '/auth/orcid/login?return_to=%2Fapp%2Ftokens',
      headers: { host: 'localhost:1' },
    });
    expect(response.headers.location).toBe(
      `${system.url}/auth/orcid/login?return_to=%2Fapp%2Ftokens&moved=1`,
    );
    const again = await system.app.inject({
      url: '/auth/orcid/login?return_to=%2Fapp%2Ftokens&moved=1',
      headers: { host: 'localhost:1' },
    });
    expect(again.headers.location).toContain(`${system.orcid.url}/oauth/authorize`);
  });

  test('a link checker that asks with HEAD uses nothing up', async () => {
    for (const path of ['/auth/orcid/login', '/auth/orcid/callback?code=Abc123&state=x']) {
      expect((await system.app.inject({ method: 'HEAD', url: path })).statusCode).toBe(404);
    }
  });
});

describe('what follows a first sign-in', () => {
  test('identifiers that name the iD are asked to show it as authenticated, once', async () => {
    const orcid = '0000-0001-2345-6789';
    const readJobs = async () =>
      (
        await sql<{ data: unknown }>`
          select data from jobs.job where name = 'accounts.show-authenticated' and data ->> 'orcid' = ${orcid}`.execute(
          system.ctx.db,
        )
      ).rows.map((row) => row.data);
    await openBrowser(system).signIn(orcid);
    expect(await readJobs()).toEqual([{ orcid, orcidEnvironment: 'stand-in' }]);
    await openBrowser(system).signIn(orcid);
    expect(await readJobs()).toHaveLength(1);
  });

  test('each sign-in is in the history of the account', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const { id } = await system.ctx.db
      .selectFrom('accounts')
      .select('id')
      .where('orcid', '=', JOSIAH)
      .executeTakeFirstOrThrow();
    const events = await system.ctx.db
      .selectFrom('events')
      .select(['action', 'actor', 'after'])
      .where('subject_type', '=', 'account')
      .where('subject_id', '=', id)
      .orderBy('id', 'desc')
      .execute();
    expect(events[0]).toMatchObject({
      action: 'sign-in',
      actor: { kind: 'person', accountId: id, orcid: JOSIAH },
      after: { firstTime: false, scope: 'openid', orcidEnvironment: 'stand-in' },
    });
  });
});

describe('a sign-in that must not succeed', () => {
  test('someone who says no at ORCID sees what that means and can try again, and nothing is stored', async () => {
    const before = await countAccounts();
    const browser = openBrowser(system);
    const denied = await browser.signIn('0000-0001-2345-6789', { returnTo: '/app/tokens', decision: 'deny' });
    expect(denied.status).toBe(403);
    expect(denied.body).toContain('You were not signed in');
    expect(denied.body).toContain('Nothing about you was stored');
    expect(denied.body).toContain('/auth/orcid/login?return_to=%2Fapp%2Ftokens');
    expect(await countAccounts()).toBe(before);
    expect(await whoIs(browser.cookieHeader())).toBeNull();
  });

  test('the same callback works once, also when it comes twice at the same time', async () => {
    const browser = openBrowser(system);
    const callback = await answerSignIn(await browser.beginSignIn(), { orcid: JOSIAH, decision: 'grant' });
    const cookie = browser.cookieHeader();
    const answers = await Promise.all(
      [1, 2, 3].map(() => fetch(callback, { redirect: 'manual', headers: { cookie } })),
    );
    expect(answers.map((each) => each.status).sort()).toEqual([303, 400, 400]);
    const late = await browser.open(callback);
    expect(late.status).toBe(400);
    expect(late.body).toContain('each works once');
  });

  test('a callback that turns up in another browser signs nobody in, and is used up with that', async () => {
    const mine = openBrowser(system);
    const callback = await answerSignIn(await mine.beginSignIn(), { orcid: JOSIAH, decision: 'grant' });
    for (const other of [openBrowser(system), openBrowser(system)]) {
      await other.beginSignIn();
      const answer = await other.open(callback);
      expect(answer.status).toBe(400);
      expect(await whoIs(other.cookieHeader())).toBeNull();
    }
    expect((await mine.open(callback)).status).toBe(400);
    expect(await whoIs(mine.cookieHeader())).toBeNull();
  });

  test('a browser that keeps no cookies is told so', async () => {
    const callback = await answerSignIn(await openBrowser(system).beginSignIn(), {
      orcid: JOSIAH,
      decision: 'grant',
    });
    const answer = await openBrowser(system).open(callback);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('allow cookies');
  });

  test('whoever takes longer than ten minutes starts again', async () => {
    const browser = openBrowser(system);
    const callback = await answerSignIn(await browser.beginSignIn('/app/tokens'), {
      orcid: JOSIAH,
      decision: 'grant',
    });
    system.clock.advance(10 * MINUTE_MS);
    const answer = await browser.open(callback);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('More than ten minutes');
    expect(answer.body).toContain('return_to=%2Fapp%2Ftokens');
    expect(await whoIs(browser.cookieHeader())).toBeNull();
  });

  test('upkeep forgets sign-ins that nobody finished', async () => {
    await openBrowser(system).beginSignIn();
    system.clock.advance(11 * MINUTE_MS);
    const { createJobHandlers } = await import('../src/worker.ts');
    await createJobHandlers(system.ctx).upkeep({});
    expect(await system.ctx.db.selectFrom('sign_ins').select('state_hash').execute()).toEqual([]);
  });

  test('a callback with an invented, repeated or missing state is refused', async () => {
    const browser = openBrowser(system);
    const callback = new URL(
      await answerSignIn(await browser.beginSignIn(), { orcid: JOSIAH, decision: 'grant' }),
    );
    const { code, state } = Object.fromEntries(callback.searchParams);
    for (const query of [
      `code=${code}&state=invented`,
      `code=${code}`,
      `code=${code}&state=${state}&state=${state}`,
    ]) {
      const answer = await browser.open(`/auth/orcid/callback?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.body).toContain('belongs to no sign-in');
    }
    expect(await whoIs(browser.cookieHeader())).toBeNull();
  });

  test.each(ID_TOKEN_FAULTS)('nobody is signed in with a wrong id_token: %s', async (kind) => {
    const before = await countAccounts();
    await order({ kind });
    const browser = openBrowser(system);
    const answer = await browser.signIn('0000-0001-2345-6789');
    expect(answer.status).toBe(502);
    expect(answer.body).toContain('does not prove who you are');
    expect(await countAccounts()).toBe(before);
    expect(browser.cookies.has('mintmark_session')).toBe(false);
  });

  test('when ORCID is down the page says so and keeps where one wanted to go', async () => {
    await order({ kind: 'unavailable', match: { pathPrefix: '/oauth/token' } });
    const answer = await openBrowser(system).signIn(JOSIAH, { returnTo: '/app/tokens' });
    expect(answer.status).toBe(503);
    expect(answer.body).toContain('ORCID could not be reached');
    expect(answer.body).toContain('return_to=%2Fapp%2Ftokens');
  });
});

describe('hostile requests to the pages', () => {
  const form = 'application/x-www-form-urlencoded';
  test.each([
    ['GET', '/auth/orcid/callback?code=%00&state=x', undefined, ''],
    ['GET', '/auth/orcid/callback?code=%ff%fe&state=%ff', undefined, ''],
    ['GET', '/auth/orcid/callback?code=a&code=b&state=x', undefined, ''],
    ['GET', `/auth/orcid/callback?code=${'a'.repeat(5000)}&state=x`, undefined, ''],
    ['POST', '/app/tokens', form, 'name=%00&scopes=pid:read&expires_in_days=30'],
    ['POST', '/app/tokens', form, 'form_token=a&form_token=b&name=x'],
    ['POST', '/app/tokens', form, `name=${'a'.repeat(70_000)}`],
    ['POST', '/app/tokens', 'application/json', '{"__proto__": {"form_token": "x"}}'],
    ['POST', '/app/tokens', 'application/json', '[[[['],
    ['POST', '/app/tokens', 'text/plain', 'name=x'],
    ['POST', '/app/tokens', 'multipart/form-data; boundary=x', '--x--'],
    ['POST', '/app/tokens/%E0%A4%A/revoke', form, ''],
    ['POST', "/app/tokens/'%20or%201=1/revoke", form, ''],
  ] as const)('%s %s (%s) is refused and leaves nothing behind', async (method, url, type, payload) => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const before = await system.ctx.db.selectFrom('access_tokens').select('id').execute();
    const answer = await system.app.inject({
      method,
      url,
      headers: {
        cookie: browser.cookieHeader(),
        'sec-fetch-site': 'same-origin',
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(payload === '' ? {} : { payload }),
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(await system.ctx.db.selectFrom('access_tokens').select('id').execute()).toEqual(before);
  });
});

describe('errors that ORCID reports without a state', () => {
  test.each([
    ['access_denied', 403, 'You were not signed in'],
    ['login_required', 400, 'ORCID asks you to sign in there first'],
    ['interaction_required', 400, 'ORCID asks you to sign in there first'],
    ['invalid_scope', 400, '(invalid_scope)'],
    ['temporarily_unavailable', 400, 'ORCID has a problem'],
  ])('%s is explained in plain words', async (error, status, text) => {
    const answer = await openBrowser(system).open(`/auth/orcid/callback?error=${error}`);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(text);
  });

  test('an invented error is not repeated on the page', async () => {
    const answer = await openBrowser(system).open(
      '/auth/orcid/callback?error=Call%20this%20number%3Cscript%3E',
    );
    expect(answer.status).toBe(400);
    expect(answer.body).not.toMatch(/Call this number|<script/);
  });

  test('an error behind the # is fetched by a small script, and explained without it, too', async () => {
    const answer = await openBrowser(system).open('/auth/orcid/callback');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<script src="/assets/sign-in-fragment.js" defer></script>');
    expect(answer.body).toContain('needs JavaScript');
    expect(answer.body).toContain('login_required');
  });

  test.each([
    ['#login_required', '/auth/orcid/callback?error=login_required'],
    ['#error=invalid_scope', '/auth/orcid/callback?error=invalid_scope'],
    [
      '#error=invalid_scope&access_token=secret&state=abc',
      '/auth/orcid/callback?error=invalid_scope&state=abc',
    ],
    ['#state=abc', null],
    ['', null],
  ])('the script turns %j into %j', async (hash, expected) => {
    const { body } = await openBrowser(system).open('/assets/sign-in-fragment.js');
    let went: string | null = null;
    const replace = (address: string) => {
      went = address;
    };
    const run = new Function('window', body);
    run({ location: { hash, pathname: '/auth/orcid/callback', replace } });
    expect(went).toBe(expected);
  });
});

describe('sessions', () => {
  test('signing in again ends the session before, so that a planted cookie gains nothing', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const old = browser.cookieHeader();
    await browser.signIn(JOSIAH);
    expect(browser.cookieHeader()).not.toBe(old);
    expect(await whoIs(browser.cookieHeader())).toBe(JOSIAH);
    expect(await whoIs(old)).toBeNull();
  });

  test('when someone else signs in in the same browser, the page says that the first one is out', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const old = browser.cookieHeader();
    const granted = await browser.open((await browser.signIn(LAURE)).location ?? '');
    expect(granted.body).toContain('has been signed out here');
    expect(granted.body).toContain(LAURE);
    expect(await whoIs(browser.cookieHeader())).toBe(LAURE);
    expect(await whoIs(old)).toBeNull();
  });

  test('signing out ends the session everywhere, not only in the browser', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const old = browser.cookieHeader();
    const answer = await browser.send('/auth/logout', {});
    expect(answer).toMatchObject({ status: 303, location: `${system.url}/` });
    expect(browser.cookies.has('mintmark_session')).toBe(false);
    expect(await whoIs(old)).toBeNull();
  });

  test('another site cannot sign anyone out', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const answer = await browser.send('/auth/logout', {}, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(await whoIs(browser.cookieHeader())).toBe(JOSIAH);
  });

  test('a session ends after twelve hours', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    system.clock.advance(12 * 60 * MINUTE_MS - 1);
    expect(await whoIs(browser.cookieHeader())).toBe(JOSIAH);
    system.clock.advance(1);
    expect(await whoIs(browser.cookieHeader())).toBeNull();
  });

  test('a session of another ORCID environment counts for nothing, since there anyone may be anyone', async () => {
    const fresh = await startSystem();
    try {
      const browser = openBrowser(fresh);
      await browser.signIn(JOSIAH);
      const me = () => fetch(`${fresh.url}/api/v1/me`, { headers: { cookie: browser.cookieHeader() } });
      expect((await me()).status).toBe(200);
      await fresh.ctx.db
        .transaction()
        .execute((tx) => tx.updateTable('accounts').set({ orcid_environment: 'sandbox' }).execute());
      expect((await me()).status).toBe(401);
    } finally {
      await fresh.close();
    }
  });
});

describe('where one comes out', () => {
  test.each([
    '//evil.example.org',
    '/\\evil.example.org',
    '\\\\evil.example.org',
    'https://evil.example.org/',
    'javascript:alert(1)',
    '/\t/evil.example.org',
    '/%0d%0aLocation:%20https://evil.example.org\r\nx',
    ' //evil.example.org',
    '/auth/orcid/login',
    '',
  ])('the address %j leads to the start page and to no other site', async (returnTo) => {
    await openBrowser(system).signIn(JOSIAH);
    const callback = await openBrowser(system).signIn(JOSIAH, { returnTo });
    expect(callback).toMatchObject({ status: 303, location: `${system.url}/` });
  });

  test('the granted page links to no other site either', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const page = await browser.open('/auth/orcid/granted?return_to=%2F%2Fevil.example.org');
    expect(page.body).toContain('<a class="button" href="/">');
    expect(page.body).not.toContain('evil');
  });

  test('a repeated address is no address', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const { location } = await browser.open('/auth/orcid/login?return_to=/a&return_to=//evil.example.org');
    const callback = await browser.open(
      await answerSignIn(location ?? '', { orcid: JOSIAH, decision: 'grant' }),
    );
    expect(callback.location).toBe(`${system.url}/a`);
  });
});

describe('who becomes a member', () => {
  test('while signing up is open, everyone who signs in joins the first organisation', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const me = await fetch(`${system.url}/api/v1/me`, { headers: { cookie: browser.cookieHeader() } });
    expect(await me.json()).toMatchObject({ organisations: [{ slug: 'default', role: 'member' }] });
  });

  test('while it is closed, one signs in but belongs to nothing until an administrator says so', async () => {
    const closed = await startSystem({ env: { SIGN_UP: 'closed' } });
    try {
      const browser = openBrowser(closed);
      const granted = await browser.open((await browser.signIn(JOSIAH)).location ?? '');
      expect(granted.body).toContain('You belong to no organisation here yet');
      const me = await fetch(`${closed.url}/api/v1/me`, { headers: { cookie: browser.cookieHeader() } });
      expect(await me.json()).toMatchObject({ account: { orcid: JOSIAH }, organisations: [] });
    } finally {
      await closed.close();
    }
  });
});

test('behind https the cookies are bound to this host and to https', async () => {
  const secure = await startSystem({ env: { PUBLIC_URL: 'https://pid.example.org' } });
  try {
    const answer = await secure.app.inject({
      url: '/auth/orcid/login',
      headers: { host: 'pid.example.org' },
    });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-mintmark_sign_in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  } finally {
    await secure.close();
  }
});
