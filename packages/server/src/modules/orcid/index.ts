export { setEnvironmentClient } from './clients/set-environment-client.ts';
export type { AfterConnectionChange } from './connections/change.ts';
export { clearInteractions } from './interactions/keep-interactions.ts';
export { registerOrcidPages } from './register-pages.ts';
export { registerOrcidRoutes } from './routes.ts';
export { orcidSealedColumns } from './sealed-columns.ts';
