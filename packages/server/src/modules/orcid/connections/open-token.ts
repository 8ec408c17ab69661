import { type Grant, isUsable, listGrantsOfConnection, openGrant } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { readClient } from '../clients/store.ts';
import { coversScope } from '../connecting/scopes.ts';
import type { Connection } from './connection.ts';
import { isDueForRenewal, type RenewContext, renewGrant } from './renew-grant.ts';
import { readConnection } from './store.ts';

export type OpenedToken =
  | { ok: true; accessToken: string; grantId: string }
  | {
      ok: false;
      /**
       * `not-connected`: there is no permission, or no more; `scope-missing`: there is one, for less; `expired`: it ran out and
       * could not be renewed; `later`: it ran out, and ORCID could not be asked to renew it; `client-refused`: ORCID refuses the
       * organisation's credentials.
       */
      reason: 'not-connected' | 'scope-missing' | 'expired' | 'later' | 'client-refused';
    };

/**
 * Opens the newest live token of a connection that covers a scope; one that runs out is renewed first.
 * @param options.evenIfRevoked to delete our own items, which ORCID allows with a token that was taken back, too
 */
export async function openToken(
  ctx: RenewContext,
  connectionId: string,
  scope: string,
  options: { evenIfRevoked?: boolean } = {},
): Promise<OpenedToken> {
  const connection = await readConnection(ctx.db, connectionId);
  const client = connection === null ? null : await readClient(ctx.db, connection.orcidClientId);
  if (connection === null || client === null) return { ok: false, reason: 'not-connected' };
  return openTokenOf(ctx, { connection, client }, scope, options);
}

/** The same of a connection and its client that have just been read. */
export async function openTokenOf(
  ctx: RenewContext,
  { connection, client }: { connection: Connection; client: OrganisationClient },
  scope: string,
  options: { evenIfRevoked?: boolean } = {},
): Promise<OpenedToken> {
  if (connection.state === 'erased') return { ok: false, reason: 'not-connected' };
  if (client.refusedDetail !== null) return { ok: false, reason: 'client-refused' };
  const opened = await openLiveToken(ctx, { connection, client, scope });
  if (opened.ok || options.evenIfRevoked !== true) return opened;
  const newest = (await listOwnGrants(ctx, connection, client)).find((grant) =>
    coversScope(grant.scope, scope),
  );
  return newest === undefined ? opened : open(ctx, newest);
}

/** The newest first. A token of a record that was merged into this one is refused there. */
async function listOwnGrants(
  ctx: RenewContext,
  connection: Connection,
  client: OrganisationClient,
): Promise<Grant[]> {
  const grants = await listGrantsOfConnection(ctx.db, connection.id);
  return grants.filter((grant) => grant.clientId === client.clientId && grant.orcid === connection.orcid);
}

async function openLiveToken(
  ctx: RenewContext,
  asked: { connection: Connection; client: OrganisationClient; scope: string },
): Promise<OpenedToken> {
  const { connection, client, scope } = asked;
  if (connection.state === 'expired') return { ok: false, reason: 'expired' };
  if (connection.state !== 'connected' && connection.state !== 'imported') {
    return { ok: false, reason: 'not-connected' };
  }
  const grants = (await listOwnGrants(ctx, connection, client)).filter(isUsable);
  const usable = grants.find((grant) => coversScope(grant.scope, scope));
  if (usable === undefined) {
    return { ok: false, reason: grants.length > 0 ? 'scope-missing' : 'not-connected' };
  }
  if (!isDueForRenewal(usable, ctx.now())) return open(ctx, usable);
  const renewed = await renewGrant(ctx, { connection, client, grant: usable });
  switch (renewed.kind) {
    case 'renewed':
      if (coversScope(renewed.scope, scope)) {
        return { ok: true, accessToken: renewed.accessToken, grantId: renewed.grantId };
      }
      // It was renewed for less. Perhaps another one covers what is asked.
      return openLiveToken(ctx, { connection, client, scope });
    case 'kept':
      return open(ctx, usable);
    case 'ended':
      return { ok: false, reason: renewed.reason };
    default:
      return renewed satisfies never;
  }
}

function open(ctx: RenewContext, grant: Grant): OpenedToken {
  return { ok: true, accessToken: openGrant(ctx, grant).accessToken, grantId: grant.id };
}
