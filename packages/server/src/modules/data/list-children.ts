import type { Db } from '../../db/index.ts';
import type { FoundNode, Reader } from './data-context.ts';
import { readWay, toFound } from './find-node.ts';
import type { Node } from './node.ts';
import { sealOn } from './policy.ts';
import { type ReaderFacts, readFacts } from './reader-facts.ts';
import { countReadableChildren, selectChildren, type Way } from './store.ts';

export type ChildrenPage = {
  limit: number;
  /** The last of the page before. */
  after?: Pick<Node, 'kind' | 'name'> | null;
  kind?: Node['kind'];
};

/**
 * What lies in a folder and may be read: folders before files, each in the order of their names' bytes. Two queries,
 * however many there are.
 * @returns null when the folder is unknown or not readable; one more than the page wants tells of a next one
 */
export async function listChildren(
  db: Db,
  reader: Reader,
  folderId: string,
  page: ChildrenPage,
): Promise<FoundNode[] | null> {
  const facts = readFacts(reader);
  const way = await readWay(db, facts, folderId);
  if (way === null || toFound(facts, way) === null) return null;
  const children = await selectChildren(db, facts, way[0].node.id, {
    limit: page.limit,
    after: page.after ?? null,
    kind: page.kind ?? null,
    all: seesAll(facts, way),
  });
  return children.flatMap((child) => toFound(facts, [child, ...way]) ?? []);
}

/** How many children of a folder may be read; none of a folder that may not. */
export async function countChildren(
  db: Db,
  reader: Reader,
  folderId: string,
): Promise<{ files: number; folders: number }> {
  const facts = readFacts(reader);
  const way = await readWay(db, facts, folderId);
  if (way === null || toFound(facts, way) === null) return { files: 0, folders: 0 };
  return countReadableChildren(db, facts, way[0].node.id, seesAll(facts, way));
}

function seesAll(facts: ReaderFacts, way: Way): boolean {
  return facts.operator || sealOn(way) !== null;
}
