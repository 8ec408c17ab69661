import { sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../db/index.ts';
import type { Shoulder } from '../shoulder.ts';
import type { Naming } from './naming.ts';

/**
 * Holds all shoulders of a prefix still until the transaction ends, those too that another transaction is about to
 * make: whether names could meet is judged over all of them.
 */
export async function lockPrefix(tx: Tx, namespace: string, prefix: string): Promise<void> {
  const key = `shoulders|${namespace}|${prefix}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

/** Every shoulder under a prefix, and whose it is. */
export async function listNamings(
  db: Db,
  types: readonly string[],
  prefix: string,
): Promise<(Naming & { id: string; organisationId: string })[]> {
  const { rows } = await sql<Naming & { id: string; organisationId: string }>`
    select id, organisation_id as "organisationId", type, prefix, shoulder, template
    from shoulders where type = any(${textArray(types)}) and prefix = ${prefix}`.execute(db);
  return rows;
}

export async function insertShoulder(tx: Tx, shoulder: Shoulder): Promise<void> {
  await tx
    .insertInto('shoulders')
    .values({
      id: shoulder.id,
      organisation_id: shoulder.organisationId,
      type: shoulder.type,
      prefix: shoulder.prefix,
      shoulder: shoulder.shoulder,
      template: shoulder.template,
      registrar_account_id: shoulder.registrarAccountId,
      open: shoulder.open,
      title: shoulder.title,
      purpose: shoulder.purpose,
      default_target: shoulder.defaultTarget,
      persistence: shoulder.persistence,
      minter_roles: textArray(shoulder.minterRoles),
      quota: shoulder.quota,
      created_at: shoulder.createdAt,
      updated_at: shoulder.updatedAt,
    })
    .execute();
  await setMinters(tx, shoulder);
}

/** Writes everything about a shoulder that may change while it gives out names. */
export async function updateShoulder(tx: Tx, shoulder: Shoulder): Promise<void> {
  await tx
    .updateTable('shoulders')
    .set({
      template: shoulder.template,
      registrar_account_id: shoulder.registrarAccountId,
      open: shoulder.open,
      title: shoulder.title,
      purpose: shoulder.purpose,
      default_target: shoulder.defaultTarget,
      persistence: shoulder.persistence,
      minter_roles: textArray(shoulder.minterRoles),
      quota: shoulder.quota,
      version: shoulder.version,
      updated_at: shoulder.updatedAt,
    })
    .where('id', '=', shoulder.id)
    .execute();
  await setMinters(tx, shoulder);
}

/** Makes the people whom a shoulder names exactly these; who was named before keeps the time of that. */
async function setMinters(tx: Tx, shoulder: Shoulder): Promise<void> {
  const rows = JSON.stringify(
    shoulder.minters.map(({ orcidEnvironment, orcid }) => ({ environment: orcidEnvironment, orcid })),
  );
  const wanted = sql`json_to_recordset(${rows}::json) as wanted (environment text, orcid text)`;
  await sql`
    delete from shoulder_minters where shoulder_id = ${shoulder.id} and not exists (
      select from ${wanted} where wanted.environment = orcid_environment and wanted.orcid = shoulder_minters.orcid)`.execute(
    tx,
  );
  await sql`
    insert into shoulder_minters (shoulder_id, orcid_environment, orcid, created_at)
    select ${shoulder.id}::uuid, wanted.environment, wanted.orcid, ${shoulder.updatedAt}::timestamptz from ${wanted}
    on conflict do nothing`.execute(tx);
}

/** Lets an iD mint where another one could, which its registry merged into it. */
export async function moveMinter(
  tx: Tx,
  { orcidEnvironment, from, into }: { orcidEnvironment: string; from: string; into: string },
): Promise<void> {
  await sql`
    insert into shoulder_minters (shoulder_id, orcid_environment, orcid, created_at)
    select shoulder_id, orcid_environment, ${into}, created_at from shoulder_minters
    where orcid_environment = ${orcidEnvironment} and orcid = ${from}
    on conflict do nothing`.execute(tx);
  await sql`
    delete from shoulder_minters where orcid_environment = ${orcidEnvironment} and orcid = ${from}`.execute(
    tx,
  );
}

/** How far the order of a shoulder's template has come. */
export async function readCounter(db: Db, shoulderId: string): Promise<number> {
  const row = await db
    .selectFrom('shoulders')
    .select('counter')
    .where('id', '=', shoulderId)
    .executeTakeFirstOrThrow();
  return row.counter;
}
