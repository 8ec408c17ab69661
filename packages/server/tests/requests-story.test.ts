import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteNode, findChild } from '../src/modules/data/index.ts';
import { createApi, type ProblemBody } from './support/api.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type ListBody, openRequestDesk, type RequestDesk } from './support/request-apis.ts';

let desk: RequestDesk;
beforeAll(async () => {
  desk = await openRequestDesk();
});
afterAll(async () => {
  await desk?.system.close();
});

type Change = { id: string; text: string; state: string; answer: string | null; round: number };
type Entry = { action: string; state: string; status: string; comment: string | null; internal: boolean };
type Check = { name: string; outcome: string; waivedReason: string | null; automatic: boolean };

const actionsOf = async (who: 'requester' | 'curator', id: string): Promise<string[]> =>
  (await desk.apis[who].get<ListBody<Entry>>(`/requests/${id}/history`)).body.items.map(
    (each) => each.action,
  );

test('a request is returned with itemised changes, answered, resubmitted, approved and published', async () => {
  const { apis } = desk;
  const { id, folder } = await desk.submit();
  expect(await desk.readAs('curator', id)).toMatchObject({
    state: 'submitted',
    status: 'Submitted',
    assignee: null,
    folder: { path: `/default/staging/${folder.name}` },
  });
  const queue = await apis.curator.get<ListBody<{ id: string }>>('/requests?of=curated&unassigned=true');
  expect(queue.body.items.map((each) => each.id)).toContain(id);

  const assigned = await desk.act('curator', id, 'assign', { assignee: 'me' });
  expect(assigned.body).toMatchObject({
    state: 'evaluation',
    status: 'Evaluation',
    assignee: { orcid: LAURE },
  });

  const silent = await desk.act('curator', id, 'return', {});
  expect(silent.status).toBe(400);
  const returned = await desk.act('curator', id, 'return', {
    comment: 'Nearly there.',
    changes: [
      { text: 'Name the units of temperature.', anchor: { file: 'data/samples.csv' } },
      { text: 'Add a second creator.', anchor: { attribute: 'creator' } },
    ],
  });
  expect(returned.body).toMatchObject({ state: 'pending', status: 'Pending' });

  const changes = (await apis.requester.get<ListBody<Change>>(`/requests/${id}/changes`)).body.items;
  expect(changes.map((each) => [each.round, each.text, each.state])).toEqual([
    [1, 'Name the units of temperature.', 'open'],
    [1, 'Add a second creator.', 'open'],
  ]);
  const early = await apis.requester.post<ProblemBody>(`/requests/${id}/resubmit`, {});
  expect(early.status).toBe(400);
  expect(early.body.errors).toHaveLength(2);
  expect((await desk.readAs('requester', id)).state).toBe('pending');

  await desk.addFile(folder.id, 'UNITS.txt', 'Temperatures are in degrees Celsius.\n');
  const answered = await apis.requester.post<Change>(`/requests/${id}/changes/${changes[0]?.id}`, {
    state: 'done',
  });
  expect(answered.body.state).toBe('done');
  const wordless = await apis.requester.post(`/requests/${id}/resubmit`, {
    answers: [{ change: changes[1]?.id, state: 'declined' }],
  });
  expect(wordless.status).toBe(400);
  const resubmitted = await desk.act('requester', id, 'resubmit', {
    comment: 'Done, but for the second creator.',
    answers: [{ change: changes[1]?.id, state: 'declined', answer: 'There was nobody else.' }],
  });
  expect(resubmitted.body).toMatchObject({ state: 'evaluation', assignee: { orcid: LAURE } });

  const diff = (
    await apis.curator.get<{
      since: { purpose: string };
      files: { added: { count: number; first: { path: string }[] }; removed: { count: number } };
    }>(`/requests/${id}/diff`)
  ).body;
  expect(diff.since.purpose).toBe('reviewed');
  expect(diff.files.added).toMatchObject({ count: 1, first: [{ path: 'UNITS.txt' }] });
  expect(diff.files.removed.count).toBe(0);

  const published = await desk.act('curator', id, 'doi', { comment: 'Well done.' });
  expect(published.body).toMatchObject({ state: 'publishing', status: 'Approved' });
  const again = await desk.act('curator', id, 'doi');
  expect(again.status).toBe(409);
  await desk.system.drain();
  expect(await desk.readAs('requester', id)).toMatchObject({ state: 'published', status: 'Completion' });
  expect(await actionsOf('requester', id)).toEqual([
    'submit',
    'stage',
    'assign',
    'return',
    'resubmit',
    'approve',
    'publish',
    'complete',
  ]);
});

test('a stranger finds nothing of a request, and the requester nothing that curators say among themselves', async () => {
  const { apis } = desk;
  const before = await desk.submit();
  const { id } = before;
  for (const path of [
    '',
    '/history',
    '/comments',
    '/changes',
    '/checks',
    '/diff',
    '/steps',
    '/moves',
    '/curators',
  ]) {
    expect((await apis.stranger.get(`/requests/${id}${path}`)).status).toBe(404);
  }
  expect((await apis.stranger.get<ListBody<unknown>>('/requests')).body.items).toEqual([]);

  desk.system.clock.advance(60_000);
  const whisper = await apis.curator.post<{ id: string }>(`/requests/${id}/comments`, {
    body: 'Have we seen these numbers before?',
    internal: true,
  });
  expect(whisper.status).toBe(201);
  expect(await desk.readAs('requester', id)).toEqual(before);
  expect((await apis.requester.get<ListBody<unknown>>(`/requests/${id}/comments`)).body.items).toEqual([]);
  expect(await actionsOf('requester', id)).toEqual(['submit', 'stage']);
  expect(await actionsOf('curator', id)).toEqual(['submit', 'stage', 'comment']);
  expect((await apis.requester.get(`/requests/${id}/checks`)).status).toBe(403);
  expect((await apis.requester.get(`/requests/${id}/curators`)).status).toBe(403);

  const reply = await apis.requester.post(`/requests/${id}/comments`, {
    body: 'What?',
    replyTo: whisper.body.id,
  });
  expect(reply.status).toBe(400);
  const own = await apis.requester.post(`/requests/${id}/comments`, { body: 'Psst', internal: true });
  expect(own.status).toBe(403);

  const inner = await apis.curator.post<{ internal: boolean }>(`/requests/${id}/comments`, {
    body: 'No, we have not.',
    replyTo: whisper.body.id,
  });
  expect(inner.body.internal).toBe(true);
  await apis.curator.post(`/requests/${id}/comments`, { body: 'Which instrument was it?' });
  const shared = await apis.requester.get<ListBody<{ body: string }>>(`/requests/${id}/comments`);
  expect(shared.body.items.map((each) => each.body)).toEqual(['Which instrument was it?']);
});

test('a curator’s own request is approved by another curator, and by nobody else while there is one', async () => {
  const { system } = desk;
  const { id } = await desk.submit();
  await setRole(system, JOSIAH, 'curator');
  try {
    const refused = await desk.act('requester', id, 'approve');
    expect(refused.status).toBe(403);
    expect(
      (await desk.apis.requester.get<{ moves: string[] }>(`/requests/${id}/moves`)).body.moves,
    ).toContain('assign');
    await setRole(system, LAURE, 'member');
    await setRole(system, SOFIA, 'member');
    const alone = await desk.act('requester', id, 'approve');
    expect(alone.status).toBe(200);
  } finally {
    await setRole(system, LAURE, 'curator');
    await setRole(system, JOSIAH, 'member');
  }
});

test('an approval waits for errors of the checklist, which a curator waives with a reason', async () => {
  const { apis, system } = desk;
  const folder = await desk.makeFolder();
  const readme = await findChild(system.ctx.db, folder.id, 'README.md');
  await deleteNode(system.ctx, desk.people.requester, readme?.id ?? '');
  const { body } = await apis.requester.post<{ id: string }>('/requests', { folder: folder.id, type: 'DOI' });
  await system.drain();

  const checks = await apis.curator.get<ListBody<Check>>(`/requests/${body.id}/checks`);
  expect(checks.body.items.find(({ name }) => name === 'readme')).toMatchObject({
    outcome: 'failed',
    automatic: true,
  });
  const refused = await apis.curator.post<ProblemBody>(`/requests/${body.id}/approve`, {});
  expect(refused.status).toBe(409);
  expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(['/checks/readme']);
  expect((await desk.readAs('curator', body.id)).state).toBe('submitted');

  const ticked = await apis.curator.post(`/requests/${body.id}/checks/readme`, { outcome: 'passed' });
  expect(ticked.status).toBe(400);
  const unexplained = await apis.curator.post(`/requests/${body.id}/checks/readme`, { waivedReason: ' ' });
  expect(unexplained.status).toBe(400);
  const stranger = await apis.requester.post(`/requests/${body.id}/checks/readme`, {
    waivedReason: 'Please.',
  });
  expect(stranger.status).toBe(403);
  const waived = await apis.curator.post<Check>(`/requests/${body.id}/checks/readme`, {
    waivedReason: 'The table explains itself.',
  });
  expect(waived.body.waivedReason).toBe('The table explains itself.');
  const manual = await apis.curator.post<Check>(`/requests/${body.id}/checks/inventory`, {
    outcome: 'passed',
  });
  expect(manual.body.outcome).toBe('passed');
  const rerun = await apis.curator.post<ListBody<Check>>(`/requests/${body.id}/checks`);
  expect(rerun.body.items.find(({ name }) => name === 'readme')?.waivedReason).not.toBeNull();
  expect(rerun.body.items.find(({ name }) => name === 'inventory')?.outcome).toBe('passed');
  expect((await desk.act('curator', body.id, 'approve')).body.state).toBe('approved');
});

test('what is approved is frozen until it is reopened', async () => {
  const { id, folder } = await desk.submit();
  await desk.act('curator', id, 'approve');
  await expect(desk.addFile(folder.id, 'late.txt', 'late')).rejects.toThrow();
  const reopened = await desk.act('curator', id, 'reopen');
  expect(reopened.body).toMatchObject({ state: 'evaluation', assignee: { orcid: LAURE } });
  await desk.addFile(folder.id, 'late.txt', 'late');
  const diff = await desk.apis.curator.get<{ files: { added: { first: { path: string }[] } } }>(
    `/requests/${id}/diff`,
  );
  expect(diff.body.files.added.first).toMatchObject([{ path: 'late.txt' }]);
});

test('a move that started from an older version is refused, and one that is repeated has one effect', async () => {
  const { apis } = desk;
  const { id } = await desk.submit();
  const { headers } = await apis.curator.get(`/requests/${id}`);
  const etag = headers.get('etag') ?? '';
  expect((await desk.act('curator', id, 'assign', { assignee: 'me' })).status).toBe(200);
  const stale = await apis.curator.post(`/requests/${id}/approve`, {}, { 'if-match': etag });
  expect(stale.status).toBe(412);

  const key = { 'idempotency-key': 'reject-once' };
  const body = { comment: 'It belongs into another repository.' };
  const [first, second] = await Promise.all([
    apis.curator.post(`/requests/${id}/reject`, body, key),
    apis.curator.post(`/requests/${id}/reject`, body, key),
  ]);
  expect([first.status, second.status]).toEqual([200, 200]);
  await desk.system.drain();
  expect(await actionsOf('curator', id)).toEqual(['submit', 'stage', 'assign', 'reject', 'finish-rejecting']);
  const { folder, state } = await desk.readAs('requester', id);
  expect([state, folder.path]).toEqual(['rejected', folder.originalPath]);

  const again = await apis.requester.post<{ id: string }>('/requests', { folder: folder.id, type: 'DOI' });
  expect(again.status).toBe(201);
  expect(again.body.id).not.toBe(id);
  await desk.system.drain();
  const curators = await apis.curator.get<ListBody<{ orcid: string; suggested: boolean }>>(
    `/requests/${again.body.id}/curators`,
  );
  expect(curators.body.items[0]).toMatchObject({ orcid: LAURE, suggested: true });
});

test('a token without the scope for it curates nothing', async () => {
  const { id } = await desk.submit();
  const { token } = await signIn(desk.system, LAURE, ['data:read', 'data:write']);
  const api = createApi(desk.system, token);
  expect((await api.get(`/requests/${id}`)).status).toBe(200);
  expect((await api.get<{ moves: string[] }>(`/requests/${id}/moves`)).body.moves).toEqual([]);
  const refused = await api.post<ProblemBody>(`/requests/${id}/approve`, {});
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('pid:publish')]);
});

test('a publication that failed before anything was announced can be reopened, and is made good', async () => {
  const { system, apis } = desk;
  const { id, folder } = await desk.submit();
  await desk.act('curator', id, 'doi');
  await setRole(system, LAURE, 'member');
  await system.drain();
  await setRole(system, LAURE, 'curator');
  expect(await desk.readAs('curator', id)).toMatchObject({ state: 'failed', status: 'Failed' });
  const { moves } = (await apis.curator.get<{ moves: string[] }>(`/requests/${id}/moves`)).body;
  expect(moves).toEqual(expect.arrayContaining(['retry', 'reopen', 'reject']));
  await expect(desk.addFile(folder.id, 'more.txt', 'more')).rejects.toThrow();

  expect((await desk.act('curator', id, 'reopen')).body.state).toBe('evaluation');
  expect(await desk.pathOf(folder.id)).toBe(`/default/staging/${folder.name}`);
  await desk.addFile(folder.id, 'more.txt', 'more');
  await desk.act('curator', id, 'doi');
  await system.drain();
  const published = await desk.readAs('requester', id);
  expect(published.state).toBe('published');
  const announced = (await desk.datacite.dois()).filter(({ url }) => url?.endsWith(folder.id));
  expect(announced).toMatchObject([{ doi: published.permanentId, state: 'findable' }]);
});

test('of two curators who decide at the same moment one is heard', async () => {
  const { id } = await desk.submit();
  const answers = await Promise.all([
    desk.act('curator', id, 'doi'),
    desk.act('curator', id, 'reject', { comment: 'No.' }),
    desk.act('requester', id, 'withdraw'),
    desk.act('curator', id, 'doi'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  await desk.system.drain();
  expect(['published', 'rejected', 'withdrawn']).toContain((await desk.readAs('curator', id)).state);
});
