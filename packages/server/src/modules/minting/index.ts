export { clearBatches } from './batches/clear-batches.ts';
export { registerBatchRoutes } from './batches/routes.ts';
export { runNextBatch, startBatchWorker } from './batches/worker.ts';
export { ensureDefaultShoulders } from './default-shoulders.ts';
export { createMintQueue, type MintQueue } from './mint-queue.ts';
export { registerPidRoutes } from './routes.ts';
export { showAuthenticatedOrcid } from './show-authenticated.ts';
