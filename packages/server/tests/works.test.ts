import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, type PidBody, type ProblemBody } from './support/api.ts';
import { controlDatacite } from './support/datacite.ts';
import { createItem, type IdentifierBody, type ItemBody, identify, readItem } from './support/items.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

type VersionBody = ItemBody & { work: { id: string; version: number } | null };
type WorkBody = {
  id: string;
  concept: IdentifierBody | null;
  versions: VersionBody[];
};
type Related = { relationType: string; relatedIdentifier: string };

let system: System;
let admin: Api;
let member: Api;

beforeAll(async () => {
  system = await startSystem();
  ({ admin, member } = await openOrganisation(system));
});

afterAll(() => system.close());

/** An archived item with a DOI that the registrar was asked for. */
async function publishItem(title: string): Promise<{ uuid: string; doi: string }> {
  const { uuid } = await createItem(admin, { metadata: completeMetadata(title) });
  return { uuid, doi: await registerDoi(uuid) };
}

async function registerDoi(uuid: string): Promise<string> {
  const answer = await identify(admin, uuid, 'register');
  expect(answer.body.status, JSON.stringify(answer.body)).toBe('TO_BE_REGISTERED');
  return answer.body.pid;
}

async function startVersion(uuid: string): Promise<VersionBody> {
  const answer = await admin.post<VersionBody>(`/items/${uuid}/versions`, {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

async function archive(uuid: string): Promise<void> {
  const answer = await admin.post(`/items/${uuid}/archive`, {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function publishVersion(uuid: string): Promise<{ uuid: string; doi: string; work: string }> {
  const next = await startVersion(uuid);
  await archive(next.uuid);
  return { uuid: next.uuid, doi: await registerDoi(next.uuid), work: next.work?.id ?? '' };
}

async function readWork(id: string): Promise<WorkBody> {
  return (await admin.get<WorkBody>(`/works/${id}`)).body;
}

async function readPid(pid: string): Promise<PidBody> {
  return (await admin.get<PidBody>(`/pids/${encodeURIComponent(pid)}`)).body;
}

async function relationsOf(pid: string): Promise<string[]> {
  const related = ((await readPid(pid)).metadata?.relatedIdentifiers ?? []) as Related[];
  return related.map((each) => `${each.relationType} ${each.relatedIdentifier}`);
}

describe('versions of an item', () => {
  test('the next version is an item of the workspace with the same metadata and files', async () => {
    const files = [{ name: 'table.csv', url: 'https://example.org/table.csv' }];
    const first = await createItem(admin, { metadata: completeMetadata('Springs'), files });
    const made = await admin.post<VersionBody>(`/items/${first.uuid}/versions`, {});
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/items/${made.body.uuid}`);
    expect(made.body).toMatchObject({
      state: 'workspace',
      metadata: first.metadata,
      files: first.files,
      work: { version: 2 },
    });
    const before = (await readItem(admin, first.uuid)) as VersionBody;
    expect(before.work).toEqual({ id: made.body.work?.id, version: 1 });
    expect(before.metadata).toEqual(first.metadata);
  });

  test('the next version needs no body, whatever type the request says it has', async () => {
    for (const headers of [{}, { 'content-type': 'application/json' }]) {
      const { uuid } = await createItem(admin, { metadata: completeMetadata('Told in the address') });
      const answer = await fetch(`${system.url}/api/v1/items/${uuid}/versions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, ...headers },
      });
      expect(answer.status, await answer.text()).toBe(201);
    }
  });

  test('both sides say what they are to each other, and the concept DOI has them both', async () => {
    const first = await publishItem('Two sides');
    const second = await publishVersion(first.uuid);
    const { concept } = await readWork(second.work);
    expect(concept).toMatchObject({ type: 'doi', state: 'public', status: 'UPDATE_BEFORE_REGISTRATION' });
    const conceptDoi = concept?.pid ?? '';
    expect(await relationsOf(first.doi)).toEqual([
      `IsVersionOf ${conceptDoi}`,
      `IsPreviousVersionOf ${second.doi}`,
    ]);
    expect(await relationsOf(second.doi)).toEqual([
      `IsVersionOf ${conceptDoi}`,
      `IsNewVersionOf ${first.doi}`,
    ]);
    expect(await relationsOf(conceptDoi)).toEqual([`HasVersion ${first.doi}`, `HasVersion ${second.doi}`]);
    await system.drain();
    const states = new Map((await controlDatacite(system).dois()).map((each) => [each.doi, each.state]));
    for (const doi of [first.doi, second.doi, conceptDoi]) expect(states.get(doi)).toBe('findable');
    expect((await readWork(second.work)).concept?.status).toBe('IS_REGISTERED');
    expect((await readItem(admin, second.uuid)).metadata).not.toHaveProperty('relatedIdentifiers');
  });

  test('a version that is announced says so at once, so that its DOI is registered and not updated before', async () => {
    const first = await createItem(admin, { metadata: completeMetadata('Without a DOI') });
    const second = await publishVersion(first.uuid);
    const held = await readItem(admin, second.uuid);
    expect(held.identifiers.find((each) => each.pid === second.doi)?.status).toBe('TO_BE_REGISTERED');
    const { concept } = await readWork(second.work);
    expect(await relationsOf(second.doi)).toEqual([`IsVersionOf ${concept?.pid}`]);
    expect(await relationsOf(concept?.pid ?? '')).toEqual([`HasVersion ${second.doi}`]);
  });

  test('nobody hears of a concept DOI while the second version is not finished', async () => {
    const first = await publishItem('Alone');
    const draft = await startVersion(first.uuid);
    const { concept } = await readWork(draft.work?.id ?? '');
    expect(concept).toMatchObject({ state: 'reserved', status: 'MINTED' });
    expect(await relationsOf(first.doi)).toEqual([]);
    expect((await admin.delete(`/items/${draft.uuid}`, { 'if-match': '*' })).status).toBeLessThan(300);
    const again = await startVersion(first.uuid);
    expect(again.work).toEqual({ id: draft.work?.id, version: 2 });
  });

  test('the concept DOI says what the newest archived version says', async () => {
    const first = await publishItem('Old title');
    const second = await publishVersion(first.uuid);
    const conceptDoi = (await readWork(second.work)).concept?.pid ?? '';
    const { version } = await readItem(admin, second.uuid);
    await admin.patch(
      `/items/${second.uuid}`,
      { metadata: completeMetadata('New title') },
      { 'if-match': `"${version}"` },
    );
    const pid = await readPid(conceptDoi);
    expect(pid.metadata?.titles).toEqual([{ title: 'New title' }]);
    expect(await relationsOf(conceptDoi)).toEqual([`HasVersion ${first.doi}`, `HasVersion ${second.doi}`]);
    const third = await startVersion(second.uuid);
    expect((await readPid(conceptDoi)).metadata?.titles).toEqual([{ title: 'New title' }]);
    expect(third.work?.version).toBe(3);
  });

  test('the concept DOI tells nothing of a version that is for its organisation alone, until that has a DOI', async () => {
    const first = await publishItem('For everyone');
    const draft = await startVersion(first.uuid);
    const metadata = completeMetadata('For members');
    await admin.patch(`/items/${draft.uuid}`, { metadata, access: 'organisation' }, { 'if-match': '*' });
    await archive(draft.uuid);
    const conceptDoi = (await readWork(draft.work?.id ?? '')).concept?.pid ?? '';
    expect((await readPid(conceptDoi)).metadata?.titles).toEqual([{ title: 'For everyone' }]);
    const doi = await registerDoi(draft.uuid);
    expect((await readPid(conceptDoi)).metadata?.titles).toEqual([{ title: 'For members' }]);
    expect(await relationsOf(conceptDoi)).toEqual([`HasVersion ${first.doi}`, `HasVersion ${doi}`]);
  });

  test('a version that is withdrawn is passed over by its neighbours, and comes back when it is reinstated', async () => {
    const first = await publishItem('Three');
    const second = await publishVersion(first.uuid);
    const third = await publishVersion(second.uuid);
    const conceptDoi = (await readWork(second.work)).concept?.pid ?? '';
    await admin.post(`/items/${second.uuid}/withdraw`, { reason: 'Wrong numbers' });
    expect(await relationsOf(first.doi)).toContain(`IsPreviousVersionOf ${third.doi}`);
    expect(await relationsOf(third.doi)).toContain(`IsNewVersionOf ${first.doi}`);
    expect(await relationsOf(conceptDoi)).toEqual([`HasVersion ${first.doi}`, `HasVersion ${third.doi}`]);
    await admin.post(`/items/${second.uuid}/reinstate`, {});
    expect(await relationsOf(first.doi)).toContain(`IsPreviousVersionOf ${second.doi}`);
    expect(await relationsOf(second.doi)).toContain(`IsNewVersionOf ${first.doi}`);
    expect(await relationsOf(conceptDoi)).toContain(`HasVersion ${second.doi}`);
  });

  test('when every version is gone the concept DOI is withdrawn, and hidden at DataCite', async () => {
    const first = await publishItem('Gone');
    const second = await publishVersion(first.uuid);
    const conceptDoi = (await readWork(second.work)).concept?.pid ?? '';
    await admin.post(`/items/${first.uuid}/withdraw`, { reason: 'Wrong numbers' });
    expect((await readPid(conceptDoi)).state).toBe('public');
    expect((await admin.delete(`/items/${second.uuid}`, { 'if-match': '*' })).status).toBeLessThan(300);
    expect((await readPid(conceptDoi)).state).toBe('withdrawn');
    await admin.post(`/items/${first.uuid}/reinstate`, {});
    expect((await readPid(conceptDoi)).state).toBe('public');
    expect(await relationsOf(conceptDoi)).toEqual([`HasVersion ${first.doi}`]);
    await system.drain();
    const states = new Map((await controlDatacite(system).dois()).map((each) => [each.doi, each.state]));
    expect(states.get(second.doi)).toBe('registered');
    expect(states.get(conceptDoi)).toBe('findable');
  });

  test('a DOI that is taken from a version is taken out of the others', async () => {
    const first = await publishItem('Taken away');
    const second = await publishVersion(first.uuid);
    const path = `/items/${second.uuid}/identifiers/${encodeURIComponent(second.doi)}`;
    expect((await admin.delete(path)).status).toBeLessThan(300);
    expect(await relationsOf(first.doi)).not.toContain(`IsPreviousVersionOf ${second.doi}`);
    const conceptDoi = (await readWork(second.work)).concept?.pid ?? '';
    expect(await relationsOf(conceptDoi)).toEqual([`HasVersion ${first.doi}`]);
  });

  test('there is one version in the workspace at a time, whoever asks at the same moment', async () => {
    const { uuid } = await createItem(admin, { metadata: completeMetadata('At once') });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => admin.post<VersionBody & ProblemBody>(`/items/${uuid}/versions`, {})),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
    const made = answers.find((answer) => answer.status === 201);
    const refused = answers.find((answer) => answer.status === 409);
    expect(refused?.body.detail).toContain(made?.body.uuid);
  });

  test('an item becomes a version while many change it, and every change is made', async () => {
    const { uuid } = await createItem(admin);
    const changes = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        index === 3
          ? admin.post(`/items/${uuid}/versions`, {})
          : admin.patch(`/items/${uuid}`, { discoverable: index % 2 === 0 }, { 'if-match': '*' }),
      ),
    );
    expect(changes.map(({ status }) => status)).toEqual(changes.map((_, index) => (index === 3 ? 201 : 200)));
  });

  test('versions are started and items made at the same moment, whichever shoulder is locked first', async () => {
    // Shoulders are locked in the order of their ids, which are made by chance.
    for (let round = 0; round < 4; round += 1) {
      const own = await startSystem({ env: { HANDLE_PREFIX: '20.500.12345' } });
      try {
        const people = await openOrganisation(own);
        await people.admin.put('/organisations/default/item-settings', {
          doiShoulder: null,
          handleShoulder: null,
          nameOnSubmission: true,
          submissionFilter: null,
          archiveFilter: null,
          registerButton: true,
        });
        const items: string[] = [];
        for (let count = 0; count < 12; count += 1) items.push((await createItem(people.admin)).uuid);
        const answers = await Promise.all(
          items.flatMap((uuid) => [
            people.admin.post(`/items/${uuid}/versions`, {}),
            people.admin.post('/items', { state: 'archived', metadata: completeMetadata() }),
          ]),
        );
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      } finally {
        await own.close();
      }
    }
  });

  test('versions that are withdrawn and reinstated at the same moment leave both sides in agreement', async () => {
    const first = await publishItem('Shaken');
    const second = await publishVersion(first.uuid);
    const third = await publishVersion(second.uuid);
    const move = (uuid: string, action: string, body: unknown) =>
      admin.post(`/items/${uuid}/${action}`, body);
    const withdrawn = await Promise.all(
      [first, second, third].map(({ uuid }) => move(uuid, 'withdraw', { reason: 'Shaken' })),
    );
    expect(withdrawn.map((answer) => answer.status)).toEqual([200, 200, 200]);
    const back = await Promise.all([first, second, third].map(({ uuid }) => move(uuid, 'reinstate', {})));
    expect(back.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await relationsOf(second.doi)).toEqual(
      expect.arrayContaining([`IsNewVersionOf ${first.doi}`, `IsPreviousVersionOf ${third.doi}`]),
    );
    expect(await relationsOf(first.doi)).toContain(`IsPreviousVersionOf ${second.doi}`);
    expect(await relationsOf(third.doi)).toContain(`IsNewVersionOf ${second.doi}`);
  });

  test('a work shows only the versions that its reader may read', async () => {
    const { uuid } = await createItem(admin, { metadata: completeMetadata('Read in part') });
    const draft = await startVersion(uuid);
    const path = `/works/${draft.work?.id}`;
    expect((await admin.get<WorkBody>(path)).body.versions.map((each) => each.work?.version)).toEqual([1, 2]);
    expect((await member.get<WorkBody>(path)).body.versions.map((each) => each.work?.version)).toEqual([1]);
    await admin.post(`/items/${uuid}/withdraw`, { reason: 'Wrong numbers' });
    expect((await member.get(path)).status).toBe(404);
    expect((await admin.get('/works/00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });

  test('only who may edit an archived item starts its next version', async () => {
    const archived = await createItem(admin, { metadata: completeMetadata('Guarded') });
    expect((await member.post(`/items/${archived.uuid}/versions`, {})).status).toBe(403);
    const draft = await createItem(admin, { state: 'workspace', metadata: completeMetadata('Draft') });
    expect((await member.post(`/items/${draft.uuid}/versions`, {})).status).toBe(404);
    expect((await admin.post(`/items/${draft.uuid}/versions`, {})).status).toBe(409);
    const key = { 'idempotency-key': 'one-version' };
    const first = await admin.post<VersionBody>(`/items/${archived.uuid}/versions`, {}, key);
    const again = await admin.post<VersionBody>(`/items/${archived.uuid}/versions`, {}, key);
    expect(again.body.uuid).toBe(first.body.uuid);
  });
});
