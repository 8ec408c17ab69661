export { readHoldBack, rememberInstance } from './guard.ts';
export {
  forgetAcknowledgedMetadata,
  isMetadataWithRegistrar,
  markMetadataWithRegistrar,
  unmarkMetadataWithRegistrar,
} from './metadata-with-registrar/store.ts';
export { registerQueueMetrics } from './queue-metrics.ts';
export { findRegistrarAccountId, setRegistrarAccount } from './registrar-account.ts';
export type { Registration, RegistrationState } from './registration.ts';
export { registerRegistrationRoutes } from './routes.ts';
export type { AfterRegistration, SettledRegistration } from './settled.ts';
export {
  listRepositoryIds,
  readAnnounced,
  readDrafts,
  readRegistration,
  readRegistrationStates,
  readRepositoryIds,
} from './store.ts';
export { type RegistrationWish, wantRegistrations } from './want.ts';
export { hashWanted } from './wanted.ts';
export { runRegistrationPass, startRegistrationWorker } from './worker.ts';
