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
import { SOFIA } from './support/organisation.ts';
import { readFormToken, startOrganisationPages } from './support/organisation-pages.ts';
import { LAURE } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PAGE = '/app/access-roles';

let system: System;
/** An administrator of the organisation. */
let josiah: Browser;
/** A member. */
let laure: Browser;
beforeAll(async () => {
  ({ system, josiah, laure } = await startOrganisationPages());
});
afterAll(() => system?.close());

async function listRoles(): Promise<string[]> {
  const { body } = await createApi(system, TEST_ADMIN_TOKEN).get<{
    items: { orcid: string; role: string }[];
  }>('/organisations/default/access-roles?limit=200');
  return body.items.map(({ orcid, role }) => `${orcid} ${role}`);
}

describe('the page of who sees restricted links', () => {
  test('sends strangers to ORCID and back, and is closed to members', async () => {
    const answer = await openBrowser(system).open(PAGE);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('/auth/orcid/login?return_to=%2Fapp%2Faccess-roles');
    expect((await laure.open(PAGE)).status).toBe(403);
  });

  test('gives a role by the whole address of an iD, lists it, and takes it away', async () => {
    const form = { form_token: await readFormToken(josiah, PAGE), organisation: 'default' };
    const home = `${system.url}${PAGE}?organisation=default`;
    const orcid = `https://orcid.org/${SOFIA}`;
    const given = await josiah.send(PAGE, { ...form, orcid, role: ' Regulator ' });
    expect(given).toMatchObject({ status: 303, location: home });
    expect(await listRoles()).toEqual([`${SOFIA} Regulator`]);
    expect((await josiah.open(PAGE)).body).toContain(`Take away the role Regulator of ${SOFIA}`);
    const taken = await josiah.send(`${PAGE}/withdraw`, { ...form, orcid: SOFIA, role: 'Regulator' });
    expect(taken).toMatchObject({ status: 303, location: home });
    expect(await listRoles()).toEqual([]);
    const again = await josiah.send(`${PAGE}/withdraw`, { ...form, orcid: SOFIA, role: 'Regulator' });
    expect(again.status).toBe(404);
  });

  test('says at the fields what is wrong, and keeps what was typed', async () => {
    const form = { form_token: await readFormToken(josiah, PAGE), organisation: 'default' };
    const answer = await josiah.send(PAGE, { ...form, orcid: '0000-0002-1825-0098', role: '"><script>' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('id="orcid-problem"');
    expect(answer.body).toContain('id="role-problem"');
    expect(answer.body).toContain('value="0000-0002-1825-0098"');
    expect(answer.body).not.toContain('"><script>');
    const empty = await josiah.send(PAGE, form);
    expect(empty.status).toBe(400);
    expect(await listRoles()).toEqual([]);
  });

  test('takes no form from members, another site, another page or for another organisation', async () => {
    const form = { organisation: 'default', orcid: LAURE, role: 'Owner' };
    const mine = await readFormToken(josiah, PAGE);
    const sameOrigin = { 'sec-fetch-site': 'same-origin' };
    for (const [browser, change, headers, status] of [
      [laure, { form_token: mine }, sameOrigin, 403],
      [laure, { form_token: await readFormToken(laure, '/app/tokens') }, sameOrigin, 403],
      [josiah, { form_token: mine }, { 'sec-fetch-site': 'cross-site' }, 403],
      [josiah, { form_token: mine }, {}, 403],
      [josiah, { form_token: await readFormToken(josiah, '/app/organisation-keys') }, sameOrigin, 403],
      [josiah, { form_token: mine, organisation: 'second' }, sameOrigin, 404],
      [josiah, { form_token: mine, organisation: 'invented' }, sameOrigin, 404],
    ] as [Browser, Record<string, string>, Record<string, string>, number][]) {
      expect((await browser.send(PAGE, { ...form, ...change }, headers)).status).toBe(status);
      expect((await browser.send(`${PAGE}/withdraw`, { ...form, ...change }, headers)).status).toBe(status);
    }
    expect(await listRoles()).toEqual([]);
  });

  test.skipIf(!hasChromium).each(widths)(
    'at %i pixels it works without JavaScript, nothing overflows and axe finds no barrier (skipped where there is no Chromium)',
    async (width) => {
      const chrome = await openChromium();
      try {
        const viewport = { width, height: 900 };
        const plain = await openSignedIn(chrome, system, josiah, { viewport, javaScriptEnabled: false });
        const hand = await plain.newPage();
        await hand.goto(`${system.url}/app`);
        await hand.getByRole('link', { name: 'who sees restricted links' }).click();
        await hand.getByRole('textbox', { name: 'ORCID iD' }).fill(LAURE);
        await hand.getByRole('combobox', { name: 'Role' }).fill(`AuditorOfEverything${width}`);
        await hand.getByRole('button', { name: 'Give the role' }).click();
        expect(await listRoles()).toContain(`${LAURE} AuditorOfEverything${width}`);
        await hand.getByRole('textbox', { name: 'ORCID iD' }).fill('0000');
        await hand.getByRole('combobox', { name: 'Role' }).fill('no role');
        await hand.getByRole('button', { name: 'Give the role' }).click();
        const refused = await hand.content();

        const context = await openSignedIn(chrome, system, josiah, { viewport, bypassCSP: true });
        const page = await context.newPage();
        await page.goto(`${system.url}${PAGE}`);
        await expectNoOverflow(page, 'the list');
        await expectAccessible(page, 'the list');
        await page.setContent(refused.replaceAll('href="/', `href="${system.url}/`));
        await expectNoOverflow(page, 'the form with mistakes');
        await expectAccessible(page, 'the form with mistakes');

        await hand.goto(`${system.url}${PAGE}`);
        await hand.getByRole('button', { name: `Take away the role AuditorOfEverything${width}` }).click();
        expect(await listRoles()).not.toContain(`${LAURE} AuditorOfEverything${width}`);
      } finally {
        await chrome.close();
      }
    },
  );

  test('a list that is longer than a page goes on, wherever it is told to', async () => {
    const form_token = await readFormToken(josiah, PAGE);
    for (let each = 0; each < 201; each += 1) {
      await josiah.send(PAGE, { form_token, organisation: 'default', orcid: SOFIA, role: `r${1000 + each}` });
    }
    const first = await josiah.open(PAGE);
    const next = /<a href="([^"]*after_role[^"]*)">More/.exec(first.body)?.[1] ?? '';
    const second = await josiah.open(next.replaceAll('&amp;', '&'));
    expect(first.body).toContain('r1199');
    expect(first.body).not.toContain('r1200');
    expect(second.body).toContain('r1200');
    expect(second.body).not.toContain('More</a>');
    for (const query of ['after=%ff', "after='--&after_role='--", `after=${'x'.repeat(3000)}`]) {
      expect((await josiah.open(`${PAGE}?${query}`)).status).toBeLessThan(500);
    }
  });
});
