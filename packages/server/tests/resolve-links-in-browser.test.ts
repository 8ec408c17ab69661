import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, expectNoOverflow, hasChromium, openChromium, widths } from './support/chromium.ts';
import { type System, startSystem } from './support/start-system.ts';
import { GS1, putAnchor } from './support/typed-links.ts';

describe.skipIf(!hasChromium)('pages of links (skipped without Chromium)', () => {
  let system: System;
  let browser: Browser;

  beforeAll(async () => {
    system = await startSystem();
    const relation = `${GS1}certificationInfo`;
    await putAnchor(system, 'gs1/01/09506000134352', {
      description: `A product with a very long name: ${'isotopenverhaeltnis'.repeat(8)}`,
      links: [
        { href: 'https://example.org/', isDefault: true },
        {
          href: 'https://example.org/1',
          title: 'One',
          relation,
          hreflang: ['en', 'zh-Hant'],
          types: ['text/html', 'application/pdf'],
        },
        { href: 'https://example.org/2', title: `Two ${'x'.repeat(90)}`, relation, hreflang: ['en'] },
      ],
    });
    await putAnchor(system, 'gs1/01/00614141123452', {
      state: 'withdrawn',
      reason: `Wrong. ${'y'.repeat(90)}`,
    });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  });

  test.each(widths)('at %i pixels nothing overflows and axe finds no barrier', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const pages = [
      ['/01/09506000134352?linkType=gs1:certificationInfo', 'A product'],
      ['/01/09506000134353', 'cannot be read'],
      [`/01/09506000134352/10/${'z'.repeat(1000)}`, 'cannot be read'],
      ['/01/00614141123452', 'Withdrawn'],
      ['/01/09506000134352?linkType=gs1:faqs', 'no such link'],
      ['/01/09506000164908', 'no link here'],
    ] as const;
    for (const [path, heading] of pages) {
      await page.goto(`${system.url}${path}`);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(heading);
      await expectNoOverflow(page, path);
      await expectAccessible(page, path);
    }
  });

  test('a person chooses among links that fit as well', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.route('https://example.org/**', (route) => route.fulfill({ body: 'There.' }));
    await page.goto(`${system.url}/01/09506000134352?linkType=gs1:certificationInfo`);
    await page.getByRole('link', { name: 'One' }).click();
    await page.waitForURL('https://example.org/1?linkType=gs1:certificationInfo');
  });
});
