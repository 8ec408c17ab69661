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
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PAGE = '/app/curation/settings';

let system: System;
/** An administrator of the organisation. */
let josiah: Browser;
/** A member. */
let laure: Browser;
beforeAll(async () => {
  ({ system, josiah, laure } = await startOrganisationPages());
});
afterAll(() => system?.close());

async function readSettings(): Promise<{ address: string | null; requestsPerYear: number | null }> {
  const operator = createApi(system, TEST_ADMIN_TOKEN);
  const mails = await operator.get<{ address: string | null }>('/organisations/default/curation-settings');
  const limit = await operator.get<{ requestsPerYear: number | null }>(
    '/organisations/default/request-settings',
  );
  return { address: mails.body.address, requestsPerYear: limit.body.requestsPerYear };
}

/** A form as the page shows it. */
async function openForm(name: 'mails' | 'limit'): Promise<Record<string, string>> {
  const { body } = await josiah.open(PAGE);
  const form = body.slice(body.indexOf(`action="${PAGE}/${name}"`));
  const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? '';
  return { form_token: await readFormToken(josiah, PAGE), organisation: 'default', version };
}

describe('the settings of requests', () => {
  test('are closed to strangers and members; administrators find them from the queue', async () => {
    const answer = await openBrowser(system).open(PAGE);
    expect(answer.status).toBe(401);
    expect((await laure.open(PAGE)).status).toBe(403);
    expect((await josiah.open('/app/curation')).body).toContain(`href="${PAGE}"`);
  });

  test('are an address and a number, each saved and taken back by itself', async () => {
    const home = `${system.url}${PAGE}?organisation=default`;
    const saved = await josiah.send(`${PAGE}/mails`, {
      ...(await openForm('mails')),
      mails: ' curators@example.org ',
    });
    expect(saved).toMatchObject({ status: 303, location: home });
    await josiah.send(`${PAGE}/limit`, { ...(await openForm('limit')), limit: '3' });
    expect(await readSettings()).toEqual({ address: 'curators@example.org', requestsPerYear: 3 });
    expect((await josiah.open(PAGE)).body).toContain('<strong>3 requests</strong>');
    await josiah.send(`${PAGE}/mails`, { ...(await openForm('mails')), mails: '' });
    await josiah.send(`${PAGE}/limit`, { ...(await openForm('limit')), limit: '' });
    expect(await readSettings()).toEqual({ address: null, requestsPerYear: null });
  });

  test('that cannot be are refused at their field, with what was typed', async () => {
    for (const [name, typed] of [
      ['mails', 'no address'],
      ['mails', '"><script>@example.org'],
      ['limit', '-1'],
      ['limit', '100001'],
      ['limit', 'many'],
    ] as const) {
      const answer = await josiah.send(`${PAGE}/${name}`, { ...(await openForm(name)), [name]: typed });
      expect(answer.status, typed).toBe(400);
      expect(answer.body).toContain(`id="${name}-problem"`);
      expect(answer.body).not.toContain('"><script>');
    }
    expect(await readSettings()).toEqual({ address: null, requestsPerYear: null });
  });

  test('that somebody else changed meanwhile are not overwritten', async () => {
    const form = await openForm('limit');
    await josiah.send(`${PAGE}/limit`, { ...form, limit: '4' });
    const late = await josiah.send(`${PAGE}/limit`, { ...form, limit: '5' });
    expect(late.status).toBe(412);
    expect(late.body).toContain('Somebody else has changed this meanwhile');
    expect(late.body).toContain('value="5"');
    expect((await readSettings()).requestsPerYear).toBe(4);
  });

  test('take no form from members, another site or for another organisation', async () => {
    const before = await readSettings();
    const form = await openForm('limit');
    const sameOrigin = { 'sec-fetch-site': 'same-origin' };
    for (const [browser, change, headers, status] of [
      [laure, {}, sameOrigin, 403],
      [josiah, {}, { 'sec-fetch-site': 'cross-site' }, 403],
      [josiah, { form_token: 'x' }, sameOrigin, 403],
      [josiah, { organisation: 'second' }, sameOrigin, 404],
    ] as [Browser, Record<string, string>, Record<string, string>, number][]) {
      const sent = { ...form, limit: '9', mails: 'other@example.org', ...change };
      expect((await browser.send(`${PAGE}/limit`, sent, headers)).status).toBe(status);
      expect((await browser.send(`${PAGE}/mails`, sent, headers)).status).toBe(status);
    }
    expect(await readSettings()).toEqual(before);
  });

  test.skipIf(!hasChromium).each(widths)(
    'at %i pixels nothing overflows and axe finds no barrier (skipped where there is no Chromium)',
    async (width) => {
      const chrome = await openChromium();
      try {
        const context = await openSignedIn(chrome, system, josiah, {
          viewport: { width, height: 900 },
          bypassCSP: true,
        });
        const page = await context.newPage();
        await page.goto(`${system.url}${PAGE}`);
        await page.getByRole('textbox', { name: 'Requests of each person in a year' }).fill('many');
        await page.getByRole('button', { name: 'Save the number' }).click();
        await page.getByText('Give a whole number').waitFor();
        await expectNoOverflow(page, 'the settings');
        await expectAccessible(page, 'the settings');
      } finally {
        await chrome.close();
      }
    },
  );
});
