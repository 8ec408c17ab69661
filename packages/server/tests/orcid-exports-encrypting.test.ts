import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, fieldOf, startSystemToday } from './support/browser.ts';
import { connectPerson } from './support/orcid-deposits.ts';
import { longestSilence } from './support/orcid-exports.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH } from './support/people.ts';
import type { System } from './support/start-system.ts';

const PAGE = '/app/orcid/manage/default/exports';
const PASSPHRASE = 'correct horse battery staple';

let system: System;
let browser: Browser;
beforeAll(async () => {
  system = await startSystemToday();
  browser = await connectPerson(system, JOSIAH);
  await setRole(system, JOSIAH, 'admin');
});
afterAll(() => system?.close());

async function readForm(): Promise<Record<string, string>> {
  const form_token = fieldOf((await browser.open(PAGE)).body, 'form_token');
  return {
    form_token,
    reason: 'Change to another system',
    passphrase: PASSPHRASE,
    passphrase_again: PASSPHRASE,
  };
}

describe('a file with tokens that is encrypted to a passphrase', () => {
  test('leaves the service free to answer others', async () => {
    const form = await readForm();
    // The first one loads what encrypts.
    expect((await browser.send(PAGE, form)).status).toBe(303);
    const silence = await longestSilence(system, async () => {
      expect((await browser.send(PAGE, form)).status).toBe(303);
    });
    expect(silence).toBeLessThan(0.5);
  });

  test('waits for the one before it; who comes when four wait is told to try again, on the page', async () => {
    const form = await readForm();
    const answers = await Promise.all(Array.from({ length: 12 }, () => browser.send(PAGE, form)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(12 - refused.length);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body, headers } of refused) {
      expect(body).toContain('No file was made. Other files with tokens are being encrypted');
      expect(body).toContain('value="Change to another system"');
      expect(body).not.toContain(PASSPHRASE);
      expect(headers.get('retry-after')).toBe('10');
    }
    expect((await browser.send(PAGE, form)).status).toBe(303);
  });

  test('is refused eleven minutes after the sign-in, on the page that offers to sign in again and leads back', async () => {
    const form = await readForm();
    system.clock.advance(11 * 60_000);
    const { status, body } = await browser.send(PAGE, form);
    expect(status).toBe(403);
    expect(body).toContain('No file was made: you signed in more than ten minutes ago');
    const again = /href="([^"]+)">Sign in again</.exec(body)?.[1] ?? '';
    expect(again).toContain('prompt=login');
    expect(again).toContain(encodeURIComponent(PAGE));
    expect(body).not.toContain('To your ORCID record');
    system.clock.advance(-11 * 60_000);
  });
});
