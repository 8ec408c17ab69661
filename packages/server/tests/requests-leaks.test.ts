import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import {
  type Curation,
  completeAttributes,
  createDoi,
  makeFolder,
  openCuration,
  postStatus,
  requestDoi,
} from './support/curation.ts';
import { controlDatacite } from './support/datacite.ts';
import {
  type Address,
  type Asker,
  ask,
  askEverywhere,
  askInBrowser,
  askWithToken,
  listAddresses,
  type MoreIds,
  requestWatched,
  type Watched,
} from './support/leaks.ts';
import { signIn } from './support/people.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

let curation: Curation;
/** Everybody but the requester and the curators of the organisation. */
let others: Asker[];

const ALL = '/admin/permanent-id-requests';

beforeAll(async () => {
  curation = await openCuration();
  const { system, laure, garcia, sofia } = curation;
  // A requester with a folder in staging, who at CyVerse could read everybody's there.
  await requestDoi(curation, garcia, await makeFolder(curation, garcia, 'Garcia_other_2026'));
  const narrow = await signIn(system, laure.orcid, ['pid:mint']);
  others = [
    { name: 'a stranger', headers: {}, with: 'both' },
    askWithToken('another requester', garcia),
    askInBrowser('another requester in the browser', garcia, system),
    askWithToken('a curator of another organisation', sofia),
    askInBrowser('a curator of another organisation in the browser', sofia, system),
    askWithToken('a token of the requester without the scopes', narrow),
  ];
});
afterAll(() => curation?.system.close());

async function watch(word: string): Promise<Watched> {
  const title = `Leak title ${word}`;
  const attributes = completeAttributes(title);
  return requestWatched(curation, curation.laure, word, { attributes });
}

/** What is said of a request by curators, to the requester and among themselves. */
async function comment({ requestId, canaries }: Watched): Promise<void> {
  const { josiah } = curation;
  await postStatus(josiah, requestId, { comments: canaries.comment });
  const said = await josiah.api.post(`/requests/${requestId}/comments`, {
    body: canaries.internal,
    internal: true,
  });
  expect(said.status, JSON.stringify(said.body)).toBe(201);
}

/** Asks for everything as everybody else. @returns what was told that should not be */
async function findLeaks(watched: Watched, more?: MoreIds): Promise<string[]> {
  const { system } = curation;
  const addresses = await listAddresses(system, watched, more);
  expect(addresses.programs.length).toBeGreaterThan(100);
  expect(addresses.browsers.length).toBeGreaterThan(40);
  const secrets = Object.values(watched.canaries);
  const told = await Promise.all(others.map((asker) => askEverywhere(system, asker, addresses, secrets)));
  return told.flat();
}

async function readPermanentId({ requestId }: Watched): Promise<string> {
  const { body } = await curation.josiah.terrain.get(`${ALL}/${requestId}`);
  return String(body.permanent_id);
}

/** The items that have a DOI, as somebody sees them who sees all. */
async function readItemIds(doi: string): Promise<string[]> {
  const operator = createApi(curation.system, TEST_ADMIN_TOKEN);
  const { body } = await operator.get<{ items: { uuid: string }[] }>('/items');
  const texts = body.items.filter((each) => JSON.stringify(each).toLowerCase().includes(doi.toLowerCase()));
  expect(texts).toHaveLength(1);
  return texts.map(({ uuid }) => uuid);
}

describe('of a request nobody else is told anything', () => {
  test('that is being staged', async () => {
    const watched = await watch('staging');
    expect(await findLeaks(watched)).toEqual([]);
    await curation.system.drain();
  });

  test('that is submitted, with comments', async () => {
    const watched = await watch('submitted');
    await curation.system.drain();
    await comment(watched);
    expect(await findLeaks(watched)).toEqual([]);
  });

  test.each([
    ['evaluation', ['Evaluation']],
    ['pending', ['Evaluation', 'Pending']],
    ['approved', ['Evaluation', 'Approved']],
  ])('that is in %s', async (word, statuses) => {
    const watched = await watch(word);
    await curation.system.drain();
    await comment(watched);
    for (const status of statuses) await postStatus(curation.josiah, watched.requestId, { status });
    await curation.system.drain();
    expect(await findLeaks(watched)).toEqual([]);
  });

  test('that is being published, while the registrar does not answer', async () => {
    const watched = await watch('publishing');
    await curation.system.drain();
    const datacite = controlDatacite(curation.system);
    await datacite.orderFault({ kind: 'unavailable', count: null });
    try {
      await curation.josiah.terrain.post(`${ALL}/${watched.requestId}/doi`, undefined, { prefer: 'wait=0' });
      await curation.system.drain();
      const doi = await readPermanentId(watched);
      expect(doi).toMatch(/^10\.5072\//);
      expect(await findLeaks(watched, { items: await readItemIds(doi), pids: [doi] })).toEqual([]);
    } finally {
      await datacite.clearFaults();
    }
  });

  test.each([
    ['rejecting', false],
    ['rejected', true],
  ])('that is %s', async (word, drained) => {
    const watched = await watch(word);
    await curation.system.drain();
    await comment(watched);
    await postStatus(curation.josiah, watched.requestId, { status: 'Rejected' });
    if (drained) await curation.system.drain();
    expect(await findLeaks(watched)).toEqual([]);
    // The curators have no right to it any more, either.
    if (drained) {
      const { folderId } = watched;
      expect((await curation.josiah.api.get(`/folders/${folderId}`)).status).toBe(404);
      expect((await curation.josiah.terrain.get(`${ALL}/${watched.requestId}`)).body.folder).toBeNull();
    }
    await curation.system.drain();
  });

  test.each([
    ['withdrawing', false],
    ['withdrawn', true],
  ])('that is %s', async (word, drained) => {
    const watched = await watch(word);
    await curation.system.drain();
    const { laure } = curation;
    const withdrawn = await laure.api.post(
      `/requests/${watched.requestId}/withdraw`,
      {},
      { 'if-match': '*' },
    );
    expect(withdrawn.status, JSON.stringify(withdrawn.body)).toBeLessThan(300);
    if (drained) await curation.system.drain();
    expect(await findLeaks(watched)).toEqual([]);
    await curation.system.drain();
  });
});

describe('of a request that failed', () => {
  test('after its folder was shown, nothing is shown any more', async () => {
    const refusing = await openCuration({ repositoryDomains: ['elsewhere.example.org'] });
    const [outer, asked] = [curation, others];
    try {
      curation = refusing;
      others = asked.slice(0, 1);
      others.push(
        askWithToken('another requester', refusing.garcia),
        askWithToken('a curator of another organisation', refusing.sofia),
      );
      const watched = await watch('failed');
      await refusing.system.drain();
      expect((await createDoi(refusing, refusing.josiah, watched.requestId)).status).toBe(400);
      const doi = await readPermanentId(watched);
      expect(await findLeaks(watched, { items: await readItemIds(doi), pids: [doi] })).toEqual([]);
    } finally {
      [curation, others] = [outer, asked];
      await refusing.system.close();
    }
  });
});

describe('of a request that is published', () => {
  test('everybody reads the folder, and nobody what was said about it or who decided', async () => {
    const watched = await watch('published');
    await curation.system.drain();
    await comment(watched);
    expect((await createDoi(curation, curation.josiah, watched.requestId)).status).toBe(200);
    const { system } = curation;
    const page = await fetch(`${system.url}/packages/${watched.folderId}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(watched.canaries.title);
    const said = [watched.canaries.comment, watched.canaries.internal];
    const { programs, browsers } = await listAddresses(system, watched);
    // Much of it may be read now; only what was said is still nobody's.
    const readable = (list: readonly Address[]) => list.map((each) => ({ ...each, names: false }));
    const addresses = {
      programs: readable(programs.filter(({ method }) => method === 'GET')),
      browsers: readable(browsers),
    };
    const leaks: string[] = [];
    for (const asker of others) {
      leaks.push(...(await askEverywhere(system, asker, addresses, said)));
      const { requestId, folderId, fileId } = watched;
      for (const [method, path, body] of [
        ['GET', `/api/v1/requests/${requestId}`],
        ['GET', `/api/v1/requests/${requestId}/history`],
        ['GET', `/terrain/permanent-id-requests/${requestId}`],
        ['GET', `/terrain${ALL}/${requestId}`],
        ['POST', `/terrain${ALL}/${requestId}/status`, { status: 'Evaluation' }],
        ['PATCH', `/api/v1/folders/${folderId}`, { name: 'mine' }],
        ['DELETE', `/api/v1/folders/${folderId}`],
        ['DELETE', `/api/v1/files/${fileId}`],
        ['PUT', `/api/v1/folders/${folderId}/attributes`, { attributes: [] }],
        ['PUT', `/api/v1/folders/${folderId}/permissions`, { inherits: true, permissions: [] }],
      ] as const) {
        const address = {
          method,
          path,
          names: true,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        };
        const leak = await ask(system, asker, address, said);
        if (leak !== null) leaks.push(leak);
      }
    }
    expect(leaks).toEqual([]);
  });

  test('not even the requester reads what was said among curators', async () => {
    const watched = await watch('internal');
    await curation.system.drain();
    await comment(watched);
    const { programs, browsers } = await listAddresses(curation.system, watched);
    const readable = (list: readonly Address[]) =>
      list.filter(({ method }) => method === 'GET').map((each) => ({ ...each, names: false }));
    const addresses = { programs: readable(programs), browsers: readable(browsers) };
    const leaks: string[] = [];
    for (const asker of [
      askWithToken('the requester', curation.laure),
      askInBrowser('the requester in the browser', curation.laure, curation.system),
    ]) {
      leaks.push(...(await askEverywhere(curation.system, asker, addresses, [watched.canaries.internal])));
    }
    expect(leaks).toEqual([]);
  });
});
