export { findAccessRoles } from './access-roles/find-access-roles.ts';
export { actLater } from './act-later.ts';
export {
  authenticateRequest,
  authenticateSession,
  createTokenOwnerFinder,
  identifyCaller,
  isAccessToken,
  requireOurPages,
} from './authenticate.ts';
export { registerAuthorizationServer } from './authorization-server/register.ts';
export { deleteEndedAuthorizations } from './authorizations/delete-ended.ts';
export { clearSessionCookie, readBrowserSecret, setBrowserCookie } from './cookies.ts';
export { type Grant, hasExpired, isUsable } from './grants/grant.ts';
export { openGrant } from './grants/open-grant.ts';
export { discardToken } from './grants/revocations/discard-token.ts';
export {
  openDiscardedToken,
  type TokenClient,
} from './grants/revocations/discarded-token.ts';
export {
  countWaitingRevocations,
  deleteDiscardedToken,
  listClientsToRevoke,
  markGrantRevoked,
  postponeDiscardedToken,
  postponeRevocation,
  takeDueDiscardedToken,
  takeDueRevocation,
  wantGrantsRevoked,
} from './grants/revocations/store.ts';
export {
  deleteGrantsOfConnection,
  findKnownTokens,
  type LedgerGrant,
  listGrantsOfConnection,
  listGrantsOfOrcid,
  listLedger,
  markGrantRefused,
  moveGrants,
  postponeRenewal,
} from './grants/store.ts';
export { storeGrant } from './grants/store-grant.ts';
export { findGroup, groupIdsOf, listGroups, readGroupNames } from './groups/store.ts';
export { createIdTokenAuthenticator, type IdTokenAuthenticator } from './id-tokens/authenticate-id-token.ts';
export { openSessionIdToken } from './id-tokens/session-id-token.ts';
export { deleteOldIdTokens } from './id-tokens/store.ts';
export { authenticateLogIn, createShortLivedToken, renewLogIn } from './log-ins/authenticate-log-in.ts';
export { endLogIns, logInIdOf } from './log-ins/end-log-ins.ts';
export { createGuessLimiter, type GuessLimiter } from './log-ins/guess-limiter.ts';
export { createShortLivedTokenFor, logIn, logInWithToken } from './log-ins/log-in.ts';
export { accountsAccountColumns } from './merging/columns/store.ts';
export { countOwned } from './merging/count-owned.ts';
export { type AfterOrcidMerged, followMergedOrcid } from './merging/follow-merged-orcid.ts';
export { mergeAccounts } from './merging/merge-accounts.ts';
export { forgetMergedRecord, listMergeable, type MergeableAccount } from './merging/statements/store.ts';
export { createOrcidNamer } from './name-orcids.ts';
export { addPerson } from './organisations/add-person.ts';
export { requireManagedOrganisation } from './organisations/change-member.ts';
export { chooseOrganisation, listOthers, pageOf } from './organisations/choose-organisation.ts';
export { ensureOrganisation } from './organisations/ensure-organisation.ts';
export {
  type Curator,
  countOtherCurators,
  findOrganisation,
  listAdministratorIds,
  listCurators,
  type Organisation,
  readFirstOrganisation,
  readOrganisationName,
  readOrganisationNames,
  readOrganisationSlugs,
} from './organisations/store.ts';
export { presentTime } from './present.ts';
export { registerSignInPages } from './register-sign-in-pages.ts';
export { registerAccountRoutes } from './routes.ts';
export { accountsSealedColumns } from './sealed-columns.ts';
export { createSecret, hashSecret } from './secret.ts';
export { createPasswordHasher, type PasswordHasher } from './service-accounts/password-hash.ts';
export { ensureAccount } from './sign-in/ensure-account.ts';
export { freshLoginUrl, isFreshSession, requireFreshSession } from './sign-in/fresh-session.ts';
export { presentOrcidUrl } from './sign-in/orcid-client.ts';
export { sendToOrcid } from './sign-in/pages.ts';
export { readReturnTo } from './sign-in/return-to.ts';
export { signOut } from './sign-in/sign-out.ts';
export { deleteExpiredSignIns } from './sign-in/store.ts';
export {
  createSignedInPages,
  goTo,
  type PageContext,
  page,
  readPageId,
} from './signed-in-pages.ts';
export { authenticateSteward, recogniseStewards } from './stewards.ts';
export {
  deleteEndedSessions,
  findAccountByOrcid,
  findAccountId,
  readAccountNames,
  readAuthenticatedOrcids,
  readMemberships,
  type TokenOwner,
} from './store.ts';
export { readField, readFields } from './tokens/token-form.ts';
