import type { FastifyRequest } from 'fastify';
import { RegistryError } from './errors.ts';
import { readBearer } from './openid.ts';
import { findRecord, type RegistryRecord } from './registry.ts';
import { impliedScopes } from './scopes.ts';
import { findLiveToken, type IssuedToken, type OrcidClient, type OrcidState } from './state.ts';

/** Who calls the record API; null members where the caller shows no token. */
export type Caller = { client: OrcidClient | null; token: IssuedToken | null; scopes: ReadonlySet<string> };

/** The 401 of a token that does not work, in OAuth's shape. The echo is ORCID's: callers must redact bodies too. */
export class InvalidToken extends Error {
  readonly body: { error: string; error_description: string };

  constructor(accessToken: string) {
    super('invalid token');
    this.body = { error: 'invalid_token', error_description: `Invalid access token: ${accessToken}` };
  }
}

const ANONYMOUS: Caller = { client: null, token: null, scopes: new Set() };

/**
 * Finds out who calls. A token that was revoked counts where `evenIfRevoked`: with it a client may still take off
 * what it has added.
 */
export function readCaller(
  state: OrcidState,
  request: FastifyRequest,
  options: { evenIfRevoked: boolean } = { evenIfRevoked: false },
): Caller {
  if (request.headers.authorization === undefined) return ANONYMOUS;
  const accessToken = readBearer(request) ?? '';
  const token =
    findLiveToken(state, accessToken) ??
    (options.evenIfRevoked ? findRevokedToken(state, accessToken) : null);
  if (token === null) throw new InvalidToken(accessToken);
  const client = state.clients.get(token.clientId) ?? null;
  if (client?.locked === true) throw new RegistryError(9057);
  return { client, token, scopes: impliedScopes(token.scopes) };
}

/** Opens a record for reading: anybody may read what is public, a token must be of this iD and know how to read. */
export function openForReading(state: OrcidState, caller: Caller, orcid: string): RegistryRecord {
  if (caller.token !== null) {
    checkSubject(caller.token, orcid);
    if (!caller.scopes.has('/read-public')) throw new RegistryError(9038);
  }
  return openRecord(state, orcid);
}

/** Opens a record for one item, which its source may read whatever the token's scopes. */
export function openForItem(state: OrcidState, caller: Caller, orcid: string): RegistryRecord {
  if (caller.token !== null) checkSubject(caller.token, orcid);
  return openRecord(state, orcid);
}

/** Opens a record for a write: with this iD's token and the scope. */
export function openForWriting(
  state: OrcidState,
  caller: Caller,
  orcid: string,
  scope: string,
): { record: RegistryRecord; client: OrcidClient } {
  const { token, client } = caller;
  if (token === null || client === null) throw new RegistryError(9004);
  if (token.orcid === null) throw new RegistryError(9038);
  checkSubject(token, orcid);
  if (!caller.scopes.has(scope)) throw new RegistryError(9038);
  return { record: openRecord(state, orcid), client };
}

function checkSubject(token: IssuedToken, orcid: string): void {
  if (token.orcid !== null && token.orcid !== orcid) throw new RegistryError(9017);
}

function openRecord(state: OrcidState, orcid: string): RegistryRecord {
  const record = findRecord(state, orcid);
  if (record === null) throw new RegistryError(9016);
  switch (record.status) {
    case 'active':
      return record;
    case 'locked':
      throw new RegistryError(9018, { orcid });
    case 'deactivated':
      throw new RegistryError(9044, { orcid });
    case 'unclaimed':
      throw new RegistryError(9036, { orcid });
    case 'merged': {
      const primary = record.mergedInto ?? '';
      throw new RegistryError(
        9007,
        { orcid: `${state.issuer}/${primary}`, deprecated: orcid },
        { headers: { location: `${state.issuer}/v3.0/${primary}` } },
      );
    }
    default:
      return record.status satisfies never;
  }
}

function findRevokedToken(state: OrcidState, accessToken: string): IssuedToken | null {
  const token = state.tokens.get(accessToken);
  if (token === undefined || token.expiresAt <= state.now()) return null;
  return token.disabled === 'revoked' || token.disabled === 'grant-revoked' ? token : null;
}
