import Provider, { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { endAuthorization } from '../authorizations/revoke-authorization.ts';
import { holdAuthorization, readAuthorization } from '../authorizations/store.ts';
import { findClient, type KnownClient } from '../oauth-clients/clients.ts';
import { hashSecret } from '../secret.ts';
import { POLL_INTERVAL_SECONDS } from './lifetimes.ts';
import { openPayload, sealPayload } from './sealed-payload.ts';
import {
  type ArtifactKind,
  type ArtifactRow,
  artifactKinds,
  consumeArtifact,
  deleteArtifact,
  notePoll,
  putArtifact,
  readArtifact,
} from './store.ts';

type AdapterContext = Pick<AppContext, 'db' | 'now' | 'secrets'>;

/**
 * Where the library keeps things: on our tables. It asks for an adapter by the name of its model; models of features
 * that are off are refused.
 */
export function createAdapterFactory(ctx: AdapterContext): AdapterFactory {
  return (name) => {
    const kind = artifactKinds.find((each) => each === name);
    if (kind !== undefined) return createArtifactAdapter(ctx, kind);
    switch (name) {
      case 'Client':
        return { ...unused, find: async (id) => presentClient(await findClient(ctx.db, id)) };
      case 'Grant':
        return createGrantAdapter(ctx);
      case 'Session':
        return forgetful;
      default:
        return unused;
    }
  };
}

async function refuse(): Promise<never> {
  throw new Error('the authorization server does not keep things of this kind');
}

const unused: Adapter = {
  upsert: refuse,
  find: refuse,
  findByUserCode: refuse,
  findByUid: refuse,
  consume: refuse,
  destroy: refuse,
  revokeByGrantId: refuse,
};

/**
 * The library has sessions of its own beside ours. It keeps none here: who a person is says our session alone, each
 * time anew, so that signing out or in as someone else takes effect at once.
 */
const forgetful: Adapter = {
  ...unused,
  upsert: async () => undefined,
  find: async () => undefined,
  findByUid: async () => undefined,
  destroy: async () => undefined,
};

function createArtifactAdapter(ctx: AdapterContext, kind: ArtifactKind): Adapter {
  return {
    ...unused,

    async upsert(value, payload, expiresInSeconds) {
      if (expiresInSeconds === undefined) throw new Error(`${kind} needs a time to live`);
      const { jti: _value, userCode, grantId, ...kept } = payload;
      const valueHash = hashSecret(value);
      const now = ctx.now();
      await transact(ctx.db, async (tx) => {
        // Held, so that nothing is written for an authorization that is being ended.
        if (grantId !== undefined && !(await holdAuthorization(tx, grantId, now))) {
          throw new errors.InvalidGrant('the authorization has ended');
        }
        await putArtifact(tx, {
          kind,
          valueHash,
          authorizationId: grantId ?? null,
          userCodeHash: userCode === undefined ? null : hashSecret(userCode),
          scopes: payload.scope?.split(' ') ?? [],
          sealed: sealPayload(ctx.secrets, kind, valueHash, kept),
          createdAt: now,
          expiresAt: new Date(now.getTime() + expiresInSeconds * 1000),
        });
      });
    },

    async find(value) {
      const row = await readArtifact(ctx.db, kind, hashSecret(value));
      if (row === null) return undefined;
      const payload = presentArtifact(ctx, kind, value, row);
      if (payload === null) return undefined;
      if (kind === 'DeviceCode' && Provider.ctx?.oidc.route === 'token')
        await limitPolling(ctx, row, payload);
      return payload;
    },

    async consume(value) {
      const valueHash = hashSecret(value);
      const now = ctx.now();
      // Of two that use one value at the same moment one is a thief, and nobody knows which.
      const stolen = await transact(ctx.db, async (tx) => {
        if (await consumeArtifact(tx, kind, valueHash, now)) return false;
        const row = await readArtifact(tx, kind, valueHash);
        if (row?.authorizationId) await endAuthorization(tx, row.authorizationId, 'used-twice', now);
        return true;
      });
      if (stolen) throw new errors.InvalidGrant('it was used already');
    },

    async destroy(value) {
      await transact(ctx.db, (tx) => deleteArtifact(tx, kind, hashSecret(value)));
    },

    async revokeByGrantId(grantId) {
      await endByLibrary(ctx, grantId);
    },
  };
}

/** Authorizations are made on our own pages; the library reads them, and ends them when a token is revoked or stolen. */
function createGrantAdapter(ctx: AdapterContext): Adapter {
  return {
    ...unused,
    async find(id) {
      const authorization = await readAuthorization(ctx.db, id);
      if (authorization === null) return undefined;
      const { accountId, clientId, scopes, expiresAt } = authorization;
      return {
        jti: id,
        kind: 'Grant',
        accountId,
        clientId,
        openid: { scope: scopes.join(' ') },
        exp: toLibraryTime(ctx, expiresAt),
      } as AdapterPayload;
    },
    async destroy(id) {
      await endByLibrary(ctx, id);
    },
  };
}

async function endByLibrary(ctx: AdapterContext, authorizationId: string): Promise<void> {
  const reason = Provider.ctx?.oidc.route === 'revocation' ? 'revoked-by-program' : 'used-twice';
  await transact(ctx.db, (tx) => endAuthorization(tx, authorizationId, reason, ctx.now()));
}

function presentArtifact(
  ctx: AdapterContext,
  kind: ArtifactKind,
  value: string,
  row: ArtifactRow,
): AdapterPayload | null {
  const kept = openPayload(ctx.secrets, kind, row);
  if (kept === null) return null;
  return {
    ...kept,
    jti: value,
    exp: toLibraryTime(ctx, row.expiresAt),
    ...(row.authorizationId === null ? {} : { grantId: row.authorizationId }),
    ...(row.consumedAt === null ? {} : { consumed: Math.floor(row.consumedAt.getTime() / 1000) }),
  };
}

/** The library knows the clock of the machine only; it is told how much time is left by ours. */
function toLibraryTime(ctx: AdapterContext, at: Date): number {
  return Math.floor((Date.now() + at.getTime() - ctx.now().getTime()) / 1000);
}

/** @throws SlowDown (RFC 8628 section 3.5) when a device that is still waiting asks too often */
async function limitPolling(ctx: AdapterContext, row: ArtifactRow, payload: AdapterPayload): Promise<void> {
  const now = ctx.now();
  if (payload.accountId !== undefined || payload.error !== undefined || row.expiresAt <= now) return;
  const allowedSince = new Date(now.getTime() - POLL_INTERVAL_SECONDS * 1000 + POLL_TOLERANCE_MS);
  if (await transact(ctx.db, (tx) => notePoll(tx, row.valueHash, now, allowedSince))) {
    throw new errors.SlowDown();
  }
}

/** A device that waits exactly as long as it was told may still arrive a little early. */
const POLL_TOLERANCE_MS = 500;

/** Only with these flows, and with PKCE, which the provider's configuration asks of all. */
export const grantTypes = [
  'authorization_code',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
];

function presentClient(client: KnownClient | null): AdapterPayload | undefined {
  if (client === null) return undefined;
  const { id, name, type, redirectUris, secretHash } = client;
  return {
    client_id: id,
    client_name: name,
    // Loopback addresses stand for any port at native clients only (RFC 8252 section 7.3).
    application_type: 'native',
    redirect_uris: [...redirectUris],
    grant_types: [...grantTypes],
    response_types: ['code'],
    response_modes: ['query'],
    id_token_signed_response_alg: 'EdDSA',
    token_endpoint_auth_method: type === 'public' ? 'none' : 'client_secret_basic',
    // Compared by its hash, see provider.ts.
    ...(secretHash === null ? {} : { client_secret: secretHash.toString('base64url') }),
  } as AdapterPayload;
}
