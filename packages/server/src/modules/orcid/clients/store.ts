import { type Selectable, sql } from 'kysely';
import { type Db, jsonb, type Tables, type Tx } from '../../../db/index.ts';
import { describeSealedColumn } from '../../../db/sealed-columns.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';
import { type ClientCheck, type ClientTest, clientSecretContext, type OrganisationClient } from './client.ts';

export const sealedClientSecrets = describeSealedColumn(
  {
    table: 'orcid_clients',
    column: 'secret',
    key: [{ column: 'id', type: 'uuid' }],
    bound: ['organisation_id', 'environment', 'client_id'],
  },
  {
    contextOf: ({ key: [id = ''], bound }) =>
      clientSecretContext({
        id,
        organisationId: bound.organisation_id ?? '',
        environment: bound.environment ?? '',
        clientId: bound.client_id ?? '',
      }),
  },
);

function toClient(row: Selectable<Tables['orcid_clients']>): OrganisationClient {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    environment: row.environment as OrcidEnvironmentName,
    api: row.api as OrganisationClient['api'],
    clientId: row.client_id,
    fromEnvironment: row.from_environment,
    asksForPerson: row.asks_for_person,
    requestsPerSecond: row.requests_per_second,
    refusedDetail: row.refused_detail,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function readClient(db: Db, id: string): Promise<OrganisationClient | null> {
  const row = await db.selectFrom('orcid_clients').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toClient(row);
}

/** The same, locked until the transaction ends; before connections, grants and deposits. */
export async function lockClient(tx: Tx, id: string): Promise<OrganisationClient | null> {
  const row = await tx
    .selectFrom('orcid_clients')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toClient(row);
}

/** An organisation's credentials at all registries: production before the sandbox before the stand-in. */
export async function listClientsOfOrganisation(
  db: Db,
  organisationId: string,
): Promise<OrganisationClient[]> {
  const rows = await db
    .selectFrom('orcid_clients')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy(sql`array_position(array['production', 'sandbox', 'stand-in'], environment)`)
    .execute();
  return rows.map(toClient);
}

/**
 * An organisation's credentials at one registry, or null.
 * @param environment left out: the most real one that it has credentials at
 */
export async function readClientOfOrganisation(
  db: Db,
  organisationId: string,
  environment?: OrcidEnvironmentName,
): Promise<OrganisationClient | null> {
  const clients = await listClientsOfOrganisation(db, organisationId);
  return clients.find((each) => environment === undefined || each.environment === environment) ?? null;
}

/** The secret of a client as it is stored, or null when there is no such client. */
export async function readSealedSecret(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('orcid_clients').select('secret').where('id', '=', id).executeTakeFirst();
  return row?.secret ?? null;
}

/** Notes why a registry refuses a client. @returns false when that was noted already, or the client has changed */
export async function setClientRefusal(
  tx: Tx,
  client: Pick<OrganisationClient, 'id' | 'version'>,
  refusal: { detail: string; now: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('orcid_clients')
    .set({ refused_detail: refusal.detail, refused_at: refusal.now })
    .where('id', '=', client.id)
    .where('version', '=', client.version)
    .where('refused_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns false when the organisation has credentials at this registry already */
export async function insertClient(
  tx: Tx,
  client: Omit<OrganisationClient, 'refusedDetail' | 'version' | 'updatedAt'> & { sealedSecret: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('orcid_clients')
    .values({
      id: client.id,
      organisation_id: client.organisationId,
      environment: client.environment,
      api: client.api,
      client_id: client.clientId,
      secret: client.sealedSecret,
      from_environment: client.fromEnvironment,
      asks_for_person: client.asksForPerson,
      requests_per_second: client.requestsPerSecond,
      created_at: client.createdAt,
      updated_at: client.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'environment']).doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Writes credentials anew that this transaction has locked; what was found of the former ones is forgotten. */
export async function updateClient(
  tx: Tx,
  client: Pick<
    OrganisationClient,
    'id' | 'api' | 'clientId' | 'fromEnvironment' | 'asksForPerson' | 'requestsPerSecond'
  > & {
    /** Null: the secret stays. */
    sealedSecret: string | null;
    now: Date;
  },
): Promise<void> {
  await tx
    .updateTable('orcid_clients')
    .set((row) => ({
      api: client.api,
      client_id: client.clientId,
      ...(client.sealedSecret === null ? {} : { secret: client.sealedSecret }),
      from_environment: client.fromEnvironment,
      asks_for_person: client.asksForPerson,
      requests_per_second: client.requestsPerSecond,
      tested: null,
      tested_at: null,
      refused_detail: null,
      refused_at: null,
      version: row('version', '+', 1),
      updated_at: client.now,
    }))
    .where('id', '=', client.id)
    .execute();
}

/** The last test of a client as it is; null: it was never tested so. */
export async function readClientTest(db: Db, id: string): Promise<ClientTest | null> {
  const row = await db
    .selectFrom('orcid_clients')
    .select(['tested', 'tested_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || row.tested_at === null) return null;
  return { at: row.tested_at, checks: row.tested as ClientCheck[] };
}

/**
 * Stores what a test found, unless the client was changed meanwhile.
 * @param test.isTaken the registry takes the client, so a former refusal is over; null: the test could not tell
 */
export async function setClientTest(
  tx: Tx,
  client: Pick<OrganisationClient, 'id' | 'version'>,
  test: ClientTest & { isTaken: boolean | null },
): Promise<void> {
  await tx
    .updateTable('orcid_clients')
    .set({
      tested: jsonb(test.checks),
      tested_at: test.at,
      ...(test.isTaken === true ? { refused_detail: null, refused_at: null } : {}),
    })
    .where('id', '=', client.id)
    .where('version', '=', client.version)
    .execute();
}

export async function deleteClient(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('orcid_clients').where('id', '=', id).execute();
}
