const REDACTED = '[redacted]';

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key']);

const TOKEN_NAMES = [
  ...['access_token', 'refresh_token', 'id_token', 'id_token_hint', 'subject_token', 'token'],
  ...['client_secret', 'client_assertion', 'password'],
];
/** Secret only where OAuth puts them: elsewhere they are plain words, such as the state of a DOI. */
const OAUTH_PARAMETERS = ['code', 'code_verifier', 'state', 'nonce'];

const FORM_MEMBER = new RegExp(
  `(^|[&?#])(${[...TOKEN_NAMES, ...OAUTH_PARAMETERS].join('|')})=[^&#\\s]*`,
  'g',
);
const JSON_MEMBER = new RegExp(`("(?:${TOKEN_NAMES.join('|')})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'g');
/** ORCID's tokens are UUIDs, and its 401 bodies and error texts repeat the token they refuse. */
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const BEARER = /\b(bearer)\s+[\w.~+/=-]{16,}/gi;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const REUSED_CODE = /(authorization code:?\s*)\S+/gi;
/** Bounded, so that a long text without an @ costs no more than its length; the @ as addresses, JSON and XML may spell it. */
const EMAIL = /[\w.+-]{1,64}(?:@|%40|\\u0040|&#(?:64|x40);)[\w-]{1,63}(?:\.[\w-]{1,63})+/gi;
/** Callback addresses of ORCID's webhooks are secrets: who knows one can knock at it. */
const WEBHOOK = /(\/webhooks?\/)[^\s"'<>?#]+/gi;

/** How one outside system's calls are redacted: `tokensAreUuids` for ORCID, `secrets` for values known beforehand. */
export type RedactionRules = { secrets: readonly string[]; tokensAreUuids: boolean };

/** A text with every secret in it replaced, fit to be stored and shown. */
export function redactText(text: string, rules: RedactionRules): string {
  let result = text;
  for (const secret of rules.secrets) {
    if (secret === '') continue;
    for (const spelling of new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ])) {
      result = result.replaceAll(spelling, REDACTED);
    }
  }
  result = result
    .replace(FORM_MEMBER, `$1$2=${REDACTED}`)
    .replace(JSON_MEMBER, `$1"${REDACTED}"`)
    .replace(BEARER, `$1 ${REDACTED}`)
    .replace(JWT, REDACTED)
    .replace(REUSED_CODE, `$1${REDACTED}`)
    .replace(EMAIL, REDACTED);
  if (!rules.tokensAreUuids) return result;
  return result.replace(WEBHOOK, `$1${REDACTED}`).replace(UUID, REDACTED);
}

/** Headers with the secret ones replaced; names in lower case. */
export function redactHeaders(headers: Headers, rules: RedactionRules): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of headers) {
    result[name.toLowerCase()] = SECRET_HEADERS.has(name.toLowerCase()) ? REDACTED : redactText(value, rules);
  }
  return result;
}
