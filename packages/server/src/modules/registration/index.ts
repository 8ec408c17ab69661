export { readHoldBack, rememberInstance } from './guard.ts';
export { registerQueueMetrics } from './queue-metrics.ts';
export { setRegistrarAccount } from './registrar-account.ts';
export type { Registration, RegistrationState } from './registration.ts';
export { registerRegistrationRoutes } from './routes.ts';
export { readDrafts, readRegistration, readRegistrationStates } from './store.ts';
export { type RegistrationWish, wantRegistrations } from './want.ts';
export { runRegistrationPass, startRegistrationWorker } from './worker.ts';
