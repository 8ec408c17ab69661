import {
  allowInsecureRequests,
  ClientSecretPost,
  Configuration,
  customFetch,
  enableNonRepudiationChecks,
} from 'openid-client';
import { assertSafeTransport, isPlainLoopback, type OrcidEnvironment } from './environments.ts';
import { noteIssuedToken } from './issued-token.ts';

export type OrcidClientOptions = {
  environment: OrcidEnvironment;
  clientId: string;
  clientSecret: string;
  /** Where ORCID sends the browser back to: absolute, without query and fragment. */
  redirectUri: string;
  /** Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Of one call; default 15,000. */
  timeoutMs?: number;
};

/** Credentials of one organisation at one ORCID environment. The secret cannot be read back from it. */
export type OrcidClient = {
  readonly environment: OrcidEnvironment;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly configuration: Configuration;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
};

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * Makes a client without any network call. ORCID's endpoints are facts of the environment, not discovered: starting
 * a sign-in then never waits for ORCID, and no answer can move the issuer. The signing keys are fetched when first
 * needed and cached for five minutes.
 * Throws `TypeError` when the issuer is not https (http on loopback passes) or the redirect URI has a query or fragment.
 */
export function createOrcidClient(options: OrcidClientOptions): OrcidClient {
  const { environment, clientId, clientSecret } = options;
  for (const url of [environment.issuer, environment.publicApi, environment.memberApi]) {
    assertSafeTransport(url);
  }
  const redirectUri = readRedirectUri(options.redirectUri);
  const callFetch = options.fetch ?? fetch;
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const { issuer } = environment;
  const tokenEndpoint = `${issuer}/oauth/token`;
  const configuration = new Configuration(
    {
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: tokenEndpoint,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      userinfo_endpoint: `${issuer}/oauth/userinfo`,
      jwks_uri: `${issuer}/oauth/jwks`,
    },
    clientId,
    // ORCID's keys name no algorithm, so the pin has to be ours.
    { id_token_signed_response_alg: 'RS256' },
    ClientSecretPost(clientSecret),
  );
  configuration.timeout = timeoutMs / 1000;
  configuration[customFetch] = async (url, init) => {
    const response = await callFetch(url, init);
    if (url === tokenEndpoint) await noteIssuedToken(response);
    return response;
  };
  // openid-client trusts TLS for tokens that come straight from the token endpoint; we verify the signature too.
  enableNonRepudiationChecks(configuration);
  if (isPlainLoopback(issuer)) allowInsecureRequests(configuration);
  return { environment, clientId, redirectUri, configuration, fetch: callFetch, timeoutMs };
}

function readRedirectUri(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.search !== '' || url.hash !== '' || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(
      'The redirect URI must be an absolute http or https address without query and fragment.',
    );
  }
  return url.href;
}
