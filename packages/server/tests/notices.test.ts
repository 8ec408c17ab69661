import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { type Browser, fieldOf, openBrowser, startSystemToday } from './support/browser.ts';
import {
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { authorize } from './support/oauth.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import type { System } from './support/start-system.ts';

type NoticeBody = { id: string; kind: string; title: string; readAt: string | null; mail: string };
type Page = { items: NoticeBody[]; next: string | null; unread: number };

let system: System;
let admin: Api;
let member: Api;
let browser: Browser;
beforeAll(async () => {
  system = await startSystemToday({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } });
  const josiah = await signIn(system, JOSIAH);
  await setRole(system, JOSIAH, 'admin');
  admin = createApi(system, josiah.token);
  member = createApi(system, (await signIn(system, LAURE)).token);
  for (const number of [1, 2, 3]) {
    system.clock.advance(1000);
    await member.post('/shoulder-requests', { type: 'ark', purpose: `Purpose ${number}` });
  }
  browser = openBrowser(system);
  await browser.signIn(JOSIAH);
});
afterAll(() => system?.close());

const read = async (path = '/notices', by = admin): Promise<Page> => (await by.get<Page>(path)).body;

describe('notices over the API', () => {
  test('people see their own, newest first, in pages, with how many they have not read', async () => {
    const all = await read();
    expect(all).toMatchObject({ unread: 3, next: null });
    expect(all.items.map(({ kind, mail, readAt }) => [kind, mail, readAt])).toEqual(
      Array(3).fill(['shoulder-requested', 'none', null]),
    );
    const first = await read('/notices?limit=2');
    expect(first.unread).toBe(3);
    const rest = await read(`/notices?limit=2&cursor=${first.next}`);
    expect([...first.items, ...rest.items]).toEqual(all.items);
    expect(rest.next).toBeNull();
    expect(await read('/notices', member)).toMatchObject({ items: [], unread: 0 });
    expect((await createApi(system, null).get('/notices')).status).toBe(401);
    expect((await admin.get('/notices?cursor=nonsense')).status).toBe(400);
    expect((await admin.get('/notices?limit=1000')).status).toBe(400);
  });

  test('one is marked as read, keeps its time, and is nobody else’s to mark', async () => {
    const [newest] = (await read()).items;
    const path = `/notices/${newest?.id}/read`;
    expect((await member.post(path, {})).status).toBe(404);
    const { body } = await admin.post<NoticeBody>(path, {});
    expect(body.readAt).toBe(system.clock.now().toISOString());
    system.clock.advance(5000);
    expect((await admin.post<NoticeBody>(path, {})).body.readAt).toBe(body.readAt);
    const unread = await read('/notices?unread=true');
    expect(unread).toMatchObject({ unread: 2 });
    expect(unread.items.map(({ id }) => id)).not.toContain(newest?.id);
  });

  test('all are marked as read at once, and only one’s own', async () => {
    expect((await member.post('/notices/read-all', {})).body).toEqual({ read: 0 });
    expect((await admin.post('/notices/read-all', {})).body).toEqual({ read: 2 });
    expect((await admin.post('/notices/read-all', {})).body).toEqual({ read: 0 });
    expect((await read()).unread).toBe(0);
  });
});

describe('what tokens may do', () => {
  test('a program that a person allowed reads their notices, and never their mail address', async () => {
    const program = createApi(system, (await authorize(browser, system)).access);
    expect((await program.get('/notices')).status).toBe(200);
    expect((await program.get('/me/email')).status).toBe(403);
    expect((await program.patch('/me', { email: 'other@example.org' })).status).toBe(403);
    expect((await admin.get('/me/email')).body).toMatchObject({ email: null, unconfirmed: null });
  });

  test('a token for reading changes no address', async () => {
    const reader = createApi(system, (await signIn(system, JOSIAH, ['pid:read'])).token);
    expect((await reader.get('/me/email')).status).toBe(200);
    expect((await reader.patch('/me', { email: null })).status).toBe(403);
  });
});

describe('the page of notices', () => {
  test('the navigation of the console counts what is unread, and all is marked as read there', async () => {
    system.clock.advance(1000);
    await member.post('/shoulder-requests', { type: 'ark', purpose: '<b>Bold</b>\nsecond line' });
    for (const path of ['/app', '/app/notices', '/app/blocks']) {
      expect((await browser.open(path)).body, path).toContain('Notices (1)</a>');
    }
    const { body } = await browser.open('/app/notices');
    expect(body).toContain('&lt;b&gt;Bold&lt;/b&gt;\nsecond line');
    expect(body.indexOf('Bold')).toBeLessThan(body.indexOf('Purpose 3'));
    expect(body.match(/>New</g)).toHaveLength(1);
    const form = { form_token: fieldOf(body, 'form_token') };
    expect((await browser.send('/app/notices/read-all', { form_token: 'x' })).status).toBe(403);
    expect(
      (await browser.send('/app/notices/read-all', form, { 'sec-fetch-site': 'cross-site' })).status,
    ).toBe(403);
    expect((await browser.send('/app/notices/read-all', form)).status).toBe(303);
    const after = await browser.open('/app/notices');
    expect(after.body).toContain('<a href="/app/notices">Notices</a>');
    expect(after.body).not.toContain('>New<');
  });

  test('strangers see no notices, and no count on any page', async () => {
    const stranger = openBrowser(system);
    const page = await stranger.open('/app/notices');
    expect(page.status).toBe(401);
    expect(page.body).toContain(encodeURIComponent('/app/notices'));
    expect(page.body).not.toContain('Purpose');
    expect((await stranger.open('/app')).body).not.toContain('/app/notices">Notices');
    expect((await browser.open('/')).body).not.toContain('/app/notices');
  });

  test('more than fifty go on to a further page', async () => {
    await browser.open('/app/notices');
    for (let count = 0; count < 47; count += 1) {
      const asked = await member.post<{ id: string }>('/shoulder-requests', { type: 'ark', purpose: 'More' });
      await member.post(`/shoulder-requests/${asked.body.id}/cancel`, {});
    }
    const first = await browser.open('/app/notices');
    expect(first.body).not.toContain('Purpose 1');
    const next = /href="(\/app\/notices\?cursor=[^"]+)"/.exec(first.body)?.[1] ?? '';
    expect((await browser.open(next)).body).toContain('Purpose 1');
    expect((await browser.open('/app/notices?cursor=nonsense')).status).toBe(400);
  });

  test.skipIf(!hasChromium).each(widths)(
    'at %i pixels nothing overflows and axe finds no barrier (skipped where there is no Chromium)',
    async (width) => {
      const { body } = await browser.open('/app/notices');
      await browser.send('/app/notices/email', {
        form_token: fieldOf(body, 'form_token'),
        email: `josiah.carberry.of.a.very.long.department${width}@department.university.example.org`,
      });
      const chrome = await openChromium();
      try {
        const context = await openSignedIn(chrome, system, browser, { viewport: { width, height: 900 } });
        for (const path of ['/app/notices', '/app/notices/confirm?id=x&token=y']) {
          const page = await context.newPage();
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
