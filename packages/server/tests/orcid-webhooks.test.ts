import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { connectionsOf } from './support/orcid-connect.ts';
import { connectPerson, control } from './support/orcid-deposits.ts';
import { putOnRecord, readsOf } from './support/orcid-reading.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const MINUTE_MS = 60_000;

let system: System;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 30 })).items;
});
afterAll(() => system.close());

async function connected(): Promise<string> {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  await connectPerson(system, orcid);
  await system.drain();
  return orcid;
}

async function webhooksOf(orcid: string): Promise<string[]> {
  const { items } = await control<{ items: { orcid: string; uri: string }[] }>(system, 'GET', 'webhooks');
  return items.filter((each) => each.orcid === orcid).map(({ uri }) => uri);
}

/** Lets ORCID call whom it should call. @returns what it was answered of one record */
async function deliver(orcid: string): Promise<(number | null)[]> {
  const { items } = await control<{ items: { orcid: string; status: number | null }[] }>(
    system,
    'POST',
    'deliver-webhooks',
  );
  return items.filter((each) => each.orcid === orcid).map(({ status }) => status);
}

async function profileOf(orcid: string) {
  const { token } = await signIn(system, orcid, ['orcid:read', 'orcid:write']);
  const api = createApi(system, token);
  return { api, read: async () => (await api.get('/orcid/profile')).body };
}

describe('the webhook of a connection', () => {
  test('is registered under a path that nobody can guess, one for each person', async () => {
    const [one, other] = [await connected(), await connected()];
    const paths = [...(await webhooksOf(one)), ...(await webhooksOf(other))];
    expect(paths).toHaveLength(2);
    expect(new Set(paths).size).toBe(2);
    for (const path of paths) expect(path).toMatch(new RegExp(`^${system.url}/orcid/webhooks/[\\w-]{43}$`));
  });

  test('leads to a reading long before the record is polled', async () => {
    const orcid = await connected();
    const { read } = await profileOf(orcid);
    await deliver(orcid);
    system.clock.advance(5 * MINUTE_MS);
    await system.drain();
    await putOnRecord(system, orcid, 'keyword', { content: 'news' });
    system.clock.advance(5 * MINUTE_MS);
    expect(await deliver(orcid)).toEqual([204]);
    await system.drain();
    expect(await read()).toMatchObject({ keywords: ['news'] });
  });

  test('is only a hint: called a hundred times, the record is read once', async () => {
    const orcid = await connected();
    const [uri = ''] = await webhooksOf(orcid);
    system.clock.advance(5 * MINUTE_MS);
    await system.drain();
    const before = await readsOf(system, orcid);
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => (await fetch(uri, { method: 'POST' })).status),
    );
    expect(new Set(answers)).toEqual(new Set([204]));
    await system.drain();
    expect(await readsOf(system, orcid)).toBe(before + 1);
    expect((await fetch(uri, { method: 'POST' })).status).toBe(204);
    await system.drain();
    expect(await readsOf(system, orcid)).toBe(before + 1);
    system.clock.advance(MINUTE_MS);
    await system.drain();
    expect(await readsOf(system, orcid)).toBe(before + 2);
  });

  test('is removed at ORCID when the connection ends, and its path is nobody’s then', async () => {
    const orcid = await connected();
    const [uri = ''] = await webhooksOf(orcid);
    const { api } = await profileOf(orcid);
    const [connection] = await connectionsOf(system, orcid);
    expect((await api.delete(`/orcid/connections/${connection?.id}`)).status).toBe(204);
    const before = await readsOf(system, orcid);
    expect((await fetch(uri, { method: 'POST' })).status).toBe(204);
    await system.drain();
    expect(await webhooksOf(orcid)).toEqual([]);
    expect((await fetch(uri, { method: 'POST' })).status).toBe(404);
    expect(await readsOf(system, orcid)).toBe(before);
  });

  test('comes again, under another path, when the person connects again', async () => {
    const orcid = await connected();
    const [first] = await webhooksOf(orcid);
    const { api } = await profileOf(orcid);
    const [connection] = await connectionsOf(system, orcid);
    await api.delete(`/orcid/connections/${connection?.id}`);
    await system.drain();
    await connectPerson(system, orcid);
    await system.drain();
    const [second] = await webhooksOf(orcid);
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
  });

  test('is in no log, neither of calls nor of the service', async () => {
    const orcid = await connected();
    const [uri = ''] = await webhooksOf(orcid);
    const secret = uri.slice(uri.lastIndexOf('/') + 1);
    await fetch(uri, { method: 'POST' });
    const calls = await system.ctx.db.selectFrom('interactions').selectAll().execute();
    expect(calls.some((call) => JSON.stringify(call).includes('webhook'))).toBe(true);
    expect(JSON.stringify(calls)).not.toContain(secret);
    expect(system.logged()).not.toContain(secret);
    const rows = await system.ctx.db.selectFrom('orcid_webhooks').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});
