import { MintmarkError, unreachable } from './errors.ts';
import {
  explain,
  OauthError,
  type OauthOptions,
  post,
  readNumber,
  readText,
  request,
} from './oauth-requests.ts';
import { wait } from './retry.ts';

/** Where the authorization server of a service is (RFC 8414). */
export type AuthorizationServer = {
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  revocationEndpoint: string;
  deviceAuthorizationEndpoint: string;
};

/** What a program gets when a person allows it. `scope` is what it really may, separated by spaces. */
export type TokenSet = {
  accessToken: string;
  /** Good for one use: each use gives a new one, and a second use ends everything. */
  refreshToken: string;
  scope: string;
  expiresInSeconds: number;
};

/** What a device shows to its person, and how often it may ask (RFC 8628 section 3.2). */
export type DeviceAuthorization = {
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  /** The same with the code in it, for a QR code or a link. */
  verificationUriComplete: string;
  expiresInSeconds: number;
  intervalSeconds: number;
};

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** When the service does not answer, a device asks less and less often, down to this (RFC 8628 section 3.5). */
const LONGEST_INTERVAL_SECONDS = 60;

/**
 * Reads where the authorization server of a service is.
 * @param url address of the service, without trailing slash
 * @throws MintmarkError unreachable; refused when the service says that it is at another address (RFC 8414 section 3.3)
 */
export async function readAuthorizationServer(
  url: string,
  options: OauthOptions = {},
): Promise<AuthorizationServer> {
  const { status, body } = await request(
    `${url}/.well-known/oauth-authorization-server`,
    { method: 'GET' },
    options,
  );
  if (status !== 200) throw unreachable(null, `${url} has no authorization server (it answered ${status}).`);
  const issuer = readText(body, 'issuer');
  if (issuer !== url) {
    throw new MintmarkError('refused', {
      status,
      title: 'The service is at another address',
      detail: `The service at ${url} calls itself ${issuer}. Use that address.`,
    });
  }
  const readEndpoint = (name: string): string => {
    const endpoint = readText(body, name);
    // Codes and tokens are sent there, so it is the service's own or none.
    if (URL.parse(endpoint)?.origin !== url) throw unreachable(null, `${url} names a ${name} elsewhere.`);
    return endpoint;
  };
  return {
    issuer,
    authorizationEndpoint: readEndpoint('authorization_endpoint'),
    tokenEndpoint: readEndpoint('token_endpoint'),
    revocationEndpoint: readEndpoint('revocation_endpoint'),
    deviceAuthorizationEndpoint: readEndpoint('device_authorization_endpoint'),
  };
}

/** 256 random bits as base64url: a state, or the verifier of a code (RFC 7636 section 4.1). */
export function createRandomText(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * The address to open in the person's browser (RFC 6749 section 4.1.1, RFC 7636 section 4.3).
 * @param ask.codeVerifier from `createRandomText`; kept, and shown when the code is exchanged
 * @param ask.state from `createRandomText`; the answer must bring it back
 * @param ask.scope scopes, separated by spaces
 */
export async function buildAuthorizationUrl(
  server: AuthorizationServer,
  ask: { clientId: string; redirectUri: string; scope: string; state: string; codeVerifier: string },
): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(ask.codeVerifier));
  const url = new URL(server.authorizationEndpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: ask.clientId,
    redirect_uri: ask.redirectUri,
    scope: ask.scope,
    state: ask.state,
    code_challenge: encodeBase64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}

/**
 * Reads the answer that came back to `redirectUri`.
 * @returns the code
 * @throws OauthError when the person or the service refused, or the answer is not to this question: another state, or
 *   another issuer (RFC 9207)
 */
export function readCallback(
  server: AuthorizationServer,
  answer: URLSearchParams,
  asked: { state: string },
): string {
  if (answer.get('state') !== asked.state) {
    throw new OauthError('invalid_state', null, 'The answer belongs to another question.');
  }
  if (answer.get('iss') !== server.issuer) {
    throw new OauthError('invalid_issuer', null, 'The answer comes from another service.');
  }
  const error = answer.get('error');
  if (error !== null) throw new OauthError(error, null, explain(error, answer.get('error_description')));
  const code = answer.get('code');
  if (code === null) throw new OauthError('invalid_response', null, 'The answer holds no code.');
  return code;
}

/** Exchanges a code for tokens (RFC 6749 section 4.1.3). @throws OauthError, MintmarkError */
export async function exchangeCode(
  server: AuthorizationServer,
  exchange: { clientId: string; redirectUri: string; code: string; codeVerifier: string },
  options: OauthOptions = {},
): Promise<TokenSet> {
  const form = {
    grant_type: 'authorization_code',
    client_id: exchange.clientId,
    redirect_uri: exchange.redirectUri,
    code: exchange.code,
    code_verifier: exchange.codeVerifier,
  };
  return readTokenSet(await post(server.tokenEndpoint, form, options));
}

/**
 * Uses a refresh token, which is not good any more after that (RFC 6749 section 6). It is not repeated by itself: were
 * the answer lost, the repeat would look like a theft.
 * @throws OauthError, `invalid_grant` when the authorization has ended; MintmarkError
 */
export async function refreshTokens(
  server: AuthorizationServer,
  { clientId, refreshToken }: { clientId: string; refreshToken: string },
  options: OauthOptions = {},
): Promise<TokenSet> {
  const form = { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken };
  return readTokenSet(await post(server.tokenEndpoint, form, options));
}

/** Ends the whole authorization that a token belongs to (RFC 7009). @throws OauthError, MintmarkError */
export async function revokeToken(
  server: AuthorizationServer,
  { clientId, token }: { clientId: string; token: string },
  options: OauthOptions = {},
): Promise<void> {
  await post(server.revocationEndpoint, { client_id: clientId, token }, options);
}

/** Asks for a code that a person types elsewhere (RFC 8628 section 3.1). @throws OauthError, MintmarkError */
export async function startDeviceAuthorization(
  server: AuthorizationServer,
  { clientId, scope }: { clientId: string; scope: string },
  options: OauthOptions = {},
): Promise<DeviceAuthorization> {
  const body = await post(server.deviceAuthorizationEndpoint, { client_id: clientId, scope }, options);
  return {
    deviceCode: readText(body, 'device_code'),
    userCode: readText(body, 'user_code'),
    verificationUri: readText(body, 'verification_uri'),
    verificationUriComplete: readText(body, 'verification_uri_complete'),
    expiresInSeconds: readNumber(body, 'expires_in', 600),
    intervalSeconds: readNumber(body, 'interval', 5),
  };
}

/**
 * Asks until the person has decided (RFC 8628 section 3.5): more seldom when told to slow down or when the service
 * does not answer, and no longer than the code is good for.
 * @param options.wait default: by timer
 * @throws OauthError `access_denied`, `expired_token` and others; MintmarkError
 */
export async function waitForDeviceTokens(
  server: AuthorizationServer,
  { clientId, device }: { clientId: string; device: DeviceAuthorization },
  options: OauthOptions & { wait?: (delayMs: number) => Promise<void> } = {},
): Promise<TokenSet> {
  const form = { grant_type: DEVICE_GRANT, client_id: clientId, device_code: device.deviceCode };
  let intervalSeconds = device.intervalSeconds;
  for (let waitedSeconds = 0; waitedSeconds < device.expiresInSeconds; ) {
    await (options.wait ?? wait)(intervalSeconds * 1000);
    waitedSeconds += intervalSeconds;
    try {
      return readTokenSet(await post(server.tokenEndpoint, form, options));
    } catch (error) {
      if (error instanceof OauthError) {
        if (error.code === 'slow_down') intervalSeconds += 5;
        else if (error.code !== 'authorization_pending') throw error;
      } else if (error instanceof MintmarkError && error.kind === 'unreachable') {
        intervalSeconds = Math.min(intervalSeconds * 2, LONGEST_INTERVAL_SECONDS);
      } else throw error;
    }
  }
  throw new OauthError('expired_token', null, explain('expired_token', null));
}

function readTokenSet(body: Record<string, unknown>): TokenSet {
  return {
    accessToken: readText(body, 'access_token'),
    refreshToken: readText(body, 'refresh_token'),
    scope: typeof body.scope === 'string' ? body.scope : '',
    expiresInSeconds: readNumber(body, 'expires_in', 0),
  };
}

function encodeBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
