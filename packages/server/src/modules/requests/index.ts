export { createRequest } from './creating/create-request.ts';
export { RequestRefused } from './creating/request-problem.ts';
export {
  type FoundRequest,
  findRequest,
  type RequestFilter,
  type RequestSort,
  searchRequests,
} from './find-request.ts';
export { type HistoryEntry, readHistory } from './history.ts';
export { requestsAccountColumns } from './merging/store.ts';
export { registerMetadataPage } from './metadata-form/metadata-page.ts';
export { moveRequest } from './move-request.ts';
export { startPublishing } from './moving/publish-request.ts';
export { reopenRequest } from './moving/reopen-request.ts';
export { retryRequest } from './moving/retry-request.ts';
export { rejectRequest, withdrawRequest } from './moving/turn-back-request.ts';
export { registerOwnRequestPages } from './own-pages/register.ts';
export { registerPackagePages } from './packages/register.ts';
export { registerRequestPages } from './pages/register.ts';
export type { BeforeStep } from './pipelines/before-step.ts';
export type { PipelineContext } from './pipelines/pipeline-context.ts';
export { stageAtOnce } from './pipelines/stage-at-once.ts';
export { listNewestSteps } from './pipelines/store.ts';
export { goOnAfterRegistration } from './pipelines/wake-awaiting.ts';
export { runRequestPass, startRequestWorker } from './pipelines/worker.ts';
export { followPublished } from './published/follow-published.ts';
export { registerPublishedRoutes } from './published/routes.ts';
export type { PermanentIdRequest } from './request.ts';
export type { RequestContext } from './request-context.ts';
export { registerRequestRoutes } from './routes.ts';
export { listStatusCodes } from './status-codes/list-status-codes.ts';
export { setStatus } from './status-codes/set-status.ts';
export { registerFolderMetadataRoutes } from './template/routes.ts';
export { findGivenIdentifier, toMetadata } from './template/to-metadata.ts';
