export { settleAwaited } from './awaited/settle-awaited.ts';
export { readCompleteRecord, tellWhenSettled } from './awaited/store.ts';
export { waitForRegistrar } from './awaited/wait-for-registrar.ts';
export { requireReadablePid } from './change.ts';
export { DRAFTS_LIMIT, draftDois } from './datacite-mints/draft-dois.ts';
export { requireMintableDoiShoulder } from './datacite-mints/find-doi-shoulder.ts';
export { mintDoi } from './datacite-mints/mint-doi.ts';
export { readDoiWish } from './datacite-mints/read-doi-wish.ts';
export { ensureDefaultShoulders } from './default-shoulders.ts';
export { createMintQueue, type MintQueue } from './mint-queue.ts';
export {
  changeNamespaceMinter,
  createNamespace,
  managedOrganisation,
  requireMintableNamespace,
} from './namespaces/namespaces.ts';
export { reserveBlock } from './reserve-block.ts';
export { registerPidRoutes } from './routes.ts';
export type { Shoulder } from './shoulder.ts';
export { showAuthenticatedOrcid } from './show-authenticated.ts';
