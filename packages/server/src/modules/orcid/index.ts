export { setEnvironmentClient } from './clients/set-environment-client.ts';
export { deleteExpiredConnects } from './connecting/store.ts';
export type { AfterConnectionChange } from './connections/change.ts';
export { runConnectionPass, startConnectionWorker } from './connections/worker.ts';
export { registerOrcidPages } from './register-pages.ts';
export { registerOrcidRoutes } from './routes.ts';
