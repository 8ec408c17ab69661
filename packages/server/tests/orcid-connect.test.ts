import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { connect, connectionsOf, grantsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

describe('connecting a record', () => {
  test('a page explains what ORCID is, what is gained, what is asked and what is stored, and has no field to type an iD', async () => {
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
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${system.orcid.url}`);
  });

  test('the whole token response is stored, its tokens encrypted and bound to their row and column', async () => {
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    const callback = await connect(browser, JOSIAH, { form: { return_to: '/app/items', lang: 'fr' } });
    expect(callback.status).toBe(303);
    expect(callback.location).not.toMatch(/code=|state=/);
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
    const open = (column: string, sealed: string | null | undefined) =>
      system.ctx.secrets.open(sealed ?? '', `grants.${column}|${grant?.id}`);
    expect(open('access_token', grant?.access_token)).toBe(issued?.accessToken);
    expect(open('refresh_token', grant?.refresh_token)).toBe(issued?.refreshToken);
    expect(open('id_token', grant?.id_token).split('.')).toHaveLength(3);
    expect(() => open('refresh_token', grant?.access_token)).toThrow();
  });
});
