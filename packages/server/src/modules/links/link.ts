import { createHash } from 'node:crypto';
import type { LinkView } from '../../anchors/link-document.ts';

export const encryptionMethods = ['none', 'AES-128', 'AES-256'] as const;
export type EncryptionMethod = (typeof encryptionMethods)[number];

/**
 * Everything that a link says, in the words of what the resolver reads; each version of a link is one of these. Times are
 * ISO 8601 in UTC.
 */
export type LinkState = Omit<LinkView, 'id' | 'href' | 'predecessors' | 'encryptionMethod'> & {
  /** An address or an RFC 6570 template of one. */
  target: string;
  encryptionMethod: EncryptionMethod | null;
  /** False: it is not shown, and its identity stays reserved. */
  active: boolean;
};

/** An earlier target. `accessRoles`: who may see it, where that is not everyone. */
export type Predecessor = {
  href: string;
  title: string;
  type: string | null;
  accessRoles?: readonly string[];
};

export type Link = LinkState & {
  id: string;
  /** Its place in the order of registration; null before it is stored. */
  seq: number | null;
  predecessors: readonly Predecessor[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export type AnchorState = 'active' | 'inactive' | 'withdrawn';

/** What an anchor says itself; each version of an anchor is one of these. */
export type AnchorFacts = {
  organisationId: string;
  description: string;
  state: AnchorState;
  reason: string | null;
  withdrawnAt: string | null;
  successor: string | null;
};

export type StoredAnchor = AnchorFacts & {
  /** Of its row; not shown. */
  id: number;
  /** Canonical text, as `formatAnchor` writes it. */
  anchor: string;
  namespace: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** From when on its facts hold. */
  heldFrom: Date;
  /** When it went with its scheme; null: it is there. */
  hiddenAt: Date | null;
};

/** An anchor with all its links, inactive ones included, in the order in which they were registered. */
export type AnchorWithLinks = { anchor: StoredAnchor; links: readonly Link[] };

export const LINKS_OF_AN_ANCHOR = 500;
/** What an index takes, with room for what stands beside it. */
export const ANCHOR_LENGTH_LIMIT = 2000;

/** What makes a link the same one within its anchor: target, relation, media types in any order, context. */
export function identifyLink(link: Pick<LinkState, 'target' | 'relation' | 'types' | 'context'>): string {
  const { target, relation, types, context } = link;
  return createHash('sha256')
    .update(JSON.stringify([target, relation, [...types].sort(), context]))
    .digest('base64url');
}

const stateMembers = [
  'target',
  'relation',
  'curie',
  'title',
  'titles',
  'types',
  'hreflang',
  'context',
  'isDefault',
  'isDefaultContext',
  'isDefaultType',
  'passQuery',
  'accessRoles',
  'encryptionMethod',
  'method',
  'rel',
  'public',
  'validFrom',
  'validUntil',
  'active',
] as const satisfies readonly (keyof LinkState)[];

/** Only what a link says, without what is kept about it. */
export function stateOf(link: LinkState): LinkState {
  return Object.fromEntries(stateMembers.map((member) => [member, link[member]])) as LinkState;
}

/** The members in which two states differ. */
export function compareStates(before: LinkState, after: LinkState): (keyof LinkState)[] {
  return stateMembers.filter((member) => toComparable(before[member]) !== toComparable(after[member]));
}

/** Titles are kept by the database in an order of its own. */
function toComparable(value: LinkState[keyof LinkState]): string {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value);
}
