import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDepositWorker } from '../src/modules/orcid/index.ts';
import { type Api, createApi } from './support/api.ts';
import { createItem } from './support/items.ts';
import { control, depositsOf, metadataBy } from './support/orcid-deposits.ts';
import { importPeople, OURS } from './support/orcid-many.ts';
import { pause } from './support/server-process.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

/** What ORCID allows a member. */
const ALLOWED = 24;
const PEOPLE = 20;
const LIMIT_MS = 60_000;

type Pace = { items: { client: string; requests: number; refused: number; highestPerSecond: number }[] };

let system: System;
let api: Api;
let people: string[];
let second: Awaited<ReturnType<typeof startDepositWorker>>;
beforeAll(async () => {
  system = await startSystem({ worker: true });
  api = createApi(system, TEST_ADMIN_TOKEN);
  people = await importPeople(system, api, PEOPLE);
  second = await startDepositWorker(system.ctx, async () => false);
});
afterAll(async () => {
  await second?.stop();
  await system?.close();
});

async function publish(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await createItem(api, { metadata: metadataBy(people, `Spring ${index}`) });
  }
}

async function waitUntilWritten(count: number): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const states = (await depositsOf(system)).map(({ state }) => state);
    if (states.filter((state) => state === 'acknowledged').length === count) return;
    if (performance.now() - begun > LIMIT_MS) throw new Error(`only ${states.join()}`);
    await pause(100);
  }
}

async function readPace(): Promise<Pace['items'][number] | undefined> {
  const { items } = await control<Pace>(system, 'GET', 'pace');
  return items.find(({ client }) => client === OURS);
}

describe("an organisation's calls", () => {
  test('are never more in a second than ORCID allows, whoever makes them: two workers, and a test of the credentials', async () => {
    await control(system, 'PUT', 'pace', { requestsPerSecond: ALLOWED, burst: ALLOWED });
    await publish(5);
    for (let index = 0; index < 5; index += 1) {
      const tested = await api.post('/organisations/default/orcid/client/test', {});
      expect(tested.status, JSON.stringify(tested.body)).toBe(200);
    }
    await waitUntilWritten(5 * PEOPLE);
    const pace = await readPace();
    expect(pace?.requests).toBeGreaterThanOrEqual(5 * PEOPLE + 5);
    expect(pace?.refused).toBe(0);
    expect(pace?.highestPerSecond).toBeGreaterThan(ALLOWED / 4);
    expect(pace?.highestPerSecond).toBeLessThanOrEqual(ALLOWED);
  }, 120_000);
});
