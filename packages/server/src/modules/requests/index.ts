export { answerChange } from './changes/answer-change.ts';
export type { ChangeAnswer, WishedChange } from './changes/change.ts';
export { readChanges } from './changes/read-changes.ts';
export { type CheckState, isBlocking } from './checklist/checklist.ts';
export { readChecklist, refreshChecklist } from './checklist/read-checklist.ts';
export { type CheckChange, recheck, setCheck } from './checklist/set-check.ts';
export { addComment, type CommentWish } from './comments/add-comment.ts';
export type { RequestComment } from './comments/comment.ts';
export { readComments } from './comments/read-comments.ts';
export { checkRequest } from './creating/check-request.ts';
export { createRequest, type RequestWish } from './creating/create-request.ts';
export {
  type RequestCheck,
  type RequestProblem,
  RequestRefused,
  requestChecks,
} from './creating/request-problem.ts';
export type { AttributeDifference } from './diff/diff-attributes.ts';
export { diffRequest, type RequestDifference } from './diff/diff-request.ts';
export {
  type FoundRequest,
  findRequest,
  listRequests,
  type RequestFilter,
  type RequestSort,
  requireRequest,
  searchRequests,
} from './find-request.ts';
export { type HistoryEntry, readHistory } from './history.ts';
export { registerMetadataPage } from './metadata-form/metadata-page.ts';
export { type MoveWish, moveRequest } from './move-request.ts';
export { listMoves, nextState, type RequestAction, type RequestRole, requestActions } from './moves.ts';
export { movesOf } from './moves-of.ts';
export { approveRequest } from './moving/approve-request.ts';
export { assignRequest } from './moving/assign-request.ts';
export { findAssigneeId, listAssignees } from './moving/find-assignee.ts';
export type { Said } from './moving/lock-for-actor.ts';
export { publishRequest, startPublishing } from './moving/publish-request.ts';
export { reopenRequest } from './moving/reopen-request.ts';
export { resubmitRequest } from './moving/resubmit-request.ts';
export { retryRequest } from './moving/retry-request.ts';
export { returnRequest } from './moving/return-request.ts';
export { rejectRequest, withdrawRequest } from './moving/turn-back-request.ts';
export { registerOwnRequestPages } from './own-pages/register.ts';
export { registerPackagePages } from './packages/register.ts';
export { registerRequestPages } from './pages/register.ts';
export type { BeforeStep } from './pipelines/before-step.ts';
export { listNewestSteps } from './pipelines/store.ts';
export { goOnAfterRegistration } from './pipelines/wake-awaiting.ts';
export { type RequestWorker, runRequestPass, startRequestWorker } from './pipelines/worker.ts';
export { changePublishedMetadata } from './published/change-metadata.ts';
export { followPublished } from './published/follow-published.ts';
export { registerPublishedRoutes } from './published/routes.ts';
export type { Anchor, PermanentIdRequest, PipelineState, RequestState, RequestType } from './request.ts';
export { pipelineStates, requestStates, requestTypes } from './request.ts';
export type { RequestContext } from './request-context.ts';
export { registerRequestRoutes } from './routes.ts';
export { listStatusCodes } from './status-codes/list-status-codes.ts';
export { setStatus } from './status-codes/set-status.ts';
export type { StatusCode } from './status-codes/status-code.ts';
export { registerFolderMetadataRoutes } from './template/routes.ts';
export { findGivenIdentifier, toMetadata } from './template/to-metadata.ts';
