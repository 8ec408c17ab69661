import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser as Chromium, Page } from 'playwright-core';
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
import { addBytes, describeFolder, makePng, publishFolder } from './support/packages.ts';
import { JOSIAH } from './support/people.ts';
import { type RequestSystem, startRequestSystem } from './support/requests.ts';

const LONG = 'Isotopenverhältnismessungen'.repeat(6);
const HOSTILE =
  '# Hostile\n\n<script>document.title = "run"</script><img src=x onerror="document.title=\'run\'">\n\n' +
  '![pixel](https://example.org/pixel.png) ![map](map.png) [x](javascript:document.title="run")\n';

describe.skipIf(!hasChromium)(
  `the pages of data and packages in a browser (skipped where there is no ${CHROMIUM})`,
  () => {
    let world: RequestSystem;
    let chrome: Chromium;
    let josiah: Browser;
    let published: string;
    beforeAll(async () => {
      world = await startRequestSystem();
      josiah = openBrowser(world.system);
      await josiah.signIn(JOSIAH);
      const folder = await world.makeFolder(`Carberry_${LONG.slice(0, 120)}_2026`);
      published = folder.id;
      await addBytes(world, published, 'README.md', HOSTILE);
      await addBytes(world, published, 'map.png', makePng(900, 30));
      await addBytes(world, published, 'page.html', '<script>document.title = "run"</script>', 'text/html');
      await addBytes(
        world,
        published,
        'picture.svg',
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      );
      await addBytes(world, published, 'wide.csv', `${LONG},`.repeat(30));
      await addBytes(world, published, `${LONG.slice(0, 200)}.txt`, 'x'.repeat(10_000));
      await describeFolder(world, published, `Water of ${LONG}`);
      await publishFolder(world, published);
      chrome = await openChromium();
    });
    afterAll(async () => {
      await chrome?.close();
      await world?.system.close();
    });

    /** What a page asked for that is not ours, and what it ran. */
    async function watch(page: Page): Promise<{ foreign: string[]; dialogs: string[] }> {
      const seen = { foreign: [] as string[], dialogs: [] as string[] };
      page.on('request', (request) => {
        if (!request.url().startsWith(world.system.url)) seen.foreign.push(request.url());
      });
      page.on('dialog', (dialog) => {
        seen.dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      return seen;
    }

    test('nothing of a hostile package runs or is fetched from elsewhere, even with scripts allowed', async () => {
      const context = await chrome.newContext({ bypassCSP: true });
      const page = await context.newPage();
      const seen = await watch(page);
      for (const path of ['', '/preview/README.md', '/preview/page.html', '/preview/picture.svg']) {
        await page.goto(`${world.system.url}/packages/${published}${path}`);
        expect(await page.title(), path).not.toBe('run');
        expect(await page.locator('main script, main svg, main iframe, main [onerror]').count(), path).toBe(
          0,
        );
        expect(await page.locator('main a[href^="javascript:"]').count(), path).toBe(0);
      }
      expect(seen).toEqual({ foreign: [], dialogs: [] });
      await context.close();
    });

    test('a folder is made, filled, described and requested for with no JavaScript', async () => {
      const directory = await mkdtemp(join(tmpdir(), 'mintmark-'));
      const files = [join(directory, 'README.txt'), join(directory, 'samples.csv')];
      for (const file of files) await writeFile(file, 'How and where, and an inventory.\n');
      const options = { javaScriptEnabled: false, viewport: { width: 390, height: 900 } };
      const context = await openSignedIn(chrome, world.system, josiah, options);
      const page = await context.newPage();
      await page.goto(world.system.url);
      await page.goto(`${world.system.url}/app`);
      await page.getByRole('link', { name: 'Data', exact: true }).click();
      await page.getByRole('link', { name: 'Open it' }).click();
      await page.getByLabel('A new folder').fill('Carberry_byHand_2026');
      await page.getByRole('button', { name: 'Make the folder' }).click();
      await page.getByLabel('Files', { exact: true }).setInputFiles(files);
      await page.getByRole('button', { name: 'Upload' }).click();
      expect(await page.getByRole('status').innerText()).toBe('2 files were stored.');
      await page.getByRole('link', { name: 'Request a DOI or ARK' }).click();
      await page.getByRole('link', { name: 'Describe the folder' }).click();
      await page.locator('[name="title[1]"]').fill('Made by hand');
      await page.locator('[name="creator[1]"]').fill('Carberry, Josiah');
      await page.getByRole('button', { name: 'Add another subject' }).click();
      expect(await page.locator('[name="creator[1]"]').inputValue()).toBe('Carberry, Josiah');
      await page.locator('[name="subject[1]"]').fill('water');
      await page.locator('[name="subject[2]"]').fill('springs');
      await page.getByRole('button', { name: 'Save' }).first().click();
      expect(await page.getByRole('status').innerText()).toBe('Saved.');
      await page.locator('[name="publisher[1]"]').fill('Example University');
      await page.locator('[name="resourceType[1]"]').fill('Measurements');
      await page.locator('[name="resourceType[1]/resourceTypeGeneral[1]"]').selectOption('Dataset');
      await page.locator('[name="description[1]"]').fill('Samples of one spring, taken weekly.');
      await page.locator('[name="rights[1]"]').fill('CC0');
      await page.getByRole('button', { name: 'Save' }).first().click();
      await page.getByRole('link', { name: 'Request a DOI or ARK' }).click();
      await page.getByLabel('I have understood').check();
      await page.getByRole('button', { name: 'Send the request' }).click();
      await world.system.drain();
      await page.goto(`${world.system.url}/app/requests`);
      expect(await page.locator('main').innerText()).toContain('DOI for Carberry_byHand_2026');
      await context.close();
    });

    test.each(widths)('at %i pixels nothing overflows and axe finds no barrier', async (width) => {
      const draft = await world.makeFolder();
      const file = await addBytes(world, draft.id, `${LONG.slice(0, 150)} 1.zip`, 'x');
      const paths = [
        '/packages',
        `/packages/${published}`,
        ...['map.png', 'wide.csv', `${LONG.slice(0, 200)}.txt`, 'README.md'].map(
          (name) => `/packages/${published}/preview/${encodeURIComponent(name)}`,
        ),
        '/app',
        '/app/data',
        '/app/data/trash',
        `/app/data/${draft.id}`,
        `/app/data/${draft.id}/sharing`,
        `/app/data/${draft.id}/move`,
        `/app/data/${draft.id}/metadata`,
        `/app/data/${file}`,
        `/app/data/${published}`,
        `/app/data/${published}/metadata`,
        '/app/requests',
        `/app/requests/new?folder=${draft.id}`,
      ];
      const context = await openSignedIn(chrome, world.system, josiah, {
        viewport: { width, height: 900 },
        bypassCSP: true,
      });
      const page = await context.newPage();
      for (const path of paths) {
        const answer = await page.goto(`${world.system.url}${path}`);
        expect(answer?.status(), path).toBe(200);
        await expectNoOverflow(page, path);
        await expectAccessible(page, path);
      }
      await context.close();
    });
  },
);
