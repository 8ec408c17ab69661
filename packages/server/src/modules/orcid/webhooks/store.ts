import { type Selectable, sql } from 'kysely';
import type { Db, Tables, Tx } from '../../../db/index.ts';
import { describeSealedColumn } from '../../../db/sealed-columns.ts';
import { type Webhook, webhookContext } from './webhook.ts';

export const sealedWebhooks = describeSealedColumn(
  { table: 'orcid_webhooks', column: 'sealed', key: [{ column: 'connection_id', type: 'uuid' }] },
  { contextOf: ({ key: [connectionId = ''] }) => webhookContext(connectionId) },
);

function toWebhook(row: Selectable<Tables['orcid_webhooks']>): Webhook {
  return {
    connectionId: row.connection_id,
    orcidClientId: row.orcid_client_id,
    sealed: row.sealed,
    wanted: row.wanted,
    registeredAt: row.registered_at,
    attempts: row.attempts,
  };
}

/** Wants a webhook for a connection, with a path of its own; one that is there already stays. */
export async function wantWebhook(
  tx: Tx,
  webhook: { connectionId: string; orcidClientId: string; pathHash: Buffer; sealed: string; now: Date },
): Promise<void> {
  const { connectionId, orcidClientId, pathHash, sealed, now } = webhook;
  await sql`
    insert into orcid_webhooks (connection_id, orcid_client_id, path_hash, sealed, wanted, next_attempt_at, created_at)
    values (${connectionId}, ${orcidClientId}, ${pathHash}, ${sealed}, true, ${now}, ${now})
    on conflict (connection_id) do update set
      wanted = true, attempts = 0, next_attempt_at = ${now}
    where not orcid_webhooks.wanted`.execute(tx);
}

/** ORCID should not call any more. What it was never told needs no taking back. */
export async function dropWebhook(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await sql`
    update orcid_webhooks set wanted = false, attempts = 0, next_attempt_at = ${now}
    where connection_id = ${connectionId} and wanted`.execute(tx);
}

/** Clients of the member API with webhooks to register or to remove. */
export async function listDueClients(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct webhook.orcid_client_id as id from orcid_webhooks as webhook
    join orcid_clients as client on client.id = webhook.orcid_client_id
    left join orcid_paces as pace on pace.orcid_client_id = client.id
    where webhook.next_attempt_at <= ${now} and client.refused_at is null
      and (pace.blocked_until is null or pace.blocked_until <= ${now})
    order by webhook.orcid_client_id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Takes the next webhook of a client that is due, and puts it off, so that a crash costs minutes and never a loop. */
export async function takeDueWebhook(
  tx: Tx,
  clientId: string,
  { now, nextAt }: { now: Date; nextAt: Date },
): Promise<Webhook | null> {
  const { rows } = await sql<Selectable<Tables['orcid_webhooks']>>`
    with next as (
      select connection_id from orcid_webhooks
      where orcid_client_id = ${clientId} and next_attempt_at <= ${now}
      order by next_attempt_at, connection_id limit 1 for update skip locked
    )
    update orcid_webhooks set next_attempt_at = ${nextAt}, attempts = attempts + 1
    from next where orcid_webhooks.connection_id = next.connection_id
    returning orcid_webhooks.*`.execute(tx);
  return rows[0] === undefined ? null : toWebhook(rows[0]);
}

/** ORCID has it, unless it is not wanted any more. */
export async function markRegistered(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await sql`
    update orcid_webhooks set registered_at = ${now}, attempts = 0, detail = null,
      next_attempt_at = case when wanted then null else ${now}::timestamptz end
    where connection_id = ${connectionId}`.execute(tx);
}

/** ORCID does not have it: it goes, or is registered anew where it is wanted again. */
export async function markRemoved(tx: Tx, connectionId: string, now: Date): Promise<void> {
  await sql`delete from orcid_webhooks where connection_id = ${connectionId} and not wanted`.execute(tx);
  await sql`
    update orcid_webhooks set registered_at = null, next_attempt_at = ${now}, attempts = 0
    where connection_id = ${connectionId}`.execute(tx);
}

export async function putOffWebhook(
  tx: Tx,
  connectionId: string,
  later: { nextAt: Date; detail: string },
): Promise<void> {
  await tx
    .updateTable('orcid_webhooks')
    .set({ next_attempt_at: later.nextAt, detail: later.detail })
    .where('connection_id', '=', connectionId)
    .execute();
}

/** The client may not have any: its webhooks wait all together, and those that are not wanted go. */
export async function putOffWebhooksOfClient(
  tx: Tx,
  clientId: string,
  later: { now: Date; nextAt: Date; detail: string },
): Promise<void> {
  await sql`
    delete from orcid_webhooks
    where orcid_client_id = ${clientId} and not wanted and registered_at is null`.execute(tx);
  await sql`
    update orcid_webhooks set next_attempt_at = ${later.nextAt}, detail = ${later.detail}
    where orcid_client_id = ${clientId} and next_attempt_at <= ${later.now}`.execute(tx);
}

/** Whether ORCID was told an address that it has not forgotten again. */
export async function isWebhookAtOrcid(db: Db, connectionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('orcid_webhooks')
    .select('registered_at')
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return row !== undefined && row.registered_at !== null;
}

/** Forgets the webhook of a connection: whoever calls its address from now on is told that there is none. */
export async function deleteWebhook(tx: Tx, connectionId: string): Promise<void> {
  await tx.deleteFrom('orcid_webhooks').where('connection_id', '=', connectionId).execute();
}

/** Which connection a secret path belongs to; null: nobody's. */
export async function findByPath(
  db: Db,
  pathHash: Buffer,
): Promise<{ connectionId: string; wanted: boolean } | null> {
  const row = await db
    .selectFrom('orcid_webhooks')
    .select(['connection_id', 'wanted'])
    .where('path_hash', '=', pathHash)
    .executeTakeFirst();
  return row === undefined ? null : { connectionId: row.connection_id, wanted: row.wanted };
}
