import { orcidToUrl } from '@mintmark/identifiers';
import type { Static } from 'typebox';
import type { Config } from '../../../config.ts';
import { presentEventActor, type StoredEvent } from '../../../events.ts';
import { type Grant, hasExpired, isUsable, type Organisation } from '../../accounts/index.ts';
import { findRegistry } from '../clients/registry.ts';
import { splitScope, uniteScopes } from '../connecting/scopes.ts';
import type { ConnectionDetailSchema, ConnectionSchema } from '../schema.ts';
import type { Connection } from './connection.ts';

/** The address of an iD in its own registry. */
export function presentConnectionUrl(
  config: Pick<Config, 'orcid'>,
  connection: Pick<Connection, 'environment' | 'orcid'>,
): string {
  const registry = findRegistry(config, connection.environment);
  return registry === null ? connection.orcid : orcidToUrl(connection.orcid, registry.idBase);
}

export function presentConnection(
  config: Pick<Config, 'orcid'>,
  connection: Connection,
  organisation: Pick<Organisation, 'slug' | 'name'>,
): Static<typeof ConnectionSchema> {
  const { id, orcid, environment, name, state, recordState, mergedInto, preference, language } = connection;
  return {
    id,
    organisation: { slug: organisation.slug, name: organisation.name },
    orcid,
    orcidUrl: presentConnectionUrl(config, connection),
    environment,
    name,
    authenticated: connection.connectedAt !== null,
    state,
    recordState,
    mergedInto,
    preference,
    language,
    connectedAt: connection.connectedAt?.toISOString() ?? null,
    endedAt: connection.endedAt?.toISOString() ?? null,
    endedDetail: connection.endedDetail,
  };
}

export function presentConnectionDetail(
  config: Pick<Config, 'orcid'>,
  connection: Connection,
  organisation: Pick<Organisation, 'slug' | 'name'>,
  about: { grants: Grant[]; history: StoredEvent[]; now: Date },
): Static<typeof ConnectionDetailSchema> {
  const { grants, history, now } = about;
  const live = grants.filter((grant) => presentGrantState(grant, now) === 'live');
  return {
    ...presentConnection(config, connection, organisation),
    scopes: splitScope(uniteScopes(...live.map((grant) => grant.scope))),
    grants: grants.map((grant) => ({
      id: grant.id,
      scope: grant.scope,
      issuedAt: grant.issuedAt.toISOString(),
      expiresAt: grant.expiresAt?.toISOString() ?? null,
      state: presentGrantState(grant, now),
      detail: explainGrant(grant),
    })),
    history: history.map(({ at, action, actor, reason }) => ({
      at: at.toISOString(),
      action,
      actor: presentEventActor(actor),
      reason,
    })),
  };
}

/** What stands in the way of using a grant, or of having it revoked, as a sentence; null: nothing does. */
export function explainGrant(grant: Grant): string | null {
  return grant.revokedAt === null ? (grant.revokeDetail ?? grant.refusedDetail) : null;
}

/** Where one grant of the ledger stands. */
export function presentGrantState(
  grant: Grant,
  now: Date,
): 'live' | 'expired' | 'refused' | 'to-revoke' | 'revoked' {
  if (grant.revokedAt !== null) return 'revoked';
  if (grant.refusedAt !== null) return 'refused';
  if (!isUsable(grant)) return 'to-revoke';
  return hasExpired(grant, now) ? 'expired' : 'live';
}
