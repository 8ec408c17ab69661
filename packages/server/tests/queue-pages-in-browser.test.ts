import type { Browser as ChromiumBrowser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
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
import { createItem, identify } from './support/items.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

describe.skipIf(!hasChromium)(
  `the pages of the queue and of items in a browser (skipped where there is no ${CHROMIUM})`,
  () => {
    let system: System;
    let chrome: ChromiumBrowser;
    let api: Api;
    let josiah: Browser;
    let refused: string;
    beforeAll(async () => {
      system = await startSystem({
        repositoryDomains: ['example.org', '127.0.0.1'],
        env: { HANDLE_PREFIX: '20.500.12345' },
      });
      api = createApi(system, TEST_ADMIN_TOKEN);
      josiah = openBrowser(system);
      await josiah.signIn(JOSIAH);
      await setRole(system, JOSIAH, 'admin');
      const { doi: shoulder } = await readShoulders(api);
      const target = `https://elsewhere.invalid/${'long-'.repeat(60)}`;
      const wish = { shoulder, state: 'public', metadata: completeMetadata(), target };
      refused = (await api.post<PidBody>('/pids', wish)).body.pid;
      await system.drain();
      chrome = await openChromium();
    });
    afterAll(async () => {
      await chrome?.close();
      await system?.close();
    });

    test('an account is paused and resumed, and a refusal attempted again, with no JavaScript', async () => {
      const options = { javaScriptEnabled: false, viewport: { width: 390, height: 900 } };
      const context = await openSignedIn(chrome, system, josiah, options);
      const page = await context.newPage();
      await page.goto(`${system.url}/app`);
      await page.getByRole('link', { name: 'registration queue' }).click();
      await page.getByText('Pause it').click();
      await page.getByLabel('Why nothing is to be sent').fill('The contract is being renewed');
      await page.getByRole('button', { name: 'Pause MINTMARK.DEMO' }).click();
      expect(await page.locator('main').innerText()).toContain('The contract is being renewed');
      await page.getByRole('button', { name: 'Go on sending: MINTMARK.DEMO' }).click();
      expect(await page.locator('main').innerText()).not.toContain('Paused');
      await page.getByRole('button', { name: 'Check the registrar now: MINTMARK.DEMO' }).click();
      expect(await page.getByRole('status').innerText()).toContain('MINTMARK.DEMO: The registrar is well');

      await page.getByRole('link', { name: 'What was refused' }).click();
      await page.getByLabel(refused, { exact: true }).check();
      await page.getByRole('button', { name: 'Attempt the ticked ones again' }).click();
      expect(await page.getByRole('status').innerText()).toBe('One is due again now.');
      await system.drain();
      await page.goto(`${system.url}/app/queue/entries`);
      await page.getByRole('link', { name: `Details of ${refused}` }).click();
      await page.getByRole('button', { name: 'Attempt it again' }).click();
      expect(await page.getByRole('status').innerText()).toBe('It is due again now.');
      await context.close();
      await system.drain();
    });

    test('an item is archived, registered, withdrawn and reinstated by hand, with no JavaScript', async () => {
      const { uuid } = await createItem(api, { state: 'workspace' });
      const options = { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } };
      const context = await openSignedIn(chrome, system, josiah, options);
      const page = await context.newPage();
      await page.goto(`${system.url}/app/items`);
      await page.getByLabel('State').selectOption('In the workspace');
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByRole('link', { name: 'Water samples of one spring' }).click();
      expect(page.url()).toBe(`${system.url}/app/items/${uuid}`);
      const shown = () => page.locator('main').innerText();
      await page.getByRole('button', { name: 'Archive it' }).click();
      expect(await shown()).toMatch(/Handle 20\.500\.12345\//);
      await page.getByRole('button', { name: 'Register a DOI' }).click();
      expect(await shown()).toContain('Queued for registration');
      await page.getByText('Withdraw it').click();
      await page.getByLabel('Why; everyone').fill('The samples were mixed up');
      await page.getByRole('button', { name: 'Withdraw' }).click();
      expect(await shown()).toContain('Withdrawn: The samples were mixed up');
      await page.getByRole('button', { name: 'Reinstate it' }).click();
      expect(await shown()).toMatch(/State\s+Archived/);
      await page.getByRole('link', { name: 'in the queue' }).click();
      expect(await shown()).toContain('Queued for');
      await context.close();
    });

    test.each(widths)('at %i pixels nothing overflows and axe finds no barrier', async (width) => {
      const long = 'Isotopenverhältnismessungen'.repeat(4);
      const { uuid } = await createItem(api, {
        metadata: completeMetadata(long),
        files: [{ name: `${long}.csv`, url: 'https://example.org/a.csv', sizeBytes: 1_234_567 }],
      });
      await identify(api, uuid, 'register');
      const workspace = await createItem(api, { state: 'workspace' });
      const paths = [
        '/app',
        '/app/queue',
        '/app/queue/entries',
        '/app/queue/entries?state=refused',
        `/app/queue/entry?${new URLSearchParams({ pid: refused })}`,
        '/app/items',
        `/app/items/${uuid}`,
        `/app/items/${workspace.uuid}`,
      ];
      const context = await openSignedIn(chrome, system, josiah, {
        viewport: { width, height: 900 },
        bypassCSP: true,
      });
      const page = await context.newPage();
      for (const path of paths) {
        await page.goto(`${system.url}${path}`);
        await expectNoOverflow(page, path);
        await expectAccessible(page, path);
      }
      await context.close();
    });
  },
);
