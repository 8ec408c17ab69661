import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import type { MembershipRole } from '../../../http/actor.ts';
import type { OrcidEnvironmentName } from '../../../orcid-environment.ts';

export type Organisation = { id: string; slug: string; name: string };

/** Makes an organisation unless its slug is taken. @returns the id of the one with the slug */
export async function insertOrganisation(
  tx: Tx,
  organisation: Organisation & { createdAt: Date },
): Promise<string> {
  const { id, slug, name, createdAt } = organisation;
  await tx
    .insertInto('organisations')
    .values({ id, slug, name, created_at: createdAt })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
  const row = await tx
    .selectFrom('organisations')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The name of an organisation. @throws Error when there is none with this id */
export async function readOrganisationName(db: Db, id: string): Promise<string> {
  const row = await db
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.name;
}

/** The names of organisations by id. */
export async function readOrganisationNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The short names of organisations by id. */
export async function readOrganisationSlugs(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('organisations')
    .select(['id', 'slug'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.slug]));
}

/** The organisation that the credentials of the configuration belong to. */
export async function readFirstOrganisation(db: Db): Promise<Organisation> {
  return db
    .selectFrom('organisations')
    .select(['id', 'slug', 'name'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** The ids of all organisations. */
export async function listOrganisationIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('organisations').select('id').execute();
  return rows.map((row) => row.id);
}

/** Organisations in the order of their slugs, after the slug `after`. */
export async function listOrganisations(
  db: Db,
  page: { limit: number; after: string | null },
): Promise<Organisation[]> {
  let query = db.selectFrom('organisations').select(['id', 'slug', 'name']);
  if (page.after !== null) query = query.where('slug', '>', page.after);
  return query.orderBy('slug').limit(page.limit).execute();
}

export async function findOrganisation(db: Db, slug: string): Promise<Organisation | null> {
  const row = await db
    .selectFrom('organisations')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row ?? null;
}

/** Holds the members of an organisation still until the transaction ends. */
export async function lockOrganisation(tx: Tx, id: string): Promise<void> {
  await tx
    .selectFrom('organisations')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export type Member = {
  orcid: string;
  name: string | null;
  role: MembershipRole;
  createdAt: Date;
  /** Whether its owner has signed in; until then somebody else typed it in. */
  authenticated: boolean;
};

/** Which membership: memberships are given to iDs of one ORCID environment. */
export type MembershipKey = { organisationId: string; orcidEnvironment: OrcidEnvironmentName; orcid: string };

/** Members in the order of their iDs, after the iD `after`; the name is null before the first sign-in, too. */
export async function listMembers(
  db: Db,
  of: Omit<MembershipKey, 'orcid'>,
  page: { limit: number; after: string | null },
): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select memberships.orcid, accounts.name, memberships.role, memberships.created_at as "createdAt",
      accounts.id is not null and accounts.unproved_since is null as authenticated
    from memberships
    left join accounts
      on accounts.orcid_environment = memberships.orcid_environment and accounts.orcid = memberships.orcid
    where memberships.organisation_id = ${of.organisationId} and memberships.orcid_environment = ${of.orcidEnvironment}
      and memberships.orcid > ${page.after ?? ''}
    order by memberships.orcid limit ${page.limit}`.execute(db);
  return rows;
}

export async function findMember(db: Db, key: MembershipKey): Promise<Member | null> {
  const { rows } = await sql<Member>`
    select memberships.orcid, accounts.name, memberships.role, memberships.created_at as "createdAt",
      accounts.id is not null and accounts.unproved_since is null as authenticated
    from memberships
    left join accounts
      on accounts.orcid_environment = memberships.orcid_environment and accounts.orcid = memberships.orcid
    where memberships.organisation_id = ${key.organisationId}
      and memberships.orcid_environment = ${key.orcidEnvironment} and memberships.orcid = ${key.orcid}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** How many administrators an organisation has besides one iD. */
export async function countOtherAdministrators(db: Db, key: MembershipKey): Promise<number> {
  const row = await db
    .selectFrom('memberships')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('organisation_id', '=', key.organisationId)
    .where('orcid_environment', '=', key.orcidEnvironment)
    .where('orcid', '<>', key.orcid)
    .where('role', '=', 'admin')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Accounts of the administrators of an organisation; those who have not signed in yet have none. */
export async function listAdministratorIds(db: Db, of: Omit<MembershipKey, 'orcid'>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select accounts.id from memberships
    join accounts on accounts.orcid_environment = memberships.orcid_environment and accounts.orcid = memberships.orcid
    where memberships.organisation_id = ${of.organisationId} and memberships.role = 'admin'
      and memberships.orcid_environment = ${of.orcidEnvironment}
    order by accounts.id`.execute(db);
  return rows.map((row) => row.id);
}

/** A person who may curate, and who has signed in. */
export type Curator = { accountId: string; orcid: string; name: string | null };

/** The curators and administrators of an organisation who have signed in, in the order of their names. */
export async function listCurators(db: Db, of: Omit<MembershipKey, 'orcid'>): Promise<Curator[]> {
  const { rows } = await sql<Curator>`
    select accounts.id as "accountId", accounts.orcid, accounts.name from memberships
    join accounts on accounts.orcid_environment = memberships.orcid_environment and accounts.orcid = memberships.orcid
    where memberships.organisation_id = ${of.organisationId} and memberships.role in ('curator', 'admin')
      and memberships.orcid_environment = ${of.orcidEnvironment}
    order by accounts.name nulls last, accounts.orcid`.execute(db);
  return rows;
}

/** How many curators and administrators an organisation has besides one iD, whether they have signed in or not. */
export async function countOtherCurators(db: Db, key: MembershipKey): Promise<number> {
  const row = await db
    .selectFrom('memberships')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('organisation_id', '=', key.organisationId)
    .where('orcid_environment', '=', key.orcidEnvironment)
    .where('orcid', '<>', key.orcid)
    .where('role', 'in', ['curator', 'admin'])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Gives an iD a role, whatever it had before. */
export async function upsertMembership(
  tx: Tx,
  key: MembershipKey,
  role: MembershipRole,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('memberships')
    .values({
      organisation_id: key.organisationId,
      orcid_environment: key.orcidEnvironment,
      orcid: key.orcid,
      role,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'orcid_environment', 'orcid']).doUpdateSet({ role }),
    )
    .execute();
}

/** Makes an iD a member unless it has a role already. @returns whether it became one */
export async function joinOrganisation(tx: Tx, key: MembershipKey, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('memberships')
    .values({
      organisation_id: key.organisationId,
      orcid_environment: key.orcidEnvironment,
      orcid: key.orcid,
      role: 'member',
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'orcid_environment', 'orcid']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) === 1;
}

export async function deleteMembership(tx: Tx, key: MembershipKey): Promise<void> {
  await tx
    .deleteFrom('memberships')
    .where('organisation_id', '=', key.organisationId)
    .where('orcid_environment', '=', key.orcidEnvironment)
    .where('orcid', '=', key.orcid)
    .execute();
}
