import type { Db } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { assertScope, type Membership } from '../../http/actor.ts';
import type { FoundNode, Reader } from './data-context.ts';
import { NAME_LIMIT_BYTES } from './name.ts';
import type { Node, NodeRights } from './node.ts';
import { includesLevel, rightsOn } from './policy.ts';
import { type ReaderFacts, readFacts } from './reader-facts.ts';
import { findIdByNames, readWays, type Way } from './store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const PATH_LIMIT_BYTES = 4096;
export const DEPTH_LIMIT = 64;

/** The path of the first node of a way, from its organisation's root: `/{organisation}/…`. */
export function pathOf(way: Way): string {
  return `/${way
    .map((step) => step.node.name)
    .toReversed()
    .join('/')}`;
}

/** The way of a node, for a reader. */
export async function readWay(db: Db, facts: ReaderFacts, id: string): Promise<Way | null> {
  if (!UUID.test(id)) return null;
  const canonical = id.toLowerCase();
  return (await readWays(db, facts, [canonical])).get(canonical) ?? null;
}

/** Null: in the trash, or not readable. */
export function toFound(facts: ReaderFacts, way: Way): FoundNode | null {
  const [{ node }] = way;
  const rights = rightsOn(facts, node, way);
  return rights?.read === true ? { node, path: pathOf(way), rights } : null;
}

/** The folder or file with an id; null: unknown, no uuid, in the trash, or not readable. */
export async function findNode(db: Db, reader: Reader, id: string): Promise<FoundNode | null> {
  const facts = readFacts(reader);
  const way = await readWay(db, facts, id);
  return way === null ? null : toFound(facts, way);
}

/** The folder or file at a path such as `/{organisation}/home/{orcid}/data`; null as above, and for what is no path. */
export async function findNodeByPath(db: Db, reader: Reader, path: string): Promise<FoundNode | null> {
  const names = splitPath(path);
  const id = names === null ? null : await findIdByNames(db, names);
  return id === null ? null : findNode(db, reader, id);
}

/** The names of an absolute path, in NFC; null for what cannot be one. A slash at the end is allowed. */
export function splitPath(path: string): string[] | null {
  if (path.length > PATH_LIMIT_BYTES || !path.startsWith('/') || path.includes('\0') || !path.isWellFormed())
    return null;
  const names = path.normalize('NFC').replace(/\/$/, '').slice(1).split('/');
  const possible = names.every((name) => name !== '' && Buffer.byteLength(name) <= NAME_LIMIT_BYTES);
  return possible && names.length <= DEPTH_LIMIT ? names : null;
}

/**
 * What somebody needs for what they are about to do: a member of NodeRights; or, whatever a seal says, the level `own`, or
 * `write` for the `history`.
 */
export type Need = 'read' | 'write' | 'writeAttributes' | 'remove' | 'share' | 'own' | 'history';

/**
 * The folder or file with an id, for somebody who needs a right on it.
 * @throws AppError not-found also where they may not read it; not-allowed
 */
export async function requireNode(db: Db, reader: Reader, id: string, need: Need): Promise<FoundNode> {
  const found = await findNode(db, reader, id);
  if (found === null) throw unknownNode();
  requireRight(reader, found, need);
  return found;
}

/** The same for an address that is for folders or for files alone: at the other one is nothing. */
export async function requireNodeOfKind(
  db: Db,
  reader: Reader,
  id: string,
  kind: Node['kind'],
  need: Need,
): Promise<FoundNode> {
  const found = await findNode(db, reader, id);
  if (found?.node.kind !== kind) throw unknownNode();
  requireRight(reader, found, need);
  return found;
}

/** @throws AppError not-allowed */
export function requireRight(reader: Reader, found: FoundNode, need: Need): void {
  const { rights, node } = found;
  const byLevel = need === 'own' || need === 'history';
  const allowed = byLevel ? includesLevel(rights.level, need === 'own' ? 'own' : 'write') : rights[need];
  if (allowed) return;
  if (reader !== null && !byLevel) assertScope(reader, 'data:write');
  throw new AppError('not-allowed', explain(node, need, rights));
}

const what: Readonly<Record<Need, string>> = {
  read: 'read it',
  write: 'change it',
  writeAttributes: 'change its attributes',
  remove: 'move or delete it',
  share: 'share it',
  own: 'do this with it; only its owners may',
  history: 'read its history; only those who may write it may',
};

function explain(node: Node, need: Need, rights: NodeRights): string {
  if (node.area !== null) return `The service itself keeps this folder; nobody may ${what[need]} here.`;
  const entitled = includesLevel(rights.level, need === 'remove' || need === 'share' ? 'own' : 'write');
  return entitled && need !== 'own' && need !== 'history'
    ? `A request for a permanent identifier has it: you may not ${what[need]} until the request is settled.`
    : `You may not ${what[need]}.`;
}

export function unknownNode(): AppError {
  return new AppError('not-found', 'There is no such folder or file, or you may not see it.');
}

/**
 * What somebody who is not asking may do with a node, with every scope; a null account is a stranger. Null: unknown or in
 * the trash.
 */
export async function rightsForAccount(
  db: Db,
  person: { accountId: string | null; memberships: readonly Pick<Membership, 'organisationId' | 'role'>[] },
  nodeId: string,
): Promise<NodeRights | null> {
  return rightsForFacts(db, { ...person, operator: false, mayWrite: person.accountId !== null }, nodeId);
}

async function rightsForFacts(db: Db, facts: ReaderFacts, nodeId: string): Promise<NodeRights | null> {
  const way = await readWay(db, facts, nodeId);
  return way === null ? null : rightsOn(facts, way[0].node, way);
}

/** A node whoever reads it; null: unknown or in the trash. For what acts without a reader. */
export async function readNode(db: Db, id: string): Promise<{ node: Node; path: string } | null> {
  const way = await readWay(db, SERVICE, id);
  if (way === null || way.some((step) => step.deletedAt !== null)) return null;
  return { node: way[0].node, path: pathOf(way) };
}

/** The service itself, which no permission stops. */
export const SERVICE: ReaderFacts = { accountId: null, memberships: [], operator: true, mayWrite: true };
