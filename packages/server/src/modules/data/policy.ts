import { type Level, levels, type Node, type NodeRights, type Seal } from './node.ts';
import type { ReaderFacts } from './reader-facts.ts';

/** A node on the way from one to the root, with the levels that a reader's permissions on it give. */
export type WayStep = Pick<Node, 'inherits' | 'seal' | 'deletedAt'> & {
  /** The highest of the rows that count without a seal, and of those that count with one; null: none. */
  open: Level | null;
  sealed: Level | null;
};

/** The lowest level comes first, so a level is its place in the list. */
const rank = (level: Level | null): number => (level === null ? -1 : levels.indexOf(level));

export const includesLevel = (level: Level | null, needed: Level): boolean => rank(level) >= rank(needed);

export const higherLevel = (one: Level | null, other: Level | null): Level | null =>
  rank(one) >= rank(other) ? one : other;

/**
 * The level that a reader's permissions give: those of the topmost sealed node on the way alone, else the highest of all
 * up to the first node that does not inherit.
 * @param way from the node to the root
 */
export function levelOf(way: readonly WayStep[]): Level | null {
  const topmostSealed = way.findLast((step) => step.seal !== null);
  if (topmostSealed !== undefined) return topmostSealed.sealed;
  let level: Level | null = null;
  for (const step of way) {
    level = higherLevel(level, step.open);
    if (!step.inherits) break;
  }
  return level;
}

const strictness: Readonly<Record<Seal, number>> = { open: 1, content: 2, all: 3 };

/** The strictest seal on a way; null: none. */
export function sealOn(way: readonly Pick<WayStep, 'seal'>[]): Seal | null {
  let strictest: Seal | null = null;
  for (const { seal } of way) {
    if (seal !== null && (strictest === null || strictness[seal] > strictness[strictest])) strictest = seal;
  }
  return strictest;
}

/**
 * What a reader may do with the first node of a way; null when it or something above it is in the trash.
 * @param way from the node to the root, complete
 */
export function rightsOn(
  facts: Pick<ReaderFacts, 'accountId' | 'operator' | 'mayWrite'>,
  node: Pick<Node, 'area' | 'ownerId' | 'seal'>,
  way: readonly WayStep[],
): NodeRights | null {
  if (way.some((step) => step.deletedAt !== null)) return null;
  const level = facts.operator ? 'own' : levelOf(way);
  const seal = sealOn(way);
  // What the store keeps there has only what the store puts in; a home is its person's.
  const changeable = facts.mayWrite && (node.area === null || node.area === 'home');
  const writes = changeable && includesLevel(level, 'write');
  const owns = changeable && includesLevel(level, 'own');
  const open = seal === null || seal === 'open';
  const itselfSealed = node.seal !== null;
  const putThere = node.ownerId !== null && node.ownerId === facts.accountId;
  return {
    level,
    read: level !== null,
    write: writes && open,
    writeAttributes: writes && seal !== 'all',
    // Who is asked for changes of a package has to delete parts of it, too, though they own nothing of it meanwhile.
    remove:
      open && node.area === null && !itselfSealed && (owns || (writes && (putThere || seal === 'open'))),
    share: owns && seal === null,
  };
}
