import type { Tx } from '../../../db/index.ts';
import { readAttributes, takeManifest } from '../../data/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import { insertSnapshot, type SnapshotPurpose } from './store.ts';

/** Keeps what the folder of a request holds now: its files by path, size and SHA-256, and its attributes. */
export async function takeSnapshot(
  tx: Tx,
  request: Pick<PermanentIdRequest, 'id' | 'folderId'>,
  purpose: SnapshotPurpose,
  now: Date,
): Promise<void> {
  const manifest = await takeManifest(tx, request.folderId, now);
  await insertSnapshot(tx, {
    requestId: request.id,
    purpose,
    manifestId: manifest.id,
    attributes: await readAttributes(tx, request.folderId),
    now,
  });
}
