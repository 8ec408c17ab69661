export { authenticateRequest, authenticateSession, createTokenOwnerFinder } from './authenticate.ts';
export { registerAuthorizationServer } from './authorization-server/register.ts';
export { deleteEndedAuthorizations } from './authorizations/delete-ended.ts';
export { createFormToken, requireFormToken } from './form-token.ts';
export { ensureOrganisation } from './organisations/ensure-organisation.ts';
export { readOrganisationName, readOrganisationNames } from './organisations/store.ts';
export { registerSignInPages } from './register-sign-in-pages.ts';
export { registerAccountRoutes } from './routes.ts';
export { loginUrl } from './sign-in/pages.ts';
export { deleteExpiredSignIns } from './sign-in/store.ts';
export {
  deleteEndedSessions,
  readAccountNames,
  readAuthenticatedOrcids,
  type TokenOwner,
} from './store.ts';
export { readField } from './tokens/token-form.ts';
