import type { BrowserContext, Browser as ChromiumBrowser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from './support/browser.ts';
import {
  CHROMIUM,
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  openSignedIn,
  widths,
} from './support/chromium.ts';
import { type OrcidPages, startOrcidPages } from './support/orcid-pages.ts';

describe.skipIf(!hasChromium)(
  `the pages about ORCID in a browser (skipped where there is no ${CHROMIUM})`,
  () => {
    let pages: OrcidPages;
    let chrome: ChromiumBrowser;
    /** The window of each person. */
    const windows = new Map<Browser, BrowserContext>();
    beforeAll(async () => {
      [pages, chrome] = await Promise.all([startOrcidPages(), openChromium()]);
    }, 300_000);
    afterAll(async () => {
      await chrome?.close();
      await pages?.close();
    });

    async function openPage(by: Browser): Promise<Page> {
      const options = { bypassCSP: true };
      const window = windows.get(by) ?? (await openSignedIn(chrome, pages.system, by, options));
      windows.set(by, window);
      return window.newPage();
    }

    test('wide and narrow nothing overflows, axe finds no barrier, and no page is a dead end', async () => {
      for (const { name, by, path, status = 200, before, upload } of pages.looks) {
        before?.();
        const page = await openPage(by);
        const answer = await page.goto(`${pages.system.url}${path}`);
        expect(answer?.status(), name).toBe(status);
        if (upload !== undefined) {
          const buffer = Buffer.from(upload);
          await page.setInputFiles('input[type=file]', {
            name: 'file.json',
            mimeType: 'application/json',
            buffer,
          });
          await page.click('main form button[type=submit]');
          await page.waitForLoadState();
          expect(await page.locator('#result, [role=alert]').count(), name).toBe(1);
        }
        // What is folded away is looked at, too.
        await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await expectNoOverflow(page, `${name} at ${width}`);
        }
        await expectAccessible(page, name);
        expect(await page.locator('h1').count(), `${name} has one heading above all others`).toBe(1);
        expect(await page.locator('main').locator('a, button').count(), `${name} leads on`).toBeGreaterThan(
          0,
        );
        await page.close();
      }
    }, 600_000);
  },
);
