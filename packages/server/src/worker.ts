import type { AppContext } from './context.ts';
import { transact } from './db/index.ts';
import { deleteOldKeys } from './http/idempotency.ts';
import type { JobHandlers } from './jobs/index.ts';
import {
  deleteEndedAuthorizations,
  deleteEndedSessions,
  deleteExpiredSignIns,
  deleteOldIdTokens,
} from './modules/accounts/index.ts';
import {
  clearContents,
  clearUploads,
  emptyTrash,
  runFixityPass,
  runNextUnpacking,
  startFixityWorker,
  startUnpackingWorker,
} from './modules/data/index.ts';
import {
  clearBatches,
  releaseExpiredNames,
  remindOfExpiry,
  runNextBatch,
  showAuthenticatedOrcid,
  startBatchWorker,
} from './modules/minting/index.ts';
import {
  clearAlerts,
  clearConfirmations,
  clearMessages,
  sendNextAlert,
  sendNextMail,
  startMailWorker,
} from './modules/notifications/index.ts';
import {
  clearEntryBatches,
  clearInteractions,
  clearInvitations,
  clearTokenExports,
  deleteExpiredConnects,
  followNextItems,
  keepWebhooks,
  readDueRecords,
  runConnectionPass,
  runDepositPass,
  runEntryPass,
  runErasurePass,
  sendNextInvitation,
  startConnectionWorker,
  startDepositWorker,
  startEntryWorker,
  startErasureWorker,
  startInvitationWorker,
  startItemFollower,
  startReadingWorker,
  startWebhookWorker,
} from './modules/orcid/index.ts';
import { readHoldBack, runRegistrationPass, startRegistrationWorker } from './modules/registration/index.ts';
import { runRequestPass, startRequestWorker } from './modules/requests/index.ts';
import { startMirrorWorker, syncSchemeMirrors } from './modules/schemes/index.ts';

/** What each kind of job does. */
export function createJobHandlers(ctx: AppContext): JobHandlers {
  return {
    'accounts.show-authenticated': async ({ orcid, orcidEnvironment }) => {
      if (orcidEnvironment === ctx.config.orcid.environment) await showAuthenticatedOrcid(ctx, orcid);
    },
    upkeep: async () => {
      const now = ctx.now();
      await transact(ctx.db, (tx) => deleteOldKeys(tx, now));
      await clearBatches(ctx);
      await clearEntryBatches(ctx);
      await clearUploads(ctx);
      await clearContents(ctx);
      await transact(ctx.db, (tx) => deleteExpiredSignIns(tx, now));
      await transact(ctx.db, (tx) => deleteExpiredConnects(tx, now));
      await transact(ctx.db, (tx) => deleteEndedSessions(tx, now));
      await transact(ctx.db, (tx) => deleteEndedAuthorizations(tx, now));
      await transact(ctx.db, (tx) => deleteOldIdTokens(tx, now));
      await clearInteractions(ctx);
      await clearTokenExports(ctx);
      await emptyTrash(ctx);
      await clearConfirmations(ctx);
      await clearAlerts(ctx);
      await clearMessages(ctx);
      await clearInvitations(ctx);
      await releaseExpiredNames(ctx);
      await remindOfExpiry(ctx);
    },
  };
}

export type Worker = {
  wakeRegistration(): void;
  wakeBatches(): void;
  wakeRequests(): void;
  wakeDeposits(): void;
  wakeEntries(): void;
  wakeConnections(): void;
  wakeReadings(): void;
  stop(): Promise<void>;
};

/** Starts all background work of this process. */
export async function startWorker(ctx: AppContext): Promise<Worker> {
  await ctx.jobs.work(createJobHandlers(ctx));
  const registration = await startRegistrationWorker(ctx);
  const batches = await startBatchWorker(ctx);
  const requests = await startRequestWorker(ctx);
  const unpackings = await startUnpackingWorker(ctx);
  const fixity = startFixityWorker(ctx);
  const itemFollower = startItemFollower(ctx);
  const entries = await startEntryWorker(ctx);
  const deposits = await startDepositWorker(ctx, () => isHeldBack(ctx));
  const mail = startMailWorker(ctx, () => isHeldBack(ctx));
  const invitations = startInvitationWorker(ctx, () => isHeldBack(ctx));
  const connections = startConnectionWorker(ctx, () => isHeldBack(ctx));
  const readings = await startReadingWorker(ctx, () => isHeldBack(ctx));
  const webhooks = startWebhookWorker(ctx, () => isHeldBack(ctx));
  const erasures = startErasureWorker(ctx, () => isHeldBack(ctx));
  const mirrors = startMirrorWorker(ctx, () => isHeldBack(ctx));
  return {
    wakeRegistration: () => registration.wake(),
    wakeBatches: () => batches.wake(),
    wakeRequests: () => requests.wake(),
    wakeDeposits: () => deposits.wake(),
    wakeEntries: () => entries.wake(),
    wakeConnections: () => connections.wake(),
    wakeReadings: () => readings.wake(),
    async stop() {
      await deposits.stop();
      await entries.stop();
      await itemFollower.stop();
      await fixity.stop();
      await unpackings.stop();
      await mirrors.stop();
      await webhooks.stop();
      await readings.stop();
      await invitations.stop();
      await erasures.stop();
      await connections.stop();
      await mail.stop();
      await requests.stop();
      await batches.stop();
      await registration.stop();
    },
  };
}

/** Works off everything that is due at this moment, then returns. */
export async function drain(ctx: AppContext): Promise<void> {
  await ctx.jobs.drain(createJobHandlers(ctx));
  while (await runNextBatch(ctx, () => false));
  while (await runNextUnpacking(ctx, () => false));
  while ((await runFixityPass(ctx)) > 0);
  // A step may wait for a registrar, and a registrar's answer lets a step go on.
  while ((await runRequestPass(ctx)) + (await runRegistrationPass(ctx)) > 0);
  while (await followNextItems(ctx));
  while (await runEntryPass(ctx, () => false));
  if (await isHeldBack(ctx)) {
    while (await sendNextAlert(ctx, new AbortController().signal, 'hold-back'));
    return;
  }
  // A record that can be written again lets what waits for it go on.
  while ((await runDepositPass(ctx)) + (await runConnectionPass(ctx)) + (await runErasurePass(ctx)) > 0);
  await keepWebhooks(ctx);
  await readDueRecords(ctx);
  while (await sendNextMail(ctx));
  while (await sendNextInvitation(ctx));
  await syncSchemeMirrors(ctx);
}

/** A copy of the database, started elsewhere, tells nobody anything. */
async function isHeldBack(ctx: AppContext): Promise<boolean> {
  return (await readHoldBack(ctx.db, ctx.config.publicUrl)) !== null;
}
