/* The service with its background work, which writes to the records of a registry that is there already. */
import { readEnvironment } from '../../packages/server/src/env.ts';
import { openService, type Service } from '../../packages/server/src/service.ts';
import { answerCalls } from '../child.ts';
import { findFreePort } from '../free-port.ts';
import { METADATA } from '../requests.ts';
import type { Permission, Registry } from './registry-process.ts';

export type DepositorCalls = {
  /** @returns what the database says of itself */
  start(options: {
    databaseUrl: string | null;
    dataDir: string;
    registry: Registry;
    requestsPerSecond: number;
  }): Promise<string>;
  /** Takes over the permissions of people. */
  importPeople(people: readonly Permission[]): Promise<void>;
  /** Publishes items that name all of these people. */
  publish(wish: { items: number; orcids: readonly string[] }): Promise<void>;
  /** How many deposits are due. */
  countDue(parameter: null): Promise<number>;
};

const ADMIN_TOKEN = 'operator-token-for-benchmarks-only';

let service: Service | null = null;

answerCalls({ start, importPeople, publish, countDue }, async () => service?.close());

async function start(options: Parameters<DepositorCalls['start']>[0]): Promise<string> {
  const { databaseUrl, dataDir, registry, requestsPerSecond } = options;
  const port = await findFreePort();
  const read = readEnvironment({
    PORT: String(port),
    // The same for every process: a database that another address uses is taken for a copy.
    PUBLIC_URL: 'http://127.0.0.1:3000',
    DATA_DIR: dataDir,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    SECRET_KEY: 'a secret key for benchmarks only, long enough',
    ADMIN_TOKEN,
    ORCID_CLIENT_ID: registry.clientId,
    ORCID_CLIENT_SECRET: registry.clientSecret,
    ORCID_REQUESTS_PER_SECOND: String(requestsPerSecond),
    LOG_LEVEL: 'warn',
  });
  service = await openService({ ...read, orcid: { ...read.orcid, standInUrl: registry.url } });
  return service.ctx.engine.kind;
}

async function importPeople(people: readonly Permission[]): Promise<void> {
  await send('POST', '/api/v1/organisations/default/orcid/imports', {
    format: 'mintmark-orcid-connections/1',
    connections: people.map(({ orcid, accessToken, scope }) => ({
      orcid,
      environment: 'stand-in',
      client_id: service?.ctx.config.orcid.clientId,
      grants: [{ access_token: accessToken, scope, issued_at: new Date().toISOString() }],
    })),
  });
}

async function publish({ items, orcids }: { items: number; orcids: readonly string[] }): Promise<void> {
  const creators = orcids.map((orcid) => ({
    name: `Person, ${orcid}`,
    nameType: 'Personal',
    nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${orcid}`, nameIdentifierScheme: 'ORCID' }],
  }));
  for (let item = 0; item < items; item += 1) {
    await send('POST', '/api/v1/items', { state: 'archived', metadata: { ...METADATA, creators } });
  }
}

async function countDue(): Promise<number> {
  const { items } = await send<{ items: unknown[] }>(
    'GET',
    '/api/v1/organisations/default/orcid/deposits?state=due&limit=100',
  );
  return items.length;
}

async function send<T>(method: 'GET' | 'POST', url: string, body?: object): Promise<T> {
  const answer = await service?.app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  if (answer === undefined || answer.statusCode >= 300) {
    throw new Error(`${method} ${url}: ${answer?.statusCode} ${answer?.body.slice(0, 1000)}`);
  }
  return answer.json<T>();
}
