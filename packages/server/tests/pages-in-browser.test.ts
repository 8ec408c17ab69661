import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { openBrowser, type Browser as VisitingBrowser } from './support/browser.ts';
import {
  CHROMIUM,
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { addIgsnShoulder, tellShoulder } from './support/shoulder-facts.ts';
import { type System, startSystem } from './support/start-system.ts';

describe.skipIf(!hasChromium)(`pages in a browser (skipped where there is no ${CHROMIUM})`, () => {
  let system: System;
  let browser: Browser;
  let josiah: VisitingBrowser;
  let api: Api;
  let landing: string;
  let tombstone: string;
  let ark: string;
  let sample: string;

  beforeAll(async () => {
    system = await startSystem();
    browser = await openChromium();
    josiah = openBrowser(system);
    await josiah.signIn(JOSIAH);
    api = createApi(system, (await signIn(system)).token);
    const { doi, ark: arks } = await readShoulders(api);
    await tellShoulder(system, {
      title: 'Test samples',
      persistence: 'Kept as long as we are here.\nMoved things stay reachable.',
    });
    const mint = async (title: string): Promise<string> => {
      const wish = {
        shoulder: doi,
        state: 'public',
        target: 'https://example.org/1',
        metadata: completeMetadata(title),
      };
      return (await api.post<PidBody>('/pids', wish)).body.pid;
    };
    landing = await mint(`A title with a very long word: ${'isotopenverhaeltnis'.repeat(8)}`);
    tombstone = await mint('A dataset that had to go');
    ark = (await api.post<PidBody>('/pids', { shoulder: arks, metadata: completeMetadata() })).body.pid;
    const core = {
      shoulder: await addIgsnShoulder(system),
      metadata: {
        titles: [{ title: 'Core 7' }],
        publisher: { name: 'Example University' },
        publicationYear: 2026,
      },
      sample: {
        material: ['Basalt', 'Soil'],
        sampleType: 'Core section',
        collectors: ['Carberry, Josiah', 'Other, One'],
        collectionDate: '2025-07-14',
        collectionPlace: { name: 'A spring', point: { latitude: 47.3769, longitude: 8.5417 } },
        parentSample: 'igsn:10.5072/parent',
      },
    };
    sample = (await api.post<PidBody>('/pids', core)).body.pid;
    await api.post(`/pids/${encodeURIComponent(tombstone)}/withdraw`, {
      reason: 'The samples were mixed up.',
    });
  });
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  });

  async function open(context: BrowserContext, path: string): Promise<{ page: Page; complaints: string[] }> {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // A page that is meant to be 404 or 410 is reported as a failed load.
      if (message.type() === 'error' && !message.text().includes('the server responded with a status of 4')) {
        complaints.push(message.text());
      }
    });
    await page.goto(`${system.url}${path}`);
    return { page, complaints };
  }

  const pages = [
    '/',
    '/app',
    '/app/tokens',
    '/problems',
    '/10.5072/nothing-here',
    '/ark:99999/fk4',
    '/auth/orcid/callback',
    '/voc',
    '/voc/gs1',
    '/voc/gs1/purchaseSuppliesOrAccessories',
    '/voc/nothing-here',
  ];

  test.each(widths)(
    'at %i pixels nothing overflows, nothing fails, and axe finds no barrier',
    async (width) => {
      const viewport = { width, height: 900 };
      const context = await browser.newContext({ viewport });
      const somebody = await openSignedIn(browser, system, josiah, { viewport });
      const look = async (by: BrowserContext, path: string) => {
        const { page, complaints } = await open(by, path);
        await expectNoOverflow(page, path);
        await expectAccessible(page, path);
        expect(complaints, path).toEqual([]);
        await page.close();
      };
      for (const path of [...pages, `/${landing}?info`, `/${tombstone}`, `/${ark}?info`, `/${sample}`]) {
        await look(context, path);
      }
      for (const path of ['/app', '/app/tokens']) await look(somebody, path);
      await Promise.all([context.close(), somebody.close()]);
    },
  );

  test('a person signs in, makes a token, and signs out again without JavaScript', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    const { page } = await open(context, '/');
    await page.getByRole('link', { name: 'Sign in with ORCID' }).click();
    await page.getByLabel('Laure').check();
    await page.getByRole('button', { name: 'Grant access' }).click();
    await page.waitForURL(`${system.url}/**`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('signed in');
    await page.goto(`${system.url}/app/tokens`);
    await page.getByLabel('Name', { exact: false }).first().fill('My laptop');
    await page.getByRole('button', { name: /Make|Create/ }).click();
    const text = await page.locator('main').textContent();
    const token = /mm_[A-Za-z0-9_-]{43}/.exec(text ?? '')?.[0];
    expect(token).toBeDefined();
    const me = await createApi(system, token ?? '').get<{ account: { orcid: string } }>('/me');
    expect(me.body.account.orcid).toBe('0000-0001-5109-3700');
    await page.goto(`${system.url}/app/tokens`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto(`${system.url}/app/tokens`);
    expect(await page.locator('main').textContent()).not.toContain('My laptop');
    await context.close();
  });

  test('the landing page leads to the resource', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page } = await open(context, `/${landing}?info`);
    expect(await page.getByRole('link', { name: 'Go to the resource' }).getAttribute('href')).toBe(
      'https://example.org/1',
    );
    await context.close();
  });
});
