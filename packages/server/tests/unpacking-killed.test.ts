import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from './support/databases.ts';
import { createFileApi, sha256 } from './support/files.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { findTwoPorts, pause, startServer } from './support/server-process.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { writeArchive } from './support/zip-writer.ts';

const FILES = 600;
const KILLS = 3;
/** A claim of a process that died ends by itself after a minute. */
const SETTLE_LIMIT_MS = 240_000;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mintmark-unpacking-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

type Unpacking = { id: string; state: string; problem: string | null };
type Below = { items: { path: string; sha256: string }[]; next: string | null };

test(`an archive is unpacked whole by a server that is killed ${KILLS} times meanwhile, and never in part`, async () => {
  const database = await createDatabase();
  const [port, orcidPort] = await findTwoPorts();
  const env: Record<string, string> = {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ORCID_STAND_IN_PORT: String(orcidPort),
    DATACITE_STAND_IN_PORT: '0',
    DATA_DIR: join(directory, 'data'),
    ADMIN_TOKEN: TEST_ADMIN_TOKEN,
    LOG_LEVEL: 'warn',
    ...(database.url === null
      ? {}
      : { DATABASE_URL: database.url, SECRET_KEY: 'a secret key for tests only, long enough' }),
  };
  let server = await startServer(env);
  try {
    // As the helpers know a system: where it answers, and nothing more.
    const system = { url: server.url, logged: () => server.output() } as System;
    const josiah = createFileApi(system, (await signIn(system, JOSIAH)).token);
    const json = { 'content-type': 'application/json' };
    const homes = await josiah.send<{ items: { id: string }[] }>('GET', '/data/homes');
    const home = homes.body.items[0]?.id ?? '';
    const wish = JSON.stringify({ parent: home, name: 'unpacked' });
    const folder = (await josiah.send<{ id: string }>('POST', '/folders', wish, json)).body.id;
    const inputs = Array.from({ length: FILES }, (_, index) => ({
      name: `sub-${index % 7}/file-${String(index).padStart(4, '0')}.txt`,
      data: `the text of file ${index}`,
    }));
    const archive = await josiah.upload(home, 'many.zip', writeArchive(inputs));
    const target = JSON.stringify({ folder });
    const { body: begun } = await josiah.send<Unpacking>('POST', `/files/${archive.id}/unpack`, target, json);

    const readState = async () => (await josiah.send<Unpacking>('GET', `/unpackings/${begun.id}`)).body;
    const listBelow = async () => {
      const found: Below['items'] = [];
      for (let path: string | null = `/folders/${folder}/files?limit=100`; path !== null; ) {
        const { body }: { body: Below } = await josiah.send<Below>('GET', path);
        found.push(...body.items);
        path =
          body.next === null
            ? null
            : `/folders/${folder}/files?limit=100&cursor=${encodeURIComponent(body.next)}`;
      }
      return found;
    };
    const waitFor = async (states: readonly string[]): Promise<string> => {
      const since = performance.now();
      for (;;) {
        const { state } = await readState();
        if (states.includes(state)) return state;
        if (performance.now() - since > SETTLE_LIMIT_MS) throw new Error(`${state}\n${server.output()}`);
        await pause(20);
      }
    };

    let interrupted = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const state = await waitFor(['running', 'done']);
      await pause(Math.random() * 200);
      if (state === 'running') interrupted += 1;
      await server.kill();
      server = await startServer(env);
      expect([0, FILES]).toContain((await listBelow()).length);
    }
    expect(interrupted, 'it was killed while it unpacked').toBeGreaterThan(0);
    expect(await waitFor(['done', 'failed']), (await readState()).problem ?? '').toBe('done');
    const expected = inputs.map(({ name, data }) => `${name} ${sha256(data)}`).sort();
    expect((await listBelow()).map((each) => `${each.path} ${each.sha256}`).sort()).toEqual(expected);
  } finally {
    await server.kill();
    await database.drop();
  }
}, 600_000);
