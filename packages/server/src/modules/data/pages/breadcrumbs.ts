import type { Db } from '../../../db/index.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { type FoundNode, findNode } from '../index.ts';
import { nameOf } from './describe.ts';
import { nodePath } from './signed-in.ts';

/** Deeper than anything can be. */
const DEPTH_LIMIT = 100;

export type Crumb = { name: string; href: string };

/** What is above a folder or file, from the topmost that its reader may read, and the topmost that a request has. */
export async function readAbove(
  db: Db,
  person: PersonActor,
  { node }: FoundNode,
): Promise<{ crumbs: Crumb[]; sealed: FoundNode['node'] | null }> {
  const crumbs: Crumb[] = [];
  let sealed = node.seal === null ? null : node;
  // Above a home there is nothing that a person looks for.
  let parentId = node.area === 'home' ? null : node.parentId;
  for (let depth = 0; parentId !== null && depth < DEPTH_LIMIT; depth += 1) {
    const above: FoundNode | null = await findNode(db, person, parentId);
    if (above === null) break;
    if (above.node.seal !== null) sealed = above.node;
    crumbs.unshift({ name: nameOf(above.node, person.accountId), href: nodePath(above.node.id) });
    if (above.node.area === 'home') break;
    parentId = above.node.parentId;
  }
  return { crumbs, sealed };
}
