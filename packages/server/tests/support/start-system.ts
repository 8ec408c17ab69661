import { type AddressInfo, createServer } from 'node:net';
import { type StandIn, startDataciteStandIn, startOrcidStandIn } from '@mintmark/sandbox';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import type { Config } from '../../src/config.ts';
import type { AppContext } from '../../src/context.ts';
import { readEnvironment } from '../../src/env.ts';
import type { BeforeStep } from '../../src/modules/requests/index.ts';
import { openService } from '../../src/service.ts';
import { drain } from '../../src/worker.ts';
import { copyTemplate } from './databases.ts';

/** The clock of a test: it stands still until told otherwise. */
export type TestClock = { now(): Date; advance(ms: number): void };

export type System = {
  ctx: AppContext;
  app: FastifyInstance;
  config: Config;
  /** Where the service listens, equal to its PUBLIC_URL. */
  url: string;
  orcid: StandIn;
  datacite: StandIn;
  clock: TestClock;
  /** Everything that was logged so far. */
  logged(): string;
  /** Works off all background work that is due at the clock's time. */
  drain(): Promise<void>;
  close(): Promise<void>;
};

export const TEST_ADMIN_TOKEN = 'test-operator-token-0123456789';

/**
 * Starts the whole service as production does, with stand-ins, on free ports. The database is a copy
 * of a migrated one: embedded and in memory, or on the server of TEST_DATABASE_URL. Background work runs only by `drain()`.
 * @param options.env further environment variables
 * @param options.repositoryDomains hosts that the DataCite stand-in allows targets at; default: any
 * @param options.beforeStep told of each step of a request's pipeline; what it throws is a crash there
 * @param options.worker true starts background work as in production, with the real clock
 */
export async function startSystem(
  options: {
    env?: Record<string, string>;
    worker?: boolean;
    repositoryDomains?: string[];
    beforeStep?: BeforeStep;
  } = {},
): Promise<System> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    const { port, release } = await reservePort();
    closers.push(release);
    const publicUrl = `http://127.0.0.1:${port}`;
    const clock = createTestClock();
    const now = options.worker === true ? () => new Date() : clock.now;
    // Real time: the library that checks id_tokens knows no other.
    const orcid = await startOrcidStandIn({
      clients: [
        {
          id: 'APP-MINTMARKSTANDIN0',
          secret: 'stand-in-client-secret',
          redirectUris: [`${publicUrl}/auth/orcid/callback`, `${publicUrl}/auth/orcid/connected`],
        },
      ],
    });
    closers.push(() => orcid.close());
    const datacite = await startDataciteStandIn({
      repositories: [
        {
          id: 'MINTMARK.DEMO',
          password: 'stand-in-password',
          prefixes: ['10.5072'],
          ...(options.repositoryDomains === undefined ? {} : { domains: options.repositoryDomains }),
        },
      ],
      now,
    });
    closers.push(() => datacite.close());

    const database = await copyTemplate();
    closers.push(database.drop);
    const read = readEnvironment({
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      ORCID_STAND_IN_PORT: String(orcid.port),
      DATACITE_STAND_IN_PORT: String(datacite.port),
      SECRET_KEY: 'a secret key for tests only, long enough',
      ADMIN_TOKEN: TEST_ADMIN_TOKEN,
      DATACITE_REQUESTS_PER_5_MINUTES: '3000',
      ...(database.url === null ? {} : { DATABASE_URL: database.url }),
      ...options.env,
    });
    const config: Config = {
      ...read,
      dataDir: null,
      orcid: { ...read.orcid, standInUrl: orcid.url },
      datacite: { ...read.datacite, url: datacite.url },
      roles:
        options.worker === true ? new Set(['http', 'resolver', 'worker']) : new Set(['http', 'resolver']),
    };
    const log = createTestLog();
    const { beforeStep } = options;
    const service = await openService(config, {
      now,
      // Waiting is time that passes.
      ...(options.worker === true ? {} : { pause: async (ms: number) => clock.advance(ms) }),
      log: log.logger,
      ...(beforeStep === undefined ? {} : { beforeStep }),
      ...(database.files === undefined ? {} : { databaseFiles: database.files }),
    });
    closers.push(() => service.close());
    await release();
    await service.app.listen({ host: '127.0.0.1', port });
    return {
      ctx: service.ctx,
      app: service.app,
      config,
      url: publicUrl,
      orcid,
      datacite,
      clock,
      logged: log.text,
      drain: () => drain(service.ctx),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createTestClock(): TestClock {
  let time = Date.parse('2026-06-01T09:00:00.000Z');
  return {
    now: () => new Date(time),
    advance(ms) {
      time += ms;
    },
  };
}

function createTestLog(): { logger: Logger; text(): string } {
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  return { logger, text: () => lines.join('') };
}

/** Holds a free port until the service takes it: while it starts, others ask the system for ports, too. */
async function reservePort(): Promise<{ port: number; release(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async release() {
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
