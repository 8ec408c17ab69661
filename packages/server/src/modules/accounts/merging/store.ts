import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/** A record that a registry merged into another one. */
export type MergedOrcid = { orcidEnvironment: OrcidEnvironmentName; from: string; into: string };

/** The accounts of both iDs, locked until the transaction ends. */
export async function lockAccountsOf(
  tx: Tx,
  { orcidEnvironment, from, into }: MergedOrcid,
): Promise<Map<string, { id: string; name: string | null }>> {
  const rows = await tx
    .selectFrom('accounts')
    .select(['id', 'name', 'orcid'])
    .where('orcid_environment', '=', orcidEnvironment)
    .where('orcid', 'in', [from, into])
    .orderBy('orcid')
    .forUpdate()
    .execute();
  return new Map(rows.map(({ orcid, ...account }) => [orcid, account]));
}

/** Gives an account another iD, which nobody has proved yet, and keeps the one it had. */
export async function changeAccountOrcid(
  tx: Tx,
  account: MergedOrcid & { id: string; now: Date },
): Promise<void> {
  const { unproved_since } = await tx
    .selectFrom('accounts')
    .select('unproved_since')
    .where('id', '=', account.id)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('accounts')
    .set({ orcid: account.into, unproved_since: account.now })
    .where('id', '=', account.id)
    .execute();
  const former = { account_id: account.id, merged_at: account.now, proved: unproved_since === null };
  await tx
    .insertInto('account_former_ids')
    .values({ orcid_environment: account.orcidEnvironment, orcid: account.from, ...former })
    .onConflict((conflict) => conflict.columns(['orcid_environment', 'orcid']).doUpdateSet(former))
    .execute();
}

/** Memberships and access roles are given to iDs: of two in one organisation the one that may more stays. */
export async function moveRightsOfOrcid(
  tx: Tx,
  { orcidEnvironment, from, into }: MergedOrcid,
): Promise<void> {
  await sql`
    insert into memberships (organisation_id, orcid_environment, orcid, role, created_at)
    select organisation_id, orcid_environment, ${into}, role, created_at from memberships
    where orcid_environment = ${orcidEnvironment} and orcid = ${from}
    on conflict (organisation_id, orcid_environment, orcid) do update set role = excluded.role
    where array_position(array['member', 'curator', 'admin'], excluded.role)
      > array_position(array['member', 'curator', 'admin'], memberships.role)`.execute(tx);
  await tx
    .deleteFrom('memberships')
    .where('orcid_environment', '=', orcidEnvironment)
    .where('orcid', '=', from)
    .execute();
  await sql`
    insert into access_roles (organisation_id, orcid_environment, orcid, role, created_at)
    select organisation_id, orcid_environment, ${into}, role, created_at from access_roles
    where orcid_environment = ${orcidEnvironment} and orcid = ${from}
    on conflict do nothing`.execute(tx);
  await tx
    .deleteFrom('access_roles')
    .where('orcid_environment', '=', orcidEnvironment)
    .where('orcid', '=', from)
    .execute();
}

/** Ends every session of an account. */
export async function endSessionsOfAccount(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
}
