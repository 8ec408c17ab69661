import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';

/**
 * Why a call to the token or revocation endpoint failed.
 * `unreachable`: no usable answer came; the same call may succeed later. `invalid-grant`: the code or refresh token
 * is not good. `id-token`: the id_token does not prove who signed in. `refused`: anything else, for good.
 */
export type OauthFailure = {
  reason: 'unreachable' | 'invalid-grant' | 'id-token' | 'refused';
  /** The error code of RFC 6749 that was answered, or null. */
  error: string | null;
  /** A sentence for a log. Nothing of the answer is repeated in it: ORCID echoes codes and tokens. */
  detail: string;
};

/**
 * Classifies what openid-client throws. Errors that are none of its own, such as a wrong argument, are thrown again:
 * they are mistakes in the program.
 */
export function classifyOauthFailure(thrown: unknown): OauthFailure {
  if (thrown instanceof ResponseBodyError) return classifyAnswer(thrown.status, thrown.error);
  if (thrown instanceof WWWAuthenticateChallengeError) {
    return classifyAnswer(thrown.status, thrown.cause[0]?.parameters.error ?? null);
  }
  // fetch throws a bare TypeError when there is no connection; wrong arguments carry a code.
  if (thrown instanceof TypeError && !('code' in thrown)) return unreachable('ORCID could not be reached');
  if (!(thrown instanceof ClientError)) throw thrown;
  switch (thrown.code) {
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return unreachable('ORCID did not answer in time');
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
      return classifyAnswer(thrown.cause instanceof Response ? thrown.cause.status : 502, null);
    case 'OAUTH_RESPONSE_IS_NOT_JSON':
      return unreachable('Something other than ORCID answered');
    case 'OAUTH_PARSE_ERROR':
      return isAboutJwt(thrown.cause)
        ? badIdToken('The id_token cannot be read')
        : unreachable('The answer of ORCID was cut off or is no JSON');
    case 'OAUTH_INVALID_RESPONSE':
      return lacksAccessToken(thrown.cause)
        ? { reason: 'refused', error: null, detail: 'The token response lacks what it must have' }
        : badIdToken('The id_token is missing, malformed or not signed by ORCID');
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return badIdToken(`The id_token has an unexpected ${claimName(thrown.cause)}`);
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return badIdToken('The id_token has expired or is not yet valid');
    case 'OAUTH_KEY_SELECTION_FAILED':
      return badIdToken('The id_token is signed with a key that ORCID does not publish');
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return badIdToken('The id_token is signed in a way that ORCID does not use');
    default:
      return { reason: 'refused', error: null, detail: 'The answer of ORCID could not be used' };
  }
}

/** Whether an error code of OAuth is about the client itself: whatever is asked with its credentials is refused, too. */
export function isClientRefusal(error: unknown): boolean {
  return error === 'invalid_client' || error === 'unauthorized_client';
}

function classifyAnswer(status: number, code: string | null): OauthFailure {
  if (status === 429 || status >= 500) return unreachable(`ORCID answered with status ${status}`);
  const error = code !== null && /^[a-z_]{1,40}$/.test(code) ? code : null;
  const detail = `ORCID refused with status ${status}${error === null ? '' : ` and ${error}`}`;
  return { reason: error === 'invalid_grant' ? 'invalid-grant' : 'refused', error, detail };
}

function unreachable(detail: string): OauthFailure {
  return { reason: 'unreachable', error: null, detail };
}

function badIdToken(detail: string): OauthFailure {
  return { reason: 'id-token', error: null, detail };
}

function isAboutJwt(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('JWT');
}

function lacksAccessToken(cause: unknown): boolean {
  const body = readMember(readMember(cause, 'cause'), 'body');
  return body !== undefined && typeof readMember(body, 'access_token') !== 'string';
}

function claimName(cause: unknown): string {
  const claim = readMember(readMember(cause, 'cause'), 'claim');
  return typeof claim === 'string' && /^[a-z_]{1,20}$/.test(claim) ? claim : 'claim';
}

function readMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
