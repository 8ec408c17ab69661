import { randomUUID } from 'node:crypto';
import { transact } from '../../../db/index.ts';
import { startWorkLoops, type WorkLoops } from '../../../jobs/work-loops.ts';
import { readClient } from '../clients/store.ts';
import { readConnection } from '../connections/store.ts';
import { followNextClient } from './follow-client.ts';
import { attemptDeposit, CLAIM_MS, type Claimed } from './queue/attempt.ts';
import type { Outcome, QueueContext } from './queue/outcome.ts';
import { recordOutcome } from './queue/record-outcome.ts';
import { claimDue, listDueClients, releaseAllClaims } from './queue/store.ts';

const PAUSE_MS = 1_000;
/** At the highest rate a member has, and with an answer in a third of a second, eight calls are under way at once. */
const CONCURRENCY = 10;
/** How far ahead turns are taken; whose turns are later than that is left for others to wait for. */
const TURNS_AHEAD_MS = 1_000;

/** Works off what is due at this moment. @returns how many attempts were made */
export async function runDepositPass(ctx: QueueContext): Promise<number> {
  let count = 0;
  while (await runNextDeposit(ctx)) count += 1;
  return count;
}

/**
 * Works off deposits until stopped.
 * @param isHeldBack whether nothing is to be told to anybody, as by a copy of the database
 */
export async function startDepositWorker(
  ctx: QueueContext,
  isHeldBack: () => Promise<boolean>,
): Promise<WorkLoops> {
  // The embedded database belongs to this process alone, so whoever held a claim is dead.
  if (ctx.engine.kind === 'embedded') await transact(ctx.db, releaseAllClaims);
  return startWorkLoops({
    concurrency: CONCURRENCY,
    pauseMs: PAUSE_MS,
    next: async () => !(await isHeldBack()) && runNextDeposit(ctx),
    whenFailed: (error) => ctx.log.error({ err: error }, 'a deposit could not be worked on'),
  });
}

/** @returns whether there was one */
async function runNextDeposit(ctx: QueueContext): Promise<boolean> {
  const claimed = await claimNext(ctx);
  if (claimed === null) return followNextClient(ctx);
  await recordOutcome(ctx, claimed, await attemptSafely(ctx, claimed));
  return true;
}

async function attemptSafely(ctx: QueueContext, claimed: Claimed): Promise<Outcome> {
  try {
    return await attemptDeposit(ctx, claimed);
  } catch (error) {
    ctx.log.error({ err: error, depositId: claimed.deposit.id }, 'a deposit came to grief in this service');
    return {
      kind: 'wait',
      detail: 'It could not be sent, for a reason on our side; the log of the service says which.',
    };
  }
}

async function claimNext(ctx: QueueContext): Promise<Claimed | null> {
  const now = ctx.now();
  const soon = new Date(now.getTime() + TURNS_AHEAD_MS);
  for (const clientId of await listDueClients(ctx.db, { now, soon })) {
    const deposit = await transact(ctx.db, (tx) =>
      claimDue(tx, clientId, {
        now,
        claim: randomUUID(),
        claimedUntil: new Date(now.getTime() + CLAIM_MS),
      }),
    );
    if (deposit === null) continue;
    const client = await readClient(ctx.db, clientId);
    const connection = await readConnection(ctx.db, deposit.connectionId);
    if (client !== null && connection !== null) return { deposit, connection, client };
  }
  return null;
}
