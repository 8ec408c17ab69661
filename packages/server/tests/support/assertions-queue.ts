import { expect } from 'vitest';
import type { Answer } from './api.ts';
import { type Assertions, isQueuedAs, listQueue, type Stage } from './assertions.ts';
import { controlDatacite } from './datacite.ts';
import { changeItem, HANDLE_PREFIX, makeItem } from './dspace.ts';
import type { DspaceItemBody } from './dspace-containers.ts';

type Attempted = {
  items: { pid: string; before: string; status: string; outcome: string; detail: string | null }[];
  next: string | null;
};

/** Items whose DOIs wait to be registered. @returns the DOIs in the order that they were asked for */
async function queueDois({ repository }: Stage, count: number): Promise<string[]> {
  const dois: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const { uuid } = await makeItem(repository);
    const wish = { type: 'doi', action: 'register' };
    dois.push((await changeItem<{ pid: string }>(repository, uuid, 'identify', wish)).pid);
  }
  return dois;
}

/** Attempts all that wait to be registered, in batches of two, as `doi-organiser --register-all` does. */
async function registerAll({ repository: { operator } }: Stage): Promise<Attempted['items']> {
  const attempted: Attempted['items'] = [];
  let cursor: string | null = null;
  do {
    const body: Record<string, unknown> = {
      action: 'register',
      limit: 2,
      ...(cursor === null ? {} : { cursor }),
    };
    const answer: Answer<Attempted> = await operator.post<Attempted>('/queue/attempts', body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    attempted.push(...answer.body.items);
    cursor = answer.body.next;
    expect(attempted.length).toBeLessThan(20);
  } while (cursor !== null);
  return attempted;
}

/** Queues five DOIs, of which the first and the third fail, and attempts them all. */
async function registerWithFailures(stage: Stage, kind: string): Promise<void> {
  const dois = await queueDois(stage, 5);
  const failing = [dois[0] ?? '', dois[2] ?? ''];
  const datacite = controlDatacite(stage.repository.system);
  for (const doi of failing) await datacite.orderFault({ kind, count: null, match: { doi } });
  const attempted = await registerAll(stage);
  await datacite.clearFaults();
  expect(attempted.map(({ pid }) => pid).sort()).toEqual([...dois].sort());
  for (const { pid, status, outcome } of attempted) {
    const fails = failing.includes(pid);
    expect([pid, status]).toEqual([pid, fails ? 'TO_BE_REGISTERED' : 'IS_REGISTERED']);
    expect(outcome === 'acknowledged').toBe(!fails);
  }
}

const test = 'DOIOrganiserTest';

export const organiserAssertions: Assertions = {
  async [`${test} testProcessBatchedProcessesEveryQueuedDOI`](stage) {
    const dois = await queueDois(stage, 5);
    const attempted = await registerAll(stage);
    expect(attempted.map(({ pid }) => pid).sort()).toEqual([...dois].sort());
    expect(attempted.every(({ before }) => before === 'TO_BE_REGISTERED')).toBe(true);
    for (const doi of dois) expect(await isQueuedAs(stage.repository, doi, 'IS_REGISTERED')).toBe(true);
  },
  [`${test} testProcessBatchedSkipsDOIsThatFailWithoutThrowing`]: (stage) =>
    registerWithFailures(stage, 'error-500'),
  [`${test} testProcessBatchedSkipsDOIsThatFailByThrowing`]: (stage) => registerWithFailures(stage, 'reset'),
  async [`${test} testProcessBatchedTerminatesWhenNoDOICanBeProcessed`](stage) {
    const dois = await queueDois(stage, 3);
    const datacite = controlDatacite(stage.repository.system);
    await datacite.orderFault({ kind: 'unavailable', count: null });
    const attempted = await registerAll(stage);
    await datacite.clearFaults();
    expect(attempted.map(({ pid }) => pid).sort()).toEqual([...dois].sort());
    expect(attempted.some(({ outcome }) => outcome === 'acknowledged')).toBe(false);
    expect(attempted.every(({ status }) => status === 'TO_BE_REGISTERED')).toBe(true);
  },
  async [`${test} testProcessBatchedWithNothingQueued`](stage) {
    const datacite = controlDatacite(stage.repository.system);
    expect(await registerAll(stage)).toEqual([]);
    expect(await datacite.requests()).toEqual([]);
  },
  async [`${test} testRegisterReportsConnectorFailureWithoutChangingTheStatus`](stage) {
    const [doi = ''] = await queueDois(stage, 1);
    await controlDatacite(stage.repository.system).orderFault({ kind: 'error-500', match: { doi } });
    const body = { pids: [doi] };
    const answer = await stage.repository.operator.post<Attempted>('/queue/attempts', body);
    expect(answer.body.items).toMatchObject([
      {
        pid: doi,
        before: 'TO_BE_REGISTERED',
        status: 'TO_BE_REGISTERED',
        detail: expect.stringMatching(/./),
      },
    ]);
    const [row] = await listQueue(stage.repository, 'TO_BE_REGISTERED');
    expect(row).toMatchObject({ pid: doi, attempts: 1, lastAnswer: { status: 500 } });
  },
};

export const handleAssertions: Assertions = {
  async 'HandleServiceTest testParseHandle*'({ repository, callers: { anonymous } }) {
    const { uuid } = await makeItem(repository);
    const { handle } = (await anonymous.get(`/core/items/${uuid}`)).body<DspaceItemBody>();
    expect(handle).toMatch(new RegExp(`^${HANDLE_PREFIX}/\\d+$`));
    const spellings = [
      `${handle}`,
      `${repository.system.url}/handle/${handle}`,
      `hdl:${handle}`,
      `info:hdl/${handle}`,
      `https://hdl.handle.net/${handle}`,
      `http://hdl.handle.net/${handle}`,
      `https://whatever/handle/${handle}`,
      `http://whatever/handle/${handle}`,
    ];
    for (const id of spellings) {
      const answer = await anonymous.get(`/pid/find?id=${encodeURIComponent(id)}`);
      const expected = [id, 302, `${anonymous.root}/core/items/${uuid}`];
      expect([id, answer.status, answer.headers.get('location')]).toEqual(expected);
    }
    const nothing = [
      HANDLE_PREFIX,
      `/${HANDLE_PREFIX}`,
      'https://duraspace.org/dspace/',
      '10.70131/test_doi_5d2be995d35b6',
      'not a handle',
      'hdl:111222333/111',
      `${handle}0000`,
    ];
    for (const id of nothing) {
      const answer = await anonymous.get(`/pid/find?id=${encodeURIComponent(id)}`);
      expect([id, answer.status]).toEqual([id, 404]);
    }
    // As a path, as DSpace and its pages have it.
    const page = await fetch(`${repository.system.url}/handle/${handle}`, { redirect: 'manual' });
    expect([200, 301, 302, 303, 307]).toContain(page.status);
  },
};
