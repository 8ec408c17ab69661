import type { Db } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';
import {
  countChildren,
  type FoundNode,
  findNode,
  type Permission,
  readPermissions,
} from '../../modules/data/index.ts';
import { type DirStat, presentDirStat } from './dir-stat.ts';

/** A folder as somebody sees it; null where it is gone, or nothing to them. */
export async function readDirStat(db: Db, actor: Actor, folderId: string): Promise<DirStat | null> {
  const found = await findNode(db, actor, folderId);
  return found === null ? null : describe(db, actor, found);
}

async function describe(db: Db, actor: Actor, { node, path, rights }: FoundNode): Promise<DirStat | null> {
  if (rights.level === null || node.kind !== 'folder') return null;
  const { permissions, sealed } = await readPermissions(db, node.id);
  return presentDirStat({
    node,
    path,
    level: rights.level,
    sharedWith: countOthers(actor, sealed ?? permissions),
    children: await countChildren(db, actor, node.id),
  });
}

/** A group counts as one. */
function countOthers(actor: Actor, permissions: readonly Permission[]): number {
  return permissions.filter(
    ({ principal }) =>
      !(actor.kind === 'person' && principal.kind === 'person' && principal.accountId === actor.accountId),
  ).length;
}
