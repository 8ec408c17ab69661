import type { Db, Tx } from '../../../db/index.ts';

/** For how many days an organisation keeps its calls, by its id; organisations without a setting are left out. */
export async function readKeptDays(
  db: Db,
  organisationIds?: readonly string[],
): Promise<Map<string, number>> {
  const query = db.selectFrom('orcid_log_settings').select(['organisation_id as id', 'kept_days as days']);
  const rows = await (organisationIds === undefined
    ? query
    : query.where('organisation_id', 'in', organisationIds)
  ).execute();
  return new Map(rows.map(({ id, days }) => [id, days]));
}

export async function putKeptDays(
  tx: Tx,
  organisationId: string,
  keptDays: number,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('orcid_log_settings')
    .values({ organisation_id: organisationId, kept_days: keptDays, updated_at: now })
    .onConflict((conflict) =>
      conflict.column('organisation_id').doUpdateSet({ kept_days: keptDays, updated_at: now }),
    )
    .execute();
}
