import type { Browser as ChromiumBrowser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
import { JOSIAH, LAURE } from './support/people.ts';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';

describe.skipIf(!hasChromium)(
  `the pages of requests in a browser (skipped where there is no ${CHROMIUM})`,
  () => {
    let requests: RequestSystem;
    let chrome: ChromiumBrowser;
    let josiah: Browser;
    let laure: Browser;
    let id: string;
    beforeAll(async () => {
      requests = await startRequestSystem();
      josiah = openBrowser(requests.system);
      laure = openBrowser(requests.system);
      await josiah.signIn(JOSIAH);
      await laure.signIn(LAURE);
      chrome = await openChromium();
      const folder = await requests.makeFolder(`${'Isotopenverhältnismessungen'.repeat(4)}_2026`);
      id = await requests.request(folder.id);
      await requests.system.drain();
    });
    afterAll(async () => {
      await chrome?.close();
      await requests?.system.close();
    });

    const open = (by: Browser, options: Parameters<typeof openSignedIn>[3]) =>
      openSignedIn(chrome, requests.system, by, options);

    test('a review is done by hand, with a return in the middle, with no JavaScript', async () => {
      const { url } = requests.system;
      const options = { javaScriptEnabled: false, viewport: { width: 390, height: 900 } };
      const curator = await (await open(laure, options)).newPage();
      await curator.goto(`${url}/app`);
      await curator.getByRole('link', { name: 'curation queue' }).click();
      await curator.getByLabel('Looked after by').selectOption('Nobody yet');
      await curator.getByRole('button', { name: 'Show' }).click();
      await curator.getByRole('link', { name: /^DOI request for/ }).click();
      await curator.getByRole('button', { name: 'Assign it to me' }).click();
      await curator.getByText('Return it with what has to change', { exact: true }).click();
      await curator.getByLabel('What has to change').first().fill('Say what the columns mean');
      await curator.getByLabel('A word to the requester').first().fill('Nearly there');
      await curator.getByRole('button', { name: 'Return it' }).click();
      expect(await curator.locator('main').innerText()).toContain('With the requester');

      const requester = await (await open(josiah, options)).newPage();
      await requester.goto(`${url}/app/notices`);
      await requester.getByRole('link', { name: /needs changes/ }).click();
      await requester.getByLabel('Done', { exact: true }).check();
      await requester.getByRole('button', { name: 'Send it back to the curators' }).click();
      expect(await requester.locator('main').innerText()).toContain('Being reviewed');

      await curator.reload();
      expect(await curator.locator('main').innerText()).toContain('Done: Say what the columns mean');
      await curator.getByRole('button', { name: 'Run the automatic checks again' }).click();
      const pointsInTheWay = curator.locator('.check.blocking');
      for (let left = await pointsInTheWay.count(); left > 0; left -= 1) {
        const point = pointsInTheWay.first();
        await point.getByText('Settle it', { exact: true }).click();
        await point.getByRole('textbox').fill('Not here');
        await point.getByRole('button', { name: /^Waive/ }).click();
      }
      await curator.getByText('Approve it', { exact: true }).click();
      await curator.getByRole('button', { name: 'Approve and publish' }).click();
      await requests.system.drain();
      await curator.reload();
      const { permanentId } = await requests.read(id);
      expect(permanentId).not.toBeNull();
      expect(await curator.getByRole('link', { name: permanentId ?? '' }).count()).toBe(1);
      await curator.context().close();
      await requester.context().close();
    });

    test.each(widths)('at %i pixels nothing overflows and axe finds no barrier', async (width) => {
      const { url } = requests.system;
      const folder = await requests.makeFolder();
      const other = await requests.request(folder.id);
      await requests.system.drain();
      for (const [by, paths] of [
        [laure, ['/app/curation', `/app/requests/${id}`, `/app/requests/${other}`]],
        [josiah, [`/app/requests/${id}`, `/app/requests/${other}`]],
      ] as const) {
        const context = await open(by, { viewport: { width, height: 900 }, bypassCSP: true });
        const page = await context.newPage();
        for (const path of paths) {
          await page.goto(`${url}${path}`);
          // What is folded away is looked at, too.
          for (const summary of await page.locator('summary').all()) await summary.click();
          await expectNoOverflow(page, path);
          await expectAccessible(page, path);
        }
        await context.close();
      }
    });
  },
);
