export { ensureDefaultShoulders } from './default-shoulders.ts';
export { createMintQueue, type MintQueue } from './mint-queue.ts';
export { registerPidRoutes } from './routes.ts';
export { showAuthenticatedOrcid } from './show-authenticated.ts';
