import type { Tx } from '../../../db/index.ts';
import { type Seal, sealFolder } from '../../data/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import { type Phase, permissionsIn } from './folder-permissions.ts';

/** Seals the folder of a request, or changes what is sealed, by the service itself. */
export async function sealFor(
  tx: Tx,
  request: Pick<PermanentIdRequest, 'id' | 'folderId' | 'requesterId'>,
  phase: Phase,
  seal: Seal,
  now: Date,
): Promise<void> {
  await sealFolder(tx, {
    folderId: request.folderId,
    requestId: request.id,
    seal,
    permissions: permissionsIn(phase, request),
    actor: { kind: 'service' },
    now,
  });
}

/** Gives the folder back to requester and curators, to be changed. */
export async function openForReview(
  tx: Tx,
  request: Pick<PermanentIdRequest, 'id' | 'folderId' | 'requesterId'>,
  now: Date,
): Promise<void> {
  await sealFor(tx, request, 'review', 'open', now);
}
