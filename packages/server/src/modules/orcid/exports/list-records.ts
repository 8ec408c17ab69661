import { orcidToUrl } from '@mintmark/identifiers';
import { orcidEnvironments } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { type LedgerGrant, listLedger, openGrant } from '../../accounts/index.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { findRegistry } from '../clients/registry.ts';
import { listClientsOfOrganisation } from '../clients/store.ts';
import type { Connection } from '../connections/connection.ts';
import { listConnectionsInOrder } from '../connections/store.ts';
import type { Deposit } from '../deposits/deposit.ts';
import { listDepositsOfConnections } from '../deposits/store.ts';
import { readEntries } from '../entries/store.ts';
import { listFormerIds } from '../merges/store.ts';

const PAGE = 200;

/** One token response as an export shows it; the two tokens only where the export is encrypted. */
export type ExportedGrant = {
  access_token?: string;
  refresh_token?: string | null;
  token_type: string;
  scope: string;
  issued_at: string;
  expires_in: number | null;
  expires_at: string | null;
  revoked_at: string | null;
};

/** One connection as exports and imports write it. */
export type ExportedConnection = {
  orcid: string;
  orcid_uri: string;
  /** iDs whose records ORCID merged into this one, the oldest first. */
  former_orcids: string[];
  name: string | null;
  environment: string;
  client_id: string;
  state: string;
  record_state: string;
  /** When the person last proved the iD by signing in; null: never here. */
  authenticated_at: string | null;
  preference: string;
  grants: ExportedGrant[];
  put_codes: {
    section: string;
    put_code: number;
    group_id: string | null;
    local_id: string;
    local_type: string;
    title: string;
    last_sync: string | null;
    /** Whether the record is as it should be. */
    in_step: boolean;
  }[];
};

/**
 * The connections of an organisation in their order, as an export has them.
 * @param withTokens opens the tokens, for a text that is encrypted before it is kept or sent
 */
export async function* listRecords(
  ctx: Pick<AppContext, 'config' | 'db' | 'secrets'>,
  organisationId: string,
  withTokens: boolean,
): AsyncGenerator<ExportedConnection> {
  const clients = new Map(
    (await listClientsOfOrganisation(ctx.db, organisationId)).map((each) => [each.id, each]),
  );
  for (let after = 0; ; ) {
    const connections = await listConnectionsInOrder(ctx.db, organisationId, { limit: PAGE, after });
    const last = connections.at(-1);
    if (last === undefined) return;
    after = Number(last.seq);
    const ids = connections.filter(({ state }) => state !== 'erased').map(({ id }) => id);
    const grants = Map.groupBy(await listLedger(ctx.db, ids), ({ connectionId }) => connectionId ?? '');
    const deposits = Map.groupBy(await listDepositsOfConnections(ctx.db, ids), (each) => each.connectionId);
    const entries = await readEntries(
      ctx.db,
      [...deposits.values()].flat().flatMap(({ thing }) => (thing.type === 'entry' ? [thing.id] : [])),
    );
    const former = await listFormerIds(ctx.db, ids);
    const localIds = new Map([...entries].map(([id, { localId }]) => [id, localId]));
    for (const connection of connections) {
      if (connection.state === 'erased') continue;
      yield present(ctx, connection, {
        client: clients.get(connection.orcidClientId),
        grants: grants.get(connection.id) ?? [],
        deposits: deposits.get(connection.id) ?? [],
        former: former.get(connection.id) ?? [],
        localIds,
        withTokens,
      });
    }
  }
}

function present(
  ctx: Pick<AppContext, 'config' | 'secrets'>,
  connection: Connection,
  of: {
    client: OrganisationClient | undefined;
    grants: readonly LedgerGrant[];
    deposits: readonly Deposit[];
    former: readonly string[];
    /** What the organisation calls its entries. */
    localIds: ReadonlyMap<string, string>;
    withTokens: boolean;
  },
): ExportedConnection {
  const { orcid, environment, name, state, recordState, preference, connectedAt } = connection;
  const registry = findRegistry(ctx.config, environment) ?? orcidEnvironments.sandbox;
  return {
    orcid,
    orcid_uri: orcidToUrl(orcid, registry.idBase),
    former_orcids: [...of.former],
    name,
    environment,
    client_id: of.client?.clientId ?? '',
    state,
    record_state: recordState,
    authenticated_at: connectedAt?.toISOString() ?? null,
    preference,
    grants: of.grants.map((grant) => ({
      ...(of.withTokens ? openTokens(ctx, grant) : {}),
      token_type: grant.tokenType,
      scope: grant.scope,
      issued_at: grant.issuedAt.toISOString(),
      expires_in: grant.expiresIn,
      expires_at: grant.expiresAt?.toISOString() ?? null,
      revoked_at: (grant.revokedAt ?? grant.refusedAt)?.toISOString() ?? null,
    })),
    put_codes: of.deposits.flatMap((deposit) =>
      deposit.putCode === null
        ? []
        : [
            {
              section: deposit.kind,
              put_code: deposit.putCode,
              group_id: deposit.groupId,
              local_id: of.localIds.get(deposit.thing.id) ?? deposit.thing.id,
              local_type: deposit.thing.type,
              title: deposit.title,
              last_sync: deposit.acknowledgedAt?.toISOString() ?? null,
              in_step: deposit.acknowledgedHash === deposit.wantedHash,
            },
          ],
    ),
  };
}

function openTokens(ctx: Pick<AppContext, 'secrets'>, grant: LedgerGrant) {
  const { accessToken, refreshToken } = openGrant(ctx, grant);
  return { access_token: accessToken, refresh_token: refreshToken };
}
