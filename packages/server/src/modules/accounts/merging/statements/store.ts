import { sql } from 'kysely';
import type { Db, Tx } from '../../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../../orcid-environment.ts';
import type { MergedOrcid } from '../store.ts';

/** Keeps what a registry said of the records of two accounts; the newest statement about an iD counts. */
export async function keepStatement(
  tx: Tx,
  { orcidEnvironment, from, into, now }: MergedOrcid & { now: Date },
) {
  await tx
    .insertInto('merged_records')
    .values({ orcid_environment: orcidEnvironment, orcid: from, into_orcid: into, stated_at: now })
    .onConflict((conflict) =>
      conflict.columns(['orcid_environment', 'orcid']).doUpdateSet({ into_orcid: into, stated_at: now }),
    )
    .execute();
}

/** Forgets that a record was said to be merged into another one: it is there, or its account has gone into the other. */
export async function forgetMergedRecord(
  tx: Tx,
  { orcidEnvironment, orcid }: { orcidEnvironment: OrcidEnvironmentName; orcid: string },
): Promise<void> {
  await tx
    .deleteFrom('merged_records')
    .where('orcid_environment', '=', orcidEnvironment)
    .where('orcid', '=', orcid)
    .execute();
}

/** An account whose record a registry merged into that of another account, over several records where it did so. */
export type MergeableAccount = { id: string; orcid: string; name: string | null; statedAt: Date };

/**
 * The accounts whose records were merged into that of a person, as far as is known here. None for somebody whose own record
 * was merged into another one: they are not who is left.
 */
export async function listMergeable(
  db: Db,
  person: { accountId: string; orcidEnvironment: OrcidEnvironmentName; orcid: string },
): Promise<MergeableAccount[]> {
  const { accountId, orcidEnvironment, orcid } = person;
  const { rows } = await sql<MergeableAccount>`
    with recursive reached (orcid) as (
      select orcid from (
        select ${orcid}::text as orcid
        union
        select orcid from account_former_ids
        where account_id = ${accountId} and orcid_environment = ${orcidEnvironment}
      ) as own
      union
      select merged.orcid from merged_records as merged join reached on reached.orcid = merged.into_orcid
      where merged.orcid_environment = ${orcidEnvironment}
    )
    select accounts.id, accounts.orcid, accounts.name, merged.stated_at as "statedAt"
    from merged_records as merged
    join reached on reached.orcid = merged.into_orcid
    join accounts on accounts.orcid_environment = merged.orcid_environment and accounts.orcid = merged.orcid
    where merged.orcid_environment = ${orcidEnvironment} and accounts.id <> ${accountId}
      and accounts.merged_into is null
      and not exists (
        select from merged_records as own
        where own.orcid_environment = ${orcidEnvironment} and own.orcid = ${orcid})
    order by merged.stated_at, accounts.orcid`.execute(db);
  return rows;
}

/** Whether an account went into another one. */
export async function isMergedInto(db: Db, accountId: string, intoId: string): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('merged_into', '=', intoId)
    .executeTakeFirst();
  return row !== undefined;
}
