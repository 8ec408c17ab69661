import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIn, startDataciteStandIn } from '@mintmark/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { createDatabase } from './support/databases.ts';
import type { StoredDoi } from './support/datacite.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { completeAttributes } from './support/requests.ts';
import { findTwoPorts, pause, type ServerProcess, startServer } from './support/server-process.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PACKAGES = 6;
const KILLS = 5;
/** A claim of a process that died ends by itself after half a minute. */
const SETTLE_LIMIT_MS = 240_000;

let datacite: StandIn;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mintmark-requests-'));
  datacite = await startDataciteStandIn({
    repositories: [{ id: 'MINTMARK.DEMO', password: 'stand-in-password', prefixes: ['10.5072'] }],
  });
});
afterAll(async () => {
  await datacite?.close();
  await rm(directory, { recursive: true, force: true });
});

async function makeFolder(api: Api, server: ServerProcess, token: string, name: string): Promise<string> {
  const homes = await api.get<{ items: { id: string }[] }>('/data/homes');
  const made = await api.post<{ id: string }>('/folders', { parent: homes.body.items[0]?.id, name });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { id } = made.body;
  for (const file of ['README.md', 'samples.csv']) {
    const sent = await fetch(`${server.url}/api/v1/folders/${id}/files?name=${file}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: `${name}: ${file}\n`,
    });
    expect(sent.status, await sent.text()).toBe(201);
  }
  const attributes = completeAttributes(`Springs of ${name}`);
  const put = await api.put(`/folders/${id}/attributes`, { attributes }, { 'if-match': '*' });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  return id;
}

async function readStates(api: Api, ids: readonly string[]): Promise<string[]> {
  const states: string[] = [];
  for (const id of ids) states.push((await api.get<{ state: string }>(`/requests/${id}`)).body.state);
  return states;
}

async function waitFor(
  server: ServerProcess,
  api: Api,
  ids: readonly string[],
  state: string,
): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const states = await readStates(api, ids);
    if (states.every((each) => each === state)) return;
    if (performance.now() - begun > SETTLE_LIMIT_MS || states.includes('failed')) {
      throw new Error(`${states.join()}\n${server.output().slice(-3000)}`);
    }
    await pause(250);
  }
}

test(`a server that is killed ${KILLS} times while it publishes has published each package once in the end`, async () => {
  const database = await createDatabase();
  const [port, orcidPort] = await findTwoPorts();
  const env: Record<string, string> = {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ORCID_STAND_IN_PORT: String(orcidPort),
    DATA_DIR: join(directory, 'data'),
    ADMIN_TOKEN: TEST_ADMIN_TOKEN,
    LOG_LEVEL: 'warn',
    DATACITE_URL: datacite.url,
    DATACITE_REPOSITORY_ID: 'MINTMARK.DEMO',
    DATACITE_PASSWORD: 'stand-in-password',
    DATACITE_PREFIX: '10.5072',
    ...(database.url === null
      ? {}
      : { DATABASE_URL: database.url, SECRET_KEY: 'a secret key for tests only, long enough' }),
  };
  let server = await startServer(env);
  try {
    // As the helpers know a system: where it answers, and nothing more.
    const system = { url: server.url, logged: () => server.output() } as System;
    const josiah = await signIn(system, JOSIAH);
    const laure = await signIn(system, LAURE);
    await setRole(system, JOSIAH, 'member');
    await setRole(system, LAURE, 'curator');
    const requester = createApi(system, josiah.token);
    const curator = createApi(system, laure.token);
    const folders: string[] = [];
    const ids: string[] = [];
    for (let each = 0; each < PACKAGES; each += 1) {
      const folder = await makeFolder(requester, server, josiah.token, `Carberry_springs_2026_${each}`);
      const asked = await requester.post<{ id: string }>('/requests', { folder, type: 'DOI' });
      expect(asked.status, JSON.stringify(asked.body)).toBe(201);
      folders.push(folder);
      ids.push(asked.body.id);
    }
    await waitFor(server, curator, ids, 'submitted');
    for (const id of ids) expect((await curator.post(`/requests/${id}/doi`, {})).status).toBe(200);
    let interrupted = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(Math.random() * 600);
      if ((await readStates(curator, ids)).includes('publishing')) interrupted += 1;
      await server.kill();
      server = await startServer(env);
    }
    expect(interrupted, 'it was killed while it published').toBeGreaterThan(0);
    await waitFor(server, curator, ids, 'published');
    const known = (await (await fetch(`${datacite.url}/_control/dois`)).json()) as { items: StoredDoi[] };
    expect(known.items.map(({ state, url }) => `${state} ${url}`).sort()).toEqual(
      folders.map((folder) => `findable ${server.url}/packages/${folder}`).sort(),
    );
    for (const folder of folders) {
      const { body } = await requester.get<{ path: string }>(`/folders/${folder}`);
      expect(body.path).toMatch(/^\/default\/curated\//);
    }
  } finally {
    await server.kill();
    await database.drop();
  }
}, 600_000);
