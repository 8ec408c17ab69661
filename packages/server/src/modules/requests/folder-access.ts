import type { Tx } from '../../db/index.ts';
import { type Change, type Permission, type Seal, sealFolder } from '../data/index.ts';
import type { PermanentIdRequest } from './request.ts';

/**
 * Who may do what with the folder of a request. `closed`: it is on its way. `staged`: the requester and curators work on
 * it. `frozen`: approved, or being published; nothing changes. `published`: everybody reads it.
 */
export type FolderAccess = 'closed' | 'staged' | 'frozen' | 'published';

const CURATORS: Permission = { principal: { kind: 'group', groupId: 'curators' }, level: 'own' };
const EVERYBODY: Permission = { principal: { kind: 'anonymous' }, level: 'read' };

const seals = {
  closed: 'all',
  staged: 'open',
  frozen: 'all',
  published: 'content',
} as const satisfies Record<FolderAccess, Seal>;

export function permissionsIn(access: FolderAccess, requesterId: string): Permission[] {
  const requester = { kind: 'person' as const, accountId: requesterId };
  switch (access) {
    case 'closed':
    case 'frozen':
      return [CURATORS, { principal: requester, level: 'read' }];
    case 'staged':
      return [CURATORS, { principal: requester, level: 'write' }];
    case 'published':
      return [CURATORS, EVERYBODY];
    default:
      return access satisfies never;
  }
}

/** Seals the folder of a request, or changes its seal. @throws AppError move-not-allowed when another request has it */
export async function setFolderAccess(
  tx: Tx,
  request: Pick<PermanentIdRequest, 'id' | 'folderId' | 'requesterId'>,
  access: FolderAccess,
  change: Change,
) {
  return sealFolder(tx, {
    folderId: request.folderId,
    requestId: request.id,
    seal: seals[access],
    permissions: permissionsIn(access, request.requesterId),
    ...change,
  });
}
