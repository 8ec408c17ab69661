import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/** A record that a registry merged into another one. */
export type MergedOrcid = { orcidEnvironment: OrcidEnvironmentName; from: string; into: string };

/** @property mergedInto the account that it went into; null: it is one of its own */
export type LockedAccount = { id: string; name: string | null; mergedInto: string | null };

/** The accounts of both iDs, locked until the transaction ends. */
export async function lockAccountsOf(
  tx: Tx,
  { orcidEnvironment, from, into }: MergedOrcid,
): Promise<Map<string, LockedAccount>> {
  const rows = await tx
    .selectFrom('accounts')
    .select(['id', 'name', 'orcid', 'merged_into as mergedInto'])
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
  await keepFormerOrcid(tx, account);
  await tx
    .updateTable('accounts')
    .set({ orcid: account.into, unproved_since: account.now })
    .where('id', '=', account.id)
    .execute();
}

/** Keeps that an iD leads to an account, and whether its owner had proved it, while there is still an account under it. */
export async function keepFormerOrcid(
  tx: Tx,
  account: Omit<MergedOrcid, 'into'> & { id: string; now: Date },
): Promise<void> {
  const { unproved_since } = await tx
    .selectFrom('accounts')
    .select('unproved_since')
    .where('orcid_environment', '=', account.orcidEnvironment)
    .where('orcid', '=', account.from)
    .executeTakeFirstOrThrow();
  const former = { account_id: account.id, merged_at: account.now, proved: unproved_since === null };
  await tx
    .insertInto('account_former_ids')
    .values({ orcid_environment: account.orcidEnvironment, orcid: account.from, ...former })
    .onConflict((conflict) => conflict.columns(['orcid_environment', 'orcid']).doUpdateSet(former))
    .execute();
}

/** Memberships are given to iDs: of two in one organisation the one that may more stays. */
export async function moveMemberships(tx: Tx, { orcidEnvironment, from, into }: MergedOrcid): Promise<void> {
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
}

/** Access roles are given to iDs, too. */
export async function moveAccessRoles(tx: Tx, { orcidEnvironment, from, into }: MergedOrcid): Promise<void> {
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

/** Makes an account one that went into another one, which may from now on what both might. */
export async function markMerged(
  tx: Tx,
  { from, into, now }: { from: string; into: string; now: Date },
): Promise<void> {
  await sql`
    update accounts set operator = true
    where id = ${into} and exists (select from accounts as other where other.id = ${from} and other.operator)`.execute(
    tx,
  );
  await tx
    .updateTable('accounts')
    .set({ operator: false, merged_into: into, merged_at: now })
    .where('id', '=', from)
    .execute();
}

/** The account whose owner had an iD before a registry merged it into the one they have now; null: nobody's here. */
export async function findByFormerOrcid(
  db: Db,
  environment: OrcidEnvironmentName,
  orcid: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('account_former_ids')
    .select('account_id')
    .where('orcid_environment', '=', environment)
    .where('orcid', '=', orcid)
    .executeTakeFirst();
  return row?.account_id ?? null;
}

/** Forgets that an iD led to an account: its record is one of its own. */
export async function deleteFormerOrcid(
  tx: Tx,
  environment: OrcidEnvironmentName,
  orcid: string,
): Promise<void> {
  await tx
    .deleteFrom('account_former_ids')
    .where('orcid_environment', '=', environment)
    .where('orcid', '=', orcid)
    .execute();
}
