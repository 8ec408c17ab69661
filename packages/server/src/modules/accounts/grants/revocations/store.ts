import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Db, Tables, Tx } from '../../../../db/index.ts';
import { describeSealedColumn } from '../../../../db/sealed-columns.ts';
import type { Grant } from '../grant.ts';
import { toGrant } from '../store.ts';
import { type DiscardedToken, discardedContext, type TokenClient } from './discarded-token.ts';

export const sealedDiscardedTokens = describeSealedColumn(
  {
    table: 'discarded_tokens',
    column: 'access_token',
    key: [{ column: 'id', type: 'uuid' }],
    bound: ['organisation_id', 'orcid_environment', 'client_id'],
  },
  {
    contextOf: ({ key: [id = ''], bound }) =>
      discardedContext({
        id,
        organisationId: bound.organisation_id ?? '',
        orcidEnvironment: bound.orcid_environment ?? '',
        clientId: bound.client_id ?? '',
      }),
  },
);

export async function insertDiscardedToken(
  tx: Tx,
  token: Omit<DiscardedToken, 'revokeAttempts'> & { now: Date },
): Promise<void> {
  await tx
    .insertInto('discarded_tokens')
    .values({
      id: token.id,
      organisation_id: token.organisationId,
      orcid_environment: token.orcidEnvironment,
      client_id: token.clientId,
      access_token: token.sealedAccessToken,
      revoke_next_at: token.now,
      created_at: token.now,
    })
    .execute();
}

/** Wants grants revoked that are not yet; from now on ORCID is asked until it did so. */
export async function wantGrantsRevoked(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('grants')
    .set({ revoke_wanted_at: now, revoke_next_at: now })
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .where('revoke_wanted_at', 'is', null)
    .execute();
}

/** Clients that ORCID is to revoke a token of at this moment. */
export async function listClientsToRevoke(db: Db, now: Date): Promise<TokenClient[]> {
  const { rows } = await sql<TokenClient>`
    select organisation_id as "organisationId", orcid_environment as "orcidEnvironment", client_id as "clientId"
    from grants where revoke_wanted_at is not null and revoked_at is null and revoke_next_at <= ${now}
    union
    select organisation_id, orcid_environment, client_id from discarded_tokens where revoke_next_at <= ${now}
    order by 1, 2, 3`.execute(db);
  return rows;
}

/** How many tokens of an organisation's client ORCID has still to revoke; those that were given up do not count. */
export async function countWaitingRevocations(db: Db, client: TokenClient): Promise<number> {
  const { organisationId, orcidEnvironment, clientId } = client;
  const { rows } = await sql<{ count: number }>`
    select (
      (select count(*) from grants
        where organisation_id = ${organisationId} and orcid_environment = ${orcidEnvironment} and client_id = ${clientId}
          and revoke_wanted_at is not null and revoked_at is null and revoke_next_at is not null)
      + (select count(*) from discarded_tokens
        where organisation_id = ${organisationId} and orcid_environment = ${orcidEnvironment} and client_id = ${clientId})
    )::integer as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** One attempt to have something revoked: until `leaseUntil` nobody else takes it. */
type Attempt = { client: TokenClient; now: Date; leaseUntil: Date };

/**
 * Takes the next grant of a client that ORCID is to revoke, for one attempt. After a crash it comes again when its lease is
 * over, and asking ORCID twice is harmless.
 */
export async function takeDueRevocation(tx: Tx, attempt: Attempt): Promise<Grant | null> {
  const isOpen = sql<boolean>`revoke_wanted_at is not null and revoked_at is null`;
  const row = await takeDue(tx, 'grants', isOpen, attempt);
  return row === null ? null : toGrant(row);
}

/** The same for a token that nobody keeps. */
export async function takeDueDiscardedToken(tx: Tx, attempt: Attempt): Promise<DiscardedToken | null> {
  const row = await takeDue(tx, 'discarded_tokens', sql<boolean>`true`, attempt);
  if (row === null) return null;
  return {
    ...attempt.client,
    id: row.id,
    sealedAccessToken: row.access_token,
    revokeAttempts: row.revoke_attempts,
  };
}

async function takeDue<Table extends 'grants' | 'discarded_tokens'>(
  tx: Tx,
  table: Table,
  isOpen: RawBuilder<boolean>,
  { client, now, leaseUntil }: Attempt,
): Promise<Selectable<Tables[Table]> | null> {
  const { rows } = await sql<Selectable<Tables[Table]>>`
    update ${sql.table(table)} set revoke_next_at = ${leaseUntil}, revoke_attempts = revoke_attempts + 1
    where id = (
      select id from ${sql.table(table)}
      where organisation_id = ${client.organisationId} and orcid_environment = ${client.orcidEnvironment}
        and client_id = ${client.clientId} and ${isOpen} and revoke_next_at <= ${now}
      order by revoke_next_at, seq limit 1 for update skip locked
    )
    returning *`.execute(tx);
  return rows[0] ?? null;
}

export async function markGrantRevoked(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('grants')
    .set({ revoked_at: now, revoke_next_at: null, revoke_detail: null })
    .where('id', '=', id)
    .execute();
}

/** @param nextAt null: it is not tried again by itself */
export async function postponeRevocation(
  tx: Tx,
  id: string,
  { nextAt, detail }: { nextAt: Date | null; detail: string },
): Promise<void> {
  await tx
    .updateTable('grants')
    .set({ revoke_next_at: nextAt, revoke_detail: detail })
    .where('id', '=', id)
    .execute();
}

export async function postponeDiscardedToken(
  tx: Tx,
  id: string,
  { nextAt, detail }: { nextAt: Date; detail: string },
): Promise<void> {
  await tx
    .updateTable('discarded_tokens')
    .set({ revoke_next_at: nextAt, revoke_detail: detail })
    .where('id', '=', id)
    .execute();
}

/** ORCID has revoked it, or never can: nothing of it is left. */
export async function deleteDiscardedToken(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('discarded_tokens').where('id', '=', id).execute();
}
