export { actLater } from './act-later.ts';
export { authenticateRequest } from './authenticate.ts';
export { ensureOrganisation } from './organisations/ensure-organisation.ts';
export { readOrganisationName, readOrganisationNames } from './organisations/store.ts';
export { registerSignInPages } from './register-sign-in-pages.ts';
export { registerAccountRoutes } from './routes.ts';
export { deleteExpiredSignIns } from './sign-in/store.ts';
export { deleteEndedSessions, readAccountNames, readAuthenticatedOrcids } from './store.ts';
