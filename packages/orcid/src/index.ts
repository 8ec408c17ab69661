export { createOrcidClient, type OrcidClient, type OrcidClientOptions } from './client.ts';
export { type OrcidEnvironment, orcidEnvironments, standInEnvironment } from './environments.ts';
export { classifyOrcidError, type OrcidProblem, type OrcidProblemKind } from './error-policy.ts';
export {
  type ActivityKind,
  activityKinds,
  type ItemKind,
  itemKinds,
  type PersonKind,
  personKinds,
} from './kinds.ts';
export { type ReadRecordOptions, readRecord } from './record.ts';
export {
  finishSignIn,
  type OrcidLanguage,
  type SignIn,
  type SignInFailure,
  type SignInRequest,
  type StartedSignIn,
  startSignIn,
} from './sign-in.ts';
export type { OrcidTokens } from './token-response.ts';
export { type RefreshRequest, refreshTokens, revokeToken, type TokenFailure } from './tokens.ts';
export {
  createIdTokenVerifier,
  digestIdToken,
  type IdTokenFailure,
  type IdTokenVerifier,
  type VerifiedIdToken,
} from './verify-id-token.ts';
