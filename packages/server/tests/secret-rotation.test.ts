import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../src/db/index.ts';
import { readEnvironment } from '../src/env.ts';
import { sealedColumns } from '../src/secret-rotation/sealed-columns.ts';
import { createSecrets, readKeyId } from '../src/secrets.ts';
import { createApi } from './support/api.ts';
import { fieldOf, openBrowser } from './support/browser.ts';
import { openCommandLine } from './support/command-line.ts';
import { dumpDatabase } from './support/database.ts';
import { createDatabase } from './support/databases.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { findTwoPorts, type ServerProcess, startServer } from './support/server-process.ts';
import { startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const OLD = 'the key that was in use until now';
const NEW = 'the key that takes its place today';
const SIGN_INS = 25;

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** Where values are sealed, and in which columns they then are; a cookie is in none. */
const sealing: Record<string, readonly string[]> = {
  'modules/accounts/authorization-server/sealed-payload.ts': ['oauth_artifacts.sealed'],
  'modules/accounts/cookies.ts': [],
  'modules/accounts/grants/revocations/discard-token.ts': ['discarded_tokens.access_token'],
  'modules/accounts/grants/store-grant.ts': [
    'grants.access_token',
    'grants.refresh_token',
    'grants.id_token',
  ],
  'modules/accounts/id-tokens/session-id-token.ts': ['session_id_tokens.sealed'],
  'modules/accounts/sign-in/start-sign-in.ts': ['sign_ins.sealed'],
  'modules/orcid/clients/put-client.ts': ['orcid_clients.secret'],
  'modules/orcid/clients/set-environment-client.ts': ['orcid_clients.secret'],
  'modules/orcid/connecting/start-connect.ts': ['orcid_connects.sealed'],
  'modules/orcid/erasures/tombstones/tombstone.ts': ['orcid_peppers.sealed'],
  'modules/orcid/webhooks/follow-webhook.ts': ['orcid_webhooks.sealed'],
  'modules/registration/accounts/set-registrar-account.ts': ['registrar_accounts.password'],
  'secret-rotation/rotate-secrets.ts': [],
};

describe('what a change of the key goes through', () => {
  test('is every column that something is sealed into', () => {
    const found = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (path) =>
        path.endsWith('.ts') &&
        !path.endsWith('.test.ts') &&
        /\bsecrets\s*\.seal\(/.test(readFileSync(join(source, path), 'utf8')),
    );
    expect(found.sort(), 'say above which columns a new use of `seal` fills, and describe them').toEqual(
      Object.keys(sealing).sort(),
    );
    expect(sealedColumns.map(({ name }) => name).sort()).toEqual(
      [...new Set(Object.values(sealing).flat())].sort(),
    );
  });
});

describe('the key is changed while the service is in use', () => {
  const folders: string[] = [];
  let server: ServerProcess;
  let env: Record<string, string>;
  let drop: () => Promise<void>;
  afterAll(async () => {
    await server?.kill();
    await drop?.();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mintmark-rotation-'));
    folders.push(folder);
    const database = await createDatabase();
    drop = database.drop;
    const [port, orcidPort] = await findTwoPorts();
    env = {
      PORT: String(port),
      ORCID_STAND_IN_PORT: String(orcidPort),
      DATACITE_STAND_IN_PORT: '0',
      DATA_DIR: join(folder, 'data'),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ADMIN_TOKEN: TEST_ADMIN_TOKEN,
      LOG_LEVEL: 'warn',
      ...(database.url === null ? {} : { DATABASE_URL: database.url }),
    };
  });

  const restart = async (keys: Record<string, string>): Promise<void> => {
    await server?.kill();
    server = await startServer({ ...env, ...keys });
  };
  const api = () => createApi(server, TEST_ADMIN_TOKEN);
  const countByKey = async (): Promise<Map<string, number>> => {
    const { body } = await api().get<{
      keys: { keyId: string; columns: { values: number }[] }[];
    }>('/secrets');
    return new Map(
      body.keys.map(({ keyId, columns }) => [keyId, columns.reduce((sum, { values }) => sum + values, 0)]),
    );
  };
  const idOf = (key: string): string => createSecrets(readEnvironment({ SECRET_KEY: key }).secretKey).keyId;

  test('an interrupted rotation goes on where it was, sessions and forms stay valid, and the old key is needed no more', async () => {
    await restart({ SECRET_KEY: OLD });
    const browser = openBrowser(server);
    await browser.signIn(JOSIAH);
    for (let index = 1; index < SIGN_INS; index += 1) await openBrowser(server).signIn(JOSIAH);
    const openForm = (await browser.open('/app/tokens')).body;
    const before = await countByKey();
    expect([...before.keys()]).toEqual([idOf(OLD)]);
    const total = before.get(idOf(OLD)) ?? 0;
    expect(total).toBeGreaterThan(SIGN_INS * 4);

    await restart({ SECRET_KEY: NEW, SECRET_KEY_PREVIOUS: OLD });
    expect((await browser.open('/app/tokens')).status).toBe(200);
    const sent = await browser.send('/app/tokens', {
      form_token: fieldOf(openForm, 'form_token'),
      name: 'made with a form of yesterday',
      scopes: 'pid:read',
      expires_in_days: '30',
    });
    expect(sent.status).toBeLessThan(400);

    const first = await api().post<{ resealed: number; done: boolean }>('/secrets/rotation', { limit: 30 });
    expect(first.body).toMatchObject({ resealed: 30, done: false });
    // The answer never comes: the process dies while it works.
    const interrupted = api()
      .post('/secrets/rotation', { limit: 10_000 })
      .catch(() => null);
    await Promise.race([interrupted, pollUntil(async () => (await countByKey()).get(idOf(NEW)) !== 30)]);
    await server.kill();
    await interrupted;
    await restart({ SECRET_KEY: NEW, SECRET_KEY_PREVIOUS: OLD });
    const midway = await countByKey();
    expect([...midway.values()].reduce((sum, each) => sum + each, 0)).toBe(total);
    expect(midway.get(idOf(NEW))).toBeGreaterThanOrEqual(30);

    const line = openCommandLine(server, TEST_ADMIN_TOKEN);
    try {
      const rotated = await line.run(['secrets', 'rotate']);
      expect(rotated).toMatchObject({ code: 0 });
      expect(rotated.stdout).toMatch(/^\d+ values? .*sealed with the present key/);
      const status = await line.run(['secrets', 'status']);
      expect(status.stdout).toContain(`${idOf(NEW)}  present  grants.access_token`);
      expect(status.stdout).not.toContain(idOf(OLD));
      expect((await line.run(['secrets', 'rotates'])).code).toBe(2);
    } finally {
      line.close();
    }
    expect([...(await countByKey())]).toEqual([[idOf(NEW), total]]);

    await restart({ SECRET_KEY: NEW });
    expect((await browser.open('/app/tokens')).status).toBe(200);
    expect((await openBrowser(server).signIn(JOSIAH)).status).toBe(303);
    await server.kill();
    await expectAllUnder(NEW, env);
  });

  /** Reads every row: nothing is under another key, and tokens are found by the digest of the present one. */
  async function expectAllUnder(key: string, { DATABASE_URL, DATA_DIR }: Record<string, string>) {
    const engine = await openDatabase(DATABASE_URL ?? null, DATA_DIR ?? null);
    try {
      const rows = [...(await dumpDatabase({ ctx: { db: engine.kysely } as never })).values()].flat();
      const sealed = rows.flatMap((row) => row.match(/\bv1\.[\w-]+\.[\w-]{16}\.[\w-]+/g) ?? []);
      expect(sealed.length).toBeGreaterThan(SIGN_INS * 4);
      expect(new Set(sealed.map(readKeyId))).toEqual(new Set([idOf(key)]));
      const secrets = createSecrets(readEnvironment({ SECRET_KEY: key }).secretKey);
      const column = sealedColumns.find(({ name }) => name === 'grants.access_token');
      const values =
        (await column?.listSealed(engine.kysely, { otherThan: '', after: null, limit: 500 })) ?? [];
      const { rows: macs } = await sql<{ mac: string }>`
        select encode(access_token_mac, 'hex') as mac from grants order by id`.execute(engine.kysely);
      const expected = values.map((value) =>
        secrets.mac(secrets.open(value.sealed, column?.contextOf(value) ?? '')).toString('hex'),
      );
      expect(macs.map(({ mac }) => mac)).toEqual(expected);
    } finally {
      await engine.close();
    }
  }
});

describe('a rotation', () => {
  test('is for operators, and says what no key opens without touching it', async () => {
    const system = await startSystem();
    try {
      const person = await signIn(system);
      const api = createApi(system, TEST_ADMIN_TOKEN);
      for (const token of [person.token, null]) {
        const refused = createApi(system, token);
        const statuses = [
          (await refused.get('/secrets')).status,
          (await refused.post('/secrets/rotation', {})).status,
        ];
        expect(statuses).toEqual(token === null ? [401, 401] : [403, 403]);
      }
      expect((await api.post('/secrets/rotation', { limit: 0 })).status).toBe(400);
      const lost = createSecrets(Buffer.alloc(32, 7)).seal('a password', 'registrar_accounts.password|x');
      await sql`update registrar_accounts set password = ${lost}`.execute(system.ctx.engine.kysely);
      const { body } = await api.post('/secrets/rotation', {});
      expect(body).toEqual({
        resealed: 0,
        unopened: [{ name: 'registrar_accounts.password', values: 1 }],
        done: true,
      });
      const line = openCommandLine(system, TEST_ADMIN_TOKEN);
      const status = await line.run(['secrets', 'status']);
      line.close();
      expect(status.code).toBe(1);
      expect(status.stdout).toMatch(/UNKNOWN +registrar_accounts\.password +1/);
      const { rows } = await sql<{ password: string }>`select password from registrar_accounts`.execute(
        system.ctx.engine.kysely,
      );
      expect(rows.map(({ password }) => password)).toEqual([lost]);
    } finally {
      await system.close();
    }
  });
});

async function pollUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}
