import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, createApi, type PidBody, type ProblemBody } from './support/api.ts';
import { createBatchApi, settle } from './support/batches.ts';
import { openOrganisation, removeMember, SOFIA, setRole } from './support/organisation.ts';
import { LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

type BlockBody = { id: string; names: string[]; states: Record<string, number> };

let system: System;
let admin: Api;
let stranger: Api;
let guest: Api;
let guestToken: string;
let shoulder: string;
beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
  const laure = await signIn(system, LAURE);
  const sofia = await signIn(system, SOFIA);
  stranger = createApi(system, laure.token);
  guest = createApi(system, sofia.token);
  guestToken = sofia.token;
  await removeMember(system, SOFIA);
  await removeMember(system, LAURE);
});
afterAll(() => system?.close());

let made = 0;
beforeEach(async () => {
  made += 1;
  const wish = { type: 'ark', prefix: '99999', template: 'eedk', shoulder: `gm${made}`, minters: [SOFIA] };
  const answer = await admin.post<{ id: string }>('/shoulders', wish);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  shoulder = answer.body.id;
});

const nameNoMore = async (): Promise<void> => {
  const answer = await admin.patch(`/shoulders/${shoulder}`, { minters: [] }, { 'if-match': '*' });
  expect(answer.status).toBe(200);
};

const pathOf = (pid: string): string => `/pids/${encodeURIComponent(pid)}`;

async function mint(by: Api, state = 'reserved'): Promise<string> {
  const answer = await by.post<PidBody>('/pids', { shoulder, state, target: 'https://example.org/1' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.pid;
}

async function reserve(by: Api): Promise<BlockBody> {
  const answer = await by.post<BlockBody>('/blocks', { shoulder, count: 4 });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const update = (by: Api, pid: string) =>
  by.patch<PidBody>(pathOf(pid), { target: 'https://example.org/2' }, { 'if-match': '*' });
const act = (by: Api, pid: string, action: 'publish' | 'withdraw' | 'release') =>
  by.post<PidBody & ProblemBody>(
    `${pathOf(pid)}/${action}`,
    action === 'withdraw' ? { reason: 'Minted twice' } : {},
  );

describe('a guest whom a shoulder names', () => {
  test('changes, publishes, withdraws and gives back what they own there', async () => {
    const pid = await mint(guest);
    expect((await update(guest, pid)).body).toMatchObject({ target: 'https://example.org/2' });
    expect((await act(guest, pid, 'publish')).body).toMatchObject({ state: 'public' });
    expect((await act(guest, pid, 'withdraw')).body).toMatchObject({ state: 'withdrawn' });
    expect((await act(guest, await mint(guest), 'release')).body).toMatchObject({ state: 'released' });
  });

  test('changes nothing of others under the same shoulder, and a stranger sees nothing of either', async () => {
    const theirs = await mint(admin);
    const own = await mint(guest);
    for (const [by, pid] of [
      [guest, theirs],
      [stranger, theirs],
      [stranger, own],
    ] as const) {
      expect((await by.get(pathOf(pid))).status).toBe(404);
      expect((await update(by, pid)).status).toBe(404);
      for (const action of ['publish', 'withdraw', 'release'] as const)
        expect((await act(by, pid, action)).status).toBe(404);
    }
    const [block, guests] = [await reserve(admin), await reserve(guest)];
    for (const [by, { id }] of [
      [guest, block],
      [stranger, guests],
    ] as const) {
      expect((await by.post(`/blocks/${id}/promote`, { filter: {} })).status).toBe(404);
      expect((await by.post(`/blocks/${id}/release`, {})).status).toBe(404);
    }
    const [foreign = ''] = block.names;
    const mixed = await guest.post<ProblemBody>(`/blocks/${guests.id}/edit`, {
      items: [{ pid: foreign, target: null }],
    });
    expect(mixed).toMatchObject({ status: 400, body: { errors: [{ pointer: '/items/0/pid' }] } });
  });

  test('edits, promotes, renames and gives back their blocks', async () => {
    const { id, names } = await reserve(guest);
    const [first, second] = names;
    const items = [{ pid: first, target: 'https://example.org/first' }];
    expect((await guest.post(`/blocks/${id}/edit`, { items })).status).toBe(200);
    expect((await guest.post(`/blocks/${id}/promote`, { filter: { first: 1 } })).body).toMatchObject({
      pids: [first],
    });
    expect((await guest.patch(`/blocks/${id}`, { title: 'Spring' })).status).toBe(200);
    expect((await guest.post(`/blocks/${id}/release`, { pids: [second] })).body).toMatchObject({
      released: 1,
    });
    expect((await guest.post(`/blocks/${id}/release`, {})).body).toMatchObject({ released: 2 });
  });

  test.each(['row-by-row', 'all-or-nothing'])(
    'changes what they own by a batch, %s, and nothing else',
    async (mode) => {
      const own = await mint(guest);
      const theirs = await mint(admin);
      const rows = [
        `update,${own},https://example.org/3,`,
        ...(mode === 'row-by-row' ? [`update,${theirs},https://example.org/3,`] : []),
        `publish,${await mint(guest)},,`,
      ].join('\n');
      const { rows: results } = await settle(
        system,
        createBatchApi(system, guestToken),
        `verb,pid,target,reason\n${rows}\n`,
        { query: { mode } },
      );
      expect(results.map(({ outcome }) => outcome)).toEqual(
        mode === 'row-by-row' ? ['ok', 'refused', 'ok'] : ['ok', 'ok'],
      );
      expect((await guest.get<PidBody>(pathOf(own))).body.target).toBe('https://example.org/3');
      expect((await admin.get<PidBody>(pathOf(theirs))).body.target).toBe('https://example.org/1');
    },
  );

  test('still reads what they own once the shoulder names them no more, and changes it no more', async () => {
    const reserved = await mint(guest);
    const published = await mint(guest, 'public');
    const { id } = await reserve(guest);
    await nameNoMore();
    expect((await guest.get(pathOf(reserved))).status).toBe(200);
    expect((await guest.get(`/blocks/${id}`)).status).toBe(200);
    expect((await update(guest, reserved)).status).toBe(403);
    expect((await act(guest, reserved, 'publish')).status).toBe(403);
    expect((await act(guest, reserved, 'release')).status).toBe(403);
    expect((await act(guest, published, 'withdraw')).status).toBe(403);
    for (const action of ['edit', 'promote'])
      expect((await guest.post(`/blocks/${id}/${action}`, { filter: {}, target: null })).status).toBe(403);
    expect((await guest.post(`/blocks/${id}/release`, {})).status).toBe(403);
    expect((await guest.patch(`/blocks/${id}`, { title: 'Mine' })).status).toBe(403);
    for (const mode of ['row-by-row', 'all-or-nothing']) {
      const { rows } = await settle(
        system,
        createBatchApi(system, guestToken),
        `verb,pid,target\nupdate,${reserved},https://example.org/4\n`,
        { query: { mode } },
      );
      expect(rows).toMatchObject([{ outcome: 'refused', errors: [{ field: 'pid' }] }]);
    }
    expect((await admin.get<PidBody>(pathOf(reserved))).body.target).toBe('https://example.org/1');
  });
});

test('a member changes what they own, whether the shoulder names them or not', async () => {
  await setRole(system, LAURE, 'member');
  await admin.patch(`/shoulders/${shoulder}`, { minterRoles: ['member'] }, { 'if-match': '*' });
  const pid = await mint(stranger);
  await admin.patch(`/shoulders/${shoulder}`, { minterRoles: [], minters: [] }, { 'if-match': '*' });
  expect((await update(stranger, pid)).status).toBe(200);
  await removeMember(system, LAURE);
  expect((await update(stranger, pid)).status).toBe(403);
});
