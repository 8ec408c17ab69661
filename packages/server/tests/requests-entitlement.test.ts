import { afterAll, beforeAll, expect, test } from 'vitest';
import { listChecks } from '../src/modules/requests/checklist/store.ts';
import type { ProblemBody } from './support/api.ts';
import {
  type ListBody,
  openRequestDesk,
  type RequestBody,
  type RequestDesk,
} from './support/request-apis.ts';

let desk: RequestDesk;
beforeAll(async () => {
  desk = await openRequestDesk();
});
afterAll(async () => {
  await desk?.system.close();
});

type Check = {
  name: string;
  severity: string;
  outcome: string;
  detail: string | null;
  waivedReason: string | null;
};
type Settings = { requestsPerYear: number | null; version: number };

const path = '/organisations/default/request-settings';

async function settle(requestsPerYear: number | null): Promise<void> {
  const { headers } = await desk.apis.operator.get<Settings>(path);
  const answer = await desk.apis.operator.put(
    path,
    { requestsPerYear },
    { 'if-match': headers.get('etag') ?? '' },
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function readCheck(id: string, name: string): Promise<Check | undefined> {
  const { body } = await desk.apis.curator.get<ListBody<Check>>(`/requests/${id}/checks`);
  return body.items.find((each) => each.name === name);
}

const recheck = (id: string) => desk.apis.curator.post(`/requests/${id}/checks`);

test('how many requests a person may make in a year is settled by administrators, with the version that they read', async () => {
  const { apis } = desk;
  const untouched = await apis.operator.get<Settings>(path);
  expect(untouched.body).toEqual({ requestsPerYear: null, version: 0 });
  expect((await apis.operator.put<Settings>(path, { requestsPerYear: 5 })).body).toEqual({
    requestsPerYear: 5,
    version: 1,
  });
  expect((await apis.operator.put<ProblemBody>(path, { requestsPerYear: 6 })).status).toBe(428);
  const old = await apis.operator.put<ProblemBody>(path, { requestsPerYear: 6 }, { 'if-match': '"0"' });
  expect(old.status).toBe(412);
  for (const wrong of [-1, 1.5, 100_001, 'many']) {
    expect((await apis.operator.put(path, { requestsPerYear: wrong }, { 'if-match': '*' })).status).toBe(400);
  }
  for (const who of ['requester', 'curator', 'stranger'] as const) {
    expect((await apis[who].get(path)).status).toBe(403);
    expect((await apis[who].put(path, { requestsPerYear: null }, { 'if-match': '*' })).status).toBe(403);
  }
  await settle(null);
});

test('a request over the limit of the year waits for a curator who waives it; earlier ones, and those that went back, do not count against others', async () => {
  const { apis, system } = desk;
  await settle(2);
  const first = await desk.submit();
  const second = await desk.submit();
  const third = await desk.submit();
  expect(await readCheck(first.id, 'entitlement')).toMatchObject({
    outcome: 'passed',
    detail: 'This is request 1 of 2 in 2026.',
  });
  expect((await readCheck(second.id, 'entitlement'))?.outcome).toBe('passed');
  const over = await readCheck(third.id, 'entitlement');
  expect(over).toMatchObject({ outcome: 'failed', severity: 'error' });
  expect(over?.detail).toContain('2 in a year');
  const refused = await desk.act('curator', third.id, 'approve');
  expect(refused.status).toBe(409);

  // A fourth one changes nothing for the third, whose waiver stays.
  await apis.curator.post(`/requests/${third.id}/checks/entitlement`, {
    waivedReason: 'Paid for separately.',
  });
  const fourth = await desk.submit();
  await recheck(third.id);
  expect((await readCheck(third.id, 'entitlement'))?.waivedReason).toBe('Paid for separately.');

  await desk.act('requester', first.id, 'withdraw');
  await desk.act('requester', fourth.id, 'withdraw');
  await system.drain();
  await recheck(third.id);
  expect((await readCheck(third.id, 'entitlement'))?.outcome).toBe('passed');
  await settle(null);
});

test('without a limit nothing is counted', async () => {
  const { id } = await desk.submit();
  expect(await readCheck(id, 'entitlement')).toMatchObject({ outcome: 'passed', detail: null });
});

test.each(['DOI', 'ARK'] as const)(
  'once a %s is published, the checklist says that strangers find it where it leads',
  async (type) => {
    const folder = await desk.makeFolder();
    const made = await desk.apis.requester.post<RequestBody>('/requests', { folder: folder.id, type });
    const { id } = made.body;
    expect(await readCheck(id, 'landing')).toMatchObject({ outcome: 'open' });
    desk.system.clock.advance(1_000);
    await desk.act('curator', id, 'approve');
    await desk.act('curator', id, 'publish');
    await desk.system.drain();
    expect((await desk.readAs('curator', id)).state).toBe('published');
    const landing = await readCheck(id, 'landing');
    const url = `${desk.system.url}/packages/${folder.id}`;
    expect(landing).toMatchObject({ outcome: 'passed', severity: 'warning' });
    expect(landing?.detail).toContain(`Strangers read it at ${url}.`);
    if (type === 'DOI') expect(landing?.detail).toMatch(/DataCite shows .* as findable/);
    expect((await fetch(url)).status).toBe(200);
  },
);

test('with the next year counting begins anew', async () => {
  const { system } = desk;
  await settle(1);
  // Later than the tokens are good for.
  system.clock.advance(366 * 86_400_000);
  const id = await desk.request((await desk.makeFolder()).id);
  await system.drain();
  const checks = await listChecks(system.ctx.db, id);
  expect(checks.get('entitlement')?.detail).toBe('This is request 1 of 1 in 2027.');
});
