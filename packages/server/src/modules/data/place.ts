import type { Db } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import type { EventActor } from '../../events.ts';
import { type Actor, toEventActor } from '../../http/actor.ts';
import type { FoundNode } from './data-context.ts';
import {
  DEPTH_LIMIT,
  PATH_LIMIT_BYTES,
  readWay,
  requireRight,
  SERVICE,
  toFound,
  unknownNode,
} from './find-node.ts';
import { NAME_LIMIT_BYTES } from './name.ts';
import type { Node } from './node.ts';
import { readFacts } from './reader-facts.ts';

/** Whose rights are asked under the lock; `service` for what the service does by itself, which no seal stops. */
export type Placer = Actor | { kind: 'service' };

export function placerAsEventActor(placer: Placer): EventActor {
  return placer.kind === 'service' ? { kind: 'service' } : toEventActor(placer);
}

/**
 * A folder that something is going to be put into; ask once it is locked.
 * @throws AppError not-found, not-allowed; invalid-input when it is a file
 */
export async function requirePlace(db: Db, placer: Placer, folderId: string): Promise<FoundNode> {
  const found = await findAs(db, placer, folderId);
  if (found === null) throw unknownNode();
  if (placer.kind !== 'service') requireRight(placer, found, 'write');
  requireFolder(found.node);
  return found;
}

export async function findAs(db: Db, placer: Placer, id: string): Promise<FoundNode | null> {
  const facts = placer.kind === 'service' ? SERVICE : readFacts(placer);
  const way = await readWay(db, facts, id);
  return way === null ? null : toFound(facts, way);
}

/** @throws AppError invalid-input for a file */
export function requireFolder(node: Pick<Node, 'kind'>, pointer = '/parent'): void {
  if (node.kind === 'folder') return;
  const detail = 'This is a file; give a folder.';
  throw new AppError('invalid-input', detail, { problems: [{ pointer, detail }] });
}

/** Room for a file of any name is kept below each folder, so that no folder is too deep for what is put into it. */
const FOLDER_PATH_LIMIT_BYTES = PATH_LIMIT_BYTES - NAME_LIMIT_BYTES - 1;

/**
 * @param below what lies below it: levels of folders, and the bytes that their paths add to its own
 * @throws AppError invalid-input when a path would be too deep or too long
 */
export function requireRoom(
  parentPath: string,
  name: string,
  kind: Node['kind'],
  below: { levels: number; pathBytes: number } = { levels: 0, pathBytes: 0 },
): void {
  const depth = parentPath.split('/').length + below.levels;
  const bytes = Buffer.byteLength(parentPath) + 1 + Buffer.byteLength(name) + below.pathBytes;
  const limit = kind === 'file' ? PATH_LIMIT_BYTES : FOLDER_PATH_LIMIT_BYTES;
  if (depth <= DEPTH_LIMIT && bytes <= limit) return;
  const detail =
    depth > DEPTH_LIMIT
      ? `The path would be more than ${DEPTH_LIMIT} names long.`
      : `The path would be longer than ${limit} bytes of UTF-8.`;
  throw new AppError('invalid-input', detail, { problems: [{ pointer: '/name', detail }] });
}
