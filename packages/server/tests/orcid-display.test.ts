import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { type Browser, openBrowser } from './support/browser.ts';
import { createItem, type ItemBody } from './support/items.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

type Orcids = { pointer: string; orcid: string; orcidUrl: string; authenticated: boolean }[];

/** Nobody has signed in with it. */
const TYPED = LAURE;

let system: System;
let api: Api;
let josiah: Browser;
let pid: string;
let item: ItemBody;
/** Where the record of somebody who signed in at this service is. */
let own: string;

const person = (name: string, orcid: string) => ({
  name,
  nameType: 'Personal',
  nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${orcid}`, nameIdentifierScheme: 'ORCID' }],
});
const metadata = () => ({
  ...completeMetadata(),
  creators: [person('Carberry, Josiah', JOSIAH)],
  contributors: [{ ...person('Haak, Laure', TYPED), contributorType: 'Researcher' }],
});
const open = async (path: string) => (await fetch(`${system.url}${path}`, { redirect: 'manual' })).text();

beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, (await signIn(system, JOSIAH)).token);
  await setRole(system, JOSIAH, 'admin');
  josiah = openBrowser(system);
  await josiah.signIn(JOSIAH);
  own = `${system.orcid.url}/${JOSIAH}`;
  const { doi } = await readShoulders(api);
  const minted = await api.post<PidBody>('/pids', { shoulder: doi, state: 'public', metadata: metadata() });
  pid = minted.body.pid;
  item = await createItem(api, { metadata: metadata() });
});
afterAll(() => system?.close());

/** A page shows both iDs by the guidelines: mark, link, and a word where nobody proved that the iD is theirs. */
function expectToldApart(page: string): void {
  expect(page).toContain(
    `<a href="${own}" aria-label="View ORCID record"><span class="orcid-icon" aria-hidden="true"></span>${own}</a></span>`,
  );
  expect(page).toContain(
    `<a href="https://orcid.org/${TYPED}" aria-label="View ORCID record"><span class="orcid-icon orcid-icon-unauthenticated" aria-hidden="true"></span>https://orcid.org/${TYPED}</a> (unauthenticated)</span>`,
  );
  expect(page.match(/\(unauthenticated\)/g)).toHaveLength(1);
}

describe('pages tell an authenticated iD from one that was typed in', () => {
  test('the landing page of an identifier', async () => {
    expectToldApart(await open(`/${pid}`));
  });

  test('the page of an item', async () => {
    expectToldApart((await josiah.open(`/app/items/${item.uuid}`)).body);
  });

  test('the people who were named for a shoulder', async () => {
    const { doi } = await readShoulders(api);
    const before = await api.get(`/shoulders/${doi}`);
    const change = await api.patch(
      `/shoulders/${doi}`,
      { minters: [JOSIAH, TYPED] },
      { 'if-match': before.headers.get('etag') ?? '' },
    );
    expect(change.status).toBe(200);
    const { body } = await josiah.open(`/app/shoulders/${doi}`);
    expect(body).toContain(`${own}</a></span>`);
    expect(body).toContain(`${system.orcid.url}/${TYPED}</a> (unauthenticated)</span>`);
  });

  test('the people who see restricted links', async () => {
    for (const orcid of [JOSIAH, TYPED]) {
      const answer = await api.put(`/organisations/default/access-roles/${orcid}/Auditor`, {});
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ orcid, authenticated: orcid === JOSIAH });
    }
    const { body } = await josiah.open('/app/access-roles');
    expect(body).toContain(`${own}</a></span>`);
    expect(body).toContain(`${system.orcid.url}/${TYPED}</a> (unauthenticated)</span>`);
  });
});

test('who asked for a shoulder is shown by the sixteen characters, with mark and link', async () => {
  const ASKING = '0000-0001-2345-6789';
  const { token } = await signIn(system, ASKING);
  await setRole(system, ASKING, 'member');
  const asked = await createApi(system, token).post<{ id: string }>('/shoulder-requests', {
    type: 'ark',
    purpose: 'Cores of the spring',
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const { body } = await josiah.open(`/app/shoulders/requests/${asked.body.id}`);
  expect(body).toContain(
    `<span class="orcid orcid-compact"><a href="${system.orcid.url}/${ASKING}" aria-label="View ORCID record"><span class="orcid-icon" aria-hidden="true"></span>${ASKING}</a></span>`,
  );
});

describe('programs are told', () => {
  const expected = (): Orcids => [
    {
      pointer: '/metadata/creators/0/nameIdentifiers/0',
      name: 'Carberry, Josiah',
      orcid: JOSIAH,
      orcidUrl: own,
      authenticated: true,
    } as Orcids[number],
    {
      pointer: '/metadata/contributors/0/nameIdentifiers/0',
      name: 'Haak, Laure',
      orcid: TYPED,
      orcidUrl: `https://orcid.org/${TYPED}`,
      authenticated: false,
    } as Orcids[number],
  ];

  test('of an identifier and of an item, beside metadata that keeps the shape that DataCite gives it', async () => {
    for (const path of [`/pids/${encodeURIComponent(pid)}`, `/items/${item.uuid}`]) {
      const { body } = await api.get<{ orcids: Orcids; metadata: unknown }>(path);
      expect(body.orcids).toEqual(expected());
      expect(JSON.stringify(body.metadata)).not.toContain('authenticated');
    }
  });

  test('already when it is minted, and in lists', async () => {
    const { doi } = await readShoulders(api);
    const wish = { shoulder: doi, state: 'reserved', metadata: metadata() };
    const minted = await api.post<PidBody & { orcids: Orcids }>('/pids', wish);
    expect(minted.body.orcids).toEqual(expected());
    const { body } = await api.get<{ items: { orcids: Orcids }[] }>('/pids?limit=1');
    expect(body.items[0]?.orcids).toEqual(expected());
  });

  test('of members, some of whom were only named', async () => {
    await setRole(system, SOFIA, 'member');
    const { body } = await api.get<{ items: { orcid: string; authenticated: boolean }[] }>(
      '/organisations/default/members',
    );
    expect(Object.fromEntries(body.items.map((each) => [each.orcid, each.authenticated]))).toMatchObject({
      [JOSIAH]: true,
      [SOFIA]: false,
    });
  });
});

describe('what is shared has no place for the difference, so it names authenticated iDs alone', () => {
  test.each(['datacite-json', 'datacite-xml', 'schema-org'])('%s', async (format) => {
    const text = await open(`/${pid}?format=${format}`);
    expect(text).toContain(own);
    expect(text).toContain('Haak, Laure');
    expect(text).not.toContain(TYPED);
    expect(text).not.toContain(`orcid.org/${JOSIAH}`);
  });

  test.each(['csl', 'bibtex', 'ris'])('%s names people and no iDs', async (format) => {
    const text = await open(`/${pid}?format=${format}`);
    expect(text).toContain('Carberry');
    expect(text).not.toMatch(/\d{4}-\d{4}-\d{4}-\d{3}[\dX]/);
  });

  test('the linkset and the Link header', async () => {
    const answer = await fetch(`${system.url}/${pid}?linkType=linkset`);
    const texts = [
      await answer.text(),
      (await fetch(`${system.url}/${pid}`, { headers: { accept: 'text/html' } })).headers.get('link') ?? '',
    ];
    for (const text of texts) {
      expect(text).toContain(own);
      expect(text).not.toContain(TYPED);
    }
  });
});

test('DataCite is told of authenticated iDs, and of others once their owners sign in', async () => {
  const { doi } = await readShoulders(api);
  const mended = {
    ...metadata(),
    contributors: [{ ...person('Garcia, Sofia', SOFIA), contributorType: 'Editor' }],
  };
  const { body } = await api.post<PidBody>('/pids', { shoulder: doi, state: 'public', metadata: mended });
  const registered = async () => {
    await system.drain();
    const answer = await fetch(`${system.datacite.url}/dois/${encodeURIComponent(body.pid)}`);
    return JSON.stringify(await answer.json());
  };
  const before = await registered();
  expect(before).toContain(own);
  expect(before).toContain('Garcia, Sofia');
  expect(before).not.toContain(SOFIA);
  await signIn(system, SOFIA);
  expect(await registered()).toContain(`${system.orcid.url}/${SOFIA}`);
  expect(JSON.stringify((await api.get(`/pids/${encodeURIComponent(body.pid)}`)).body.metadata)).toContain(
    `https://orcid.org/${SOFIA}`,
  );
});

test('an iD of the sandbox stays one, whoever has the same digits elsewhere', async () => {
  const { doi } = await readShoulders(api);
  const sandbox = `https://sandbox.orcid.org/${JOSIAH}`;
  const creator = {
    ...person('Carberry, Josiah', JOSIAH),
    nameIdentifiers: [{ nameIdentifier: sandbox, nameIdentifierScheme: 'ORCID' }],
  };
  const { body } = await api.post<PidBody & { orcids: Orcids }>('/pids', {
    shoulder: doi,
    state: 'public',
    metadata: { ...completeMetadata(), creators: [creator] },
  });
  expect(body.orcids).toMatchObject([{ orcidUrl: sandbox, authenticated: false }]);
  const page = await open(`/${body.pid}`);
  expect(page).toContain(`${sandbox}</a> (unauthenticated)`);
  expect(page).not.toContain(`//orcid.org/${JOSIAH}`);
  expect(await open(`/${body.pid}?format=datacite-json`)).not.toContain(JOSIAH);
});

test('a tombstone names nobody by an iD', async () => {
  const path = `/pids/${encodeURIComponent(pid)}`;
  const { headers } = await api.get(path);
  const answer = await api.post(
    `${path}/withdraw`,
    { reason: 'Withdrawn for this test' },
    { 'if-match': headers.get('etag') ?? '' },
  );
  expect(answer.status).toBe(200);
  const page = await open(`/${pid}`);
  expect(page).toContain('Withdrawn for this test');
  expect(page).not.toMatch(/\d{4}-\d{4}-\d{4}-\d{3}[\dX]/);
});

test('the mark before an iD is ours, and ORCID’s trademark is not shipped', async () => {
  const style = await open('/assets/mintmark.css');
  expect(style).toMatch(/\.orcid-icon \{[^}]*background: var\(--orcid-icon\)/);
  expect(style).toMatch(/\.orcid-icon-unauthenticated \{[^}]*var\(--orcid-icon-unauthenticated\)/);
  const assets = new URL('../views/assets/', import.meta.url);
  const pictures = readdirSync(assets).filter((name) => !/\.(?:css|js)$/.test(name));
  expect(pictures.toSorted()).toEqual(['favicon.svg', 'orcid-mark-unauthenticated.svg', 'orcid-mark.svg']);
  for (const name of readdirSync(assets)) {
    // The green of ORCID's icon.
    expect(readFileSync(new URL(name, assets), 'utf8'), name).not.toMatch(/a6ce39/i);
  }
  for (const name of ['orcid-mark.svg', 'orcid-mark-unauthenticated.svg']) {
    expect(style).toContain(`url("${name}")`);
    const answer = await fetch(`${system.url}/assets/${name}`);
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
  }
});
