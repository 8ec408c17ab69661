export { changeAccount, pauseAccount, resumeAccount } from './accounts/change-account.ts';
export { checkAccount } from './accounts/check-account.ts';
export { findRegistrarAccountId, setRegistrarAccount } from './accounts/set-registrar-account.ts';
export { listRepositoryIds, readRepositoryIds } from './accounts/store.ts';
export { type Alert, type AlertCause, type Alerts, alertCauses, type KeptAlert } from './alerts.ts';
export { readHoldBack, rememberInstance } from './guard.ts';
export {
  forgetAcknowledgedMetadata,
  isMetadataWithRegistrar,
  markMetadataWithRegistrar,
  unmarkMetadataWithRegistrar,
} from './metadata-with-registrar/store.ts';
export { doiStatusLabels, presentMoment } from './pages/describe.ts';
export { entryPath } from './pages/paths.ts';
export { registerQueuePages } from './pages/register.ts';
export { type AttemptedNow, type AttemptWish, attemptNow } from './queue/attempt-now.ts';
export { listQueue, type QueueEntry } from './queue/list-queue.ts';
export { mayManageAccount, queueSeenBy } from './queue/policy.ts';
export { presentAccount, presentEntry, presentSummary } from './queue/present.ts';
export { requeue, requeueAll } from './queue/requeue.ts';
export { listSeenAccounts, type NamedAccount, type QueueSelection } from './queue/select-queue.ts';
export {
  actionOf,
  type QueueAction,
  queueActionNames,
  queueActions,
  type RegistrationStatus,
  registrationStatuses,
} from './queue/status.ts';
export { type QueueSummary, summarizeQueue } from './queue/summarize-queue.ts';
export { registerQueueMetrics } from './queue-metrics.ts';
export type { RegistrarAccount, Registration, RegistrationState } from './registration.ts';
export { registerRegistrationRoutes } from './routes.ts';
export type { AfterRegistration, SettledRegistration } from './settled.ts';
export { readAnnounced, readDrafts, readRegistration, readRegistrationStates } from './store.ts';
export { type RegistrationWish, wantRegistrations } from './want.ts';
export { hashWanted } from './wanted.ts';
export { runRegistrationPass, startRegistrationWorker } from './worker.ts';
