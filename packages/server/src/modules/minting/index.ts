export { ensureDefaultShoulders } from './default-shoulders.ts';
export { registerPidRoutes } from './routes.ts';
export { showAuthenticatedOrcid } from './show-authenticated.ts';
