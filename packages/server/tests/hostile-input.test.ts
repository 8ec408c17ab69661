import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeMetadata, createApi, type PidBody, type ProblemBody, readShoulders } from './support/api.ts';
import { openBrowser, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import type { Hostile, Place } from './support/hostile.ts';
import { hostileAddresses, hostilePages } from './support/hostile-addresses.ts';
import { hostileBodies } from './support/hostile-bodies.ts';
import { hostileHeaders } from './support/hostile-headers.ts';
import { JOSIAH } from './support/people.ts';
import { type RawAnswer, sendBytes, writeRequest } from './support/raw-http.ts';
import { tellShoulder } from './support/shoulder-facts.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let place: Place;
let before: Map<string, string[]>;

beforeAll(async () => {
  system = await startSystemToday();
  const browser = openBrowser(system);
  await browser.signIn(JOSIAH);
  const operator = createApi(system, TEST_ADMIN_TOKEN);
  const shoulders = await readShoulders(operator);
  const wish = { shoulder: shoulders.doi, metadata: completeMetadata(), target: 'https://example.org/data' };
  const { body } = await operator.post<PidBody>('/pids', wish);
  place = {
    ...shoulders,
    operator: TEST_ADMIN_TOKEN,
    cookie: browser.cookieHeader(),
    origin: system.url,
    pid: body.pid,
  };
  await tellShoulder(system);
  before = await dumpDatabase(system);
});
afterAll(() => system?.close());

async function sendHostile(hostile: Hostile): Promise<RawAnswer> {
  const request = hostile.request(place);
  const bytes = request instanceof Uint8Array ? request : writeRequest(request);
  return sendBytes(system.config.port, bytes, { hangUp: hostile.hangUp === true });
}

function expectHarmless(answer: RawAnswer): void {
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers.has('set-cookie') && /a=b|c$/.test(answer.headers.get('set-cookie') ?? '')).toBe(
    false,
  );
  expect(answer.body).not.toMatch(/<script>(?!\s*$)|onmouseover="/i);
}

describe.each([
  ['a body', hostileBodies],
  ['a header', hostileHeaders],
  ['an address', hostileAddresses],
] as const)('%s that means no good is refused with a problem document', (_, cases) => {
  test.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, hostile) => {
    const answer = await sendHostile(hostile);
    expectHarmless(answer);
    expect(answer.status, answer.body.slice(0, 500)).toBe(hostile.status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body.length).toBeLessThan(50_000);
    const problem = JSON.parse(answer.body) as ProblemBody;
    expect(problem).toMatchObject({ status: answer.status, title: expect.any(String) });
    expect(problem.detail.length).toBeGreaterThan(10);
    if (answer.status === 405) expect(answer.headers.get('allow')).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
    if (hostile.pointer === undefined) return;
    const pointers = (problem.errors ?? []).map((each) => each.pointer);
    if (hostile.pointer.endsWith('*')) {
      const start = hostile.pointer.slice(0, -1);
      expect(pointers.every((each) => each.startsWith(start)) && pointers.length > 0, answer.body).toBe(true);
    } else expect(pointers).toContain(hostile.pointer);
  });
});

describe('pages and the resolver stand any address', () => {
  test.each(hostilePages)('%s', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
      const bytes = writeRequest({ method, path: path.replace('{pid}', place.pid) });
      const answer = await sendBytes(system.config.port, bytes);
      expectHarmless(answer);
      const location = answer.headers.get('location');
      if (location !== undefined) {
        const target = new URL(location, system.url);
        expect([system.url, system.orcid.url, 'https://example.org']).toContain(target.origin);
      }
    }
  });
});

test('there are more than a hundred of them', () => {
  expect(hostileBodies.length + hostileHeaders.length + hostileAddresses.length).toBeGreaterThan(300);
});

test('all this left no row behind, changed none, and no failure of ours was logged', async () => {
  const after = await dumpDatabase(system);
  // Whoever begins to sign in leaves a row until it expires; that is what the page is for.
  // The job queue notes when it last looked after itself.
  for (const dump of [before, after])
    for (const table of ['public.sign_ins', 'jobs.version', 'jobs.queue']) dump.delete(table);
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [table, rows] of before) expect(after.get(table), table).toEqual(rows);
  expect(system.logged()).not.toMatch(/"level":50/);
});
