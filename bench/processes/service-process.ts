/* The service as it runs in production, without its background work, and the bare insert on its own database. */
import { writeFile } from 'node:fs/promises';
import { type Profiler, Session } from 'node:inspector/promises';
import { answerSignIn, startOrcidStandIn } from '@mintmark/sandbox';
import { readEnvironment } from '../../packages/server/src/env.ts';
import { openService, type Service } from '../../packages/server/src/service.ts';
import { type BareInsertPlan, runBareInserts } from '../bare-insert.ts';
import { answerCalls } from '../child.ts';
import { findFreePort } from '../free-port.ts';
import { METADATA } from '../requests.ts';
import { openRowCopier, type RowCopier } from './copy-rows.ts';
import { type FilledItem, fillItems } from './fill-items.ts';
import type { LoadResult } from './load-process.ts';

export type Started = {
  port: number;
  /** What the database says of itself. */
  database: string;
  /** An access token of a member of the organisation. */
  token: string;
  /** Ids of the shoulders. */
  shoulders: { doi: string; ark: string };
};

export type ServiceCalls = {
  start(options: { databaseUrl: string | null; dataDir: string }): Promise<Started>;
  /** Sends requests to the API inside the process. @returns what each answered */
  mint(requests: readonly { token: string; body: unknown }[]): Promise<{ pid: string }[]>;
  /** Registers links; each line is one row of JSON Lines. */
  importLinks(lines: readonly string[]): Promise<void>;
  /** Makes that many items with a DOI and a Handle each. */
  fillItems(count: number): Promise<FilledItem[]>;
  insertBare(plan: BareInsertPlan): Promise<LoadResult>;
  /** @returns the ids of as many new shoulders */
  createArkShoulders(count: number): Promise<string[]>;
  readRowsToCopy(count: number): Promise<void>;
  copyRows(durationMs: number): Promise<LoadResult>;
  startProfile(parameter: null): Promise<void>;
  stopProfile(path: string): Promise<void>;
};

const ADMIN_TOKEN = 'operator-token-for-benchmarks-only';
const CLIENT = { id: 'APP-MINTMARKBENCH', secret: 'bench-client-secret' };

let service: Service | null = null;
let copier: RowCopier | null = null;
const inspector = new Session();

answerCalls(
  {
    start,
    mint,
    importLinks,
    fillItems: async (count) => fillItems(requireService().ctx.engine, await createItem(), count),
    insertBare: async (plan) => runBareInserts(requireService().ctx.engine, plan),
    createArkShoulders,
    readRowsToCopy: async (count) => {
      const { databaseUrl } = requireService().ctx.config;
      if (databaseUrl === null) throw new Error('COPY is measured on PostgreSQL');
      copier = await openRowCopier(databaseUrl);
      await copier.readRows(count);
    },
    copyRows: async (durationMs) => {
      if (copier === null) throw new Error('no rows have been read');
      return copier.copy(durationMs);
    },
    startProfile: async () => {
      inspector.connect();
      await inspector.post('Profiler.enable');
      await inspector.post('Profiler.start');
    },
    stopProfile: async (path) => {
      const { profile }: Profiler.StopReturnType = await inspector.post('Profiler.stop');
      await writeFile(path, JSON.stringify(profile));
      inspector.disconnect();
    },
  } satisfies ServiceCalls,
  async () => {
    await copier?.close();
    await service?.close();
  },
);

function requireService(): Service {
  if (service === null) throw new Error('the service has not been started');
  return service;
}

async function start(options: { databaseUrl: string | null; dataDir: string }): Promise<Started> {
  const port = await findFreePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const orcid = await startOrcidStandIn({
    clients: [{ ...CLIENT, redirectUris: [`${publicUrl}/auth/orcid/callback`] }],
  });
  const config = readEnvironment({
    ROLES: 'http,resolver',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATA_DIR: options.dataDir,
    ORCID_CLIENT_ID: CLIENT.id,
    ORCID_CLIENT_SECRET: CLIENT.secret,
    ORCID_STAND_IN_PORT: String(orcid.port),
    ADMIN_TOKEN,
    SECRET_KEY: 'a secret key for benchmarks only',
    HANDLE_PREFIX: '20.500.12345',
    REQUESTS_PER_MINUTE: '10000000',
    ...(options.databaseUrl === null ? {} : { DATABASE_URL: options.databaseUrl }),
  });
  service = await openService({ ...config, orcid: { ...config.orcid, standInUrl: orcid.url } });
  await service.app.listen({ host: '127.0.0.1', port });
  const token = await createToken(publicUrl);
  await orcid.close();
  const { rows } = await service.ctx.engine.withPinnedConnection((run) => run('select version()'));
  const version = String(rows[0]?.version).split(' on ')[0] ?? '';
  return {
    port,
    database: service.ctx.engine.kind === 'embedded' ? `embedded (PGlite, ${version})` : version,
    token,
    shoulders: await readShoulders(publicUrl, token),
  };
}

/** Signs in as a browser would. */
async function createToken(publicUrl: string): Promise<string> {
  const begin = await fetch(`${publicUrl}/auth/orcid/login`, { redirect: 'manual' });
  const callback = await answerSignIn(begin.headers.get('location') ?? '', {
    orcid: '0000-0002-1825-0097',
    decision: 'grant',
  });
  const end = await fetch(callback, { redirect: 'manual', headers: { cookie: cookiesOf(begin) } });
  const made = await fetch(`${publicUrl}/api/v1/tokens`, {
    method: 'POST',
    headers: { cookie: cookiesOf(end), origin: publicUrl, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'bench',
      scopes: ['pid:read', 'pid:mint', 'pid:publish'],
      expiresInDays: 1,
    }),
  });
  if (made.status !== 201) throw new Error(`no access token: ${made.status} ${await made.text()}`);
  const { token } = (await made.json()) as { token: string };
  return token;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

async function readShoulders(publicUrl: string, token: string): Promise<Started['shoulders']> {
  const answer = await fetch(`${publicUrl}/api/v1/shoulders`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { items } = (await answer.json()) as { items: { id: string; type: string }[] };
  const find = (type: string): string => {
    const found = items.find((each) => each.type === type);
    if (found === undefined) throw new Error(`there is no shoulder of type ${type}`);
    return found.id;
  };
  return { doi: find('doi'), ark: find('ark') };
}

async function mint(requests: readonly { token: string; body: unknown }[]): Promise<{ pid: string }[]> {
  const { app } = requireService();
  const made: { pid: string }[] = [];
  for (const { token, body } of requests) {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/pids',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      payload: JSON.stringify(body),
    });
    if (answer.statusCode !== 201) throw new Error(`not minted: ${answer.statusCode} ${answer.body}`);
    made.push({ pid: answer.json<{ pid: string }>().pid });
  }
  return made;
}

async function importLinks(lines: readonly string[]): Promise<void> {
  const { app } = requireService();
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/links/bulk',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/jsonl' },
    payload: lines.join('\n'),
  });
  if (answer.statusCode !== 200 || answer.body.includes('"problems"')) {
    throw new Error(`no links: ${answer.statusCode} ${answer.body.slice(0, 1000)}`);
  }
}

/** An item in the archive whose DOI waits to be registered. */
async function createItem(): Promise<FilledItem> {
  const made = await post<{ uuid: string; identifiers: { pid: string; type: string }[] }>('/api/v1/items', {
    state: 'archived',
    metadata: METADATA,
  });
  const { pid: doi } = await post<{ pid: string }>(`/api/v1/items/${made.uuid}/identifiers`, {
    type: 'doi',
    action: 'register',
  });
  const handle = made.identifiers.find(({ type }) => type === 'handle')?.pid;
  if (handle === undefined) throw new Error('the item has no Handle');
  return { uuid: made.uuid, doi, handle };
}

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await requireService().app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
  if (answer.statusCode !== 201) throw new Error(`not made: ${answer.statusCode} ${answer.body}`);
  return answer.json<T>();
}

async function createArkShoulders(count: number): Promise<string[]> {
  const { app } = requireService();
  const ids: string[] = [];
  while (ids.length < count) {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/shoulders',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
      payload: JSON.stringify({
        type: 'ark',
        prefix: '99999',
        shoulder: `b${ids.length}x1`,
        template: 'eedk',
      }),
    });
    if (answer.statusCode !== 201) throw new Error(`no shoulder: ${answer.statusCode} ${answer.body}`);
    ids.push(answer.json<{ id: string }>().id);
  }
  return ids;
}
