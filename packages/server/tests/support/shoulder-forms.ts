import { expect } from 'vitest';
import type { Browser, Visit } from './browser.ts';

type Fields = Record<string, string | string[]>;

/** The value of a field that is filled in already. */
export function fieldOf(body: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
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
