import { orcidToUrl } from '@mintmark/identifiers';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readParameters } from './form.ts';
import type { SigningKey } from './keys.ts';
import { authenticateClient, CLIENT_REFUSED, isForm, refuse } from './oauth-request.ts';
import { impliedScopes } from './scopes.ts';
import { disableTokens, findLiveToken, type OrcidState } from './state.ts';

/** Registers discovery, the JWKS, userinfo and the revocation of tokens. */
export function registerOpenid(app: FastifyInstance, state: OrcidState, key: SigningKey): void {
  app.get('/.well-known/openid-configuration', async () => presentDiscovery(state.issuer));

  app.get('/oauth/jwks', async (_request, reply) => {
    reply.header('cache-control', 'no-cache, no-store, max-age=0, must-revalidate');
    return { keys: [key.publicJwk] };
  });

  app.get('/oauth/userinfo', answerUserinfo);
  app.post('/oauth/userinfo', answerUserinfo);

  app.post('/oauth/revoke', async (request, reply) => {
    const form = isForm(request) ? readParameters(request.body) : null;
    if (form === null) {
      const { status, body } = refuse(isForm(request) ? 400 : 415, 'invalid_request', 'One form is expected');
      return reply.code(status).send(body);
    }
    const client = authenticateClient(state, form);
    if (client === null) return reply.code(CLIENT_REFUSED.status).send(CLIENT_REFUSED.body);
    const text = form.get('token');
    if (text === undefined) return reply.code(400).send(refuse(400, 'invalid_request', 'Missing token').body);
    const isMeant = (token: { accessToken: string; refreshToken: string }) =>
      token.accessToken === text || token.refreshToken === text;
    const owner = [...state.tokens.values()].find(isMeant)?.clientId ?? client.id;
    if (owner !== client.id) {
      const { status, body } = refuse(400, 'unauthorized_client', 'The token belongs to another client');
      return reply.code(status).send(body);
    }
    // An unknown token is a success too (RFC 7009 section 2.2).
    disableTokens(state, 'revoked', isMeant);
    return reply.code(200).send();
  });

  /** ORCID answers every failure alike, with a hyphen where its other errors have an underscore. */
  async function answerUserinfo(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const token = findLiveToken(state, readBearer(request) ?? '');
    const person = token?.orcid == null ? undefined : state.people.get(token.orcid);
    if (token === null || person === undefined || !impliedScopes(token.scopes).has('/authenticate')) {
      return reply.code(403).send({ error: 'access_denied', 'error-description': 'access_token is invalid' });
    }
    return {
      id: orcidToUrl(person.orcid, state.issuer),
      sub: person.orcid,
      name: person.name,
      family_name: person.familyName,
      given_name: person.givenName,
    };
  }
}

/** Reads the token of an `Authorization: Bearer` header, or null. */
export function readBearer(request: FastifyRequest): string | null {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** ORCID's discovery document: its members in its order, with this stand-in's address. */
function presentDiscovery(issuer: string): Record<string, unknown> {
  return {
    issuer,
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    id_token_signing_alg_values_supported: ['RS256'],
    userinfo_endpoint: `${issuer}/oauth/userinfo`,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    jwks_uri: `${issuer}/oauth/jwks`,
    claims_supported: ['family_name', 'given_name', 'name', 'auth_time', 'iss', 'sub'],
    scopes_supported: ['openid'],
    subject_types_supported: ['public'],
    response_types_supported: ['code', 'id_token', 'id_token token'],
    claims_parameter_supported: false,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token'],
  };
}
