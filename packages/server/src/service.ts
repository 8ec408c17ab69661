import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { accountColumns } from './account-merging/account-columns.ts';
import { createApp } from './app.ts';
import { bootstrap } from './bootstrap.ts';
import type { Config } from './config.ts';
import type { AppContext } from './context.ts';
import { migrate, openDatabase } from './db/index.ts';
import { createPages } from './http/pages.ts';
import { openJobs } from './jobs/index.ts';
import { createMetrics } from './metrics.ts';
import {
  createGuessLimiter,
  createPasswordHasher,
  createTokenOwnerFinder,
} from './modules/accounts/index.ts';
import { checkSchemeChange } from './modules/links/index.ts';
import { createMintQueue, moveMinter, settleAwaited } from './modules/minting/index.ts';
import { createAlerts } from './modules/notifications/index.ts';
import {
  acceptInvitations,
  catchUpConnection,
  createAgeTurnstile,
  findNewestProfile,
  followConnection,
  followReading,
  followWebhook,
  noteItemChange,
  prepareDeposit,
} from './modules/orcid/index.ts';
import { registerQueueMetrics } from './modules/registration/index.ts';
import { type BeforeStep, followPublished, goOnAfterRegistration } from './modules/requests/index.ts';
import { createNoidSequences } from './noid-sequences.ts';
import { createSecrets } from './secrets.ts';
import { openObjectStorage } from './storage/index.ts';
import { startWorker, type Worker } from './worker.ts';

export type Service = { ctx: AppContext; app: FastifyInstance; close(): Promise<void> };

/**
 * Opens everything that the roles of the configuration need: database (migrated), job queue, storage, routes and
 * background work. It does not listen yet.
 * @throws Error with a sentence for the operator when something cannot be opened; nothing stays open then
 */
export async function openService(
  config: Config,
  options: {
    now?: () => Date;
    pause?: (ms: number) => Promise<void>;
    log?: Logger;
    beforeStep?: BeforeStep;
    /** What an embedded database in memory begins with. */
    databaseFiles?: Blob;
  } = {},
): Promise<Service> {
  const log =
    options.log ??
    pino({ level: config.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] });
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    const engine = await openDatabase(config.databaseUrl, config.dataDir, options.databaseFiles);
    closers.push(() => engine.close());
    await migrate(engine);
    const jobs = await openJobs(engine, log);
    closers.push(() => jobs.stop());

    let worker: Worker | null = null;
    const noidSequences = createNoidSequences();
    const now = options.now ?? (() => new Date());
    const ctx: AppContext = {
      config,
      engine,
      db: engine.kysely,
      jobs,
      storage: openObjectStorage(config.objectStorage, config.dataDir),
      secrets: createSecrets(config.secretKey, config.previousSecretKeys),
      pages: createPages({
        publicUrl: config.publicUrl,
        standIns: config.datacite.standIn || config.orcid.environment === 'stand-in',
      }),
      noidSequences,
      findTokenOwner: createTokenOwnerFinder({ config, db: engine.kysely, now }),
      passwordHasher: createPasswordHasher(),
      ageTurnstile: createAgeTurnstile(),
      guesses: createGuessLimiter(now),
      mintQueue: createMintQueue({ config, engine, db: engine.kysely, noidSequences, now }),
      metrics: createMetrics(),
      log,
      now,
      pause: options.pause ?? setTimeout,
      wakeRegistration: () => worker?.wakeRegistration(),
      wakeBatches: () => worker?.wakeBatches(),
      wakeRequests: () => worker?.wakeRequests(),
      wakeDeposits: () => worker?.wakeDeposits(),
      wakeEntries: () => worker?.wakeEntries(),
      wakeConnections: () => worker?.wakeConnections(),
      wakeReadings: () => worker?.wakeReadings(),
      ...(options.beforeStep === undefined ? {} : { beforeStep: options.beforeStep }),
      afterRegistration: async (tx, settled) => {
        await settleAwaited(tx, ctx, settled);
        await goOnAfterRegistration(tx, ctx, settled);
      },
      afterAttributes: (tx, change) => followPublished(tx, ctx, change),
      afterConnectionChange: async (tx, change) => {
        await acceptInvitations(tx, ctx, change);
        await followConnection(tx, change);
        await catchUpConnection(tx, change);
        await followReading(tx, change);
        await followWebhook(tx, ctx, change);
      },
      afterItemChange: noteItemChange,
      afterOrcidMerged: moveMinter,
      accountColumns,
      prepareDeposit,
      findOrcidProfile: (accountId) => findNewestProfile(engine.kysely, accountId),
      alerts: createAlerts(config),
      checkSchemeChange,
    };
    registerQueueMetrics(ctx);
    await bootstrap(ctx);
    const app = await createApp(ctx);
    closers.push(() => app.close());
    if (config.roles.has('worker')) {
      worker = await startWorker(ctx);
      closers.push(async () => worker?.stop());
    }
    return { ctx, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}
