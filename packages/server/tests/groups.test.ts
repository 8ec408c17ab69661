import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { openOrganisation, removeMember, SOFIA } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const groups = '/organisations/default/groups';
let system: System;
let admin: Api;
let member: Api;

beforeAll(async () => {
  system = await startSystem();
  ({ admin, member } = await openOrganisation(system));
});
afterAll(() => system?.close());

type GroupBody = { name: string; title: string | null; builtIn: boolean; version: number | null };

test('administrators make groups, rename and delete them; members see them', async () => {
  const made = await admin.put<GroupBody>(`${groups}/divers`, { title: 'Divers of the lake' });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    name: 'divers',
    title: 'Divers of the lake',
    builtIn: false,
    version: 1,
  });
  const again = await admin.put<GroupBody>(`${groups}/divers`, { title: 'Divers' }, { 'if-match': '"1"' });
  expect([again.status, again.body.version]).toEqual([200, 2]);
  expect((await admin.put(`${groups}/divers`, { title: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
  const listed = await member.get<{ items: GroupBody[] }>(groups);
  expect(listed.body.items.map(({ name, builtIn }) => [name, builtIn])).toEqual([
    ['curators', true],
    ['members', true],
    ['divers', false],
  ]);
  expect((await member.get<GroupBody>(`${groups}/divers`)).body.title).toBe('Divers');
  expect((await admin.delete(`${groups}/divers`)).status).toBe(204);
  expect((await admin.get(`${groups}/divers`)).status).toBe(404);
});

test('people who have signed in are put into a group and taken out', async () => {
  await admin.put(`${groups}/readers`, {});
  for (const orcid of [LAURE, JOSIAH, LAURE]) {
    expect((await admin.put(`${groups}/readers/members/${orcid}`, undefined)).status).toBe(200);
  }
  const { body } = await member.get<{ items: { orcid: string }[] }>(`${groups}/readers/members`);
  expect(body.items.map(({ orcid }) => orcid)).toEqual([JOSIAH, LAURE].sort());
  const unknown = await admin.put<ProblemBody>(`${groups}/readers/members/${SOFIA}`, undefined);
  expect(unknown.status).toBe(400);
  expect(unknown.body.detail).toContain('signed in');
  expect((await admin.put(`${groups}/readers/members/0000`, undefined)).status).toBe(400);
  expect((await admin.delete(`${groups}/readers/members/${LAURE}`)).status).toBe(204);
  expect((await admin.delete(`${groups}/readers/members/${LAURE}`)).status).toBe(404);
});

test('members change no group, and the groups that follow from roles nobody', async () => {
  await admin.put(`${groups}/fixed`, {});
  expect((await member.put(`${groups}/fixed`, { title: 'x' })).status).toBe(403);
  expect((await member.put(`${groups}/fixed/members/${LAURE}`, undefined)).status).toBe(403);
  expect((await member.delete(`${groups}/fixed`)).status).toBe(403);
  for (const name of ['members', 'curators']) {
    expect((await admin.put(`${groups}/${name}`, {})).status).toBe(400);
    expect((await admin.delete(`${groups}/${name}`)).status).toBe(400);
    expect((await admin.put(`${groups}/${name}/members/${LAURE}`, undefined)).status).toBe(400);
  }
});

test.each(['Divers', 'a b', '-x', 'a'.repeat(64)])('%s is no name of a group', async (name) => {
  expect((await admin.put(`${groups}/${name}`, {})).status).toBe(400);
});

test('who does not belong to the organisation sees no group of it', async () => {
  await admin.put(`${groups}/inner`, {});
  const laure = createApi(system, (await signIn(system, LAURE)).token);
  await removeMember(system, LAURE);
  for (const path of [groups, `${groups}/inner`, `${groups}/inner/members`, '/organisations/none/groups']) {
    expect((await laure.get(path)).status).toBe(404);
  }
});
