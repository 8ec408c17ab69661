import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNoidSequence, parseNoidTemplate } from '@mintmark/identifiers';
import { expect, test } from 'vitest';
import { createApi, type PidBody, readShoulders } from './support/api.ts';
import { createDatabase } from './support/databases.ts';
import { listAll, repeat } from './support/minting-clients.ts';
import { findTwoPorts, type ServerProcess, startServer } from './support/server-process.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

const MINTERS = 64;
const KILLS = Number(process.env.MINTMARK_CRASH_ROUNDS ?? 3);
/** Identifiers after which a server is killed. */
const ANSWERS_PER_LIFE = 400;

const token = TEST_ADMIN_TOKEN;

type Request = { key: string; wish: Record<string, unknown> };

/** Mints on and on until the server goes away. @returns the request that was cut off, if any */
async function mintUntilGone(
  server: ServerProcess,
  wish: Record<string, unknown>,
  onAcknowledged: (pid: string) => void,
): Promise<Request> {
  const api = createApi(server, token);
  for (;;) {
    const key = crypto.randomUUID();
    const answer = await api.post<PidBody>('/pids', wish, { 'idempotency-key': key }).catch(() => null);
    if (answer === null) return { key, wish };
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    onAcknowledged(answer.body.pid);
  }
}

test(`${MINTERS} minters on one shoulder get each name once and leave no gap, though servers are killed ${KILLS} times in the middle`, async () => {
  const database = await createDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-minters-'));
  const prepare = async (): Promise<Record<string, string>> => {
    const [port, orcidPort] = await findTwoPorts();
    const [datacitePort] = await findTwoPorts();
    return {
      PORT: String(port),
      ORCID_STAND_IN_PORT: String(orcidPort),
      DATACITE_STAND_IN_PORT: String(datacitePort),
      DATA_DIR: join(folder, String(port)),
      ADMIN_TOKEN: token,
      LOG_LEVEL: 'warn',
      ...(database.url === null
        ? {}
        : { DATABASE_URL: database.url, SECRET_KEY: 'a secret key for tests only, long enough' }),
    };
  };
  // The embedded database belongs to one process; a server of PostgreSQL can have two in front.
  const environments = database.url === null ? [await prepare()] : [await prepare(), await prepare()];
  const servers: ServerProcess[] = [];
  const acknowledged: string[] = [];
  try {
    for (const env of environments) servers.push(await startServer(env));
    const [first] = servers;
    if (first === undefined) throw new Error('no server was started');
    const { ark } = await readShoulders(createApi(first, token));
    const wish = { shoulder: ark, state: 'reserved' };

    for (let kill = 0; kill < KILLS; kill += 1) {
      const dying = kill % servers.length;
      let answers = 0;
      const cutOff = await Promise.all(
        Array.from({ length: MINTERS }, (_, minter) => {
          const server = servers[minter % servers.length] ?? first;
          return mintUntilGone(server, wish, (pid) => {
            acknowledged.push(pid);
            answers += 1;
            if (answers === ANSWERS_PER_LIFE) servers[dying]?.child.kill('SIGKILL');
            // The minters of the other server stop with it, so that the round ends.
            if (answers === ANSWERS_PER_LIFE + MINTERS)
              for (const each of servers) each.child.kill('SIGKILL');
          });
        }),
      );
      for (const [index, env] of environments.entries()) {
        await servers[index]?.kill();
        servers[index] = await startServer(env);
      }
      const alive = servers[0] ?? first;
      for (const request of cutOff) acknowledged.push((await repeat(alive, token, request)).pid);
    }

    const names = (await listAll(servers[0] ?? first, token)).map((each) => each.pid);
    expect(new Set(acknowledged).size, 'no name was given out twice').toBe(acknowledged.length);
    expect(names.toSorted(), 'all that was acknowledged is there, and nothing else').toEqual(
      acknowledged.toSorted(),
    );
    const template = parseNoidTemplate('eedk');
    if (!template.ok) throw new Error('the template of the shoulder cannot be read');
    const sequence = createNoidSequence(template.value, { zone: '99999/fk4' });
    const expected = names.map(() => `ark:${sequence.next()}`);
    expect(names.toSorted(), 'the counter stands where the last name is').toEqual(expected.toSorted());
  } finally {
    for (const server of servers) await server.kill();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}, 300_000);
