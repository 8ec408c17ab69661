export {
  approveRequest,
  assignRequest,
  rejectRequest,
  reopenRequest,
  resubmitRequest,
  retryRequest,
  returnRequest,
  type Said,
  startPublishing,
  withdrawRequest,
} from './act.ts';
export { answerChange } from './changes/answer-change.ts';
export type { ChangeAnswer, WishedChange } from './changes/change.ts';
export { readChanges } from './changes/read-changes.ts';
export { checkRequest, type RequestCheck, type RequestProblem, requestChecks } from './check-request.ts';
export { type CheckState, isBlocking } from './checklist/checklist.ts';
export { readChecklist, refreshChecklist } from './checklist/read-checklist.ts';
export { type CheckChange, setCheck } from './checklist/set-check.ts';
export { addComment, type CommentWish } from './comments/add-comment.ts';
export type { RequestComment } from './comments/comment.ts';
export { readComments } from './comments/read-comments.ts';
export { createRequest, RequestRefused, type RequestWish } from './create-request.ts';
export { type AttributeDifference, diffRequest, type RequestDifference } from './diff/diff-request.ts';
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
export { type MoveWish, moveRequest } from './move-request.ts';
export { listMoves, nextState, type RequestAction, type RequestRole, requestActions } from './moves.ts';
export { movesOf } from './moves-of.ts';
export type { BeforeStep } from './pipelines/before-step.ts';
export { listNewestSteps } from './pipelines/store.ts';
export { type RequestWorker, runRequestPass, startRequestWorker } from './pipelines/worker.ts';
export type { Anchor, PermanentIdRequest, PipelineState, RequestState, RequestType } from './request.ts';
export { pipelineStates, requestStates, requestTypes } from './request.ts';
export type { RequestContext } from './request-context.ts';
export { registerRequestRoutes } from './routes.ts';
export { listStatusCodes } from './status-codes/list-status-codes.ts';
export { setStatus } from './status-codes/set-status.ts';
export type { StatusCode } from './status-codes/status-code.ts';
export { findGivenIdentifier, toMetadata } from './template/to-metadata.ts';
