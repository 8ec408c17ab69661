import type { Browser as ChromiumBrowser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, fieldOf, openBrowser, startSystemToday } from './support/browser.ts';
import {
  CHROMIUM,
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { followLink } from './support/orcid-invitations.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import type { System } from './support/start-system.ts';

const HOME = '/app/orcid/manage/default/invitations';

let system: System;
let josiah: Browser;
let laure: Browser;

/** Sends a form of the list with its token. */
const send = async (path: string, form: Record<string, string>, by = josiah) => {
  const formToken = fieldOf((await josiah.open(HOME)).body, 'form_token');
  return by.send(path, { form_token: formToken, ...form });
};

beforeAll(async () => {
  system = await startSystemToday();
  [josiah, laure] = [openBrowser(system), openBrowser(system)];
  await josiah.signIn(JOSIAH);
  await laure.signIn(LAURE);
  await setRole(system, JOSIAH, 'admin');
});
afterAll(() => system?.close());

describe('the page of invitations', () => {
  test('says that there are none, and how to invite somebody', async () => {
    const { status, body } = await josiah.open(HOME);
    expect(status).toBe(200);
    expect(body).toContain('Nobody yet.');
    expect(body).toContain('This service sends no mail.');
    expect(body).toContain('<label for="email">Mail address</label>');
  });

  test('shows what is wrong at the field, with what was written', async () => {
    const { status, body } = await send(HOME, { name: 'Sofia', email: 'nonsense', orcid: '123' });
    expect(status).toBe(400);
    expect(body).toContain('id="email-problem"');
    expect(body).toContain('id="orcid-problem"');
    expect(body).toContain('value="nonsense"');
    expect(body).toContain('Nobody yet.');
  });

  test('invites one person; without a mail server the mail is read here and its link works', async () => {
    expect((await send(HOME, { name: 'Sofia <b>', email: 'sofia@example.org' })).status).toBe(400);
    expect(
      (await send(HOME, { name: 'Sofia Garcia', email: 'sofia@example.org', orcid: SOFIA })).status,
    ).toBe(303);
    await system.drain();
    const { body } = await josiah.open(HOME);
    expect(body).toContain('To be passed on by hand');
    expect(body).toContain(`https://orcid.org/${SOFIA}</a> (unauthenticated)`);
    const [, path = ''] = /href="([^"]+\/mail)"/.exec(body) ?? [];
    const mail = await josiah.open(path);
    expect(mail.body).toContain('sofia@example.org');
    const [, link = ''] = /(\/orcid\/invitations\/[\w.-]+)\n/.exec(mail.body) ?? [];
    await followLink(system, link, SOFIA);
    const after = (await josiah.open(HOME)).body;
    expect(after).toContain('Has connected their iD');
    expect(after).toContain(`${system.orcid.url}/${SOFIA}</a></span>`);
    expect(after).not.toContain(path);
  });

  test('invites the people of a table, and tells of the rows with mistakes', async () => {
    const csv = 'name,email\r\nAda,ada@example.org\r\nBob,nonsense\r\n';
    const { status, body } = await send(`${HOME}/csv`, { csv });
    expect(status).toBe(200);
    expect(body).toContain('1 invited, 0 with an invitation already, 1 refused.');
    expect(body).toContain('Line 3: Give one mail address');
    const refused = await send(`${HOME}/csv`, { csv: 'who\nAda' });
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('There is no column of this name');
    expect(refused.body).toContain('who\nAda</textarea>');
  });

  test('takes an invitation back', async () => {
    const [, path = ''] = /formaction="([^"]+\/withdraw)"/.exec((await josiah.open(HOME)).body) ?? [];
    expect((await send(path, {})).status).toBe(303);
    expect((await josiah.open(HOME)).body).toContain('Withdrawn');
  });

  test('is for administrators, and forms come from it alone', async () => {
    expect((await openBrowser(system).open(HOME)).status).toBe(401);
    expect((await laure.open(HOME)).status).toBe(403);
    expect((await laure.open(HOME.replace('default', 'nowhere'))).status).toBe(404);
    expect((await josiah.send(HOME, { name: 'Ada', email: 'ada2@example.org' })).status).toBe(403);
    expect((await send(HOME, { name: 'Ada', email: 'ada2@example.org' }, laure)).status).toBe(403);
    expect((await josiah.open(`${HOME}/nonsense/mail`)).status).toBe(404);
    expect((await josiah.open(HOME)).body).not.toContain('ada2@example.org');
  });
});

describe.skipIf(!hasChromium)(`in a browser (skipped where there is no ${CHROMIUM})`, () => {
  let chrome: ChromiumBrowser;
  beforeAll(async () => {
    chrome = await openChromium();
  });
  afterAll(() => chrome?.close());

  test.each(widths)('at %i pixels nothing overflows and axe finds no barrier', async (width) => {
    await send(HOME, {
      name: `Person ${width}`,
      email: `a.person.with.a.rather.long.address.${width}@example.org`,
    });
    await system.drain();
    const [, mail = ''] = /href="([^"]+\/mail)"/.exec((await josiah.open(HOME)).body) ?? [];
    const [, link = ''] = /(\/orcid\/invitations\/[\w.-]+)\n/.exec((await josiah.open(mail)).body) ?? [];
    const context = await openSignedIn(chrome, system, josiah, {
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    const page = await context.newPage();
    for (const each of [HOME, mail, link, `${link}/unsubscribe`]) {
      await page.goto(`${system.url}${each}`);
      await expectNoOverflow(page, each);
      await expectAccessible(page, each);
    }
    await context.close();
  });

  test('the button leads to ORCID: nothing on the way forbids it', async () => {
    const [, mail = ''] = /href="([^"]+\/mail)"/.exec((await josiah.open(HOME)).body) ?? [];
    const [, link = ''] = /(\/orcid\/invitations\/[\w.-]+)\n/.exec((await josiah.open(mail)).body) ?? [];
    const page = await chrome.newPage();
    await page.goto(`${system.url}${link}`);
    await page.getByRole('button', { name: 'Create or connect your ORCID iD' }).click();
    await page.waitForURL((url) => url.origin === new URL(system.orcid.url).origin);
    await page.close();
  });
});
