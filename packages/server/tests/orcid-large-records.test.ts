import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { connectionsOf } from './support/orcid-connect.ts';
import { connectPerson, control } from './support/orcid-deposits.ts';
import { poll, readsOf } from './support/orcid-reading.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const LARGE = '0000-0002-1694-233X';
const TOO_LARGE = '0000-0002-9079-593X';
const MIB = 1024 ** 2;
const HOUR_MS = 3_600_000;

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system?.close());

describe('a record', () => {
  test('of more than 8 MiB is read like any other, and the log keeps its beginning', async () => {
    await control(system, 'POST', 'people', {
      orcid: LARGE,
      givenName: 'Somebody',
      biography: 'snow and ice '.repeat(MIB),
    });
    await connectPerson(system, LARGE);
    await system.drain();
    const api = createApi(system, (await signIn(system, LARGE, ['orcid:read'])).token);
    expect((await api.get('/orcid/profile')).body).toMatchObject({
      givenNames: 'Somebody',
      readAt: expect.any(String),
    });
    const call = await system.ctx.db
      .selectFrom('interactions')
      .select(['status', 'response_body'])
      .where('url', 'like', `%/${LARGE}/record`)
      .executeTakeFirstOrThrow();
    expect(call.status).toBe(200);
    expect(call.response_body).toContain('snow and ice');
    expect(call.response_body?.length).toBe(65_536);
  });

  test('of more than 64 MiB is not read, says so to its owner, and is asked for as seldom as any other', async () => {
    const emails = Array.from({ length: 200_000 }, (_, index) => ({
      email: `person${index}@example.org`,
      visibility: 'public',
      verified: true,
      primary: false,
    }));
    await control(system, 'POST', 'people', { orcid: TOO_LARGE, givenName: 'Somebody', emails });
    const browser = await connectPerson(system, TOO_LARGE);
    await system.drain();
    const [connection] = await connectionsOf(system, TOO_LARGE);
    const { body } = await browser.open(`/app/orcid/${connection?.id}/differences`);
    expect(body).toContain('The record is larger than 64 MiB');
    expect(await readsOf(system, TOO_LARGE)).toBe(1);
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await readsOf(system, TOO_LARGE)).toBe(1);
    await poll(system);
    expect(await readsOf(system, TOO_LARGE)).toBe(2);
  }, 60_000);
});
