import { sql } from 'kysely';
import { type Db, jsonb, type Tx, textArray } from '../../../db/index.ts';
import { hashWanted, type Wanted } from '../wanted.ts';

/**
 * Says that the metadata of identifiers is with their registrar and their owners alone: it is forgotten here once the
 * registrar has acknowledged it, and a later wish without metadata leaves what is there. Call it after the wish.
 */
export async function markMetadataWithRegistrar(tx: Tx, pids: readonly string[]): Promise<void> {
  await sql`
    insert into metadata_with_registrar (pid) select unnest(${textArray(pids)}) on conflict do nothing`.execute(
    tx,
  );
}

/** The opposite: we keep it from now on. */
export async function unmarkMetadataWithRegistrar(tx: Tx, pid: string): Promise<void> {
  await tx.deleteFrom('metadata_with_registrar').where('pid', '=', pid).execute();
}

export async function isMetadataWithRegistrar(db: Db, pid: string): Promise<boolean> {
  const { rows } = await sql`select 1 from metadata_with_registrar where pid = ${pid}`.execute(db);
  return rows.length > 0;
}

/**
 * Takes the metadata out of an acknowledged wish. What is left is as good as acknowledged, since it says the same of
 * everything but the metadata, and of that nothing.
 */
export async function forgetAcknowledgedMetadata(
  tx: Tx,
  acknowledged: { pid: string; wanted: Wanted; wantedHash: string },
): Promise<void> {
  const rest: Wanted = { ...acknowledged.wanted, metadata: null };
  const hash = hashWanted(rest);
  await tx
    .updateTable('registrations')
    .set({ wanted: jsonb(rest), wanted_hash: hash, acknowledged_hash: hash })
    .where('pid', '=', acknowledged.pid)
    .where('wanted_hash', '=', acknowledged.wantedHash)
    .where('state', '=', 'acknowledged')
    .execute();
}
