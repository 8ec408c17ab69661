export { ANSWER_LIMIT_BYTES, type Answer, AnswerTooLargeError } from './answer.ts';
export { createOrcidClient, type OrcidClient, type OrcidClientOptions } from './client.ts';
export { type OrcidEnvironment, orcidEnvironments, standInEnvironment } from './environments.ts';
export { type OrcidErrorCode, orcidErrorCodes } from './error-codes.ts';
export { classifyOrcidError, isItemGone, type OrcidProblem, type OrcidProblemKind } from './error-policy.ts';
export {
  type ActivityKind,
  activityKinds,
  type ItemKind,
  itemKinds,
  type PersonKind,
  personKinds,
} from './kinds.ts';
export type { OrcidBulk, OrcidErrorMessage } from './messages/bulk.ts';
export type { MessageFormat } from './messages/format.ts';
export type { OrcidGroup, OrcidGroups } from './messages/groups.ts';
export { itemFromXml, itemToXml, readItem } from './messages/item-xml.ts';
export type {
  OrcidAddress,
  OrcidAffiliation,
  OrcidExternalIdentifier,
  OrcidFunding,
  OrcidItem,
  OrcidItems,
  OrcidKeyword,
  OrcidOtherName,
  OrcidPeerReview,
  OrcidResearcherUrl,
  OrcidResearchResource,
  OrcidWork,
} from './messages/items.ts';
export type { OrcidPermissionNotice } from './messages/notifications.ts';
export type {
  Contributor,
  Contributors,
  ExternalId,
  ExternalIdRelationship,
  ExternalIds,
  FuzzyDate,
  ItemHeader,
  Moment,
  OrcidIdentifier,
  Organization,
  Source,
  Text,
  Title,
  TranslatedTitle,
  Visibility,
} from './messages/parts.ts';
export type { ItemProblem } from './messages/problems.ts';
export { messageFromXml, type XmlReading } from './messages/read-xml.ts';
export type { OrcidExpandedSearch, OrcidSearch } from './messages/search.ts';
export type * from './messages/sections.ts';
export { messageToXml } from './messages/write-xml.ts';
export type { XmlProblem } from './messages/xml-tree.ts';
export { isClientRefusal } from './oauth-failure.ts';
export { type CheckItemOptions, checkItem } from './preflight/check-item.ts';
export { BULK_LIMIT } from './record/bulk.ts';
export type { RecordApiOptions } from './record/exchange.ts';
export type { SearchRequest } from './record/search.ts';
export { createRecordApi, type RecordApi } from './record-api.ts';
export { findRefusedField } from './refused-field.ts';
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
export {
  type RefreshRequest,
  refreshTokens,
  requestClientToken,
  revokeToken,
  type TokenFailure,
} from './tokens.ts';
export {
  createIdTokenVerifier,
  digestIdToken,
  type IdTokenFailure,
  type IdTokenVerifier,
  type VerifiedIdToken,
} from './verify-id-token.ts';
