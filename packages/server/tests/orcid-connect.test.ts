import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { beginConnect, connect, connectionsOf, grantsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { SOFIA as NAMELESS } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

describe('connecting a record', () => {
  test('a page explains ORCID, what is gained, asked and stored, and has no field to type an iD', async () => {
    const page = await openBrowser(system).open('/orcid/connect/default?return_to=/app/items');
    expect(page.status).toBe(200);
    for (const text of ['What ORCID is', 'What you gain', 'What is asked of you', 'What is stored']) {
      expect(page.body).toContain(text);
    }
    expect(page.body).toContain('href="https://orcid.org/"');
    expect(page.body).toContain('Connect your ORCID iD</button>');
    expect(page.body).toContain('add works, affiliations, funding');
    expect(page.body).toContain('name="return_to" value="/app/items"');
    expect(page.body).not.toMatch(/<input[^>]+type="(?:text|search)"/);
    expect(page.body).toContain('does not ask for your mail address');
    expect(page.body).not.toMatch(/visib|public/i);
    // Without it the browser would hold the form to our own site, and never reach ORCID.
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${system.orcid.url}`);
  });

  test('an organisation that is not there, and one without credentials, have no such page', async () => {
    expect((await openBrowser(system).open('/orcid/connect/nobody')).status).toBe(404);
  });

  test('ORCID is asked for no more than is used, with state, nonce and code challenge, the iD and the language', async () => {
    const browser = openBrowser(system);
    await browser.signIn(LAURE);
    const { searchParams } = new URL(await beginConnect(browser, { lang: 'pt' }));
    expect(searchParams.get('scope')).toBe('openid /read-limited /activities/update');
    expect(searchParams.get('redirect_uri')).toBe(`${system.url}/auth/orcid/connected`);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('orcid')).toBe(LAURE);
    expect(searchParams.get('lang')).toBe('pt');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
  });

  test('the whole token response is stored, its tokens encrypted and bound to their place and person', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const callback = await connect(browser, JOSIAH, { form: { return_to: '/app/items', lang: 'fr' } });
    expect(callback.status).toBe(303);
    expect(callback.location).not.toMatch(/code=|state=/);
    const granted = await browser.open(callback.location ?? '');
    expect(granted.status).toBe(200);
    expect(granted.body).toContain('Josiah Carberry');
    expect(granted.body).toContain('How to disconnect later');
    expect(granted.body).toContain('href="/app/items"');
    const [connection] = await connectionsOf(system, JOSIAH);
    expect(connection).toMatchObject({
      state: 'connected',
      record_state: 'active',
      name: 'Josiah Carberry',
      language: 'fr',
      preference: 'automatic',
    });
    const [grant] = await grantsOf(system, JOSIAH);
    const issued = (await tokensAtOrcid(system, JOSIAH)).at(-1);
    expect(grant).toMatchObject({
      connection_id: connection?.id,
      scope: issued?.scope,
      token_type: 'bearer',
    });
    expect((grant?.expires_at?.getTime() ?? 0) - (grant?.issued_at.getTime() ?? 0)).toBe(
      Number(grant?.expires_in) * 1000,
    );
    const owner = [grant?.id, grant?.organisation_id, 'stand-in', grant?.client_id, JOSIAH];
    const open = (column: string, sealed: string | null | undefined) =>
      system.ctx.secrets.open(sealed ?? '', ['grants', column, ...owner].join('|'));
    expect(open('access_token', grant?.access_token)).toBe(issued?.accessToken);
    expect(open('refresh_token', grant?.refresh_token)).toBe(issued?.refreshToken);
    expect(open('id_token', grant?.id_token).split('.')).toHaveLength(3);
    expect(() => open('refresh_token', grant?.access_token)).toThrow();
  });

  test('whoever says no sees a page of its own, and nothing is stored', async () => {
    const answer = await connect(openBrowser(system), SOFIA, { decision: 'deny' });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('Nothing was stored');
    expect(answer.body).toContain('/orcid/connect/default?return_to=');
    expect(await connectionsOf(system, SOFIA)).toEqual([]);
  });

  test('somebody who is not signed in gets an account, and neither a session nor a membership', async () => {
    const browser = openBrowser(system);
    const callback = await connect(browser, NAMELESS);
    expect(callback.status).toBe(303);
    const [connection] = await connectionsOf(system, NAMELESS);
    expect(connection).toMatchObject({ state: 'connected', name: null });
    expect(connection?.account_id).not.toBeNull();
    expect(browser.cookies.has('mintmark_session')).toBe(false);
    const memberships = await system.ctx.db
      .selectFrom('memberships')
      .select('orcid')
      .where('orcid', '=', NAMELESS)
      .execute();
    expect(memberships).toEqual([]);
    const granted = await browser.open(callback.location ?? '');
    expect(granted.body).not.toContain(NAMELESS);
  });

  test('who connects again keeps one connection, and the older token is revoked at ORCID', async () => {
    const browser = openBrowser(system);
    await connect(browser, SOFIA);
    await connect(browser, SOFIA);
    expect(await connectionsOf(system, SOFIA)).toHaveLength(1);
    await system.drain();
    const [older, newer] = await grantsOf(system, SOFIA);
    expect(older?.revoked_at).toBeInstanceOf(Date);
    expect(newer?.revoked_at).toBeNull();
    expect((await tokensAtOrcid(system, SOFIA)).map(({ status }) => status)).toEqual(['revoked', 'active']);
  });

  test('who is asked for more is asked for all of it, and for no less the next time', async () => {
    const browser = openBrowser(system);
    await browser.signIn(LAURE);
    await connect(browser, LAURE);
    const more = new URL(await beginConnect(browser, { need: 'person' }));
    expect(more.searchParams.get('scope')).toBe('openid /read-limited /activities/update /person/update');
    await connect(browser, LAURE, { form: { need: 'person' } });
    const again = new URL(await beginConnect(browser));
    expect(again.searchParams.get('scope')).toBe('openid /read-limited /activities/update /person/update');
  });
});
