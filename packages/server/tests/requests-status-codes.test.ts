import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAURE } from './support/people.ts';
import { type ListBody, openRequestDesk, type RequestDesk } from './support/request-apis.ts';

let desk: RequestDesk;
beforeAll(async () => {
  desk = await openRequestDesk();
});
afterAll(async () => {
  await desk?.system.close();
});

const namesOf = async (): Promise<string[]> =>
  (await desk.apis.curator.get<ListBody<{ name: string }>>('/requests/status-codes')).body.items.map(
    (each) => each.name,
  );

test('the service’s own status codes are the moves of their names', async () => {
  const { id } = await desk.submit();
  const set = async (status: string, comment?: string) => {
    const answer = await desk.act('curator', id, 'status', {
      status,
      ...(comment === undefined ? {} : { comment }),
    });
    return answer.status === 200 ? [answer.body.state, answer.body.status] : answer.status;
  };
  expect(await set('Evaluation')).toEqual(['evaluation', 'Evaluation']);
  expect((await desk.readAs('curator', id)).assignee).toMatchObject({ orcid: LAURE });
  expect(await set('Submitted')).toEqual(['submitted', 'Submitted']);
  expect(await set('Pending')).toEqual(['pending', 'Pending']);
  expect(await set('Submitted')).toBe(409);
  expect(await set('Evaluation')).toEqual(['evaluation', 'Evaluation']);
  expect(await set('Completion')).toBe(409);
  expect(await set('Failed')).toBe(409);
  expect(await set('Withdrawn')).toBe(409);
  expect(await set('Approved')).toEqual(['approved', 'Approved']);
  expect(await set('Rejected', 'Sorry.')).toEqual(['rejecting', 'Rejected']);
});

test('a status that a curator makes up is a label, kept for reuse; the state stays', async () => {
  const { id } = await desk.submit();
  const set = (status: string) => desk.act('curator', id, 'status', { status });
  expect((await set('With the lawyers')).body).toMatchObject({
    state: 'submitted',
    status: 'With the lawyers',
  });
  expect((await set('submitted')).body).toMatchObject({ state: 'submitted', status: 'submitted' });
  expect((await set('With the lawyers')).status).toBe(200);
  expect((await set('')).body).toMatchObject({ state: 'submitted', status: '' });
  expect((await set('𝕏'.repeat(64))).status).toBe(200);
  expect((await set('𝕏'.repeat(65))).status).toBe(400);
  expect(await namesOf()).toEqual([
    'Submitted',
    'Evaluation',
    'Pending',
    'Approved',
    'Completion',
    'Failed',
    'Rejected',
    'Withdrawn',
    'With the lawyers',
    'submitted',
    '',
    '𝕏'.repeat(64),
  ]);
  expect((await desk.act('curator', id, 'assign', { assignee: 'me' })).body.status).toBe('Evaluation');
  expect((await desk.act('requester', id, 'status', { status: 'Mine' })).status).toBe(403);
  expect((await desk.act('stranger', id, 'status', { status: 'Mine' })).status).toBe(404);
});

test('a comment without a status leaves the status as it is, and is shown to the requester', async () => {
  const { id } = await desk.submit();
  const answer = await desk.act('curator', id, 'status', { comment: 'We are looking at it.' });
  expect(answer.body).toMatchObject({ state: 'submitted', status: 'Submitted' });
  const { items } = (
    await desk.apis.requester.get<ListBody<{ comment: string | null; status: string }>>(
      `/requests/${id}/history`,
    )
  ).body;
  expect(items.at(-1)).toMatchObject({ comment: 'We are looking at it.', status: 'Submitted' });
});
