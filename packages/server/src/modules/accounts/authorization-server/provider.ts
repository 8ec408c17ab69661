import { createPrivateKey } from 'node:crypto';
import Provider, { errors, interactionPolicy, type JWK, type KoaContextWithOIDC } from 'oidc-provider';
import type { AppContext } from '../../../context.ts';
import { scopes } from '../../../http/actor.ts';
import { hasAccount } from '../authorizations/store.ts';
import { createSecret, hashSecret, isSameSecret } from '../secret.ts';
import { createAdapterFactory } from './adapter.ts';
import { lifetimesSeconds, POLL_INTERVAL_SECONDS } from './lifetimes.ts';
import { readScopes } from './scopes.ts';

export type ServerContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pages' | 'secrets'>;

/** Marks access tokens of programs; see TOKEN_PREFIX in authenticate.ts. */
export const PROGRAM_TOKEN_PREFIX = 'mmo_';
const REFRESH_TOKEN_PREFIX = 'mmr_';

export const paths = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  deviceAuthorization: '/oauth/device/auth',
  device: '/oauth/device',
  interaction: '/oauth/interaction',
} as const;

/** Told where a browser comes with a request that is not under way in it. */
export const REQUEST_ENDED =
  'This request has ended, or was not begun in this browser. Start again from the program.';

const off = { enabled: false };

/**
 * The authorization server (RFC 6749, 7636, 7009, 8252, 8628), with everything off that programs of this service do
 * not need. It asks its questions on our pages, see consent-page.ts and device-page.ts.
 */
export function createProvider(ctx: ServerContext): Provider {
  const provider = new Provider(ctx.config.publicUrl, {
    adapter: createAdapterFactory(ctx),
    scopes: [...scopes],
    claims: {},
    // The library insists on a key for id_tokens, though none is ever asked for or given; see `requireScopes`.
    jwks: { keys: [deriveSigningKey(ctx)] },
    clientDefaults: { id_token_signed_response_alg: 'EdDSA' },
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
    responseTypes: ['code'],
    clientBasedCORS: () => false,
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    cookies: {
      names: {
        session: 'mintmark_oauth_session',
        interaction: 'mintmark_oauth_interaction',
        resume: 'mintmark_oauth_resume',
      },
      keys: ctx.secrets.macs('authorization server cookies').map((mac) => mac.toString('base64url')),
    },
    features: {
      devInteractions: off,
      dPoP: off,
      resourceIndicators: off,
      rpInitiatedLogout: off,
      userinfo: off,
      pushedAuthorizationRequests: off,
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      deviceFlow: {
        enabled: true,
        charset: 'base-20',
        mask: '****-****',
        deviceInfo: (koa) => {
          requireScopes(koa);
          return {};
        },
      },
    },
    formats: { bitsOfOpaqueRandomness: 256 },
    ttl: {
      AccessToken: lifetimesSeconds.accessToken,
      RefreshToken: lifetimesSeconds.refreshToken,
      AuthorizationCode: lifetimesSeconds.authorizationCode,
      DeviceCode: lifetimesSeconds.deviceCode,
      Interaction: lifetimesSeconds.interaction,
      Grant: lifetimesSeconds.authorization,
      Session: lifetimesSeconds.interaction,
    },
    routes: {
      authorization: paths.authorization,
      token: paths.token,
      revocation: paths.revocation,
      device_authorization: paths.deviceAuthorization,
      code_verification: paths.device,
    },
    interactions: {
      policy: createPolicy(),
      url: (_koa, interaction) => `${ctx.config.publicUrl}${paths.interaction}/${interaction.uid}`,
    },
    expiresWithSession: () => false,
    issueRefreshToken: (_koa, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    revokeGrantPolicy: () => true,
    loadExistingGrant: async (koa) => {
      const grantId = koa.oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : koa.oidc.provider.Grant.find(grantId);
    },
    findAccount: async (_koa, id) =>
      (await hasAccount(ctx.db, id, ctx.config.orcid.environment))
        ? { accountId: id, claims: async () => ({ sub: id }) }
        : undefined,
    renderError: (koa, out, error) => {
      const ended = error instanceof errors.SessionNotFound || out.error === 'access_denied';
      koa.type = 'html';
      koa.set('cache-control', 'no-store');
      koa.body = ctx.pages.render('oauth-problem', {
        title: ended ? 'This request has ended' : 'The program cannot be authorized',
        detail: ended ? REQUEST_ENDED : describeError(out.error, out.error_description),
        code: ended ? null : out.error,
      });
    },
  });

  // Addresses and cookies are those of PUBLIC_URL; register.ts puts it into the headers of each request.
  provider.proxy = true;
  useOurTokens(provider);
  provider.use(async (koa, next) => {
    await next();
    forgetSessionCookie(koa);
    if (koa.path === paths.deviceAuthorization && koa.status === 200) {
      koa.body = { ...(koa.body as object), interval: POLL_INTERVAL_SECONDS };
    }
  });
  // Koa's own, such as a browser that went away; it would print them.
  provider.onerror = (error) => ctx.log.warn({ err: error }, 'an answer could not be sent');
  provider.on('server_error', (_koa, error) =>
    ctx.log.error({ err: error }, 'the authorization server failed'),
  );
  return provider;
}

/** Secrets of clients and tokens are made and compared like all others of ours. */
function useOurTokens(provider: Provider): void {
  provider.Client.prototype.compareClientSecret = function compareHash(actual: string) {
    return isSameSecret(hashSecret(actual).toString('base64url'), this.clientSecret ?? '');
  };
  const usePrefix = (prototype: object, prefix: string) =>
    Object.defineProperty(prototype, 'generateTokenId', {
      value(this: { format?: string }) {
        this.format = 'opaque';
        return `${prefix}${createSecret()}`;
      },
    });
  usePrefix(provider.AccessToken.prototype, PROGRAM_TOKEN_PREFIX);
  usePrefix(provider.RefreshToken.prototype, REFRESH_TOKEN_PREFIX);
}

/** Every request is decided by a person on our page; nothing that was allowed before is taken for an answer. */
function createPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.clear();
  const { Prompt, Check } = interactionPolicy;
  policy.add(
    new Prompt(
      { name: 'login', requestable: true },
      new Check('no_answer', 'A person has to sign in.', (koa) => {
        requireScopes(koa);
        return koa.oidc.result?.login === undefined;
      }),
    ),
  );
  policy.add(
    new Prompt(
      { name: 'consent', requestable: true },
      new Check('no_answer', 'A person has to allow it.', (koa) => koa.oidc.result?.consent === undefined),
    ),
  );
  return policy;
}

/** @throws InvalidScope when a request asks for nothing that there is */
function requireScopes(koa: KoaContextWithOIDC): void {
  if (readScopes(koa.oidc.params?.scope).length === 0) {
    throw new errors.InvalidScope(`ask for one or more of ${scopes.join(' ')}`, '');
  }
}

/** The library's session is kept nowhere (see adapter.ts), so its cookie would only confuse people. */
function forgetSessionCookie(koa: Pick<KoaContextWithOIDC, 'response' | 'remove' | 'set'>): void {
  const cookies = koa.response.headers['set-cookie'];
  if (!Array.isArray(cookies)) return;
  const kept = cookies.filter((cookie) => !cookie.startsWith('mintmark_oauth_session'));
  if (kept.length === 0) koa.remove('set-cookie');
  else koa.set('set-cookie', kept);
}

function describeError(error: string, description: string | undefined): string {
  switch (error) {
    case 'invalid_client':
      return 'This service does not know the program. Its author has to have it registered here first.';
    case 'invalid_redirect_uri':
      return 'The program wants to be called back at an address that was not registered for it, so nothing was sent there.';
    case 'invalid_request':
    case 'invalid_scope':
      return `The program asked in a way that cannot be answered${description === undefined ? '' : ` (${description})`}.`;
    default:
      return 'Something went wrong on our side. Start again from the program, and tell the operator if it stays.';
  }
}

/** An Ed25519 key made of SECRET_KEY, the same in every process, so that it needs no table. */
function deriveSigningKey(ctx: Pick<AppContext, 'secrets'>): JWK {
  const seed = ctx.secrets.mac('authorization server signing key');
  // PrivateKeyInfo of RFC 8410 section 7, up to the seed.
  const header = Buffer.from('302e020100300506032b657004220420', 'hex');
  const key = createPrivateKey({ key: Buffer.concat([header, seed]), format: 'der', type: 'pkcs8' });
  return { ...(key.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'EdDSA' };
}
