export { findRegistrarAccountId, setRegistrarAccount } from './accounts/set-registrar-account.ts';
export { listRepositoryIds, readRepositoryIds, sealedRegistrarPasswords } from './accounts/store.ts';
export type { Alerts } from './alerts.ts';
export { readHoldBack, rememberInstance } from './guard.ts';
export {
  forgetAcknowledgedMetadata,
  isMetadataWithRegistrar,
  markMetadataWithRegistrar,
  unmarkMetadataWithRegistrar,
} from './metadata-with-registrar/store.ts';
export { doiStatusLabels } from './pages/describe.ts';
export { entryPath } from './pages/paths.ts';
export { registerQueuePages } from './pages/register.ts';
export { queueSeenBy } from './queue/policy.ts';
export { registerQueueMetrics } from './queue-metrics.ts';
export { readBack } from './read-back.ts';
export type { Registration, RegistrationState } from './registration.ts';
export { registerRegistrationRoutes } from './routes.ts';
export type { AfterRegistration, SettledRegistration } from './settled.ts';
export {
  makeDueAgain,
  makeSharedAnew,
  readAnnounced,
  readDrafts,
  readRegistration,
  readRegistrationStates,
} from './store.ts';
export { type RegistrationWish, wantRegistrations } from './want.ts';
export { hashWanted } from './wanted.ts';
export { runRegistrationPass, startRegistrationWorker } from './worker.ts';
