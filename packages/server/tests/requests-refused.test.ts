import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  copyNode,
  createFolder,
  findNode,
  listFoldersBelow,
  putPermissions,
  readAttributes,
  replaceAttributes,
} from '../src/modules/data/index.ts';
import { createApi, type ProblemBody } from './support/api.ts';
import { signIn } from './support/people.ts';
import { openRequestDesk, type RequestDesk } from './support/request-apis.ts';

let desk: RequestDesk;
beforeAll(async () => {
  desk = await openRequestDesk();
});
afterAll(async () => {
  await desk?.system.close();
});

type Problem = { check: string; attribute: string | null; code: string };

const checksOf = async (folder: string, type = 'DOI'): Promise<string[]> => {
  const answer = await desk.apis.requester.get<{ problems: Problem[] }>(
    `/requests/check?folder=${folder}&type=${type}`,
  );
  expect(answer.status).toBe(200);
  return answer.body.problems.map(({ check, code }) => `${check} ${code}`);
};

const request = (folder: string, type = 'DOI', who: 'requester' | 'curator' | 'operator' = 'requester') =>
  desk.apis[who].post<ProblemBody & { id: string }>('/requests', { folder, type });

const pointersOf = (answer: { body: ProblemBody }): string[] => [
  ...new Set((answer.body.errors ?? []).map(({ pointer }) => pointer.split('/').slice(0, 3).join('/'))),
];

/** The folder in a folder of `makeFolder`. */
async function findInner(folderId: string): Promise<string> {
  const page = { after: null, limit: 10 };
  return (await listFoldersBelow(desk.system.ctx.db, folderId, page))[0]?.id ?? '';
}

test('a folder in order can be requested for', async () => {
  const folder = await desk.makeFolder();
  expect(await checksOf(folder.id)).toEqual([]);
  expect(await checksOf(folder.id, 'ARK')).toEqual([]);
});

test('whoever does not own a folder is told that and nothing else; a stranger not even that there is one', async () => {
  const folder = await desk.makeFolder();
  const { requester, stranger } = desk.apis;
  expect((await stranger.get(`/requests/check?folder=${folder.id}`)).status).toBe(404);
  expect((await stranger.post('/requests', { folder: folder.id, type: 'DOI' })).status).toBe(404);
  const staged = await desk.submit();
  expect(await checksOf(staged.folder.id)).toEqual(['owned ERR_NOT_OWNER']);
  const refused = await requester.post<ProblemBody>('/requests', { folder: staged.folder.id, type: 'DOI' });
  expect(refused.status).toBe(403);
  expect((await request('00000000-0000-4000-8000-000000000000')).status).toBe(404);
});

test('a file, a folder of the service, an empty folder and an unknown type are refused', async () => {
  const folder = await desk.makeFolder();
  const file = await desk.addFile(folder.id, 'one.txt', 'one');
  expect(await checksOf(file)).toEqual(['a-folder ERR_BAD_OR_MISSING_FIELD']);
  expect(await checksOf(file, 'URN')).toEqual([
    'a-folder ERR_BAD_OR_MISSING_FIELD',
    'type-known ERR_ILLEGAL_ARGUMENT',
  ]);
  const { ctx } = desk.system;
  const owner = desk.people.requester;
  const home = (await findNode(ctx.db, owner, folder.id))?.node.parentId ?? '';
  expect(await checksOf(home)).toEqual(['not-an-area ERR_BAD_OR_MISSING_FIELD']);
  const empty = await createFolder(ctx, owner, { parentId: home, name: 'empty' });
  expect(await checksOf(empty.node.id)).toContain('not-empty ERR_BAD_OR_MISSING_FIELD');
  const refused = await request(folder.id, 'URN');
  expect([refused.status, pointersOf(refused)]).toEqual([422, ['/checks/type-known']]);
});

test('all mistakes of the metadata are told at once, each at its attribute, before anything moves', async () => {
  const folder = await desk.makeFolder();
  await replaceAttributes(desk.system.ctx, desk.people.requester, folder.id, [
    { name: 'creator', value: '' },
    { name: 'identifier', value: '10.5072/mine' },
    { name: 'resourceType', value: 'Measurements' },
  ]);
  const checks = await checksOf(folder.id);
  expect(checks[0]).toBe('no-identifier ERR_BAD_REQUEST');
  expect(checks.filter((each) => each === 'metadata ERR_BAD_REQUEST').length).toBeGreaterThan(2);
  const refused = await request(folder.id);
  expect(refused.status).toBe(422);
  expect(pointersOf(refused)).toEqual(
    expect.arrayContaining(['/attributes/identifier', '/attributes/title']),
  );
  expect(await desk.pathOf(folder.id)).toContain('/home/');
});

test('a folder inside or around the folder of another request is refused', async () => {
  const { apis, system } = desk;
  const outer = await desk.makeFolder();
  const inner = await findInner(outer.id);
  const attributes = await readAttributes(system.ctx.db, outer.id);
  await replaceAttributes(system.ctx, desk.people.requester, inner, attributes);
  // Not drained: the inner folder is sealed where it is.
  await desk.request(inner);
  expect(await checksOf(outer.id)).toEqual(['not-in-a-request ERR_CONFLICT']);
  await system.drain();
  expect(await checksOf(outer.id)).toEqual([]);

  const staged = await desk.submit();
  const nested = await findInner(staged.folder.id);
  const seen = await apis.curator.get<{ problems: Problem[] }>(`/requests/check?folder=${nested}`);
  expect(seen.body.problems.map(({ check }) => check)).toContain('not-in-a-request');
});

test('a published folder stays as it is when somebody requests another identifier for it', async () => {
  const { system } = desk;
  const { id, folder } = await desk.submit();
  await desk.act('curator', id, 'doi');
  await system.drain();
  expect((await desk.readAs('curator', id)).state).toBe('published');
  expect((await request(folder.id, 'ARK')).status).toBe(403);
  const curators = await request(folder.id, 'ARK', 'curator');
  expect(curators.status).toBe(422);
  expect(pointersOf(curators)).toContain('/checks/not-in-a-request');
  await system.drain();
  expect(await desk.readers(folder.id)).toContain('public');
  expect(await desk.pathOf(folder.id)).toContain('/curated/');
});

test('of two folders of one name the second is refused, however close they come', async () => {
  const { system } = desk;
  const first = await desk.makeFolder('Carberry_race_2026');
  const owner = desk.people.requester;
  const home = (await findNode(system.ctx.db, owner, first.id))?.node.parentId ?? '';
  const elsewhere = await createFolder(system.ctx, owner, { parentId: home, name: 'another place' });
  const copied = await copyNode(system.ctx, owner, first.id, { parentId: elsewhere.node.id });
  const attributes = await readAttributes(system.ctx.db, first.id);
  await replaceAttributes(system.ctx, owner, copied.node.id, attributes);
  const answers = await Promise.all([request(first.id), request(copied.node.id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  const loser = answers.find(({ status }) => status === 422);
  expect(loser === undefined ? [] : pointersOf(loser)).toEqual(['/checks/name-not-staged']);
  await system.drain();

  const winner = answers.find(({ status }) => status === 201)?.body.id ?? '';
  const left = answers[0]?.status === 201 ? copied.node.id : first.id;
  await desk.act('curator', winner, 'doi');
  await system.drain();
  expect((await desk.readAs('curator', winner)).state).toBe('published');
  expect(await checksOf(left)).toEqual(['name-not-published ERR_EXISTS']);
});

test('what somebody keeps to themselves in a folder of others is published by nobody else', async () => {
  const { people, system } = desk;
  const { requester, member } = people;
  const folder = await desk.makeFolder();
  const owns = (accountId: string) => ({ principal: { kind: 'person', accountId }, level: 'own' }) as const;
  const both = [owns(requester.accountId), owns(member.accountId)];
  await putPermissions(system.ctx, requester, folder.id, { inherits: true, permissions: both });
  const kept = await createFolder(system.ctx, member, { parentId: folder.id, name: 'interviews' });
  const alone = { inherits: false, permissions: [owns(member.accountId)] };
  await putPermissions(system.ctx, member, kept.node.id, alone);
  expect(await findNode(system.ctx.db, requester, kept.node.id)).toBeNull();

  expect(await checksOf(folder.id)).toEqual(['owned ERR_NOT_OWNER']);
  expect((await request(folder.id)).status).toBe(403);
  expect(await findNode(system.ctx.db, requester, kept.node.id)).toBeNull();
  await putPermissions(system.ctx, member, kept.node.id, { inherits: false, permissions: both });
  expect((await request(folder.id)).status).toBe(201);
  await system.drain();
});

test('two clicks make one request', async () => {
  const folder = await desk.makeFolder();
  const answers = await Promise.all([request(folder.id), request(folder.id), request(folder.id, 'ARK')]);
  expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
  await desk.system.drain();
});

test('only people request, and only with a token for it', async () => {
  const folder = await desk.makeFolder();
  expect((await request(folder.id, 'DOI', 'operator')).status).toBe(403);
  const { token } = await signIn(desk.system, undefined, ['data:read']);
  const answer = await createApi(desk.system, token).post('/requests', { folder: folder.id, type: 'DOI' });
  expect(answer.status).toBe(403);
});
