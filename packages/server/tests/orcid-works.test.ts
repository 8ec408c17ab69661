import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { createItem, type ItemBody, identify } from './support/items.ts';
import { connectPerson, control, depositsOf, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let api: Api;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 30 })).items;
});
afterAll(() => system.close());

/** An iD that no other test knows. */
function nextOrcid(): string {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  return orcid;
}

async function newPerson(): Promise<string> {
  const orcid = nextOrcid();
  await connectPerson(system, orcid);
  return orcid;
}

async function registered(item: ItemBody): Promise<string> {
  const answer = await identify(api, item.uuid, 'register');
  if (answer.status >= 300) throw new Error(`no DOI: ${JSON.stringify(answer.body)}`);
  return answer.body.pid;
}

async function worksOf(orcid: string) {
  return (await recordOf(system, orcid)).map(({ putCode, item }) => {
    const {
      title,
      type,
      'external-ids': ids,
    } = item as {
      title: { title: { value: string } };
      type: string;
      'external-ids': { 'external-id': Record<string, string>[] };
    };
    return {
      putCode,
      title: title.title.value,
      type,
      ids: ids['external-id'].map(
        (id) => `${id['external-id-relationship']} ${id['external-id-type']} ${id['external-id-value']}`,
      ),
    };
  });
}

describe('a published item', () => {
  test('comes to the record of its creator with its DOI, and a sample is a physical object', async () => {
    const orcid = await newPerson();
    const item = await createItem(api, {
      metadata: { ...metadataBy([orcid], 'Ice core 7'), types: { resourceTypeGeneral: 'PhysicalObject' } },
    });
    const doi = await registered(item);
    await system.drain();
    const [work, ...more] = await worksOf(orcid);
    expect(more).toEqual([]);
    expect(work).toMatchObject({ title: 'Ice core 7', type: 'physical-object' });
    expect(work?.ids).toContain(`self doi ${doi}`);
  });

  test('gets its DOI later: the work gets it too, and stays one work', async () => {
    const orcid = await newPerson();
    const item = await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    const [before] = await worksOf(orcid);
    const doi = await registered(item);
    await system.drain();
    const [after, ...more] = await worksOf(orcid);
    expect(more).toEqual([]);
    expect(after?.putCode).toBe(before?.putCode);
    expect(after?.ids).toContain(`self doi ${doi}`);
  });

  test('comes to all its creators who are connected, and to nobody else', async () => {
    const [one, other, stranger] = [await newPerson(), await newPerson(), nextOrcid()];
    await createItem(api, { metadata: metadataBy([one, other, stranger], 'Written together') });
    await system.drain();
    expect((await worksOf(one)).map(({ title }) => title)).toEqual(['Written together']);
    expect((await worksOf(other)).map(({ title }) => title)).toEqual(['Written together']);
    expect(await worksOf(stranger)).toEqual([]);
  });

  test('passes on the iDs of people who were authenticated, and of nobody else', async () => {
    const [one, stranger] = [await newPerson(), nextOrcid()];
    await createItem(api, { metadata: metadataBy([one, stranger]) });
    await system.drain();
    const text = JSON.stringify(await recordOf(system, one));
    expect(text).toContain(`https://orcid.org/${one}`);
    expect(text).not.toContain(stranger);
  });

  test('is a draft, for the organisation alone, or not to be found: nothing is written and nothing is listed', async () => {
    const orcid = await newPerson();
    await createItem(api, { metadata: metadataBy([orcid]), state: 'workspace' });
    await createItem(api, { metadata: metadataBy([orcid]), access: 'organisation' });
    await createItem(api, { metadata: metadataBy([orcid]), discoverable: false });
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    expect(await depositsOf(system, orcid)).toEqual([]);
  });

  test('is withdrawn: it is taken off, and comes back when it is reinstated', async () => {
    const orcid = await newPerson();
    const item = await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'A mistake' });
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    await api.post(`/items/${item.uuid}/reinstate`, {});
    await system.drain();
    expect(await worksOf(orcid)).toHaveLength(1);
  });

  test('is withdrawn before it was written: it is never written', async () => {
    const orcid = await newPerson();
    await system.drain();
    const item = await createItem(api, { metadata: metadataBy([orcid]) });
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'A mistake' });
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    expect(await depositsOf(system, orcid)).toEqual([]);
  });

  test('no longer names somebody: it is taken off their record', async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    const item = await createItem(api, { metadata: metadataBy([one, other]) });
    await system.drain();
    await api.patch(`/items/${item.uuid}`, { metadata: metadataBy([one]) }, { 'if-match': '*' });
    await system.drain();
    expect(await worksOf(one)).toHaveLength(1);
    expect(await worksOf(other)).toEqual([]);
  });
});

describe('a work that has versions', () => {
  test('is one work under one put code: the newest version, with the DOIs of the others and of the whole', async () => {
    const orcid = await newPerson();
    const first = await createItem(api, { metadata: metadataBy([orcid], 'Version one') });
    const firstDoi = await registered(first);
    await system.drain();
    const [before] = await worksOf(orcid);
    const { body: second } = await api.post<ItemBody & { work: { id: string } }>(
      `/items/${first.uuid}/versions`,
      {},
    );
    await api.patch(
      `/items/${second.uuid}`,
      { metadata: metadataBy([orcid], 'Version two') },
      { 'if-match': '*' },
    );
    await system.drain();
    expect((await worksOf(orcid))[0]?.title).toBe('Version one');
    await api.post(`/items/${second.uuid}/archive`, {});
    const secondDoi = await registered(second);
    await system.drain();
    const works = await worksOf(orcid);
    expect(works).toMatchObject([{ putCode: before?.putCode, title: 'Version two' }]);
    const { body: work } = await api.get<{ concept: { pid: string } }>(`/works/${second.work.id}`);
    for (const id of [
      `self doi ${secondDoi}`,
      `self doi ${work.concept.pid}`,
      `version-of doi ${firstDoi}`,
    ]) {
      expect(works[0]?.ids).toContain(id);
    }
    expect(await depositsOf(system, orcid)).toMatchObject([{ thing: 'work', state: 'acknowledged' }]);
  });

  test('falls back to the version before when the newest one is withdrawn', async () => {
    const orcid = await newPerson();
    const first = await createItem(api, { metadata: metadataBy([orcid], 'Version one') });
    const { body: second } = await api.post<ItemBody>(`/items/${first.uuid}/versions`, {});
    await api.patch(
      `/items/${second.uuid}`,
      { metadata: metadataBy([orcid], 'Version two') },
      { 'if-match': '*' },
    );
    await api.post(`/items/${second.uuid}/archive`, {});
    await system.drain();
    expect((await worksOf(orcid)).map(({ title }) => title)).toEqual(['Version two']);
    await api.post(`/items/${second.uuid}/withdraw`, { reason: 'A mistake' });
    await system.drain();
    expect((await worksOf(orcid)).map(({ title }) => title)).toEqual(['Version one']);
  });
});

describe('somebody who connects later', () => {
  test('finds on their record what was published before, more than one step of it', async () => {
    const orcid = nextOrcid();
    for (let index = 1; index <= 55; index += 1) {
      await createItem(api, { metadata: metadataBy([orcid], `Earlier ${index}`) });
    }
    await system.drain();
    expect(await depositsOf(system, orcid)).toEqual([]);
    await connectPerson(system, orcid);
    await system.drain();
    expect(await worksOf(orcid)).toHaveLength(55);
    expect(new Set((await worksOf(orcid)).map(({ title }) => title)).size).toBe(55);
  }, 120_000);

  test('is named by an authenticated iD from then on in the works of the others', async () => {
    const [one, later] = [await newPerson(), nextOrcid()];
    await createItem(api, { metadata: metadataBy([one, later]) });
    await system.drain();
    expect(JSON.stringify(await recordOf(system, one))).not.toContain(later);
    await connectPerson(system, later);
    await system.drain();
    expect(JSON.stringify(await recordOf(system, one))).toContain(later);
  });
});

describe('what a person prefers', () => {
  async function prefer(orcid: string, preference: string): Promise<Api> {
    const { token } = await signIn(system, orcid, ['orcid:read', 'orcid:write']);
    const own = createApi(system, token);
    const { body } = await own.get<{ items: { id: string }[] }>('/orcid/connections');
    const answer = await own.patch(
      `/orcid/connections/${body.items[0]?.id}`,
      { preference },
      { 'if-match': '*' },
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return own;
  }
  const own = async (api: Api) =>
    (await api.get<{ items: { id: string; state: string }[] }>('/orcid/deposits')).body;

  test('to be asked: nothing is added before they say yes, and later changes follow without asking', async () => {
    const orcid = await newPerson();
    const person = await prefer(orcid, 'ask');
    const item = await createItem(api, { metadata: metadataBy([orcid], 'May I?') });
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    const [asked] = (await own(person)).items;
    expect(asked?.state).toBe('asking');
    expect((await person.post(`/orcid/deposits/${asked?.id}/approve`, {})).status).toBe(200);
    await system.drain();
    await api.patch(`/items/${item.uuid}`, { metadata: metadataBy([orcid], 'Changed') }, { 'if-match': '*' });
    await system.drain();
    expect((await worksOf(orcid)).map(({ title }) => title)).toEqual(['Changed']);
  });

  test('to be asked, and they say no: it is not added, and can be offered again', async () => {
    const orcid = await newPerson();
    const person = await prefer(orcid, 'ask');
    await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    const [asked] = (await own(person)).items;
    await person.post(`/orcid/deposits/${asked?.id}/decline`, {});
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'held', reason: 'declined' }]);
    await person.post(`/orcid/deposits/${asked?.id}/offer-again`, {});
    await system.drain();
    expect(await worksOf(orcid)).toHaveLength(1);
  });

  test('never: nothing is written, and what was is left as it is; then automatic again, and it follows', async () => {
    const orcid = await newPerson();
    const item = await createItem(api, { metadata: metadataBy([orcid], 'Before') });
    await system.drain();
    await prefer(orcid, 'never');
    await api.patch(`/items/${item.uuid}`, { metadata: metadataBy([orcid], 'After') }, { 'if-match': '*' });
    await createItem(api, { metadata: metadataBy([orcid], 'Another') });
    await system.drain();
    expect((await worksOf(orcid)).map(({ title }) => title)).toEqual(['Before']);
    await prefer(orcid, 'automatic');
    await system.drain();
    expect((await worksOf(orcid)).map(({ title }) => title)).toEqual(['After', 'Another']);
  });

  test('something taken off: it is taken off, stays so, and comes back when they want it again', async () => {
    const orcid = await newPerson();
    const person = await prefer(orcid, 'automatic');
    const item = await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    const [deposit] = (await own(person)).items;
    expect((await person.post(`/orcid/deposits/${deposit?.id}/remove`, {})).status).toBe(200);
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    await api.patch(`/items/${item.uuid}`, { metadata: metadataBy([orcid], 'New') }, { 'if-match': '*' });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'deleted-by-user' }]);
    await person.post(`/orcid/deposits/${deposit?.id}/offer-again`, {});
    await system.drain();
    expect((await worksOf(orcid)).map(({ title }) => title)).toEqual(['New']);
  });
});
