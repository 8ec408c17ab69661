import type { Browser as ChromiumBrowser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJobHandlers } from '../src/worker.ts';
import { type Browser, openBrowser } from './support/browser.ts';
import {
  CHROMIUM,
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { openTold, type Told, toActor } from './support/request-news.ts';
import { type System, startSystem } from './support/start-system.ts';

const DAY_MS = 86_400_000;
const EVIL = '<script>document.title = "taken"</script><img src="https://example.org/x.png">';

let system: System;
let told: Told;
/** An administrator, a curator, a member and a stranger. */
let josiah: Browser;
let sofia: Browser;
let laure: Browser;
const stranger = () => openBrowser(system);
beforeAll(async () => {
  system = await startSystem();
  told = await openTold(system);
  [josiah, sofia, laure] = [openBrowser(system), openBrowser(system), openBrowser(system)];
  await josiah.signIn(JOSIAH);
  await sofia.signIn(SOFIA);
  await laure.signIn(LAURE);
  await told.tell({ kind: 'returned', comment: EVIL, changes: [] }, { actor: toActor(told.sofia) });
  system.clock.advance(1000);
  await told.tell({ kind: 'submitted', comment: null });
});
afterAll(() => system?.close());

const linksOf = ({ body }: { body: string }) => [
  ...new Set([...body.matchAll(/href="(\/app\/mail\/[0-9a-f-]{36})"/g)].map(([, path = '']) => path)),
];

async function findMail(subject: string): Promise<string> {
  for (const path of linksOf(await josiah.open('/app/mail'))) {
    if ((await josiah.open(path)).body.includes(`<h1>${subject}`)) return path;
  }
  throw new Error(`no mail “${subject}”`);
}

describe('mails where there is no mail server', () => {
  test('are shown to administrators: to whom, with what they say', async () => {
    await system.drain();
    const { status, body } = await josiah.open('/app/mail');
    expect(status).toBe(200);
    // The submission to each curator, the requester and the curators’ address; the return to the requester.
    expect(linksOf({ body })).toHaveLength(5);
    expect(body).toContain('no address is settled yet');
    expect(body).toContain('to Laure Haak (0000-0001-5109-3700)');
    const mail = await josiah.open(await findMail('New DOI request'));
    expect(mail.body).toContain(`${system.url}/app/requests/${told.request.id}`);
  });

  test('are told in the service as ever', async () => {
    const { laure: notices } = await told.notices();
    expect(notices.map(({ mail }) => mail)).toEqual(['caught', 'caught']);
  });

  test('are shown as text and as HTML that can do nothing', async () => {
    const path = await findMail('DOI request for “Carberry_springs_2026” needs changes');
    const page = await josiah.open(path);
    expect(page.body).toContain('&lt;script&gt;document.title');
    expect(page.body).not.toContain('<script>document');
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const frame = await josiah.open(`${path}/html`);
    expect(frame.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox;/);
    expect(frame.body).toContain('&lt;script&gt;');
    expect(frame.body).not.toMatch(/<(script|img)/);
  });

  test('are for administrators alone', async () => {
    const [path = ''] = linksOf(await josiah.open('/app/mail'));
    for (const each of ['/app/mail', path, `${path}/html`]) {
      expect((await stranger().open(each)).status).toBe(401);
      for (const by of [sofia, laure]) {
        const answer = await by.open(each);
        expect(answer.status).toBe(403);
        expect(answer.body).not.toContain('Carberry_springs');
      }
    }
    expect((await josiah.open('/app/mail/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await josiah.open('/app/mail/nonsense')).status).toBe(404);
    expect((await josiah.open('/app/mail?cursor=nonsense')).status).toBe(400);
  });

  test('of another organisation look like none; an operator sees all', async () => {
    const [path = ''] = linksOf(await josiah.open('/app/mail'));
    await setRole(system, JOSIAH, 'member');
    await system.ctx.engine.kysely
      .insertInto('organisations')
      .values({ id: crypto.randomUUID(), slug: 'other', name: 'Other', created_at: system.clock.now() })
      .execute();
    await setRoleIn('other', JOSIAH, 'admin');
    expect(linksOf(await josiah.open('/app/mail'))).toEqual([]);
    expect((await josiah.open(path)).status).toBe(404);
    expect((await josiah.open(`${path}/html`)).status).toBe(404);
    await setRole(system, JOSIAH, 'admin');
    expect((await josiah.open(path)).status).toBe(200);
  });

  async function setRoleIn(slug: string, orcid: string, role: string): Promise<void> {
    const answer = await fetch(`${system.url}/api/v1/organisations/${slug}/members/${orcid}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${system.config.adminToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ role }),
    });
    expect(answer.status).toBe(200);
  }
});

describe.skipIf(!hasChromium)(`in a browser (skipped where there is no ${CHROMIUM})`, () => {
  let chrome: ChromiumBrowser;
  beforeAll(async () => {
    chrome = await openChromium();
  });
  afterAll(() => chrome?.close());

  test('the HTML is shown in its frame, and no request leaves for what it names', async () => {
    const path = await findMail('DOI request for “Carberry_springs_2026” needs changes');
    const context = await openSignedIn(chrome, system, josiah, {});
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.goto(`${system.url}${path}`);
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('blockquote').innerText()).toContain('<script>document.title');
    expect(new Set(asked)).toEqual(new Set([system.url]));
    await context.close();
  });

  test.each(widths)('at %i pixels nothing overflows and axe finds no barrier', async (width) => {
    const path = await findMail('DOI request for “Carberry_springs_2026” needs changes');
    const context = await openSignedIn(chrome, system, josiah, {
      viewport: { width, height: 900 },
      bypassCSP: true,
    });
    const page = await context.newPage();
    for (const each of ['/app/mail', path]) {
      await page.goto(`${system.url}${each}`);
      await expectNoOverflow(page, each);
      await expectAccessible(page, each);
    }
    await context.close();
  });
});

test('mails are forgotten after thirty days; what they told stays among the notices', async () => {
  system.clock.advance(31 * DAY_MS);
  josiah = openBrowser(system);
  await josiah.signIn(JOSIAH);
  expect(linksOf(await josiah.open('/app/mail'))).toEqual([]);
  await createJobHandlers(system.ctx).upkeep({});
  expect(await system.ctx.db.selectFrom('messages').select('id').execute()).toEqual([]);
  expect((await josiah.open('/app/notices')).body).toContain('New DOI request');
});
