export type { BatchContentType, BatchRequest, BatchRow } from './batches.ts';
export type { BlockClient, NamesChange, NewNameValues, ReserveRequest } from './blocks.ts';
export {
  type ClientOptions,
  createClient,
  type MintmarkClient,
  type MintRequest,
  type UpdateRequest,
} from './create-client.ts';
export type { DataClient } from './data.ts';
export { type FieldError, MintmarkError } from './errors.ts';
export type { ItemClient } from './items.ts';
export type { LinkClient, LinkRow, LinkSum, LinkUpload } from './links.ts';
export {
  type AuthorizationServer,
  buildAuthorizationUrl,
  createRandomText,
  type DeviceAuthorization,
  exchangeCode,
  readAuthorizationServer,
  readCallback,
  refreshTokens,
  revokeToken,
  startDeviceAuthorization,
  type TokenSet,
  waitForDeviceTokens,
} from './oauth.ts';
export { OauthError, type OauthOptions } from './oauth-requests.ts';
export type { QueueClient } from './queue.ts';
export type { SchemeClient } from './schemes.ts';
export type { SecretClient } from './secrets.ts';
export type {
  Anchor,
  AnchorEntry,
  AnchorEvent,
  AnchorFilter,
  AttemptRequest,
  Batch,
  Block,
  DataNode,
  DoiFilterCheck,
  FileBelow,
  HeldIdentifier,
  IdentifyItemRequest,
  Item,
  ItemFilter,
  ItemRequest,
  LabelOptions,
  LinkRegistration,
  LinkRegistrationRequest,
  Me,
  Page,
  Pid,
  PidEvent,
  PidFilter,
  QueueAttempt,
  QueueAttempts,
  QueueEntry,
  QueueFilter,
  QueueSummary,
  RegistrarAccount,
  RegistrarAccountChange,
  RegistrarAccountCheck,
  Registration,
  RequeueRequest,
  ReservedBlock,
  Scheme,
  SchemeDetails,
  SecretRotation,
  SecretsInUse,
  Shoulder,
  TransferredScheme,
} from './types.ts';
