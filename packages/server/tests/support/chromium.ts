import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type BrowserContext,
  type BrowserContextOptions,
  type Browser as Chromium,
  chromium,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';
import type { Browser } from './browser.ts';
import type { System } from './start-system.ts';

/** Where the browser is, if there is one. */
export const CHROMIUM = '/usr/bin/chromium';
export const hasChromium = existsSync(CHROMIUM);
/** A desk and a telephone. */
export const widths = [1280, 390];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts a browser that asks for nothing but what its pages ask for. */
export function openChromium(): Promise<Chromium> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

/** A window of somebody who has signed in already. */
export async function openSignedIn(
  chrome: Chromium,
  system: Pick<System, 'url'>,
  by: Pick<Browser, 'cookies'>,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await chrome.newContext(options);
  await context.addCookies([...by.cookies].map(([name, { value }]) => ({ name, value, url: system.url })));
  return context;
}

/** Nothing on the page is wider than the window. */
export async function expectNoOverflow(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow, `${what} is wider than the window`).toBe(0);
}

type Violation = { id: string; help: string; nodes: { html: string }[] };

/** Axe finds no barrier on the page. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document)');
  const barriers = violations.filter(({ id, nodes }) => !nodes.every(({ html }) => isPrescribed(id, html)));
  expect(barriers.map(({ id, help }) => `${what}: ${id}: ${help}`)).toEqual([]);
}

/** ORCID's display guideline prescribes the label "View ORCID record" on a link whose text is the iD. */
function isPrescribed(rule: string, html: string): boolean {
  return rule === 'label-content-name-mismatch' && html.includes('aria-label="View ORCID record"');
}
