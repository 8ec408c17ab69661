import type { Db } from '../../../db/index.ts';
import { compareManifest, type ManifestDifference, readAttributes } from '../../data/index.ts';
import type { FoundRequest } from '../find-request.ts';
import { readNewestSnapshot } from '../snapshots/store.ts';
import { type AttributeDifference, diffAttributes } from './diff-attributes.ts';

/** What changed since a curator last looked at a request: returned or approved it; else since it was staged. */
export type RequestDifference = {
  /** Null: not even staged. */
  since: { at: Date; purpose: 'staged' | 'reviewed' } | null;
  attributes: readonly AttributeDifference[];
  files: ManifestDifference;
};

export async function diffRequest(db: Db, { request }: FoundRequest): Promise<RequestDifference> {
  const snapshot =
    (await readNewestSnapshot(db, request.id, 'reviewed')) ??
    (await readNewestSnapshot(db, request.id, 'staged'));
  if (snapshot === null) {
    return { since: null, attributes: [], files: { added: [], removed: [], changed: [] } };
  }
  return {
    since: { at: snapshot.takenAt, purpose: snapshot.purpose === 'reviewed' ? 'reviewed' : 'staged' },
    attributes: diffAttributes(snapshot.attributes, await readAttributes(db, request.folderId)),
    files: await compareManifest(db, snapshot.manifestId, request.folderId),
  };
}
