import { expect } from 'vitest';
import { completeMetadata } from './api.ts';
import { listQueue, type Stage } from './assertions.ts';
import { controlDatacite } from './datacite.ts';
import { changeSettings, makeItemWithStatus, type ShownStatus } from './doi-statuses.ts';
import { changeItem, changeTitle, doiOf, makeItem, readDoiStatus, readIdentifiers } from './dspace.ts';
import type { DspaceItemBody } from './dspace-containers.ts';

type Held = { uuid: string; doi: string };

export async function hold({ repository, callers }: Stage, status: ShownStatus): Promise<Held> {
  const { uuid } = await makeItemWithStatus(repository, status);
  return { uuid, doi: doiOf(await readIdentifiers(callers.admin, uuid)) };
}

export const identify = ({ repository }: Stage, uuid: string, action: 'mint' | 'reserve' | 'register') =>
  changeItem<{ pid: string; status: string }>(repository, uuid, 'identify', { type: 'doi', action });

export async function attempt({ repository: { operator } }: Stage, doi: string): Promise<string | undefined> {
  const body = { pids: [doi] };
  const answer = await operator.post<{ items: { status: string }[] }>('/queue/attempts', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items[0]?.status;
}

export const statusOf = ({ callers: { admin } }: Stage, { uuid }: { uuid: string }) =>
  readDoiStatus(admin, uuid);

export const storedDoi = async ({ repository: { system } }: Stage, doi: string) =>
  (await controlDatacite(system).dois()).find((each) => each.doi === doi);

/** Changes the title of an item whose DOI has a status. @returns the status after that */
export async function changeWith(stage: Stage, status: ShownStatus): Promise<string | null | undefined> {
  const held = await hold(stage, status);
  await changeTitle(stage.repository, held.uuid, 'Changed once more');
  return statusOf(stage, held);
}

/** An item of the workspace that a filter on the type lets through, or does not. */
export async function nameByType(
  stage: Stage,
  first: string,
  then: string,
): Promise<(string | null | undefined)[]> {
  const { operator } = stage.repository;
  const describe = (resourceTypeGeneral: string) => ({
    metadata: { ...completeMetadata(), types: { resourceTypeGeneral } },
  });
  await operator.put('/organisations/default/doi-filters/data', { condition: { type: ['Dataset'] } });
  await changeSettings(stage.repository, { nameOnSubmission: true, submissionFilter: 'data' });
  try {
    const item = await makeItem(stage.repository, { state: 'workspace', ...describe(first) });
    const before = await statusOf(stage, item);
    await changeItem(stage.repository, item.uuid, 'describe', describe(then));
    return [before, await statusOf(stage, item)];
  } finally {
    await changeSettings(stage.repository, { nameOnSubmission: false, submissionFilter: null });
  }
}

export async function deleteDoi(
  { repository: { operator } }: Stage,
  uuid: string,
  doi: string,
): Promise<void> {
  const path = `/items/${uuid}/identifiers/${encodeURIComponent(doi)}`;
  const answer = await operator.delete(path, { 'if-match': '*' });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
}

export async function expectGivenBack(stage: Stage, status: 'MINTED' | 'PENDING'): Promise<void> {
  const { uuid, doi } = await hold(stage, status);
  await deleteDoi(stage, uuid, doi);
  const item = (await stage.callers.admin.get(`/core/items/${uuid}`)).body<DspaceItemBody>();
  expect(JSON.stringify(item.metadata)).not.toContain(doi);
  const { body } = await stage.repository.operator.get<{ state: string }>(`/pids/${encodeURIComponent(doi)}`);
  expect(body.state).toBe('released');
  expect((await listQueue(stage.repository)).some(({ pid }) => pid === doi)).toBe(false);
}
