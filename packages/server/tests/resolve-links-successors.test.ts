import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api, ProblemBody } from './support/api.ts';
import { anchorPath, openScheme, register, wishLink } from './support/links.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let admin: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
  await openScheme(system);
});
afterAll(() => system.close());

const core = (number: number): string => `cores/1/AB${1000 + number}`;
const succeed = (anchor: string, successor: string) =>
  admin.patch<ProblemBody>(anchorPath(anchor), { successor }, { 'if-match': '*' });
const follow = async (path: string): Promise<string | null> =>
  (await fetch(`${system.url}/${path}`, { redirect: 'manual' })).headers.get('location');

test('a key that was corrected again and again leads to the last one', async () => {
  for (let number = 0; number <= 8; number += 1) {
    await register(admin, core(number), [wishLink({ target: `https://example.org/${number}` })]);
    if (number > 0) expect((await succeed(core(number - 1), core(number))).status).toBe(200);
  }
  expect(await follow(core(0))).toBe('https://example.org/8');
});

test('more corrections than the resolver follows are refused, from whichever end they are joined', async () => {
  for (let number = 20; number <= 45; number += 1) await register(admin, core(number), [wishLink()]);
  let refused = 0;
  for (let number = 20; number < 45 && refused === 0; number += 1) {
    const { status } = await succeed(core(number), core(number + 1));
    if (status === 400) refused = number;
  }
  expect(refused).toBe(40);
});

test('templates of a successor are filled in with its own key, and with what was asked beyond', async () => {
  await register(admin, core(61), [wishLink({ target: 'https://example.org/{core}{/box}' })]);
  await register(admin, core(60), [wishLink()]);
  await succeed(core(60), core(61));
  expect(await follow(core(60))).toBe('https://example.org/AB1061');
  expect(await follow(`${core(60)}/box/7`)).toBe('https://example.org/AB1061/7');
});
