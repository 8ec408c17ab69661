export { clearEntryBatches } from './batches/clear-batches.ts';
export { runEntryPass, startEntryWorker } from './batches/worker.ts';
export { setEnvironmentClient } from './clients/set-environment-client.ts';
export { deleteExpiredConnects } from './connecting/store.ts';
export type { AfterConnectionChange } from './connections/change.ts';
export { runConnectionPass, startConnectionWorker } from './connections/worker.ts';
export { followConnection } from './deposits/follow-connection.ts';
export type { PrepareDeposit } from './deposits/queue/outcome.ts';
export { runDepositPass, startDepositWorker } from './deposits/run-deposits.ts';

export { prepareDeposit } from './groups/prepare-peer-review.ts';

export { followReading } from './reading/follow-reading.ts';
export { readDueRecords, startReadingWorker } from './reading/run-readings.ts';
export { type FindOrcidProfile, findNewestProfile } from './reading/store.ts';
export { registerOrcidPages } from './register-pages.ts';
export { registerOrcidRoutes } from './routes.ts';
export { followWebhook } from './webhooks/follow-webhook.ts';
export { keepWebhooks, startWebhookWorker } from './webhooks/keep-webhooks.ts';
export { catchUpConnection } from './works/catch-up.ts';
export { followNextItems, startItemFollower } from './works/follow-items.ts';
export { noteItemChange } from './works/note-item-change.ts';
