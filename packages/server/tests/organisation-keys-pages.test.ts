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
import { JOSIAH } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PAGE = '/app/organisation-keys';

let system: System;
/** An administrator of the organisation. */
let josiah: Browser;
/** A member. */
let laure: Browser;
beforeAll(async () => {
  ({ system, josiah, laure } = await startOrganisationPages());
});
afterAll(() => system?.close());

async function makeKey(form: Record<string, string> = {}): Promise<{ key: string; body: string }> {
  const answer = await josiah.send(PAGE, {
    form_token: await readFormToken(josiah, PAGE),
    organisation: 'default',
    name: 'warehouse',
    life: '365',
    ...form,
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const key = /value="(mmk_[\w-]{43})"/.exec(answer.body)?.[1] ?? '';
  return { key, body: answer.body };
}

async function findId(name: string): Promise<string> {
  const { body } = await createApi(system, TEST_ADMIN_TOKEN).get<{ items: { id: string; name: string }[] }>(
    '/organisations/default/keys?limit=200',
  );
  return body.items.find((each) => each.name === name)?.id ?? '';
}

const statusOf = async (key: string) => (await createApi(system, key).get('/me')).status;

describe("the page of an organisation's keys", () => {
  test('sends strangers to ORCID and back', async () => {
    const answer = await openBrowser(system).open(PAGE);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('/auth/orcid/login?return_to=%2Fapp%2Forganisation-keys');
  });

  test('makes a key, shows it once, then lists it', async () => {
    const { key } = await makeKey({ name: 'from the <page>' });
    expect(await statusOf(key)).toBe(200);
    const list = await josiah.open(PAGE);
    expect(list.body).toContain('from the &lt;page&gt;');
    expect(list.body).not.toContain('<page>');
    expect(list.body).toContain('by Josiah Carberry');
    expect(list.body).not.toContain('mmk_');
  });

  test('makes one that works until it is revoked, and revokes it', async () => {
    const { key, body } = await makeKey({ name: 'endless', life: 'revoked' });
    expect(body).toContain('It works until it is revoked.');
    const answer = await josiah.send(`${PAGE}/${await findId('endless')}/revoke`, {
      form_token: await readFormToken(josiah, PAGE),
      organisation: 'default',
    });
    expect(answer).toMatchObject({ status: 303, location: `${system.url}${PAGE}?organisation=default` });
    expect(await statusOf(key)).toBe(401);
    expect((await josiah.open(PAGE)).body).not.toContain('aria-label="Revoke endless"');
  });

  test('says at the fields what is wrong, and keeps what was typed', async () => {
    const form_token = await readFormToken(josiah, PAGE);
    const nameless = await josiah.send(PAGE, { form_token, organisation: 'default', name: ' ', life: '90' });
    expect(nameless.status).toBe(400);
    expect(nameless.body).toContain('Give it a name');
    expect(nameless.body).toMatch(/value="90" selected/);
    const timeless = await josiah.send(PAGE, { form_token, organisation: 'default', name: 'a', life: '9' });
    expect(timeless.status).toBe(400);
    expect(timeless.body).toContain('Choose one of the times offered');
    expect(timeless.body).toContain('value="a"');
  });

  test('members see no keys and make none, whatever they send', async () => {
    expect((await laure.open(PAGE)).status).toBe(403);
    const stolen = await readFormToken(josiah, PAGE);
    const form_token = await readFormToken(laure, '/app/tokens');
    await makeKey({ name: 'target' });
    const id = await findId('target');
    for (const token of [stolen, form_token, '']) {
      const form = { form_token: token, organisation: 'default' };
      expect((await laure.send(PAGE, { ...form, name: 'mine', life: '90' })).status).toBe(403);
      expect((await laure.send(`${PAGE}/${id}/revoke`, form)).status).toBe(403);
    }
    expect(await findId('mine')).toBe('');
  });

  test('another organisation looks like one that does not exist', async () => {
    const form_token = await readFormToken(josiah, PAGE);
    for (const organisation of ['second', 'invented', '../default', "'--", '%']) {
      const opened = await josiah.open(`${PAGE}?organisation=${encodeURIComponent(organisation)}`);
      const sent = await josiah.send(PAGE, { form_token, organisation, name: 'mine', life: '90' });
      expect([organisation, opened.status, sent.status]).toEqual([organisation, 404, 404]);
      expect(opened.body).not.toContain('Second Example');
    }
    for (const id of ['nonsense', '00000000-0000-4000-8000-000000000000']) {
      const answer = await josiah.send(`${PAGE}/${id}/revoke`, { form_token, organisation: 'default' });
      expect(answer.status).toBe(404);
      expect(answer.body).toContain('The organisation has no such key');
    }
  });

  test('takes no form from another site or without its token', async () => {
    const form = { organisation: 'default', name: 'theft', life: '90' };
    const form_token = await readFormToken(josiah, PAGE);
    for (const [token, headers] of [
      [form_token, { 'sec-fetch-site': 'cross-site' }],
      [form_token, {}],
      [await readFormToken(josiah, '/app/tokens'), { 'sec-fetch-site': 'same-origin' }],
      ['', { 'sec-fetch-site': 'same-origin' }],
    ] as [string, Record<string, string>][]) {
      expect((await josiah.send(PAGE, { ...form, form_token: token }, headers)).status).toBe(403);
    }
    expect(await findId('theft')).toBe('');
  });

  test('who manages several organisations goes from one to the other', async () => {
    const headers = { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' };
    const path = `${system.url}/api/v1/organisations/second/members/${JOSIAH}`;
    await fetch(path, { method: 'PUT', headers, body: JSON.stringify({ role: 'admin' }) });
    const first = await josiah.open(PAGE);
    expect(first.body).toContain(`href="${PAGE}?organisation=second"`);
    const second = await josiah.open(`${PAGE}?organisation=second`);
    expect(second.body).toContain('Keys of Second Example Organisation');
    expect(second.body).toContain('There are none yet');
    await fetch(path, { method: 'DELETE', headers });
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
        await hand.getByRole('link', { name: 'keys' }).click();
        await hand.getByLabel('Name, such as').fill(`Wasserproben-Isotopenverhältnis-Messgerät ${width}`);
        await hand.getByLabel('How long it works').selectOption('revoked');
        await hand.getByRole('button', { name: 'Make the key' }).click();
        const key = await hand.getByLabel(`Messgerät ${width}`).inputValue();
        expect(await statusOf(key)).toBe(200);
        const created = await hand.content();

        const context = await openSignedIn(chrome, system, josiah, { viewport, bypassCSP: true });
        const page = await context.newPage();
        await page.goto(`${system.url}${PAGE}`);
        await expectNoOverflow(page, 'the list');
        await expectAccessible(page, 'the list');
        await page.setContent(created.replaceAll('href="/', `href="${system.url}/`));
        await expectNoOverflow(page, 'the new key');
        await expectAccessible(page, 'the new key');

        await hand.getByRole('link', { name: 'To the keys' }).click();
        await hand.getByRole('button', { name: `Messgerät ${width}` }).click();
        expect(await statusOf(key)).toBe(401);
      } finally {
        await chrome.close();
      }
    },
  );
});
