export {
  confirmInstance,
  type InstanceStatus,
  readHoldBack,
  readInstanceStatus,
  rememberInstance,
} from './guard.ts';
export { setRegistrarAccount } from './registrar-account.ts';
export type { LastAnswer, Registration, RegistrationState } from './registration.ts';
export { registerRegistrationRoutes } from './routes.ts';
export { readRegistration, readRegistrationStates } from './store.ts';
export { wantRegistration } from './want.ts';
export { type RegistrationWorker, runRegistrationPass, startRegistrationWorker } from './worker.ts';
