import { expect } from 'vitest';
import { type Browser, fieldOf, openBrowser, startSystemToday, type Visit } from './browser.ts';
import { setRole } from './organisation.ts';
import { JOSIAH, LAURE } from './people.ts';
import type { System } from './start-system.ts';

type Fields = Record<string, string | string[]>;

/** A service with an administrator of its organisation, and a member, who have signed in. */
export async function startShoulderPages(): Promise<{
  system: System;
  josiah: Browser;
  laure: Browser;
}> {
  const system = await startSystemToday();
  const [josiah, laure] = [openBrowser(system), openBrowser(system)];
  await josiah.signIn(JOSIAH);
  await laure.signIn(LAURE);
  await setRole(system, JOSIAH, 'admin');
  return { system, josiah, laure };
}

/** Where a form led that was taken; a refusal says what was wrong. */
export function pathOf(answer: Visit): string {
  expect(answer.status, /<p class="notice".*/.exec(answer.body)?.[0]).toBe(303);
  return new URL(answer.location ?? '').pathname;
}

/** Opens a page, and sends one of its forms with the hidden fields that a browser would send. */
export async function fillForm(by: Browser, page: string, action: string, form: Fields): Promise<Visit> {
  const { body } = await by.open(page);
  const hidden = ['form_token', 'key', 'version', 'has_template'].map((name) => [name, fieldOf(body, name)]);
  return by.send(action, { ...Object.fromEntries(hidden.filter(([, value]) => value !== '')), ...form });
}

const LETTERS = 'bcdfghjkmnpqrstvwxz';
let lastNumber = 0;

/** A shoulder that no test has used. */
function freshShoulder(): string {
  lastNumber += 1;
  return `p${LETTERS.charAt(lastNumber / LETTERS.length)}${LETTERS.charAt(lastNumber % LETTERS.length)}1`;
}

/** Asks for a shoulder, as somebody does who knows what they want. */
export function sendWish(by: Browser, form: Fields = {}): Promise<Visit> {
  return fillForm(by, '/app/shoulders/request', '/app/shoulders/request', {
    type: 'ark',
    purpose: 'Labels of a field trip',
    prefix: '99999',
    shoulder: freshShoulder(),
    template: 'eedk',
    ...form,
  });
}

/** Creates a shoulder that is open to all members. */
export function sendNewShoulder(by: Browser, form: Fields = {}): Promise<Visit> {
  return fillForm(by, '/app/shoulders/new', '/app/shoulders/new', {
    type: 'ark',
    prefix: '99999',
    shoulder: freshShoulder(),
    template: 'eedk',
    minter_roles: ['member', 'curator', 'admin'],
    ...form,
  });
}

/** Asks for a shoulder, and gives the path of the request. */
export async function askForShoulder(by: Browser, form: Fields = {}): Promise<string> {
  return pathOf(await sendWish(by, form));
}

/** Creates a shoulder, and gives the path of its page. */
export async function createShoulder(by: Browser, form: Fields = {}): Promise<string> {
  return pathOf(await sendNewShoulder(by, form));
}

/** Reserves one name of the shoulder on the page at `shoulder`. */
export async function mintReserved(
  system: Pick<System, 'url'>,
  by: Browser,
  shoulder: string,
): Promise<{ status: number; pid: string }> {
  const answer = await fetch(`${system.url}/api/v1/pids`, {
    method: 'POST',
    headers: { cookie: by.cookieHeader(), origin: system.url, 'content-type': 'application/json' },
    body: JSON.stringify({ shoulder: shoulder.split('/').at(-1), state: 'reserved' }),
  });
  return { status: answer.status, pid: ((await answer.json()) as { pid: string }).pid };
}
