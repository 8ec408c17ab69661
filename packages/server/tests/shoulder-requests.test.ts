import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { openOrganisation, removeMember, SOFIA } from './support/organisation.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

type RequestBody = {
  id: string;
  state: string;
  reason: string | null;
  granted: string | null;
  prefix: string | null;
  requester: { orcid: string };
};
type Notices = { items: { kind: string; title: string; body: string; link: string }[] };

let system: System;
let admin: Api;
let member: Api;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member, operator } = await openOrganisation(system));
});
afterAll(() => system.close());

let lastNumber = 0;
const fresh = () => {
  lastNumber += 1;
  return `r${'bcdfghjkmnpqrstvwxz'.charAt(lastNumber)}1`;
};

async function ask(wish: Record<string, unknown> = {}, by = member): Promise<RequestBody> {
  const body = {
    type: 'ark',
    prefix: '99999',
    shoulder: fresh(),
    template: 'eedk',
    purpose: 'Labels of a field trip',
    ...wish,
  };
  const made = await by.post<RequestBody>('/shoulder-requests', body);
  expect(made.body).toMatchObject({ state: 'open' });
  expect(made.status).toBe(201);
  expect(made.headers.get('location')).toBe(`/api/v1/shoulder-requests/${made.body.id}`);
  return made.body;
}

async function told(who: Api): Promise<Notices['items'][number]> {
  // All notices of a test are of the same moment: the clock moves, so that the newest is the last.
  const { body } = await who.get<Notices>('/notices?limit=1');
  const [newest] = body.items;
  if (newest === undefined) throw new Error('nothing was told');
  return newest;
}

const tick = () => system.clock.advance(1000);

describe('asking for a shoulder', () => {
  test('administrators are told, grant it as wished, and the requester mints under it', async () => {
    tick();
    const request = await ask({ shoulder: 'lr1' });
    expect(request.requester.orcid).toBe(LAURE);
    expect(await told(admin)).toMatchObject({
      kind: 'shoulder-requested',
      link: `/app/shoulders/requests/${request.id}`,
      body: expect.stringContaining('99999/lr1, template eedk'),
    });
    tick();
    const granted = await admin.post<RequestBody>(`/shoulder-requests/${request.id}/grant`, {});
    expect(granted.status).toBe(200);
    expect(granted.body.state).toBe('granted');
    expect((await told(member)).title).toBe('Your shoulder 99999/lr1 was granted');
    const minted = await member.post('/pids', { shoulder: granted.body.granted });
    expect(minted.body.pid).toMatch(/^ark:99999\/lr1/);
    // Granted to one person, it is nobody else's.
    expect((await admin.post('/pids', { shoulder: granted.body.granted })).status).toBe(404);
    const shoulder = await admin.get(`/shoulders/${granted.body.granted}`);
    expect(shoulder.body).toMatchObject({
      purpose: 'Labels of a field trip',
      minterRoles: [],
      administration: { minters: [LAURE] },
    });
  });

  test('a wish may leave everything but type and purpose to the administrators', async () => {
    const request = await ask({ type: 'doi', prefix: null, shoulder: null, template: null });
    const path = `/shoulder-requests/${request.id}/grant`;
    const unclear = await admin.post<ProblemBody>(path, {});
    expect(unclear.body.errors).toMatchObject([{ pointer: '/prefix' }]);
    const changed = {
      prefix: '10.5072',
      shoulder: 'lab.',
      registrarAccount: null,
      quota: 5,
      minters: [SOFIA],
    };
    const granted = await admin.post<RequestBody>(path, changed);
    expect(granted.body.state).toBe('granted');
    expect((await admin.get(`/shoulders/${granted.body.granted}`)).body).toMatchObject({
      naming: { prefix: '10.5072', shoulder: 'lab.', template: null },
      quota: 5,
      administration: { minters: [LAURE, SOFIA] },
    });
  });

  test('a refusal tells why, once', async () => {
    tick();
    const request = await ask();
    const path = `/shoulder-requests/${request.id}/refuse`;
    expect((await admin.post(path, { reason: '  ' })).status).toBe(400);
    tick();
    const refused = await admin.post<RequestBody>(path, { reason: 'Use the one of your group.' });
    expect(refused.body).toMatchObject({ state: 'refused', reason: 'Use the one of your group.' });
    expect((await told(member)).body).toBe('Reason: Use the one of your group.');
    expect((await admin.post(path, { reason: 'Again' })).status).toBe(409);
  });

  test('the requester takes a request back; then it cannot be granted', async () => {
    const request = await ask();
    expect((await admin.post(`/shoulder-requests/${request.id}/cancel`, {})).status).toBe(403);
    const cancelled = await member.post<RequestBody>(`/shoulder-requests/${request.id}/cancel`, {});
    expect(cancelled.body.state).toBe('cancelled');
    const late = await admin.post<ProblemBody>(`/shoulder-requests/${request.id}/grant`, {});
    expect(late.status).toBe(409);
  });

  test('a grant whose names could meet others changes nothing', async () => {
    const request = await ask({ shoulder: 'fk4x' });
    const answer = await admin.post<ProblemBody>(`/shoulder-requests/${request.id}/grant`, {});
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain('99999/fk4');
    const read = await member.get<RequestBody>(`/shoulder-requests/${request.id}`);
    expect(read.body.state).toBe('open');
  });

  test('of a grant and a refusal at the same moment, one counts', async () => {
    const request = await ask();
    const [grant, refuse] = await Promise.all([
      admin.post(`/shoulder-requests/${request.id}/grant`, {}),
      operator.post(`/shoulder-requests/${request.id}/refuse`, { reason: 'Not now' }),
    ]);
    expect([grant.status, refuse.status].sort()).toEqual([200, 409]);
  });

  test('the same key asks once', async () => {
    const body = { type: 'ark', purpose: 'Asked for twice' };
    const first = await member.post('/shoulder-requests', body, { 'idempotency-key': 'ask' });
    const again = await member.post('/shoulder-requests', body, { 'idempotency-key': 'ask' });
    expect(again.status).toBe(201);
    expect(again.body.id).toBe(first.body.id);
  });

  test('a wish is checked when it is made', async () => {
    const body = { type: 'ark', prefix: 'aeiou', shoulder: 'a-b', template: 'nonsense', purpose: 'Because' };
    const answer = await member.post<ProblemBody>('/shoulder-requests', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((each) => each.pointer)).toEqual(['/prefix', '/shoulder', '/template']);
  });
});

describe('who sees requests', () => {
  test('the requester and the administrators; other members and strangers see nothing', async () => {
    const { token } = await signIn(system, SOFIA);
    const sofia = createApi(system, token);
    const request = await ask();
    expect((await sofia.get(`/shoulder-requests/${request.id}`)).status).toBe(404);
    expect((await sofia.post(`/shoulder-requests/${request.id}/grant`, {})).status).toBe(404);
    expect((await member.post(`/shoulder-requests/${request.id}/grant`, {})).status).toBe(403);
    expect((await sofia.get<{ items: unknown[] }>('/shoulder-requests')).body.items).toEqual([]);
    const queue = await admin.get<{ items: RequestBody[] }>('/shoulder-requests?state=open');
    expect(queue.body.items.map((each) => each.id)).toContain(request.id);
    await removeMember(system, SOFIA);
    const stranger = await sofia.post('/shoulder-requests', { type: 'ark', purpose: 'Let me in' });
    expect(stranger.status).toBe(403);
  });

  test('a page of the list goes on where it ended', async () => {
    for (let count = 0; count < 3; count += 1) {
      tick();
      await ask();
    }
    const first = await member.get<{ items: RequestBody[]; next: string }>('/shoulder-requests?limit=2');
    const second = await member.get<{ items: RequestBody[] }>(
      `/shoulder-requests?limit=2&cursor=${encodeURIComponent(first.body.next)}`,
    );
    const ids = [...first.body.items, ...second.body.items].map((each) => each.id);
    expect(new Set(ids).size).toBe(4);
  });

  test('twenty requests of one person may wait', async () => {
    const { token } = await signIn(system, SOFIA);
    const sofia = createApi(system, token);
    for (let count = 0; count < 20; count += 1) {
      expect(
        (await sofia.post('/shoulder-requests', { type: 'ark', purpose: `Number ${count}` })).status,
      ).toBe(201);
    }
    expect((await sofia.post('/shoulder-requests', { type: 'ark', purpose: 'One more' })).status).toBe(409);
  });
});
