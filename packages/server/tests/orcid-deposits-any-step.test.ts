import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDepositPass } from '../src/modules/orcid/index.ts';
import { type Api, createApi } from './support/api.ts';
import { connectPerson, depositsOf, recordOf } from './support/orcid-deposits.ts';
import { ENTRIES, type EntryBody, itemsOfKinds } from './support/orcid-entries.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;
const STEPS = 8;

let system: System;
let api: Api;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  await connectPerson(system, JOSIAH);
  await system.drain();
});
afterAll(() => system?.close());

/** Works off what is due by a process whose database goes away after so many transactions. @returns whether it died */
async function workUntilDeath(transactions: number): Promise<boolean> {
  let left = transactions;
  let died = false;
  const db = new Proxy(system.ctx.db, {
    get(target, name) {
      if (name === 'transaction' && left-- <= 0) {
        died = true;
        throw new Error('the process died');
      }
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  await runDepositPass({ ...system.ctx, db }).catch(() => undefined);
  return died;
}

/** Says what somebody's position is; the same key says it anew. */
async function say(localId: string, roleTitle: string): Promise<string> {
  const item = { ...itemsOfKinds.employment, 'role-title': roleTitle };
  const wish = { kind: 'employment', localId, orcid: JOSIAH, item };
  const { status, body } = await api.post<EntryBody>(ENTRIES, wish);
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body.id;
}

const roles = async () => (await recordOf(system, JOSIAH)).map(({ item }) => item['role-title']);

/** Whoever comes next, an hour later and again an hour later. */
async function goOn(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    system.clock.advance(HOUR_MS);
    await system.drain();
  }
}

test('a process that dies after any number of its transactions adds, changes and takes off once', async () => {
  const deaths = { add: 0, change: 0, remove: 0 };
  for (let step = 0; step < STEPS; step += 1) {
    const id = await say(`job-${step}`, 'Reader');
    if (await workUntilDeath(step)) deaths.add += 1;
    await goOn();
    expect(await roles(), `added, dead after ${step}`).toEqual(['Reader']);
    const [added] = await recordOf(system, JOSIAH);

    await say(`job-${step}`, 'Professor');
    if (await workUntilDeath(step)) deaths.change += 1;
    await goOn();
    expect(await roles(), `changed, dead after ${step}`).toEqual(['Professor']);
    expect((await recordOf(system, JOSIAH))[0]?.putCode).toBe(added?.putCode);
    expect((await depositsOf(system, JOSIAH)).at(-1)).toMatchObject({
      state: 'acknowledged',
      putCode: added?.putCode,
    });

    expect((await api.delete(`${ENTRIES}/${id}`, { 'if-match': '*' })).status).toBe(204);
    if (await workUntilDeath(step)) deaths.remove += 1;
    await goOn();
    expect(await roles(), `taken off, dead after ${step}`).toEqual([]);
    expect((await depositsOf(system, JOSIAH)).at(-1)).toMatchObject({ state: 'removed' });
  }
  // Each of the three is several transactions long, and was cut between any two of them.
  for (const [what, count] of Object.entries(deaths)) {
    expect(count, what).toBeGreaterThan(2);
    expect(count, what).toBeLessThan(STEPS);
  }
});
