import { randomUUID } from 'node:crypto';
import { type Db, jsonb, type Tx } from '../../../db/index.ts';
import type { Attribute } from '../../data/index.ts';

export type SnapshotPurpose = 'staged' | 'reviewed' | 'resubmitted' | 'published';

/** What was there at one moment. */
export type NewSnapshot = {
  requestId: string;
  purpose: SnapshotPurpose;
  manifestId: string;
  attributes: readonly Attribute[];
  now: Date;
};

export type RequestSnapshot = Omit<NewSnapshot, 'now'> & { takenAt: Date };

export async function insertSnapshot(tx: Tx, snapshot: NewSnapshot): Promise<void> {
  await tx
    .insertInto('request_snapshots')
    .values({
      id: randomUUID(),
      request_id: snapshot.requestId,
      purpose: snapshot.purpose,
      manifest_id: snapshot.manifestId,
      attributes: jsonb<unknown>(snapshot.attributes),
      taken_at: snapshot.now,
    })
    .execute();
}

/** The newest snapshot for one purpose, or null. */
export async function readNewestSnapshot(
  db: Db,
  requestId: string,
  purpose: SnapshotPurpose,
): Promise<RequestSnapshot | null> {
  const row = await db
    .selectFrom('request_snapshots')
    .selectAll()
    .where('request_id', '=', requestId)
    .where('purpose', '=', purpose)
    .orderBy('taken_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    requestId: row.request_id,
    purpose,
    manifestId: row.manifest_id,
    // Written by this module alone.
    attributes: row.attributes as Attribute[],
    takenAt: row.taken_at,
  };
}
