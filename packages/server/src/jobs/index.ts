import { type Db as BossDb, fromKysely, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Engine, Tx } from '../db/index.ts';

/** Background work by name; the payload of each is what its handler takes. */
export type JobPayloads = {
  'accounts.show-authenticated': { orcidEnvironment: string; orcid: string };
  upkeep: Record<string, never>;
};
export type JobKind = keyof JobPayloads;
export type JobHandlers = { [K in JobKind]: (payload: JobPayloads[K]) => Promise<void> };

export type Jobs = {
  /** Asks for a job in the transaction that makes it necessary; a waiting job with the same key stands for both. */
  enqueue<K extends JobKind>(
    tx: Tx,
    kind: K,
    payload: JobPayloads[K],
    options: { key: string },
  ): Promise<void>;
  /** Starts to work off jobs, and runs `upkeep` every hour. */
  work(handlers: JobHandlers): Promise<void>;
  /** Works off everything that is due now, then returns; for tests and one-shot commands. */
  drain(handlers: JobHandlers): Promise<void>;
  stop(): Promise<void>;
};

const NO_JOB = '00000000-0000-0000-0000-000000000000';

const KINDS: readonly JobKind[] = ['accounts.show-authenticated', 'upkeep'];

/** Opens the job queue (pg-boss) on the service's own database. */
export async function openJobs(engine: Engine, log: Logger): Promise<Jobs> {
  const database: BossDb = {
    executeSql: (text, values) => engine.withPinnedConnection((run) => run(text, values)),
  };
  const boss = new PgBoss({
    db: database,
    backend: engine.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'jobs',
    supervise: false,
    schedule: false,
    persistWarnings: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the job queue reported an error'));
  await boss.start();
  for (const kind of KINDS) {
    await boss.createQueue(kind, { policy: 'short', retryLimit: 10, retryBackoff: true, retryDelay: 5 });
    // Cancelling nothing makes pg-boss read the queue's settings now; else it would read them at the first `send`, on
    // another connection, in the middle of somebody's transaction.
    await boss.cancel(kind, NO_JOB);
  }
  let upkeepTimer: NodeJS.Timeout | undefined;

  return {
    async enqueue(tx, kind, payload, options) {
      await boss.send(kind, payload, {
        db: fromKysely(tx),
        singletonKey: options.key,
      });
    },

    async work(handlers) {
      for (const kind of KINDS) {
        await boss.work(kind, { pollingIntervalSeconds: 2 }, async (jobs) => {
          for (const job of jobs) await run(handlers, kind, job.data);
        });
      }
      const upkeep = async (): Promise<void> => {
        await boss.send('upkeep', {}, { singletonKey: 'upkeep' });
        await boss.supervise();
      };
      upkeepTimer = setInterval(() => {
        upkeep().catch((error: unknown) => log.error({ err: error }, 'upkeep could not be asked for'));
      }, 3_600_000);
      upkeepTimer.unref();
    },

    async drain(handlers) {
      for (const kind of KINDS) {
        for (;;) {
          const jobs = await boss.fetch(kind, { batchSize: 50 });
          if (jobs.length === 0) break;
          for (const job of jobs) {
            await run(handlers, kind, job.data);
            await boss.complete(kind, job.id);
          }
        }
      }
    },

    async stop() {
      clearInterval(upkeepTimer);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

async function run(handlers: JobHandlers, kind: JobKind, data: unknown): Promise<void> {
  // The payload was written by `enqueue` under the same kind, whose type ties the two together.
  const handler = handlers[kind] as (payload: unknown) => Promise<void>;
  await handler(data);
}
