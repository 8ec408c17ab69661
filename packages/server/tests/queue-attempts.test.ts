import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFeeder } from '../src/modules/registration/feeder.ts';
import { completeMetadata } from './support/api.ts';
import { type AttemptsBody, type QueueSystem, startQueueSystem } from './support/queue.ts';

let queue: QueueSystem;
beforeAll(async () => {
  queue = await startQueueSystem();
});
afterEach(async () => {
  await queue.datacite.clearFaults();
  queue.system.clock.advance(2 * 3_600_000);
  await queue.system.drain();
});
afterAll(() => queue?.system.close());

const statusOf = async (pid: string): Promise<string> => (await queue.read(pid)).status;

/** A whole run of an action, page by page, as a program makes it. */
async function run(action: string, limit: number): Promise<AttemptsBody['items']> {
  const items: AttemptsBody['items'] = [];
  let cursor: string | null = null;
  do {
    const page: AttemptsBody = await queue.attempt({ action, limit, ...(cursor === null ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

describe('attempts that somebody asks for', () => {
  test('a run attempts each of a queue once, also those that fail, and no other queue', async () => {
    const pids = await queue.mintMany(7);
    const draft = await queue.drafts.reserveDescribed(completeMetadata(), null);
    const failing = pids[2] ?? '';
    await queue.datacite.orderFault({ kind: 'error-500', count: null, match: { doi: failing } });
    const items = await run('register', 3);
    expect(items.map(({ pid }) => pid)).toEqual(pids);
    for (const { pid, before, status, outcome } of items) {
      expect({ before, status, outcome }).toEqual(
        pid === failing
          ? { before: 'TO_BE_REGISTERED', status: 'TO_BE_REGISTERED', outcome: 'pending' }
          : { before: 'TO_BE_REGISTERED', status: 'IS_REGISTERED', outcome: 'acknowledged' },
      );
    }
    expect((await queue.read(failing)).attempts).toBe(1);
    expect(await statusOf(draft)).toBe('TO_BE_RESERVED');
    expect((await run('reserve', 10)).map(({ pid, status }) => [pid, status])).toEqual([
      [draft, 'IS_RESERVED'],
    ]);
    expect(await run('reserve', 10)).toEqual([]);
  });

  test('the next attempt time does not matter, and what was refused is attempted again', async () => {
    const waiting = await queue.mint();
    await queue.datacite.orderFault({ kind: 'unavailable', retryAfterSeconds: 3_000 });
    await queue.system.drain();
    expect((await queue.attempt({ pids: [waiting] })).items).toMatchObject([{ status: 'IS_REGISTERED' }]);

    const refused = await queue.mint({ state: 'reserved' });
    await queue.datacite.writeElsewhere(refused, { url: 'https://example.org/elsewhere' });
    await queue.operator.post(`/pids/${encodeURIComponent(refused)}/publish`, {});
    await queue.system.drain();
    const [again] = (await queue.attempt({ action: 'register', pids: [refused] })).items;
    expect(again).toMatchObject({
      before: 'TO_BE_REGISTERED',
      status: 'TO_BE_REGISTERED',
      outcome: 'refused',
    });
    expect(again?.detail).toContain('https://example.org/elsewhere');
    expect((await queue.read(refused)).attempts).toBe(2);
  });

  test('the update of what waits for registration makes a draft at the registrar, and registration still waits', async () => {
    const pid = await queue.mint();
    await queue.retitle(pid, 'Another title');
    expect(await run('update', 10)).toMatchObject([
      { pid, before: 'UPDATE_BEFORE_REGISTRATION', status: 'TO_BE_REGISTERED', outcome: 'acknowledged' },
    ]);
    expect(await queue.datacite.dois()).toContainEqual(expect.objectContaining({ doi: pid, state: 'draft' }));
    expect(await queue.read(pid)).toMatchObject({ state: 'pending', status: 'TO_BE_REGISTERED' });
    await queue.retitle(pid, 'A third title');
    expect(await statusOf(pid)).toBe('UPDATE_BEFORE_REGISTRATION');
    // The background work does both at once.
    await queue.system.drain();
    expect(await statusOf(pid)).toBe('IS_REGISTERED');
    expect(await queue.datacite.dois()).toContainEqual(
      expect.objectContaining({ doi: pid, state: 'findable', writeCount: 2 }),
    );
  });

  test('what is as wanted is not sent again, and what nobody knows is said to be unknown', async () => {
    const pid = await queue.mint();
    await queue.system.drain();
    await queue.datacite.forgetRequests();
    const { items } = await queue.attempt({ pids: [pid, '10.5072/nothing-here'] });
    expect(items).toMatchObject([
      { pid, before: 'IS_REGISTERED', status: 'IS_REGISTERED', outcome: 'acknowledged' },
      { pid: '10.5072/nothing-here', before: null, status: null, outcome: 'not-sent' },
    ]);
    expect(await queue.datacite.requests()).toEqual([]);
  });

  test('beside the background work nothing is sent twice', async () => {
    const pids = await queue.mintMany(12);
    await queue.datacite.orderFault({ kind: 'slow', delayMs: 100, count: null });
    const feeder = createFeeder(queue.system.ctx);
    await feeder.fill();
    const { items } = await queue.attempt({ pids });
    await feeder.idle();
    expect(items.filter(({ outcome }) => outcome === 'not-sent').length).toBeGreaterThan(0);
    for (const pid of pids)
      expect(await queue.read(pid)).toMatchObject({ status: 'IS_REGISTERED', attempts: 1 });
    const dois = await queue.datacite.dois();
    expect(dois.filter(({ doi, writeCount }) => pids.includes(doi) && writeCount !== 1)).toEqual([]);
  });

  test('two runs at once attempt each identifier once', async () => {
    const pids = await queue.mintMany(10);
    await queue.datacite.orderFault({ kind: 'slow', delayMs: 50, count: null });
    const runs = await Promise.all([run('register', 10), run('register', 10)]);
    const done = runs.flat().filter(({ outcome }) => outcome === 'acknowledged');
    expect(new Set(done.map(({ pid }) => pid))).toEqual(new Set(pids));
    for (const pid of pids) expect((await queue.read(pid)).attempts).toBe(1);
  });

  test('a paused account sends nothing, and says why', async () => {
    const pid = await queue.mint();
    const path = `/registrar-accounts/${queue.account}`;
    await queue.operator.post(`${path}/pause`, { reason: 'We move to another member.' });
    try {
      await queue.datacite.forgetRequests();
      const { items } = await queue.attempt({ action: 'register' });
      const item = items.find((each) => each.pid === pid);
      expect(item).toMatchObject({ status: 'TO_BE_REGISTERED', outcome: 'not-sent' });
      expect(item?.detail).toContain('We move to another member.');
      expect(await queue.datacite.requests()).toEqual([]);
      expect((await queue.read(pid)).attempts).toBe(0);
    } finally {
      await queue.operator.post(`${path}/resume`);
    }
  });

  test('while the registrar is out of order nothing is sent, and it is said when to come back', async () => {
    const pids = await queue.mintMany(7);
    await queue.datacite.orderFault({ kind: 'unavailable', count: null });
    const answer = await queue.attempt({ action: 'register' });
    const items = answer.items.filter(({ pid }) => pids.includes(pid));
    const sent = items.filter(({ outcome }) => outcome === 'pending');
    const kept = items.filter(({ outcome }) => outcome === 'not-sent');
    expect(sent.length + kept.length).toBe(pids.length);
    const { items: later } = await queue.attempt({ pids: [pids[0] ?? ''] });
    expect(later).toMatchObject([{ outcome: 'not-sent', detail: expect.stringContaining('out of order') }]);
    const now = queue.system.clock.now().getTime();
    expect(Date.parse(later[0]?.retryAt ?? '')).toBe(now + 30_000);
  });

  test.each([
    [{}, 400],
    [{ action: 'publish' }, 400],
    [{ pids: [] }, 400],
    [{ pids: Array.from({ length: 101 }, (_, index) => `10.5072/${index}`) }, 400],
    [{ action: 'register', limit: 101 }, 400],
    [{ action: 'register', cursor: 'nonsense' }, 400],
    [{ pids: ['10.5072/a'], cursor: 'WyJhIl0' }, 400],
  ])('%j is refused', async (body, status) => {
    expect((await queue.operator.post('/queue/attempts', body)).status).toBe(status);
  });
});

test('when the rate budget is used up a run stops there, says when to go on, and goes on there', async () => {
  const slow = await startQueueSystem({ env: { DATACITE_REQUESTS_PER_5_MINUTES: '30' } });
  try {
    const pids = await slow.mintMany(5);
    // A tenth of thirty may go at once.
    const first = await slow.attempt({ action: 'register' });
    expect(first.items.map(({ pid, outcome }) => [pid, outcome])).toEqual([
      [pids[0], 'acknowledged'],
      [pids[1], 'acknowledged'],
      [pids[2], 'acknowledged'],
      [pids[3], 'not-sent'],
    ]);
    expect(first.retryAt).not.toBeNull();
    expect(first.next).not.toBeNull();
    const empty = await slow.attempt({ action: 'register', cursor: first.next });
    expect(empty.items).toMatchObject([{ pid: pids[3], outcome: 'not-sent', retryAt: first.retryAt }]);

    slow.system.clock.advance(Date.parse(first.retryAt ?? '') - slow.system.clock.now().getTime());
    const second = await slow.attempt({ action: 'register', cursor: empty.next, limit: 1 });
    expect(second.items).toMatchObject([{ pid: pids[3], outcome: 'acknowledged' }]);
    const named = await slow.attempt({ pids: [pids[4] ?? ''] });
    expect(named.items).toMatchObject([{ outcome: 'not-sent', retryAt: expect.any(String) }]);
  } finally {
    await slow.system.close();
  }
});
