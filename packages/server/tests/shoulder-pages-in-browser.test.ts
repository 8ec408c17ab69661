import type { BrowserContextOptions, Browser as ChromiumBrowser } from 'playwright-core';
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
import { SOFIA } from './support/organisation.ts';
import { LAURE } from './support/people.ts';
import {
  askForShoulder,
  createShoulder,
  fillForm,
  pathOf,
  startShoulderPages,
} from './support/shoulder-forms.ts';
import type { System } from './support/start-system.ts';

describe.skipIf(!hasChromium)(
  `the pages of shoulders in a browser (skipped where there is no ${CHROMIUM})`,
  () => {
    let system: System;
    let chrome: ChromiumBrowser;
    /** An administrator of the organisation. */
    let josiah: Browser;
    /** A member. */
    let laure: Browser;
    beforeAll(async () => {
      ({ system, josiah, laure } = await startShoulderPages());
      chrome = await openChromium();
    });
    afterAll(async () => {
      await chrome?.close();
      await system?.close();
    });

    const openContext = (by: Browser, options: BrowserContextOptions) =>
      openSignedIn(chrome, system, by, options);

    test('a request is written, granted and changed by hand, with no JavaScript', async () => {
      const options = { javaScriptEnabled: false, viewport: { width: 390, height: 900 } };
      const [member, admin] = [await openContext(laure, options), await openContext(josiah, options)];
      const asking = await member.newPage();
      await asking.goto(`${system.url}/app`);
      await asking.getByRole('link', { name: 'shoulders' }).click();
      await asking.getByRole('link', { name: 'Request a shoulder' }).click();
      await asking.getByLabel('Type of identifier').selectOption('ark');
      await asking.getByLabel('What the identifiers are for').fill('Typed by hand\non two lines');
      await asking.getByLabel('Prefix').fill('99999');
      await asking.getByLabel('Name of the shoulder').fill('hand1');
      await asking.getByLabel('Template of the names').fill('eedk');
      await asking.getByRole('button', { name: 'Send the request' }).click();
      expect(await asking.locator('main').innerText()).toContain('Waits for an administrator');

      const deciding = await admin.newPage();
      await deciding.goto(`${system.url}/app/shoulders`);
      await deciding.getByRole('link', { name: 'Laure Haak asks for 99999/hand1' }).click();
      await deciding.getByLabel('Title').fill('Made by hand');
      await deciding.getByLabel('Curators of the organisation').check();
      await deciding.getByLabel('And these people').fill(SOFIA);
      await deciding.getByLabel('Quota').fill('12');
      await deciding.getByText('Where names lead, and what is promised').click();
      await deciding.getByLabel('Where a name leads').fill('https://example.org/{pid}');
      await deciding.getByLabel('Persistence statement').fill('Kept for good.');
      await deciding.getByRole('button', { name: 'Grant' }).click();
      await deciding.getByRole('link', { name: 'The shoulder' }).click();
      const shown = await deciding.locator('main').innerText();
      for (const part of [
        'Made by hand',
        'Curators, and people',
        SOFIA,
        LAURE,
        '0 of 12',
        '{pid}',
        'Kept for good.',
      ]) {
        expect(shown).toContain(part);
      }
      expect(shown).toContain('Typed by hand\non two lines');

      await deciding.getByRole('link', { name: 'Change the settings' }).click();
      await deciding.getByLabel('Template').fill('eeedk');
      await deciding.getByLabel('Curators of the organisation').uncheck();
      await deciding.getByRole('button', { name: 'Save' }).click();
      // Nothing but what was changed is in the history: the form brought back the rest as it was.
      await deciding.getByRole('link', { name: 'History' }).click();
      const change = deciding.getByRole('listitem').last();
      expect((await change.innerText()).split('\n').slice(1)).toEqual([
        'Template: eeedk, before: eedk',
        'Roles that may mint: none, before: curator',
      ]);
      await Promise.all([member.close(), admin.close()]);
    });

    test.each(widths)('at %i pixels nothing overflows and axe finds no barrier', async (width) => {
      const long = 'Isotopenverhältnismessungen'.repeat(4);
      const request = await askForShoulder(laure, { purpose: long });
      const shoulder = await createShoulder(josiah, {
        title: long,
        purpose: 'Two\nlines',
        persistence: 'Kept.',
      });
      const [, prefix = ''] = /<code>(99999\/[^<]+)<\/code>/.exec((await josiah.open(shoulder)).body) ?? [];
      const held = { names: `${prefix}${'x'.repeat(80)}`, reason: 'On a label' };
      pathOf(await fillForm(josiah, `${shoulder}/names`, `${shoulder}/names/hold`, held));
      const paths = [
        '/app/shoulders',
        '/app/shoulders/request',
        '/app/shoulders/new',
        request,
        shoulder,
        `${shoulder}/settings`,
        `${shoulder}/names`,
        `${shoulder}/history`,
      ];
      const context = await openContext(josiah, { viewport: { width, height: 900 } });
      for (const path of paths) {
        const page = await context.newPage();
        const answer = await page.goto(`${system.url}${path}`);
        expect(answer?.status(), path).toBe(200);
        await expectNoOverflow(page, path);
        await expectAccessible(page, path);
        await page.close();
      }
      await context.close();
    });
  },
);
