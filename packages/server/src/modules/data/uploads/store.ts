import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { Upload, UploadPart } from './upload.ts';

const columns: RawBuilder<unknown> = sql`
  id, organisation_id as "organisationId", folder_id as "folderId", actor_key as "actorKey",
  file_name as "fileName", media_type as "mediaType", replaces, length_bytes as "lengthBytes",
  offset_bytes as "offsetBytes", metadata, created_at as "createdAt", expires_at as "expiresAt",
  finished_at as "finishedAt", file_id as "fileId"`;

export async function insertUpload(tx: Tx, upload: Upload, actor: EventActor): Promise<void> {
  await tx
    .insertInto('uploads')
    .values({
      id: upload.id,
      organisation_id: upload.organisationId,
      folder_id: upload.folderId,
      actor: jsonb(actor),
      actor_key: upload.actorKey,
      file_name: upload.fileName,
      media_type: upload.mediaType,
      replaces: upload.replaces,
      length_bytes: upload.lengthBytes,
      metadata: jsonb(upload.metadata),
      created_at: upload.createdAt,
      expires_at: upload.expiresAt,
    })
    .execute();
}

export async function readUpload(db: Db, id: string): Promise<Upload | null> {
  const { rows } = await sql<Upload>`select ${columns} from uploads where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

export async function lockUpload(tx: Tx, id: string): Promise<Upload | null> {
  const { rows } = await sql<Upload>`
    select ${columns} from uploads where id = ${id}::uuid for update`.execute(tx);
  return rows[0] ?? null;
}

/** How many uploads somebody has begun and not ended, and how large they will be. */
export async function sumOpenUploads(db: Db, actorKey: string): Promise<{ count: number; bytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::integer as count, coalesce(sum(coalesce(length_bytes, offset_bytes)), 0)::bigint as bytes
    from uploads where actor_key = ${actorKey} and finished_at is null`.execute(db);
  return rows[0] ?? { count: 0, bytes: 0 };
}

export async function writeLength(tx: Tx, id: string, lengthBytes: number): Promise<void> {
  await tx.updateTable('uploads').set({ length_bytes: lengthBytes }).where('id', '=', id).execute();
}

/**
 * Notes a part that is stored. @returns false when the upload stands at another offset by now, or is there no more: the
 * part is nobody's then
 */
export async function appendPart(
  tx: Tx,
  id: string,
  part: UploadPart,
  at: { offset: number; expiresAt: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update uploads set offset_bytes = offset_bytes + ${part.bytes}, expires_at = ${at.expiresAt}
    where id = ${id}::uuid and offset_bytes = ${at.offset} and finished_at is null
    returning id`.execute(tx);
  if (rows.length === 0) return false;
  await insertPart(tx, id, part);
  return true;
}

async function insertPart(tx: Tx, id: string, part: UploadPart): Promise<void> {
  await tx
    .insertInto('upload_parts')
    .values({ upload_id: id, number: part.number, key: part.key, bytes: part.bytes })
    .execute();
}

/**
 * Puts one part in the place of two, under the lock under which they become a content.
 * @returns false when they are not there any more, or belong to a content
 */
export async function mergeParts(
  tx: Tx,
  id: string,
  parts: readonly UploadPart[],
  merged: UploadPart,
): Promise<boolean> {
  const keys = parts.map((part) => part.key);
  const upload = await lockUpload(tx, id);
  if (upload === null || upload.finishedAt !== null) return false;
  const { rows } = await sql`
    delete from upload_parts where upload_id = ${id}::uuid and key = any(${keys}::text[]) returning key`.execute(
    tx,
  );
  if (rows.length === 0) return false;
  if (rows.length < parts.length) throw new Error('an upload has lost one of two parts');
  await insertPart(tx, id, merged);
  return true;
}

export async function listParts(db: Db, id: string): Promise<UploadPart[]> {
  const rows = await db
    .selectFrom('upload_parts')
    .select(['number', 'key', 'bytes'])
    .where('upload_id', '=', id)
    .orderBy('number')
    .execute();
  return rows;
}

/** The parts belong to a content from now on. */
export async function finishUploadRow(tx: Tx, id: string, end: { fileId: string; now: Date }): Promise<void> {
  await tx.deleteFrom('upload_parts').where('upload_id', '=', id).execute();
  await tx
    .updateTable('uploads')
    .set({ finished_at: end.now, file_id: end.fileId })
    .where('id', '=', id)
    .execute();
}

export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('uploads').where('id', '=', id).execute();
}

/** Uploads that nobody has gone on with in time. */
export async function listExpired(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('uploads')
    .select('id')
    .where('expires_at', '<=', now)
    .where('finished_at', 'is', null)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Forgets uploads that were finished long ago; their files stay. */
export async function deleteFinished(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('uploads').where('finished_at', '<', before).execute();
}
