import { isRestricted, OWNER_ROLE } from '../../../anchors/access-role.ts';
import {
  type AnchorFacts,
  type AnchorWithLinks,
  compareStates,
  type Link,
  type LinkState,
  type Predecessor,
  type StoredAnchor,
} from '../link.ts';
import { repairDefaults } from '../repair-defaults.ts';

const PREDECESSORS_KEPT = 20;

/** What somebody made of an anchor, before its versions are counted. */
export type Wanted = {
  facts: AnchorFacts;
  links: readonly Link[];
  /** Those of the links that were written just now, the latest last. */
  latest: readonly Link[];
};

/**
 * Completes a change: repairs the default flags, counts the versions of what differs from before, and remembers earlier
 * targets.
 * @param isNew the anchor was made in this transaction
 * @returns the anchor after the change; the very same object where nothing differs
 */
export function finishChange(
  before: AnchorWithLinks & { isNew: boolean },
  wanted: Wanted,
  at: Date,
): AnchorWithLinks {
  const known = new Map(before.links.map((link) => [link.id, link]));
  const links = repairDefaults(wanted.links, wanted.latest).map((link) => {
    const previous = known.get(link.id);
    return previous === undefined
      ? { ...link, version: 1, createdAt: at, updatedAt: at }
      : finishLink(previous, link, { at, isAnchorShown: before.anchor.state === 'active' });
  });
  const factsDiffer = compareFacts(before.anchor, wanted.facts).length > 0;
  const linksDiffer =
    links.length !== before.links.length || links.some((link, index) => link !== before.links[index]);
  const reappears = before.anchor.hiddenAt !== null;
  if (!factsDiffer && !linksDiffer && !reappears) return before;
  const anchor: StoredAnchor = {
    ...before.anchor,
    ...wanted.facts,
    version: before.isNew ? before.anchor.version : before.anchor.version + 1,
    updatedAt: at,
    heldFrom: factsDiffer ? at : before.anchor.heldFrom,
    hiddenAt: null,
  };
  return { anchor, links };
}

type Moment = { at: Date; isAnchorShown: boolean };

function finishLink(previous: Link, link: Link, moment: Moment): Link {
  const changed = compareStates(previous, link);
  if (changed.length === 0) return previous;
  return {
    ...link,
    predecessors: changed.includes('target')
      ? replaceTarget(previous, link.target, moment)
      : previous.predecessors,
    version: previous.version + 1,
    createdAt: previous.createdAt,
    updatedAt: moment.at,
  };
}

/** The target that was is the newest predecessor; the one that is now is none, even if it was there before. */
function replaceTarget(previous: Link, target: string, moment: Moment): Predecessor[] {
  const { target: href, title, types } = previous;
  const older = previous.predecessors.filter((each) => each.href !== target && each.href !== href);
  const newest = { href, title, type: types[0] ?? null, ...keepAudience(previous, moment) };
  return [newest, ...older].slice(0, PREDECESSORS_KEPT);
}

/** Who could see a target may see it still, and nobody else, whoever may see what came after it. */
function keepAudience(
  { active, validFrom, accessRoles }: Link,
  { at, isAnchorShown }: Moment,
): Pick<Predecessor, 'accessRoles'> {
  const isShown = isAnchorShown && active && (validFrom === null || Date.parse(validFrom) <= at.getTime());
  if (!isShown) return { accessRoles: [OWNER_ROLE] };
  return isRestricted(accessRoles) ? { accessRoles } : {};
}

const factMembers = [
  'organisationId',
  'description',
  'state',
  'reason',
  'withdrawnAt',
  'successor',
] as const satisfies readonly (keyof AnchorFacts)[];

export function factsOf(anchor: AnchorFacts): AnchorFacts {
  const { organisationId, description, state, reason, withdrawnAt, successor } = anchor;
  return { organisationId, description, state, reason, withdrawnAt, successor };
}

export function compareFacts(before: AnchorFacts, after: AnchorFacts): (keyof AnchorFacts)[] {
  return factMembers.filter((member) => before[member] !== after[member]);
}

/** What a change did, for the history: which members of the anchor, and of which links. */
export function describeChange(
  before: AnchorWithLinks,
  after: AnchorWithLinks,
  isNew: boolean,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const known = new Map(before.links.map((link) => [link.id, link]));
  const kept = new Set(after.links.map((link) => link.id));
  const told = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  const facts = isNew ? factMembers : compareFacts(before.anchor, after.anchor);
  for (const member of facts) {
    if (!isNew) told.before[member] = before.anchor[member];
    if (!isNew || after.anchor[member] !== null) told.after[member] = after.anchor[member];
  }
  const was: unknown[] = [];
  const is: unknown[] = [];
  for (const link of after.links) {
    const previous = known.get(link.id);
    if (previous === link) continue;
    if (previous === undefined) {
      is.push({ id: link.id, target: link.target, relation: link.relation, title: link.title });
      continue;
    }
    const members = compareStates(previous, link);
    was.push({ id: link.id, ...pick(previous, members) });
    is.push({ id: link.id, ...pick(link, members) });
  }
  for (const link of before.links) {
    if (!kept.has(link.id)) {
      was.push({ id: link.id, target: link.target, relation: link.relation, title: link.title });
    }
  }
  if (was.length > 0) told.before.links = was;
  if (is.length > 0) told.after.links = is;
  return told;
}

function pick(link: LinkState, members: readonly (keyof LinkState)[]): Record<string, unknown> {
  return Object.fromEntries(members.map((member) => [member, link[member]]));
}
