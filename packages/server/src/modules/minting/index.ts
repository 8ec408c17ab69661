export { settleAwaited } from './awaited/settle-awaited.ts';
export { readCompleteRecord, tellWhenSettled } from './awaited/store.ts';
export { waitForRegistrar } from './awaited/wait-for-registrar.ts';
export { clearBatches } from './batches/clear-batches.ts';
export { registerBatchRoutes } from './batches/routes.ts';
export { runNextBatch, startBatchWorker } from './batches/worker.ts';
export { releaseExpiredNames, remindOfExpiry } from './blocks/expire.ts';
export { registerLabelRoutes } from './blocks/labels/routes.ts';
export { registerBlockNameRoutes } from './blocks/name-routes.ts';
export { registerBlockPages } from './blocks/pages.ts';
export { releaseNames } from './blocks/release.ts';
export { registerBlockRoutes } from './blocks/routes.ts';
export { registerTableRoute } from './blocks/table-route.ts';
export { requireReadablePid } from './change.ts';
export { changeHeldPid, type HeldChange } from './change-held.ts';
export { DRAFTS_LIMIT, draftDois } from './datacite-mints/draft-dois.ts';
export { requireMintableDoiShoulder } from './datacite-mints/find-doi-shoulder.ts';
export { mintDoi } from './datacite-mints/mint-doi.ts';
export { readDoiWish } from './datacite-mints/read-doi-wish.ts';
export { ensureDefaultShoulders } from './default-shoulders.ts';
export { findShoulderOf } from './find-shoulder-of.ts';
export { type GiveOutContext, type GiveOutWish, giveOut } from './give-out.ts';
export { readDescription } from './input.ts';
export { mintingAccountColumns } from './merging/store.ts';
export { createMintQueue, type MintQueue } from './mint-queue.ts';
export {
  changeNamespaceMinter,
  createNamespace,
  managedOrganisation,
  requireMintableNamespace,
} from './namespaces/namespaces.ts';
export { mayMint } from './policy.ts';
export { citableUrl } from './present.ts';
export { reserveBlock } from './reserve-block.ts';
export { registerPidRoutes } from './routes.ts';
export type { Shoulder } from './shoulder.ts';
export { registerShoulderPages } from './shoulders/pages/register.ts';
export { registerShoulderRoutes } from './shoulders/routes.ts';
export { moveMinter } from './shoulders/store.ts';
export { showAuthenticatedOrcid } from './show-authenticated.ts';
export { lockShoulders } from './store.ts';
