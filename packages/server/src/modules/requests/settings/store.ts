import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';

/** What an organisation settles about requests. */
export type RequestSettings = {
  /** How many requests each person may make in a calendar year; null: as many as they like. */
  requestsPerYear: number | null;
  /** The ETag; 0 while nothing was settled. */
  version: number;
};

export async function readRequestSettings(db: Db, organisationId: string): Promise<RequestSettings> {
  const row = await db
    .selectFrom('request_settings')
    .select(['requests_per_year as requestsPerYear', 'version'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row ?? { requestsPerYear: null, version: 0 };
}

/** The same, while no one else settles anything for the organisation. */
export async function lockRequestSettings(tx: Tx, organisationId: string): Promise<RequestSettings> {
  // There may be no row to lock yet.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`request-settings:${organisationId}`}, 0))`.execute(
    tx,
  );
  return readRequestSettings(tx, organisationId);
}

export async function upsertRequestSettings(
  tx: Tx,
  organisationId: string,
  { requestsPerYear, version }: RequestSettings,
  now: Date,
): Promise<void> {
  const row = { requests_per_year: requestsPerYear, version, updated_at: now };
  await tx
    .insertInto('request_settings')
    .values({ organisation_id: organisationId, ...row })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(row))
    .execute();
}
