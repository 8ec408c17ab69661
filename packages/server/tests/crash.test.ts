import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIn, startDataciteStandIn } from '@mintmark/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi, readShoulders } from './support/api.ts';
import { createDatabase } from './support/databases.ts';
import { type Ledger, listAll, mintUntilGone, repeat } from './support/minting-clients.ts';
import {
  findTwoPorts,
  pause,
  type ServerProcess,
  spawnProgram,
  startServer,
} from './support/server-process.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

const ROUNDS = Number(process.env.MINTMARK_CRASH_ROUNDS ?? 5);
/** As many DOIs in all as the rate budget lets through at once. */
const DOIS = 1200;
/** A claim of a process that died ends by itself after this, and one more attempt may have to wait. */
const SETTLE_LIMIT_MS = 180_000;

const token = TEST_ADMIN_TOKEN;
const folders: string[] = [];
let datacite: StandIn;

beforeAll(async () => {
  datacite = await startDataciteStandIn({
    repositories: [{ id: 'MINTMARK.DEMO', password: 'stand-in-password', prefixes: ['10.5072'] }],
  });
});
afterAll(async () => {
  await datacite?.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Variables of a fresh service whose DataCite outlives it. */
async function freshEnvironment(): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-crash-'));
  folders.push(folder);
  const [port, orcidPort] = await findTwoPorts();
  return {
    PORT: String(port),
    ORCID_STAND_IN_PORT: String(orcidPort),
    DATA_DIR: join(folder, 'data'),
    ADMIN_TOKEN: token,
    LOG_LEVEL: 'warn',
    DATACITE_URL: datacite.url,
    DATACITE_REPOSITORY_ID: 'MINTMARK.DEMO',
    DATACITE_PASSWORD: 'stand-in-password',
    DATACITE_PREFIX: '10.5072',
    DATACITE_REQUESTS_PER_5_MINUTES: '3000',
  };
}

async function killWhileMinting(
  env: Record<string, string>,
  rounds: number,
): Promise<{ server: ServerProcess; ledger: Ledger; startsMs: number[] }> {
  const ledger: Ledger = { acknowledged: [], unanswered: [], surprises: [] };
  const startsMs: number[] = [];
  let server = await startServer(env);
  const shoulders = await readShoulders(createApi(server, token));
  for (let round = 0; round < rounds; round += 1) {
    const dying = server;
    const answersBeforeDeath = 20 + Math.floor(Math.random() * 80);
    await mintUntilGone(
      dying,
      {
        token,
        shoulders,
        dois: Math.max(1, Math.floor(DOIS / 8 / rounds)),
        onAcknowledged: (count) => {
          if (count === answersBeforeDeath) dying.child.kill('SIGKILL');
        },
      },
      ledger,
    );
    await dying.kill();
    server = await startServer(env);
    startsMs.push(server.readyAfterMs);
    for (const request of ledger.unanswered.splice(0)) {
      const first = await repeat(server, token, request);
      ledger.acknowledged.push({ ...request, pid: first.pid });
    }
  }
  return { server, ledger, startsMs };
}

test(`nothing that was acknowledged is lost when the server is killed ${ROUNDS} times while minting`, async () => {
  const database = await createDatabase();
  const env = await freshEnvironment();
  if (database.url !== null) {
    Object.assign(env, {
      DATABASE_URL: database.url,
      SECRET_KEY: 'a secret key for tests only, long enough',
    });
  }
  const begun = performance.now();
  const { server, ledger, startsMs } = await killWhileMinting(env, ROUNDS);
  try {
    expect(ledger.surprises).toEqual([]);
    expect(ledger.acknowledged.length).toBeGreaterThan(ROUNDS * 20);

    const names = ledger.acknowledged.map((each) => each.pid);
    expect(new Set(names).size, 'no name was given out twice').toBe(names.length);
    const api = createApi(server, token);
    for (const name of names) {
      const answer = await api.get(`/pids/${encodeURIComponent(name)}`);
      expect(answer.status, name).toBe(200);
    }
    for (const { key, pid, wish } of ledger.acknowledged) {
      if (key === null) continue;
      expect(await repeat(server, token, { key, wish }), key).toEqual({ pid, replayed: true });
    }

    const settled = await waitUntilSettled(server);
    const all = new Set(settled.map((each) => each.pid));
    expect(names.filter((name) => !all.has(name))).toEqual([]);
    const dois = settled.filter((each) => each.pid.startsWith('10.'));
    expect(dois.filter((each) => each.registration.state !== 'acknowledged')).toEqual([]);
    const known = (await (await fetch(`${datacite.url}/_control/dois`)).json()) as {
      items: { doi: string; state: string; url: string }[];
    };
    expect(known.items.map((each) => each.doi).sort()).toEqual(dois.map((each) => each.pid).sort());
    expect(known.items.filter((each) => each.state !== 'findable')).toEqual([]);
    if (process.env.MINTMARK_CRASH_ROUNDS !== undefined) {
      const seconds = Math.round((performance.now() - begun) / 1000);
      console.log(
        `${ROUNDS} kills: ${names.length} identifiers acknowledged, ${all.size} there, ${dois.length} DOIs, all findable; ` +
          `${seconds} s, ready after ${startsMs.join(', ')} ms`,
      );
    }
  } finally {
    await server.kill();
    await database.drop();
  }
}, 600_000);

/** Every identifier, once no registration is pending any more. */
async function waitUntilSettled(server: ServerProcess) {
  const begun = performance.now();
  for (;;) {
    const all = await listAll(server, token);
    const pending = all.filter((each) => each.registration.state === 'pending');
    if (pending.length === 0) return all;
    if (performance.now() - begun > SETTLE_LIMIT_MS) {
      throw new Error(`${pending.length} registrations are pending still:\n${server.output().slice(-2000)}`);
    }
    await pause(1000);
  }
}

describe('one data directory', () => {
  test('is refused to a second process while the first lives, and free after it was killed', async () => {
    const env = await freshEnvironment();
    const first = await startServer(env);
    const [port, orcidPort] = await findTwoPorts();
    const second = { ...env, PORT: String(port), ORCID_STAND_IN_PORT: String(orcidPort) };
    try {
      const refused = spawnProgram('main.ts', second);
      const [code] = await refused.exited;
      expect(code).toBe(1);
      expect(refused.output()).toContain(
        `Mintmark cannot start: the data directory ${env.DATA_DIR} is in use by process ${first.child.pid}`,
      );
      expect(refused.output()).toContain('Stop it first, or set DATA_DIR to another folder');
      expect((await fetch(`${first.url}/ready`)).status).toBe(200);
    } finally {
      await first.kill();
    }
    const successor = await startServer(second);
    await successor.kill();
  });

  test('starts in the end, at whatever moments migrating it was killed before', async () => {
    const whole = performance.now();
    const { exited, output } = spawnProgram('migrate.ts', await freshEnvironment());
    expect((await exited)[0], output()).toBe(0);
    const wholeMs = performance.now() - whole;

    const env = await freshEnvironment();
    for (const share of [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
      const migrating = spawnProgram('migrate.ts', env);
      await Promise.race([migrating.exited, pause(wholeMs * (share + (Math.random() - 0.5) / 10))]);
      await migrating.kill();
    }
    const server = await startServer(env);
    try {
      expect((await readShoulders(createApi(server, token))).ark).toBeTruthy();
    } finally {
      await server.kill();
    }
  });
});
