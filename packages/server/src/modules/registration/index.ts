export { readHoldBack, rememberInstance } from './guard.ts';
export { setRegistrarAccount } from './registrar-account.ts';
export type { Registration, RegistrationState } from './registration.ts';
export { registerRegistrationRoutes } from './routes.ts';
export { findDrafts, readRegistration, readRegistrationStates } from './store.ts';
export { type RegistrationWish, wantRegistrations } from './want.ts';
export { runRegistrationPass, startRegistrationWorker } from './worker.ts';
