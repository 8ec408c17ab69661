import { randomUUID } from 'node:crypto';
import { jsonb, type Tx } from '../../../db/index.ts';
import type { Attribute } from '../../data/index.ts';

/** What was there at one moment. */
export type NewSnapshot = {
  requestId: string;
  purpose: 'staged' | 'reviewed' | 'resubmitted' | 'published';
  manifestId: string;
  attributes: readonly Attribute[];
  now: Date;
};

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
