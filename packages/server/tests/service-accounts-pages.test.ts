import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type Browser, openBrowser, type Visit } from './support/browser.ts';
import {
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { openDspaceSession } from './support/dspace-session.ts';
import { readFormToken, startOrganisationPages } from './support/organisation-pages.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PAGE = '/app/service-accounts';

let system: System;
/** An administrator of the organisation. */
let josiah: Browser;
/** A member. */
let laure: Browser;
beforeAll(async () => {
  ({ system, josiah, laure } = await startOrganisationPages());
});
afterAll(() => system?.close());

async function sendForm(fields: Record<string, string>, path = PAGE): Promise<Visit> {
  const form_token = await readFormToken(josiah, PAGE);
  return josiah.send(path, { form_token, organisation: 'default', ...fields });
}

async function findId(name: string): Promise<string> {
  const { body } = await createApi(system, TEST_ADMIN_TOKEN).get<{ items: { id: string; name: string }[] }>(
    '/organisations/default/service-accounts?limit=200',
  );
  return body.items.find((each) => each.name === name)?.id ?? '';
}

const passwordIn = (body: string): string => /id="password"[^>]* value="([\w-]{43})"/.exec(body)?.[1] ?? '';
const logIn = async (name: string, password: string) =>
  (await openDspaceSession(system).logIn(name, password)).status;

describe("the page of an organisation's service accounts", () => {
  test('sends strangers to ORCID and back', async () => {
    const answer = await openBrowser(system).open(PAGE);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('/auth/orcid/login?return_to=%2Fapp%2Fservice-accounts');
  });

  test('makes one, shows its password once, then lists it', async () => {
    const made = await sendForm({ name: 'Harvester@example.org', title: 'The <library>', role: 'curator' });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const password = passwordIn(made.body);
    expect(await logIn('harvester@example.org', password)).toBe(200);
    const { body } = await josiah.open(PAGE);
    expect(body).toContain('The &lt;library&gt;');
    expect(body).toContain('Role: curator');
    expect(body).not.toContain(password);
  });

  test('makes a new password, and revokes', async () => {
    const first = passwordIn((await sendForm({ name: 'turning', title: '', role: 'member' })).body);
    const path = `${PAGE}/${await findId('turning')}`;
    const changed = await sendForm({}, `${path}/password`);
    expect(changed.status).toBe(200);
    expect(changed.body).toContain('The earlier password no longer works');
    const second = passwordIn(changed.body);
    expect(await logIn('turning', first)).toBe(401);
    expect(await logIn('turning', second)).toBe(200);
    const revoked = await sendForm({}, `${path}/revoke`);
    expect(revoked).toMatchObject({ status: 303, location: `${system.url}${PAGE}?organisation=default` });
    expect(await logIn('turning', second)).toBe(401);
    expect((await josiah.open(PAGE)).body).not.toContain('aria-label="Revoke turning"');
    expect((await sendForm({}, `${path}/password`)).status).toBe(409);
  });

  test('says at the fields what is wrong, and keeps what was typed', async () => {
    const nameless = await sendForm({ name: 'with space', title: 'Reader', role: 'admin' });
    expect(nameless.status).toBe(400);
    expect(nameless.body).toContain('Use a mail address');
    expect(nameless.body).toContain('value="Reader"');
    expect(nameless.body).toMatch(/value="admin" selected/);
    const powerful = await sendForm({ name: 'powerful', title: '', role: 'operator' });
    expect(powerful.status).toBe(400);
    expect(powerful.body).toContain('Choose one of the roles offered');
    await sendForm({ name: 'taken', title: '', role: 'member' });
    const taken = await sendForm({ name: 'TAKEN', title: '', role: 'member' });
    expect(taken.status).toBe(409);
    expect(taken.body).toContain('This name is taken');
  });

  test('members see none and make none, whatever they send', async () => {
    expect((await laure.open(PAGE)).status).toBe(403);
    await sendForm({ name: 'target', title: '', role: 'member' });
    const id = await findId('target');
    for (const form_token of [await readFormToken(josiah, PAGE), await readFormToken(laure, '/app/tokens')]) {
      const form = { form_token, organisation: 'default', name: 'mine', title: '', role: 'admin' };
      expect((await laure.send(PAGE, form)).status).toBe(403);
      for (const act of ['password', 'revoke']) {
        expect((await laure.send(`${PAGE}/${id}/${act}`, form)).status).toBe(403);
      }
    }
    expect(await findId('mine')).toBe('');
  });

  test('another organisation looks like one that does not exist, and so does its account', async () => {
    for (const organisation of ['second', 'invented']) {
      expect((await josiah.open(`${PAGE}?organisation=${organisation}`)).status).toBe(404);
      expect((await sendForm({ organisation, name: 'mine', title: '', role: 'member' })).status).toBe(404);
    }
    const none = await sendForm({}, `${PAGE}/00000000-0000-4000-8000-000000000000/password`);
    expect(none.status).toBe(404);
    expect(none.body).toContain('The organisation has no such service account');
  });

  test('takes no form from another site or without its token', async () => {
    const form = { organisation: 'default', name: 'theft', title: '', role: 'admin' };
    const form_token = await readFormToken(josiah, PAGE);
    for (const [token, headers] of [
      [form_token, { 'sec-fetch-site': 'cross-site' }],
      [await readFormToken(josiah, '/app/organisation-keys'), { 'sec-fetch-site': 'same-origin' }],
      ['', { 'sec-fetch-site': 'same-origin' }],
    ] as [string, Record<string, string>][]) {
      expect((await josiah.send(PAGE, { ...form, form_token: token }, headers)).status).toBe(403);
    }
    expect(await findId('theft')).toBe('');
  });

  test.skipIf(!hasChromium).each(widths)(
    'at %i pixels it works without JavaScript, nothing overflows and axe finds no barrier (skipped where there is no Chromium)',
    async (width) => {
      const chrome = await openChromium();
      try {
        const viewport = { width, height: 900 };
        const name = `wasserproben-isotopenverhaeltnis-${width}@repository.library.example.org`;
        const plain = await openSignedIn(chrome, system, josiah, { viewport, javaScriptEnabled: false });
        const hand = await plain.newPage();
        await hand.goto(`${system.url}/app`);
        await hand.getByRole('link', { name: 'service accounts' }).click();
        await hand.getByLabel('Name to log in with').fill(name);
        await hand.getByLabel('What it is for').fill('Harvester of the library');
        await hand.getByLabel('Role').selectOption('curator');
        await hand.getByRole('button', { name: 'Make the account' }).click();
        const password = await hand.getByLabel('Password').inputValue();
        expect(await logIn(name, password)).toBe(200);
        const created = await hand.content();

        const context = await openSignedIn(chrome, system, josiah, { viewport, bypassCSP: true });
        const page = await context.newPage();
        await page.goto(`${system.url}${PAGE}`);
        await expectNoOverflow(page, 'the list');
        await expectAccessible(page, 'the list');
        await page.setContent(created.replaceAll('href="/', `href="${system.url}/`));
        await expectNoOverflow(page, 'the new password');
        await expectAccessible(page, 'the new password');

        await hand.getByRole('link', { name: 'To the service accounts' }).click();
        await hand.getByRole('button', { name: `Revoke ${name}` }).click();
        expect(await logIn(name, password)).toBe(401);
      } finally {
        await chrome.close();
      }
    },
  );
});
