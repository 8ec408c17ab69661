import type { DataciteMetadata } from '@mintmark/datacite';
import { type Selectable, sql } from 'kysely';
import { ChangedMeanwhile, type Db, jsonb, type Tables, type Tx } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import type { Fields, Item, ItemFile, ItemState } from './item.ts';

export function toItem(row: Selectable<Tables['items']>): Item {
  return {
    id: row.id,
    seq: row.seq,
    organisationId: row.organisation_id,
    ownerId: row.owner_id,
    // Written by this module alone.
    submitter: row.submitter as EventActor,
    collectionId: row.collection_id,
    state: row.state as ItemState,
    access: row.access as Item['access'],
    discoverable: row.discoverable,
    metadata: row.metadata as DataciteMetadata,
    otherFields: row.other_fields as Fields,
    files: row.files as ItemFile[],
    workId: row.work_id,
    versionNumber: row.version_number,
    withdrawnReason: row.withdrawn_reason,
    keptFor: row.kept_for,
    version: row.version,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
  };
}

export async function readItem(db: Db, id: string): Promise<Item | null> {
  const row = await db.selectFrom('items').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toItem(row);
}

export async function readItemByNumber(db: Db, seq: number): Promise<Item | null> {
  const row = await db
    .selectFrom('items')
    .selectAll()
    .where('seq', '=', seq)
    // The index of their order has no deleted ones.
    .where('state', '<>', 'deleted')
    .executeTakeFirst();
  return row === undefined ? null : toItem(row);
}

/**
 * The same, locked until the transaction ends, and with it the work that it is a version of: what becomes of one version
 * is told by the others. Works are locked before items, and both before shoulders and identifiers.
 */
export async function lockItem(tx: Tx, id: string): Promise<Item | null> {
  const known = await readItem(tx, id);
  if (known === null) return null;
  if (known.workId !== null) await lockWork(tx, known.workId);
  const row = await tx.selectFrom('items').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) return null;
  // Whoever has the work by now waits for the item: to wait for the work here would be a circle.
  if (row.work_id !== null && row.work_id !== known.workId) {
    throw new ChangedMeanwhile(`the item ${id} has become a version meanwhile`);
  }
  return toItem(row);
}

async function lockWork(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('works').select('id').where('id', '=', id).forUpdate().execute();
}

type Written = Omit<Item, 'seq'>;

function toRow(item: Written) {
  return {
    collection_id: item.collectionId,
    state: item.state,
    access: item.access,
    discoverable: item.discoverable,
    metadata: jsonb<unknown>(item.metadata),
    other_fields: jsonb<unknown>(item.otherFields),
    files: jsonb<unknown>(item.files),
    title: item.metadata.titles?.[0]?.title ?? null,
    resource_type: item.metadata.types?.resourceTypeGeneral ?? null,
    work_id: item.workId,
    version_number: item.versionNumber,
    withdrawn_reason: item.withdrawnReason,
    version: item.version,
    revision: item.revision,
    updated_at: item.updatedAt,
    archived_at: item.archivedAt,
  };
}

export async function insertItem(tx: Tx, item: Written): Promise<Item> {
  const row = await tx
    .insertInto('items')
    .values({
      ...toRow(item),
      id: item.id,
      organisation_id: item.organisationId,
      owner_id: item.ownerId,
      submitter: jsonb<unknown>(item.submitter),
      kept_for: item.keptFor,
      created_at: item.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toItem(row);
}

export async function updateItemRow(tx: Tx, item: Item): Promise<void> {
  await tx.updateTable('items').set(toRow(item)).where('id', '=', item.id).execute();
}

/** Whose items go into a collection, which stays until the transaction ends; null where there is none. */
export async function keepCollection(tx: Tx, id: string): Promise<string | null> {
  const row = await tx
    .selectFrom('collections')
    .select('organisation_id')
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
  return row?.organisation_id ?? null;
}

/** The shoulders that an organisation has settled on for its items; null: its first open ones. */
export async function readItemShoulderIds(
  db: Db,
  organisationId: string,
): Promise<{ doi: string | null; handle: string | null }> {
  const { rows } = await sql<{ doi: string | null; handle: string | null }>`
    select doi_shoulder_id as doi, handle_shoulder_id as handle from item_settings
    where organisation_id = ${organisationId}::uuid`.execute(db);
  return rows[0] ?? { doi: null, handle: null };
}

/**
 * Archived items of an organisation that name somebody by an identifier, in the order they were made.
 * @param wish.nameIdentifier as descriptions have it, such as an iD with https://orcid.org/
 * @param wish.afterSeq the last one seen; 0: from the start
 */
export async function listNaming(
  db: Db,
  wish: { organisationId: string; nameIdentifier: string; afterSeq: number; limit: number },
): Promise<{ id: string; seq: number }[]> {
  const { organisationId, nameIdentifier, afterSeq, limit } = wish;
  const { rows } = await sql<{ id: string; seq: number }>`
    select id, seq from items
    where organisation_id = ${organisationId} and state in ('archived', 'withdrawn') and seq > ${afterSeq}
      and jsonb_path_query_array(metadata, '$.*[*].nameIdentifiers[*].nameIdentifier')
        @> ${JSON.stringify([nameIdentifier])}::jsonb
    order by seq limit ${limit}`.execute(db);
  return rows;
}
