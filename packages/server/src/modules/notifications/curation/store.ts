import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

/** Where mails for the curators of an organisation go. */
export type CurationSettings = {
  /** Null: curators are told in the service, and by mail to their own addresses only. */
  address: string | null;
  /** The ETag; 0 while nothing was settled. */
  version: number;
};

export async function readCurationSettings(db: Db, organisationId: string): Promise<CurationSettings> {
  const row = await db
    .selectFrom('curation_settings')
    .select(['address', 'version'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row ?? { address: null, version: 0 };
}

/** The same, while no one else settles anything for the organisation. */
export async function lockCurationSettings(tx: Tx, organisationId: string): Promise<CurationSettings> {
  // There may be no row to lock yet.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`curation-settings:${organisationId}`}, 0))`.execute(
    tx,
  );
  return readCurationSettings(tx, organisationId);
}

export async function upsertCurationSettings(
  tx: Tx,
  organisationId: string,
  { address, version }: CurationSettings,
  now: Date,
): Promise<void> {
  const row = { address, version, updated_at: now };
  await tx
    .insertInto('curation_settings')
    .values({ organisation_id: organisationId, ...row })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(row))
    .execute();
}
