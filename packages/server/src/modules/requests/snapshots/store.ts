import { type Db, jsonb, type Tx } from '../../../db/index.ts';
import type { Attribute } from '../../data/index.ts';

export type SnapshotPurpose = 'staged' | 'reviewed' | 'resubmitted' | 'published';

/** What the folder of a request held at one moment. */
export type RequestSnapshot = {
  id: string;
  requestId: string;
  purpose: SnapshotPurpose;
  manifestId: string;
  attributes: readonly Attribute[];
  takenAt: Date;
};

export async function insertSnapshot(tx: Tx, snapshot: RequestSnapshot): Promise<void> {
  await tx
    .insertInto('request_snapshots')
    .values({
      id: snapshot.id,
      request_id: snapshot.requestId,
      purpose: snapshot.purpose,
      manifest_id: snapshot.manifestId,
      attributes: jsonb<unknown>(snapshot.attributes),
      taken_at: snapshot.takenAt,
    })
    .execute();
}

/** The newest snapshot of one of these purposes, or null. */
export async function readNewestSnapshot(
  db: Db,
  requestId: string,
  purposes: readonly SnapshotPurpose[],
): Promise<RequestSnapshot | null> {
  const row = await db
    .selectFrom('request_snapshots')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('purpose', 'in', purposes)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    requestId: row.request_id,
    // Written by this module alone, both.
    purpose: row.purpose as SnapshotPurpose,
    manifestId: row.manifest_id,
    attributes: row.attributes as Attribute[],
    takenAt: row.taken_at,
  };
}
