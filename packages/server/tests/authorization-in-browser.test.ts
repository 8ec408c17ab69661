import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { startSystemToday } from './support/browser.ts';
import {
  CHROMIUM,
  expectAccessible,
  expectNoOverflow,
  hasChromium,
  openChromium,
  widths,
} from './support/chromium.ts';
import { authorizeUrl, CLI, createPkce, exchange, post, readTokens } from './support/oauth.ts';
import type { System } from './support/start-system.ts';

describe.skipIf(!hasChromium)(
  `allowing a program in a browser (skipped where there is no ${CHROMIUM})`,
  () => {
    let system: System;
    let browser: Browser;
    /** A program that waits for its answer on this machine. */
    let program: Server;
    let redirectUri: string;

    beforeAll(async () => {
      system = await startSystemToday();
      program = createServer((_request, response) => response.end('The program has its answer.'));
      await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve));
      redirectUri = `http://127.0.0.1:${(program.address() as AddressInfo).port}/callback`;
      browser = await openChromium();
    });
    afterAll(async () => {
      await browser?.close();
      program?.close();
      await system?.close();
    });

    const openContext = (width: number): Promise<BrowserContext> =>
      browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 900 } });

    async function signInAtOrcid(page: Page): Promise<void> {
      await page.getByLabel('Laure').check();
      await page.getByRole('button', { name: 'Grant access' }).click();
      await page.waitForURL(`${system.url}/**`);
      const onward = page.getByRole('link', { name: /Continue|Go on/ });
      if (await onward.count()) await onward.first().click();
    }

    async function startDevice() {
      const { body } = await post(system, '/oauth/device/auth', {
        client_id: CLI,
        scope: 'pid:read pid:mint',
      });
      return { deviceCode: String(body.device_code), userCode: String(body.user_code) };
    }

    test('a person signs in with ORCID, allows it, and lands at the program, without JavaScript', async () => {
      const context = await openContext(390);
      const page = await context.newPage();
      const pkce = createPkce();
      await page.goto(authorizeUrl(system, { redirectUri, challenge: pkce.challenge }));
      await signInAtOrcid(page);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
        'Allow Mintmark command line?',
      );
      await page.getByLabel(/reserve identifiers/).uncheck();
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await page.waitForURL(`${redirectUri}**`);
      expect(await page.textContent('body')).toContain('The program has its answer.');
      const code = new URL(page.url()).searchParams.get('code') ?? '';
      const tokens = readTokens(await exchange(system, code, pkce, { redirect_uri: redirectUri }));
      expect(tokens.scope).toBe('pid:read');

      await page.goto(`${system.url}/app/tokens`);
      await page.getByRole('button', { name: 'End the authorization of Mintmark command line' }).click();
      expect(await page.locator('main').textContent()).toContain('None at present');
      expect((await createApi(system, tokens.access).get('/me')).status).toBe(401);
      await context.close();
    });

    test('a person who does not allow it lands there as well, and the program is told', async () => {
      const context = await openContext(1280);
      const page = await context.newPage();
      await page.goto(authorizeUrl(system, { redirectUri }));
      await signInAtOrcid(page);
      await page.getByRole('button', { name: 'Do not allow' }).click();
      await page.waitForURL(`${redirectUri}**`);
      expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
      await context.close();
    });

    test('a person types the code of a device and allows it, without JavaScript', async () => {
      const context = await openContext(390);
      const page = await context.newPage();
      const device = await startDevice();
      await page.goto(`${system.url}/oauth/device`);
      await signInAtOrcid(page);
      await page.getByLabel('Code').fill(device.userCode.toLowerCase().replace('-', ''));
      await page.getByRole('button', { name: 'Continue' }).click();
      expect(await page.locator('.user-code').textContent()).toBe(device.userCode);
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The device is connected');
      const answer = await post(system, '/oauth/token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: CLI,
        device_code: device.deviceCode,
      });
      expect(readTokens(answer).scope).toBe('pid:read pid:mint');
      await context.close();
    });

    test.each(widths)('at %i pixels no page overflows and axe finds no barrier', async (width) => {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.goto(
        authorizeUrl(system, { redirectUri, scope: 'pid:read pid:mint pid:publish org:admin' }),
      );
      await signInAtOrcid(page);
      const device = await startDevice();
      const other = await startDevice();
      const look = async (what: string) => {
        await expectNoOverflow(page, what);
        await expectAccessible(page, what);
      };
      await look('consent');
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await page.goto(`${system.url}/oauth/device`);
      await look('device-code');
      await page.getByLabel('Code').fill('BBBB-CCCC');
      await page.getByRole('button', { name: 'Continue' }).click();
      await look('device-code-wrong');
      await page.goto(`${system.url}/oauth/device?user_code=${device.userCode}`);
      await page.getByRole('button', { name: 'Continue' }).click();
      await look('device-decision');
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await look('device-done');
      await page.goto(`${system.url}/oauth/device?user_code=${other.userCode}`);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: 'Do not allow' }).click();
      await look('device-denied');
      await page.goto(`${system.url}/oauth/authorize?client_id=unknown`);
      await look('problem');
      await page.goto(`${system.url}/app/tokens`);
      await look('tokens');
      await context.close();
    });
  },
);
