import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser } from './support/browser.ts';
import {
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { readFormToken, startOrganisationPages } from './support/organisation-pages.ts';
import { LAURE } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PAGE = '/app/groups';

let system: System;
/** An administrator of the organisation. */
let josiah: Browser;
/** A member. */
let laure: Browser;
beforeAll(async () => {
  ({ system, josiah, laure } = await startOrganisationPages());
});
afterAll(() => system?.close());

async function listMembers(group: string): Promise<string[] | null> {
  const path = `/organisations/default/groups/${group}/members`;
  const answer = await createApi(system, TEST_ADMIN_TOKEN).get<{ items: { orcid: string }[] }>(path);
  return answer.status === 404 ? null : answer.body.items.map(({ orcid }) => orcid);
}

async function openForm(): Promise<{ form_token: string; organisation: string }> {
  return { form_token: await readFormToken(josiah, PAGE), organisation: 'default' };
}

describe('the pages of groups', () => {
  test('send strangers to ORCID and back, and are closed to members', async () => {
    const answer = await openBrowser(system).open(PAGE);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('/auth/orcid/login?return_to=%2Fapp%2Fgroups');
    expect((await laure.open(PAGE)).status).toBe(403);
    expect((await laure.open(`${PAGE}/divers`)).status).toBe(403);
  });

  test('make a group, put somebody in and out, and delete it', async () => {
    const form = await openForm();
    const made = await josiah.send(PAGE, { ...form, name: 'divers', title: 'Divers of <Springs>' });
    const path = `${PAGE}/divers?organisation=default`;
    expect(made).toMatchObject({ status: 303, location: `${system.url}${path}` });
    expect((await josiah.open(PAGE)).body).toContain('Divers of &lt;Springs&gt;');
    const added = await josiah.send(`${PAGE}/divers/members`, {
      ...form,
      orcid: `https://orcid.org/${LAURE}`,
    });
    expect(added.status).toBe(303);
    expect(await listMembers('divers')).toEqual([LAURE]);
    expect((await josiah.open(path)).body).toContain('Take out Laure Haak');
    await josiah.send(`${PAGE}/divers/remove`, { ...form, orcid: LAURE });
    expect(await listMembers('divers')).toEqual([]);
    const deleted = await josiah.send(`${PAGE}/divers/delete`, form);
    expect(deleted).toMatchObject({ status: 303, location: `${system.url}${PAGE}?organisation=default` });
    expect(await listMembers('divers')).toBeNull();
    expect((await josiah.open(path)).status).toBe(404);
  });

  test('say what is wrong, and keep what was typed', async () => {
    const form = await openForm();
    for (const name of ['Divers', 'a b', '-x', 'members', '', 'x'.repeat(64), '"><script>']) {
      const answer = await josiah.send(PAGE, { ...form, name, title: 'Typed' });
      expect(answer.status, name).toBe(400);
      expect(answer.body).toContain('id="name-problem"');
      expect(answer.body).toContain('value="Typed"');
      expect(answer.body).not.toContain('"><script>');
    }
    await josiah.send(PAGE, { ...form, name: 'taken', title: 'First' });
    const again = await josiah.send(PAGE, { ...form, name: 'taken', title: 'Second' });
    expect(again.status).toBe(400);
    expect(again.body).toContain('already');
    expect((await josiah.open(PAGE)).body).not.toContain('Second');
    const unknown = await josiah.send(`${PAGE}/taken/members`, { ...form, orcid: '0000-0002-1694-233X' });
    expect(unknown.status).toBe(400);
    expect(unknown.body).toContain('Nobody has signed in here with this iD yet.');
    expect(unknown.body).toContain('value="0000-0002-1694-233X"');
    for (const query of ['after=%00', 'after=%ff', `after=${'x'.repeat(3000)}`]) {
      expect((await josiah.open(`${PAGE}?${query}`)).status).toBeLessThan(500);
      expect((await josiah.open(`${PAGE}/taken?${query}`)).status).toBeLessThan(500);
    }
  });

  test('take no form from members, another site, another page or for another organisation', async () => {
    const form = await openForm();
    await josiah.send(PAGE, { ...form, name: 'guarded', title: '' });
    const sameOrigin = { 'sec-fetch-site': 'same-origin' };
    for (const [browser, change, headers, status] of [
      [laure, {}, sameOrigin, 403],
      [laure, { form_token: await readFormToken(laure, '/app/tokens') }, sameOrigin, 403],
      [josiah, {}, { 'sec-fetch-site': 'cross-site' }, 403],
      [josiah, { form_token: await readFormToken(josiah, '/app/access-roles') }, sameOrigin, 403],
      [josiah, { organisation: 'second' }, sameOrigin, 404],
    ] as [Browser, Record<string, string>, Record<string, string>, number][]) {
      const sent = { ...form, name: 'smuggled', orcid: LAURE, ...change };
      for (const path of [PAGE, `${PAGE}/guarded/members`, `${PAGE}/guarded/delete`]) {
        expect((await browser.send(path, sent, headers)).status, path).toBe(status);
      }
    }
    expect(await listMembers('guarded')).toEqual([]);
    expect(await listMembers('smuggled')).toBeNull();
  });

  test.skipIf(!hasChromium).each(widths)(
    'at %i pixels they work without JavaScript, nothing overflows and axe finds no barrier (skipped where there is no Chromium)',
    async (width) => {
      const chrome = await openChromium();
      try {
        const viewport = { width, height: 900 };
        const plain = await openSignedIn(chrome, system, josiah, { viewport, javaScriptEnabled: false });
        const hand = await plain.newPage();
        await hand.goto(`${system.url}/app`);
        await hand.getByRole('link', { name: 'groups', exact: true }).click();
        await hand.getByRole('textbox', { name: 'Name', exact: true }).fill(`by-hand-${width}`);
        await hand.getByRole('button', { name: 'Make the group' }).click();
        await hand.getByRole('textbox', { name: 'ORCID iD' }).fill(LAURE);
        await hand.getByRole('button', { name: 'Put in' }).click();
        expect(await listMembers(`by-hand-${width}`)).toEqual([LAURE]);

        const context = await openSignedIn(chrome, system, josiah, { viewport, bypassCSP: true });
        const page = await context.newPage();
        for (const path of [PAGE, `${PAGE}/by-hand-${width}`]) {
          await page.goto(`${system.url}${path}`);
          await expectNoOverflow(page, path);
          await expectAccessible(page, path);
        }
      } finally {
        await chrome.close();
      }
    },
  );
});
