export { releaseExpiredNames, remindOfExpiry } from './blocks/expire.ts';
export { registerLabelRoutes } from './blocks/labels/routes.ts';
export { registerBlockPages } from './blocks/pages.ts';
export { registerBlockRoutes } from './blocks/routes.ts';
export { registerTableRoute } from './blocks/table-route.ts';
export { ensureDefaultShoulders } from './default-shoulders.ts';
export { createMintQueue, type MintQueue } from './mint-queue.ts';
export { registerPidRoutes } from './routes.ts';
export { showAuthenticatedOrcid } from './show-authenticated.ts';
