import type { Db } from '../../../db/index.ts';
import type { FoundNode, Reader } from '../data-context.ts';
import { readWay, toFound } from '../find-node.ts';
import type { Node } from '../node.ts';
import { type ReaderFacts, readFacts } from '../reader-facts.ts';
import { readWays, type Way } from '../store.ts';
import { selectTrashed } from './store.ts';

export const TRASH_DAYS = 30;

/** Since when something must be in the trash to be deleted for good. */
export function endOfTrash(now: Date): Date {
  return new Date(now.getTime() - TRASH_DAYS * 86_400_000);
}

/** Whether it can still be restored; once it is being deleted for good, parts of it are missing. */
export function isKept(node: Pick<Node, 'deletedAt'>, now: Date): boolean {
  return node.deletedAt !== null && node.deletedAt >= endOfTrash(now);
}

/** What was itself put into the trash, with the rights that were on it there; null: nothing that the reader may read. */
export async function findTrashed(db: Db, reader: Reader, id: string): Promise<FoundNode | null> {
  const facts = readFacts(reader);
  const way = await readWay(db, facts, id);
  return way === null ? null : toTrashed(facts, way);
}

function toTrashed(facts: ReaderFacts, [first, ...above]: Way): FoundNode | null {
  if (first.deletedAt === null) return null;
  // Its folder may be in the trash as well, or gone; permissions above still count.
  const alive = above.map((step) => ({ ...step, deletedAt: null }));
  return toFound(facts, [{ ...first, deletedAt: null }, ...alive]);
}

const CANDIDATES_AT_ONCE = 200;

/** What the reader may restore, newest first. @param page.after where the page before ended */
export async function listTrash(
  db: Db,
  reader: Exclude<Reader, null>,
  page: { after: { deletedAt: Date; id: string } | null; limit: number; now: Date },
): Promise<FoundNode[]> {
  const facts = readFacts(reader);
  const organisationIds = facts.operator ? null : facts.memberships.map((each) => each.organisationId);
  const found: FoundNode[] = [];
  let { after } = page;
  while (found.length < page.limit) {
    const candidates = await selectTrashed(db, organisationIds, { after, limit: CANDIDATES_AT_ONCE });
    const ways = await readWays(
      db,
      facts,
      candidates.map((each) => each.id),
    );
    for (const { id } of candidates) {
      const way = ways.get(id);
      const trashed = way === undefined ? null : toTrashed(facts, way);
      // What is below something in the trash comes back with that.
      const belowTrash = way?.slice(1).some((step) => step.deletedAt !== null) ?? true;
      if (trashed?.rights.remove === true && !belowTrash && isKept(trashed.node, page.now))
        found.push(trashed);
    }
    const last = candidates.at(-1);
    if (last === undefined || candidates.length < CANDIDATES_AT_ONCE) break;
    after = last;
  }
  return found.slice(0, page.limit);
}
