import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

/** Which role of whom, with regard to whose links. Roles are given to iDs of one ORCID environment. */
export type AccessRoleKey = {
  organisationId: string;
  orcidEnvironment: OrcidEnvironmentName;
  orcid: string;
  role: string;
};

/** The name is null before the person's first sign-in, too. */
export type AccessRole = {
  orcid: string;
  name: string | null;
  role: string;
  createdAt: Date;
  /** Whether its owner has signed in; until then somebody else typed it in. */
  authenticated: boolean;
};

/** Roles that an organisation gave, in the order of iDs and roles, after the one that `after` names. */
export async function listAccessRoles(
  db: Db,
  of: Pick<AccessRoleKey, 'organisationId' | 'orcidEnvironment'>,
  page: { limit: number; after: { orcid: string; role: string } | null },
): Promise<AccessRole[]> {
  const after =
    page.after === null
      ? sql`true`
      : sql`(access_roles.orcid, access_roles.role) > (${page.after.orcid}, ${page.after.role})`;
  const { rows } = await sql<AccessRole>`
    select access_roles.orcid, accounts.name, access_roles.role, access_roles.created_at as "createdAt",
      accounts.id is not null and accounts.unproved_since is null as authenticated
    from access_roles
    left join accounts
      on accounts.orcid_environment = access_roles.orcid_environment and accounts.orcid = access_roles.orcid
    where access_roles.organisation_id = ${of.organisationId}
      and access_roles.orcid_environment = ${of.orcidEnvironment} and ${after}
    order by access_roles.orcid, access_roles.role limit ${page.limit}`.execute(db);
  return rows;
}

export async function findAccessRole(db: Db, key: AccessRoleKey): Promise<AccessRole | null> {
  const { rows } = await sql<AccessRole>`
    select access_roles.orcid, accounts.name, access_roles.role, access_roles.created_at as "createdAt",
      accounts.id is not null and accounts.unproved_since is null as authenticated
    from access_roles
    left join accounts
      on accounts.orcid_environment = access_roles.orcid_environment and accounts.orcid = access_roles.orcid
    where access_roles.organisation_id = ${key.organisationId}
      and access_roles.orcid_environment = ${key.orcidEnvironment}
      and access_roles.orcid = ${key.orcid} and access_roles.role = ${key.role}`.execute(db);
  return rows[0] ?? null;
}

/** Gives an iD a role. @returns false when it has it already */
export async function insertAccessRole(tx: Tx, key: AccessRoleKey, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('access_roles')
    .values({
      organisation_id: key.organisationId,
      orcid_environment: key.orcidEnvironment,
      orcid: key.orcid,
      role: key.role,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'orcid_environment', 'orcid', 'role']).doNothing(),
    )
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

/** Takes a role from an iD. @returns false when it had none such */
export async function deleteAccessRole(tx: Tx, key: AccessRoleKey): Promise<boolean> {
  const result = await tx
    .deleteFrom('access_roles')
    .where('organisation_id', '=', key.organisationId)
    .where('orcid_environment', '=', key.orcidEnvironment)
    .where('orcid', '=', key.orcid)
    .where('role', '=', key.role)
    .executeTakeFirst();
  return Number(result.numDeletedRows) === 1;
}

/** The roles that organisations gave to an iD. */
export async function readAccessRolesOf(
  db: Db,
  person: Pick<AccessRoleKey, 'orcidEnvironment' | 'orcid'>,
): Promise<{ organisationId: string; role: string }[]> {
  return db
    .selectFrom('access_roles')
    .select(['organisation_id as organisationId', 'role'])
    .where('orcid_environment', '=', person.orcidEnvironment)
    .where('orcid', '=', person.orcid)
    .execute();
}
