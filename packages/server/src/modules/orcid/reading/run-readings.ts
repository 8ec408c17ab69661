import { randomUUID } from 'node:crypto';
import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { readClient } from '../clients/store.ts';
import { readOrganisations } from '../connections/read-organisations.ts';
import { readConnection } from '../connections/store.ts';
import { MOST_CALLS, type ReadContext, type ReadOutcome, readRecord } from './read-record.ts';
import { recordReading } from './record-reading.ts';
import { claimDueReading, readStamps, releaseReadingClaims } from './store.ts';

const PAUSE_MS = 5_000;
const CONCURRENCY = 2;
const CALL_TIMEOUT_MS = 15_000;
/** Beyond the time of its calls, a claim is held this long; only then may anybody else work on it. */
const CLAIM_MARGIN_MS = 30_000;

/**
 * Reads the records that are due: by a hint, because somebody asked, or because they were not read for long. One after the
 * other, each at the rate of its client.
 * @returns how many were read, or tried
 */
export async function readDueRecords(ctx: ReadContext, isStopped = () => false): Promise<number> {
  let count = 0;
  while (!isStopped() && (await readNextRecord(ctx))) count += 1;
  return count;
}

/**
 * The same until stopped.
 * @param isHeldBack whether nothing is asked of anybody, as by a copy of the database
 */
export async function startReadingWorker(
  ctx: ReadContext,
  isHeldBack: () => Promise<boolean>,
): Promise<WorkLoops> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseReadingClaims);
  return startWorkLoops({
    concurrency: CONCURRENCY,
    pauseMs: PAUSE_MS,
    next: async () => !(await isHeldBack()) && readNextRecord(ctx),
    whenFailed: (error) => ctx.log.error({ err: error }, 'an ORCID record could not be read'),
  });
}

/** @returns whether there was one */
async function readNextRecord(ctx: ReadContext): Promise<boolean> {
  const now = ctx.now();
  const reading = await transact(ctx.db, (tx) =>
    claimDueReading(tx, {
      now,
      claim: randomUUID(),
      claimedUntil: new Date(now.getTime() + MOST_CALLS * CALL_TIMEOUT_MS + CLAIM_MARGIN_MS),
    }),
  );
  if (reading === null) return false;
  const connection = await readConnection(ctx.db, reading.connectionId);
  const client = connection === null ? null : await readClient(ctx.db, connection.orcidClientId);
  if (connection === null || client === null) return true;
  const organisation = (await readOrganisations(ctx.db, [connection]))(connection);
  // Before the call: what moves from here on is not compared with what was read.
  const stamps = await readStamps(ctx.db, connection.id);
  const outcome = await readSafely(ctx, () => readRecord(ctx, connection, client, stamps));
  await recordReading(
    ctx,
    { reading, connection, client, organisationName: organisation.name, stamps },
    outcome,
  );
  return true;
}

async function readSafely(ctx: ReadContext, read: () => Promise<ReadOutcome>): Promise<ReadOutcome> {
  try {
    return await read();
  } catch (error) {
    ctx.log.error({ err: error }, 'reading an ORCID record came to grief in this service');
    return { kind: 'later', detail: 'It could not be read, for a reason on our side.' };
  }
}
