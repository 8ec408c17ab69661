import type { Db, Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/** An iD that a registry merged into the one of a connection. */
type FormerId = {
  organisationId: string;
  environment: OrcidEnvironmentName;
  orcid: string;
  connectionId: string;
};

/** Keeps the iD that a connection, or one that went into it, was made with. */
export async function insertFormerId(tx: Tx, former: FormerId & { mergedAt: Date }): Promise<void> {
  await tx
    .insertInto('orcid_former_ids')
    .values({
      organisation_id: former.organisationId,
      environment: former.environment,
      orcid: former.orcid,
      connection_id: former.connectionId,
      merged_at: former.mergedAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'environment', 'orcid'])
        .doUpdateSet({ connection_id: former.connectionId, merged_at: former.mergedAt }),
    )
    .execute();
}

/** The connection that an iD led to when its record was merged into another one; null: it was not. */
export async function findByFormerId(
  db: Db,
  { organisationId, environment, orcid }: Omit<FormerId, 'connectionId'>,
): Promise<string | null> {
  const row = await db
    .selectFrom('orcid_former_ids')
    .select('connection_id')
    .where('organisation_id', '=', organisationId)
    .where('environment', '=', environment)
    .where('orcid', '=', orcid)
    .executeTakeFirst();
  return row?.connection_id ?? null;
}

/** The former iDs of these connections, by connection. */
export async function listFormerIds(
  db: Db,
  connectionIds: readonly string[],
): Promise<Map<string, string[]>> {
  const former = new Map<string, string[]>();
  if (connectionIds.length === 0) return former;
  const rows = await db
    .selectFrom('orcid_former_ids')
    .select(['connection_id', 'orcid'])
    .where('connection_id', 'in', connectionIds)
    .orderBy('merged_at')
    .orderBy('orcid')
    .execute();
  for (const row of rows) {
    former.set(row.connection_id, [...(former.get(row.connection_id) ?? []), row.orcid]);
  }
  return former;
}

/** Lets the former iDs of a connection lead to the one that it went into. */
export async function moveFormerIds(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx
    .updateTable('orcid_former_ids')
    .set({ connection_id: toId })
    .where('connection_id', '=', fromId)
    .execute();
}

/** Forgets that an iD was merged into another one: its owner has just signed in with it. */
export async function deleteFormerId(
  tx: Tx,
  { organisationId, environment, orcid }: Omit<FormerId, 'connectionId'>,
): Promise<void> {
  await tx
    .deleteFrom('orcid_former_ids')
    .where('organisation_id', '=', organisationId)
    .where('environment', '=', environment)
    .where('orcid', '=', orcid)
    .execute();
}

/** Forgets every former iD of a connection. */
export async function deleteFormerIdsOf(tx: Tx, connectionId: string): Promise<void> {
  await tx.deleteFrom('orcid_former_ids').where('connection_id', '=', connectionId).execute();
}

/** Connections whose records were merged into others that they have not gone on to, in their order. */
export async function listMergedConnections(db: Db, afterSeq: number, limit: number) {
  return db
    .selectFrom('orcid_connections')
    .select(['id', 'seq'])
    .where('record_state', '=', 'merged')
    .where('state', '<>', 'erased')
    .where('merged_into', 'is not', null)
    .whereRef('merged_into', '<>', 'orcid')
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}
