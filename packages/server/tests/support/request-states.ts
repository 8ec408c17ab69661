import { transact } from '../../src/db/index.ts';
import { moveRequest } from '../../src/modules/requests/index.ts';
import { endOpenSteps } from '../../src/modules/requests/pipelines/store.ts';
import type { RequestBody, RequestDesk } from './request-apis.ts';

/**
 * Brings new requests into every state there is, by the moves that lead there. Nothing may be worked off afterwards, or
 * what is on its way gets there.
 */
export async function makeRequestsInAllStates(desk: RequestDesk): Promise<Map<string, string>> {
  const requests = new Map<string, string>();
  for (const state of submittedFirst) requests.set(state, (await desk.submit()).id);
  const idOf = (state: (typeof submittedFirst)[number]): string => requests.get(state) ?? '';
  const reason = { comment: 'No.' };
  await must(desk, idOf('evaluation'), 'assign', { assignee: 'me' });
  await must(desk, idOf('pending'), 'return', { comment: 'Please look again.' });
  await must(desk, idOf('approved'), 'approve');
  await must(desk, idOf('published'), 'doi');
  await must(desk, idOf('rejected'), 'reject', reason);
  await desk.act('requester', idOf('withdrawn'), 'withdraw');
  await desk.system.drain();
  await must(desk, idOf('publishing'), 'doi');
  await must(desk, idOf('failed in publishing'), 'doi');
  await must(desk, idOf('rejecting'), 'reject', reason);
  await desk.act('requester', idOf('withdrawing'), 'withdraw');
  requests.set('staging', await desk.request((await desk.makeFolder()).id));
  requests.set('failed in staging', await desk.request((await desk.makeFolder()).id));
  await fail(desk, idOf('failed in publishing'));
  await fail(desk, requests.get('failed in staging') ?? '');
  return requests;
}

const submittedFirst = [
  'submitted',
  'evaluation',
  'pending',
  'approved',
  'published',
  'rejected',
  'withdrawn',
  'publishing',
  'failed in publishing',
  'rejecting',
  'withdrawing',
] as const;

async function must(desk: RequestDesk, id: string, move: string, body: unknown = {}): Promise<RequestBody> {
  const answer = await desk.act('curator', id, move, body);
  if (answer.status !== 200) throw new Error(`no ${move}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What a pipeline does when a step comes to grief for good. */
async function fail(desk: RequestDesk, requestId: string): Promise<void> {
  const { ctx } = desk.system;
  await transact(ctx.db, async (tx) => {
    await endOpenSteps(tx, requestId);
    await moveRequest(tx, {
      requestId,
      action: 'fail',
      as: ['service'],
      actor: { kind: 'service' },
      now: ctx.now(),
      comment: 'The registrar refused.',
    });
  });
}
