import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, fieldOf, openBrowser, startSystemToday } from './support/browser.ts';
import {
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import type { System } from './support/start-system.ts';

let system: System;
let browser: Browser;
beforeAll(async () => {
  system = await startSystemToday();
  browser = openBrowser(system);
  await browser.signIn(JOSIAH);
});
afterAll(() => system?.close());

const shoulderOf = (body: string, type: string): string =>
  new RegExp(`<option value="([^"]+)"[^>]*>[^<]*${type}`).exec(body)?.[1] ?? '';

async function reserve(form: Record<string, string> = {}): Promise<string> {
  const { body } = await browser.open('/app/blocks');
  const answer = await browser.send('/app/blocks', {
    form_token: fieldOf(body, 'form_token'),
    key: fieldOf(body, 'key'),
    shoulder: shoulderOf(body, 'doi'),
    count: '5',
    title: 'Cores of June',
    expires_in_days: '90',
    ...form,
  });
  expect(answer.status, answer.body).toBe(303);
  return new URL(answer.location ?? '').pathname;
}

describe('the pages of reserved names', () => {
  test('a block is reserved, its names and labels are fetched, and the rest is given back, all without JavaScript', async () => {
    const path = await reserve();
    const page = await browser.open(path);
    expect(page.body).toContain('<h1>Cores of June</h1>');
    expect(page.body).toContain('5, known to you alone');
    const csv = await browser.open(`/api/v1/blocks/${path.split('/').at(-1)}/names.csv`);
    expect(csv.body.split('\r\n')).toHaveLength(7);
    const pdf = await browser.open(
      `/api/v1/blocks/${path.split('/').at(-1)}/labels.pdf?stock=a4-24&from=1&to=5&skip=0`,
    );
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const formToken = fieldOf(page.body, 'form_token');
    expect((await browser.send(`${path}/release`, { form_token: formToken })).status).toBe(400);
    expect((await browser.send(`${path}/release`, { form_token: formToken, sure: 'yes' })).status).toBe(303);
    expect((await browser.open(path)).body).toContain('5, given back unused');
    expect((await browser.open('/app/blocks')).body).toContain('5 released');
  });

  test('a form sent twice reserves once', async () => {
    const { body } = await browser.open('/app/blocks');
    const form = {
      form_token: fieldOf(body, 'form_token'),
      key: fieldOf(body, 'key'),
      shoulder: shoulderOf(body, 'ark'),
      count: '2',
      title: 'Twice',
      expires_in_days: '',
    };
    const first = await browser.send('/app/blocks', form);
    const second = await browser.send('/app/blocks', form);
    expect(second.location).toBe(first.location);
  });

  test('a wrong form comes back with what was typed and what to do', async () => {
    const { body } = await browser.open('/app/blocks');
    const answer = await browser.send('/app/blocks', {
      form_token: fieldOf(body, 'form_token'),
      shoulder: shoulderOf(body, 'doi'),
      count: 'many',
      title: '<b>Bold</b>',
      expires_in_days: '90',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('Give a number of 1 to 100000.');
    expect(answer.body).toContain('value="&lt;b&gt;Bold&lt;/b&gt;"');
    const unknown = await browser.send('/app/blocks', {
      form_token: fieldOf(body, 'form_token'),
      shoulder: '00000000-0000-4000-8000-000000000000',
      count: '1',
      expires_in_days: '',
    });
    expect(unknown.status).toBe(404);
    expect(unknown.body).toContain('There is no such shoulder');
  });

  test('other sites, other people and strangers come to nothing', async () => {
    const path = await reserve();
    const { body } = await browser.open(path);
    const form = { form_token: fieldOf(body, 'form_token'), sure: 'yes' };
    const elsewhere = await browser.send(`${path}/release`, form, { 'sec-fetch-site': 'cross-site' });
    expect(elsewhere.status).toBe(403);
    expect((await browser.send(`${path}/release`, { ...form, form_token: 'x' })).status).toBe(403);
    const laure = openBrowser(system);
    await laure.signIn(LAURE);
    expect((await laure.open(path)).status).toBe(404);
    expect((await laure.open('/app/blocks')).body).not.toContain('Cores of June');
    const stranger = openBrowser(system);
    expect((await stranger.open(path)).status).toBe(401);
    expect((await stranger.open('/app/blocks')).body).toContain('Sign in with ORCID');
    expect((await browser.open('/app/blocks/nothing')).status).toBe(404);
  });

  test.skipIf(!hasChromium).each(widths)(
    'at %i pixels nothing overflows and axe finds no barrier (skipped where there is no Chromium)',
    async (width) => {
      const paths = [
        '/app/blocks',
        await reserve({ title: 'Wasserproben der Isotopenverhältnismessungen', count: '60' }),
      ];
      const chrome = await openChromium();
      try {
        const context = await openSignedIn(chrome, system, browser, { viewport: { width, height: 900 } });
        for (const path of paths) {
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
