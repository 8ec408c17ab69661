import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDepositPass, setEnvironmentClient } from '../src/modules/orcid/index.ts';
import { type Api, createApi } from './support/api.ts';
import { createItem } from './support/items.ts';
import { connectionsOf, setRecordState } from './support/orcid-connect.ts';
import { addFault, control, depositsOf, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { importPeople, OURS } from './support/orcid-many.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const DAY_MS = 86_400_000;

let system: System;
let api: Api;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  people = await importPeople(system, api, 12);
});
afterAll(() => system.close());

function nextPerson(): string {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  return orcid;
}

/** What a start with another ORCID_API does. */
async function setApi(api: 'public' | 'member'): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from organisations where slug = 'default'`.execute(
    system.ctx.db,
  );
  const config = { ...system.config, orcid: { ...system.config.orcid, api } };
  await setEnvironmentClient({ ...system.ctx, config }, rows[0]?.id ?? '');
}

describe('what waits for the credentials of its organisation', () => {
  test('goes on by itself once they are for the member API, whether it waited before or began to wait', async () => {
    const [early, late] = [nextPerson(), nextPerson()];
    await createItem(api, { metadata: metadataBy([early], 'Early') });
    await addFault(system, { kind: 'error-500', match: { method: 'POST', pathPrefix: `/v3.0/${early}` } });
    await system.drain();
    expect(await depositsOf(system, early)).toMatchObject([{ state: 'due' }]);
    await setApi('public');
    await system.drain();
    expect(await depositsOf(system, early)).toMatchObject([{ state: 'held', reason: 'read-only' }]);
    await createItem(api, { metadata: metadataBy([late], 'Late') });
    await system.drain();
    expect(await depositsOf(system, late)).toMatchObject([{ state: 'held', reason: 'read-only' }]);
    expect(await recordOf(system, late)).toEqual([]);

    await setApi('member');
    await system.drain();
    for (const orcid of [early, late]) {
      expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
      expect(await recordOf(system, orcid)).toHaveLength(1);
    }
  });

  test('goes on within seconds of a test of credentials that ORCID takes again', async () => {
    const orcid = nextPerson();
    await addFault(system, {
      kind: 'registry-9057',
      match: { method: 'POST', pathPrefix: `/v3.0/${orcid}` },
    });
    await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'due' }]);
    expect(await recordOf(system, orcid)).toEqual([]);
    expect((await api.post('/organisations/default/orcid/client/test', {})).status).toBe(200);
    system.clock.advance(5_000);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
  });
});

test('a locked record of an imported connection is asked about again, as any other', async () => {
  const orcid = nextPerson();
  await setRecordState(system, orcid, 'locked');
  await createItem(api, { metadata: metadataBy([orcid]) });
  await system.drain();
  expect(await connectionsOf(system, orcid)).toMatchObject([{ state: 'imported', record_state: 'locked' }]);
  expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'held', reason: 'locked' }]);
  await setRecordState(system, orcid, 'active');
  system.clock.advance(DAY_MS);
  await system.drain();
  expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
});

test('a call that comes too late for its turn gives it up, and nobody notices', async () => {
  const orcid = nextPerson();
  await control(system, 'PUT', 'pace', null);
  await createItem(api, { metadata: metadataBy([orcid]) });
  const { pause } = system.ctx;
  let late = 0;
  system.ctx.pause = async (ms) => {
    // As a machine that stands still for a moment.
    late += 1;
    await pause(ms + (late <= 3 ? 200 : 0));
  };
  try {
    await sql`update orcid_paces set next_at = ${new Date(system.clock.now().getTime() + 40)}`.execute(
      system.ctx.db,
    );
    await system.drain();
  } finally {
    system.ctx.pause = pause;
  }
  expect(late).toBeGreaterThan(0);
  expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
  const { items } = await control<{ items: { client: string; requests: number }[] }>(system, 'GET', 'pace');
  expect(items).toMatchObject([{ client: OURS, requests: 1 }]);
});

test('who waits for their turn gives it up when ORCID asks for silence meanwhile', async () => {
  const both = [nextPerson(), nextPerson()];
  await control(system, 'PUT', 'pace', null);
  for (const orcid of both) await createItem(api, { metadata: metadataBy([orcid]) });
  await addFault(system, {
    kind: 'unavailable',
    retryAfterSeconds: 60,
    match: { method: 'POST', pathPrefix: '/v3.0/' },
  });
  await sql`update orcid_paces set next_at = ${new Date(system.clock.now().getTime() + 200)}`.execute(
    system.ctx.db,
  );
  const { pause } = system.ctx;
  system.ctx.pause = async (ms) => {
    system.ctx.pause = pause;
    // Another worker, while the first one waits, is refused.
    await runDepositPass(system.ctx);
    await pause(ms);
  };
  await system.drain();
  for (const orcid of both) expect(await recordOf(system, orcid)).toEqual([]);
  const { items } = await control<{ items: { requests: number }[] }>(system, 'GET', 'pace');
  expect(items).toMatchObject([{ requests: 1 }]);
  system.clock.advance(61_000);
  await system.drain();
  for (const orcid of both) {
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
  }
});
