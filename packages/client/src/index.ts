export {
  type ClientOptions,
  createClient,
  type MintmarkClient,
  type MintRequest,
  type UpdateRequest,
} from './create-client.ts';
export { type FieldError, MintmarkError } from './errors.ts';
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
export type {
  Me,
  Page,
  Pid,
  PidEvent,
  PidFilter,
  Registration,
  Shoulder,
} from './types.ts';
