import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/index.ts';
import { recordEvents } from '../../events.ts';
import { nameTaken } from './create-folder.ts';
import type { FoundNode } from './data-context.ts';
import { lockWays } from './lock-ways.ts';
import { readName } from './name.ts';
import { type Placer, placerAsEventActor, requirePlace, requireRoom } from './place.ts';
import { insertNodes, readChildren } from './store.ts';

type FoldersWish = {
  parentId: string;
  paths: readonly string[];
  ownerId: string | null;
  actor: Placer;
  now: Date;
};

/**
 * The folders of paths below a folder, made where they are missing.
 * @param wish.paths below the folder, with slashes: `a`, `a/b`; names are judged
 * @param wish.ownerId whose the new ones are
 * @param wish.actor whose rights are asked, in folders that are there already, too
 * @returns ids by path (in NFC), those above each path included
 * @throws AppError invalid-input for a name; already-exists where a file has the name; not-found, not-allowed
 */
export async function createFolders(tx: Tx, wish: FoldersWish): Promise<ReadonlyMap<string, string>> {
  await lockWays(tx, { below: [wish.parentId] });
  const parent = await requirePlace(tx, wish.actor, wish.parentId);
  const ids = new Map<string, string>();
  for (const level of levelsOf(wish.paths)) await createLevel(tx, parent, level, ids, wish);
  return ids;
}

/** Paths with all above them, in the order in which they can be made: by depth. */
function levelsOf(paths: readonly string[]): string[][] {
  const levels: Set<string>[] = [];
  for (const path of paths) {
    const names = path.split('/').map((name) => readName(name, '/path'));
    for (let depth = 1; depth <= names.length; depth += 1) {
      const level = levels[depth - 1] ?? new Set();
      levels[depth - 1] = level;
      level.add(names.slice(0, depth).join('/'));
    }
  }
  return levels.map((level) => [...level].sort());
}

type WantedFolder = { id: string; path: string; name: string; parentId: string };

async function createLevel(
  tx: Tx,
  parent: FoundNode,
  paths: readonly string[],
  ids: Map<string, string>,
  wish: FoldersWish,
): Promise<void> {
  const wanted = paths.map((path) => toWanted(parent, path, ids));
  const made = await insertNodes(
    tx,
    wanted.map(({ id, name, parentId }) => ({
      id,
      organisationId: parent.node.organisationId,
      parentId,
      kind: 'folder',
      name,
      ownerId: wish.ownerId,
    })),
    wish.now,
  );
  const there = wanted.filter(({ id }) => !made.has(id));
  const found = await readChildren(tx, there);
  const existing: string[] = [];
  for (const each of wanted) {
    const node = found.get(`${each.parentId}/${each.name}`);
    if (node?.kind === 'file') throw nameTaken(each.name, '/path');
    if (node !== undefined) existing.push(node.id);
    ids.set(each.path, node?.id ?? each.id);
  }
  // They may be another person's, or be deleted or sealed meanwhile.
  await lockWays(tx, { below: existing });
  for (const id of existing) await requirePlace(tx, wish.actor, id);
  await recordEvents(
    tx,
    wanted
      .filter(({ id }) => made.has(id))
      .map(({ id, parentId, name }) => ({
        at: wish.now,
        subject: { type: 'folder', id },
        action: 'create',
        actor: placerAsEventActor(wish.actor),
        after: { parent: parentId, name },
      })),
  );
}

function toWanted(parent: FoundNode, path: string, ids: ReadonlyMap<string, string>): WantedFolder {
  const end = path.lastIndexOf('/');
  const above = end === -1 ? null : path.slice(0, end);
  const name = path.slice(end + 1);
  requireRoom(above === null ? parent.path : `${parent.path}/${above}`, name, 'folder');
  const parentId = above === null ? parent.node.id : ids.get(above);
  if (parentId === undefined) throw new Error('a folder was reached before the one above it');
  return { id: randomUUID(), path, name, parentId };
}
