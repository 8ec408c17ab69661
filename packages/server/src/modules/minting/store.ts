import { randomUUID } from 'node:crypto';
import type { NoidSequenceState } from '@mintmark/identifiers';
import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx } from '../../db/index.ts';
import type { Shoulder } from './shoulder.ts';

const shoulderColumns: RawBuilder<unknown> = sql`
  shoulders.id, organisation_id as "organisationId", type, prefix, shoulder, template,
  registrar_account_id as "registrarAccountId", open, title, purpose, default_target as "defaultTarget", persistence,
  minter_roles as "minterRoles", quota, issued, version, shoulders.created_at as "createdAt",
  shoulders.updated_at as "updatedAt",
  coalesce((
    select jsonb_agg(jsonb_build_object('orcidEnvironment', orcid_environment, 'orcid', orcid) order by created_at, orcid)
    from shoulder_minters where shoulder_minters.shoulder_id = shoulders.id
  ), '[]'::jsonb) as minters`;

/** Shoulders by id; those that are not there are left out. */
export async function readShoulders(db: Db, ids: readonly string[]): Promise<Map<string, Shoulder>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Shoulder>`
    select ${shoulderColumns} from shoulders where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function readShoulder(db: Db, id: string): Promise<Shoulder | null> {
  return (await readShoulders(db, [id])).get(id) ?? null;
}

/** Shoulders by what people call them: an id, or the prefix with the shoulder string, such as `99999/fk4`. */
export async function findShouldersNamed(db: Db, names: readonly string[]): Promise<Map<string, Shoulder[]>> {
  if (names.length === 0) return new Map();
  const { rows } = await sql<Shoulder & { called: string }>`
    select asked.name as called, ${shoulderColumns}
    from unnest(${names}::text[]) as asked (name) join shoulders
      on shoulders.id::text = lower(asked.name)
      or lower(prefix || case when shoulder = '' then '' else '/' || shoulder end) = lower(asked.name)
    order by shoulders.id`.execute(db);
  return Map.groupBy(rows, (row) => row.called);
}

/** The oldest open shoulder of an organisation for a type; those whose names a registrar learns of come first. */
export async function findFirstOpenShoulderId(
  db: Db,
  organisationId: string,
  type: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from shoulders where organisation_id = ${organisationId}::uuid and type = ${type} and open
    order by registrar_account_id is null, created_at, id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** Whose shoulders a list shows: everyone's, or those of some organisations and those that name a person. */
export type ShoulderAudience =
  | 'all'
  | { organisationIds: readonly string[]; person: { orcidEnvironment: string; orcid: string } | null };

/** Shoulders in the order of their ids, `limit` at most. */
export async function listShoulders(
  db: Db,
  audience: ShoulderAudience,
  page: { limit: number; afterId: string | null },
): Promise<Shoulder[]> {
  const mine =
    audience === 'all'
      ? sql`true`
      : sql`(organisation_id = any(${audience.organisationIds}::uuid[]) or exists (
          select from shoulder_minters where shoulder_minters.shoulder_id = shoulders.id
            and orcid_environment = ${audience.person?.orcidEnvironment ?? null} and orcid = ${audience.person?.orcid ?? null}))`;
  const after = page.afterId === null ? sql`true` : sql`shoulders.id > ${page.afterId}::uuid`;
  const { rows } = await sql<Shoulder>`
    select ${shoulderColumns} from shoulders where ${mine} and ${after} order by id limit ${page.limit}`.execute(
    db,
  );
  return rows;
}

/** What may have changed about a shoulder since it was read, and moves while it gives out names. */
export type LockedShoulder = {
  id: string;
  open: boolean;
  counter: number;
  issued: number;
  quota: number | null;
  hasHeldNames: boolean;
  hasQueuedNames: boolean;
};

/** Locks shoulders until the transaction ends, always in the same order, so that nobody waits in a circle. */
export async function lockShoulders(
  tx: Tx,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, LockedShoulder>> {
  const { rows } = await sql<LockedShoulder>`
    select id, open, counter, issued, quota,
      exists (select from held_names where held_names.shoulder_id = shoulders.id) as "hasHeldNames",
      exists (select from queued_names where queued_names.shoulder_id = shoulders.id and due_at <= ${now})
        as "hasQueuedNames"
    from shoulders where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes how far locked shoulders have come. */
export async function writeCounters(
  tx: Tx,
  shoulders: readonly Pick<LockedShoulder, 'id' | 'counter' | 'issued'>[],
): Promise<void> {
  const rows = shoulders.map(({ id, counter, issued }) => ({ id, counter, issued }));
  await sql`
    update shoulders set counter = row.counter, issued = row.issued
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, counter bigint, issued bigint)
    where shoulders.id = row.id`.execute(tx);
}

/** Where the order of a shoulder's template stood at some number at or before its counter; null when never written. */
export async function readCheckpoint(db: Db, shoulderId: string): Promise<NoidSequenceState | null> {
  const row = await db
    .selectFrom('shoulder_checkpoints')
    .select('state')
    .where('shoulder_id', '=', shoulderId)
    .executeTakeFirst();
  // Written by writeCheckpoint alone; the sequence checks it again before it is used.
  return row === undefined ? null : (row.state as NoidSequenceState);
}

export async function writeCheckpoint(
  tx: Tx,
  shoulderId: string,
  state: NoidSequenceState,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('shoulder_checkpoints')
    .values({ shoulder_id: shoulderId, position: state.position, state: jsonb(state), written_at: now })
    .onConflict((conflict) =>
      conflict
        .column('shoulder_id')
        .doUpdateSet({ position: state.position, state: jsonb(state), written_at: now }),
    )
    .execute();
}

/** Which of these names are held back. */
export async function findHeldNames(db: Db, names: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('held_names')
    .select('name')
    .where('name', '=', sql<string>`any(${names}::text[])`)
    .execute();
  return new Set(rows.map((row) => row.name));
}

/** Takes names from the queue of a locked shoulder, those due longest first. */
export async function takeQueuedNames(
  tx: Tx,
  shoulderId: string,
  limit: number,
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    delete from queued_names where name in (
      select name from queued_names where shoulder_id = ${shoulderId} and due_at <= ${now}
      order by due_at, name limit ${limit}
    ) returning name`.execute(tx);
  return rows.map((row) => row.name);
}

export type NewShoulder = Pick<
  Shoulder,
  'organisationId' | 'type' | 'prefix' | 'shoulder' | 'template' | 'registrarAccountId'
>;

/**
 * Makes a shoulder unless there is one with the same type, prefix and shoulder string.
 * @param wish.counter how many names of its order a new one passes over
 * @returns whether it was made
 */
export async function ensureShoulder(
  tx: Tx,
  wish: NewShoulder & Pick<LockedShoulder, 'counter'>,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`
    insert into shoulders
      (id, organisation_id, type, prefix, shoulder, template, registrar_account_id, counter, created_at, updated_at)
    values (${randomUUID()}, ${wish.organisationId}, ${wish.type}, ${wish.prefix}, ${wish.shoulder}, ${wish.template},
      ${wish.registrarAccountId}, ${wish.counter}, ${now}, ${now})
    on conflict (type, prefix, shoulder) do update set registrar_account_id = excluded.registrar_account_id
    returning (xmax = 0) as made`.execute(tx);
  return rows[0]?.made ?? false;
}

export type Block = {
  id: string;
  organisationId: string;
  shoulderId: string;
  ownerId: string | null;
  title: string | null;
  count: number;
  createdAt: Date;
  expiresAt: Date | null;
};

export async function insertBlock(tx: Tx, block: Block): Promise<void> {
  await tx
    .insertInto('blocks')
    .values({
      id: block.id,
      organisation_id: block.organisationId,
      shoulder_id: block.shoulderId,
      owner_id: block.ownerId,
      title: block.title,
      count: block.count,
      created_at: block.createdAt,
      expires_at: block.expiresAt,
    })
    .execute();
}

/** Notes that a block holds more identifiers than before. */
export async function growBlock(tx: Tx, blockId: string, by: number): Promise<void> {
  await tx
    .updateTable('blocks')
    .set((row) => ({ count: row('count', '+', by) }))
    .where('id', '=', blockId)
    .execute();
}

export async function readBlock(db: Db, id: string): Promise<Block | null> {
  const row = await db.selectFrom('blocks').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    organisationId: row.organisation_id,
    shoulderId: row.shoulder_id,
    ownerId: row.owner_id,
    title: row.title,
    count: row.count,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
