import type { AppContext } from '../../context.ts';
import type { Db, Tx } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import type { Actor, Membership } from '../../http/actor.ts';
import type { Versions } from '../../http/etag.ts';
import type { Change, DataContext, FoundNode, Reader } from './data-context.ts';
import type {
  Area,
  Attribute,
  Level,
  Manifest,
  ManifestDifference,
  ManifestEntry,
  Node,
  NodeRights,
  Permission,
  Principal,
  Seal,
} from './node.ts';

export type { Change, DataContext, FoundNode, Reader } from './data-context.ts';
export * from './node.ts';

function notYet(..._: readonly unknown[]): never {
  throw new Error('not written yet');
}

// Finding. Null or not-found: unknown, in the trash, or not readable. -------------------------------------------------

export const findNode = (db: Db, reader: Reader, id: string): Promise<FoundNode | null> =>
  notYet(db, reader, id);
export const findNodeByPath = (db: Db, reader: Reader, path: string): Promise<FoundNode | null> =>
  notYet(db, reader, path);
/** What somebody needs for what they are about to do; `own` is the level, the others are members of NodeRights. */
export type Need = 'read' | 'write' | 'writeAttributes' | 'remove' | 'share' | 'own';
/** @throws AppError not-found, not-allowed */
export const requireNode = (db: Db, reader: Reader, id: string, need: Need): Promise<FoundNode> =>
  notYet(db, reader, id, need);
/** What somebody may do with a node; null: unknown or in the trash. `level` null and `read` false: looks like nothing. */
export const rightsFor = (db: Db, reader: Reader, nodeId: string): Promise<NodeRights | null> =>
  notYet(db, reader, nodeId);
/** The same for somebody who is not asking, to verify what they would be let do; all scopes. Null account: anonymous. */
export const rightsForAccount = (
  db: Db,
  person: { accountId: string | null; memberships: readonly Pick<Membership, 'organisationId' | 'role'>[] },
  nodeId: string,
): Promise<NodeRights | null> => notYet(db, person, nodeId);

// Names. --------------------------------------------------------------------------------------------------------------

/** @returns refused: a sentence that says why it cannot be a name; warnings: sentences. Judge what is NFC already. */
export const judgeName = (name: string): { refused: string | null; warnings: string[] } => notYet(name);
/** NFC of a name; @throws AppError invalid-input with the pointer when it is refused */
export const readName = (name: string, pointer?: string): string => notYet(name, pointer);

// Areas. --------------------------------------------------------------------------------------------------------------

/** Makes the root of an organisation, its homes, staging or curated folder when it is not there yet. */
export const ensureArea = (
  tx: Tx,
  organisationId: string,
  area: Exclude<Area, 'home'>,
  now: Date,
): Promise<Node> => notYet(tx, organisationId, area, now);
/** The home of a person in an organisation. Whether they belong to it is settled by the caller. */
export const ensureHome = (tx: Tx, organisationId: string, accountId: string, now: Date): Promise<Node> =>
  notYet(tx, organisationId, accountId, now);

// Changes that somebody makes, with their rights. ---------------------------------------------------------------------

export const createFolder = (
  ctx: DataContext,
  actor: Actor,
  wish: { parentId: string; name: string },
): Promise<FoundNode> => notYet(ctx, actor, wish);
/**
 * The folders of paths below a folder (`a`, `a/b`), made where they are missing. Rights are settled by the caller;
 * `ownerId` is whose the new ones are. @returns ids by path
 */
export const createFolders = (
  tx: Tx,
  wish: { parentId: string; paths: readonly string[]; ownerId: string | null } & Change,
): Promise<ReadonlyMap<string, string>> => notYet(tx, wish);
/** Into another folder, under another name, or both. @throws AppError already-exists, move-not-allowed, … */
export const moveNode = (
  ctx: DataContext,
  actor: Actor,
  id: string,
  change: { parentId?: string; name?: string },
  versions?: Versions | null,
): Promise<FoundNode> => notYet(ctx, actor, id, change, versions);
export const copyNode = (
  ctx: DataContext,
  actor: Actor,
  id: string,
  wish: { parentId: string; name?: string },
): Promise<FoundNode> => notYet(ctx, actor, id, wish);
/** Into the trash, for 30 days. */
export const deleteNode = (
  ctx: DataContext,
  actor: Actor,
  id: string,
  versions?: Versions | null,
): Promise<void> => notYet(ctx, actor, id, versions);
export const restoreNode = (
  ctx: DataContext,
  actor: Actor,
  id: string,
  wish?: { parentId?: string; name?: string },
): Promise<FoundNode> => notYet(ctx, actor, id, wish);

// Listings. -----------------------------------------------------------------------------------------------------------

export type ChildrenPage = {
  limit: number;
  /** The last of the page before; folders come before files, each in the order of their names' bytes. */
  after?: Pick<Node, 'kind' | 'name'> | null;
  kind?: Node['kind'];
};
/** Those that the reader may read. The folder must be readable: null otherwise. One more than `limit` tells of a next page. */
export const listChildren = (
  db: Db,
  reader: Reader,
  folderId: string,
  page: ChildrenPage,
): Promise<FoundNode[] | null> => notYet(db, reader, folderId, page);
/** How many children the reader may read. */
export const countChildren = (
  db: Db,
  reader: Reader,
  folderId: string,
): Promise<{ files: number; folders: number }> => notYet(db, reader, folderId);

/** A file somewhere below a folder; `path` starts below it. */
export type FileBelow = {
  path: string;
  id: string;
  name: string;
  mediaType: string | null;
  modifiedAt: Date;
  content: { id: string; bytes: number; sha256: string; problem: string | null };
};
/**
 * Files below a folder in the order of their paths' bytes. Rights on the folder are settled by the caller; with a
 * reader, those below that they may not read are left out, without one all are given. Each page costs a walk over the
 * folders: ask for thousands at a time.
 */
export const listFilesBelow = (
  db: Db,
  folderId: string,
  page: { after: string | null; limit: number; reader?: Reader },
): Promise<FileBelow[]> => notYet(db, folderId, page);
/** Folders below a folder, empty ones included, with the paths below it. */
export const listFoldersBelow = (
  db: Db,
  folderId: string,
  page: { after: string | null; limit: number; reader?: Reader },
): Promise<{ id: string; path: string }[]> => notYet(db, folderId, page);
/** All that is below a folder, whoever may read it; what is in the trash does not count. */
export const countBelow = (
  db: Db,
  folderId: string,
): Promise<{ files: number; folders: number; bytes: number }> => notYet(db, folderId);

// Permissions and attributes. -----------------------------------------------------------------------------------------

export type NodePermissions = {
  inherits: boolean;
  permissions: readonly Permission[];
  /** Those of a seal, which alone count while there is one on the folder itself; null: no seal. */
  sealed: readonly Permission[] | null;
};
export const readPermissions = (db: Db, nodeId: string): Promise<NodePermissions> => notYet(db, nodeId);
/** Needs `share`. */
export const putPermissions = (
  ctx: DataContext,
  actor: Actor,
  id: string,
  wish: { inherits: boolean; permissions: readonly Permission[] },
  versions?: Versions | null,
): Promise<FoundNode> => notYet(ctx, actor, id, wish, versions);

export type AttributeInput = {
  name: string;
  value: string;
  unit?: string;
  attributes?: readonly AttributeInput[];
};
/** Those of a node, in their order. Rights are settled by the caller. */
export const readAttributes = (db: Db, nodeId: string): Promise<Attribute[]> => notYet(db, nodeId);
/** Replaces all attributes of a node. @throws AppError not-found, not-allowed, version-mismatch, invalid-input */
export const replaceAttributes = (
  ctx: DataContext,
  actor: Actor,
  nodeId: string,
  attributes: readonly AttributeInput[],
  versions?: Versions | null,
): Promise<{ node: FoundNode; attributes: Attribute[] }> => notYet(ctx, actor, nodeId, attributes, versions);
/** Puts attributes in the place of those that have their names, without asking rights or seals; the others stay. */
export const writeAttributesWithin = (
  tx: Tx,
  nodeId: string,
  attributes: readonly AttributeInput[],
  change: Change,
): Promise<void> => notYet(tx, nodeId, attributes, change);

// Files and quotas. ---------------------------------------------------------------------------------------------------

export type FilePlacement = {
  folderId: string;
  name: string;
  /** A row of `contents` that is written already, in this transaction or before. */
  content: { id: string; bytes: number; sha256: string };
  mediaType: string | null;
  /** Whose file it is, and whose quota it counts for. */
  ownerId: string | null;
};
/** Whose rights are asked under the lock; `service` for what the service does by itself, which no seal stops. */
export type Placer = Actor | { kind: 'service' };
/**
 * Makes a file of a content, or gives a file of this name the content when `replaces`.
 * @throws AppError not-found, not-allowed, already-exists (a folder or file of this name), invalid-input (the name),
 *   data-quota-reached
 */
export const placeFile = (
  tx: Tx,
  placement: FilePlacement & { replaces: boolean; actor: Placer; now: Date },
): Promise<{ file: Node; replaced: boolean }> => notYet(tx, placement);
/** The same for many, in few statements; all or none. @returns in their order */
export const placeFiles = (
  tx: Tx,
  wish: { files: readonly FilePlacement[]; replaces: boolean; actor: Placer; now: Date },
): Promise<{ id: string; replaced: boolean }[]> => notYet(tx, wish);
/** Whether so many bytes more would fit; asked again when a file is placed. */
export const holdsQuota = (
  db: Db,
  wish: { organisationId: string; ownerId: string | null; bytes: number },
): Promise<boolean> => notYet(db, wish);
/** @throws AppError data-quota-reached */
export const requireQuota = (
  db: Db,
  wish: { organisationId: string; ownerId: string | null; bytes: number },
): Promise<void> => notYet(db, wish);

// For requests: in the caller's transaction and without asking rights. ------------------------------------------------

/** Seals a folder, or changes what is sealed. @throws AppError move-not-allowed when another request has it or a part of it */
export const sealFolder = (
  tx: Tx,
  wish: { folderId: string; requestId: string; seal: Seal; permissions: readonly Permission[] } & Change,
): Promise<Node> => notYet(tx, wish);
/** Restores what was before the seal; nothing happens where there is none. */
export const liftSeal = (tx: Tx, wish: { folderId: string } & Change): Promise<void> => notYet(tx, wish);
/**
 * Moves a folder in one row. Nothing happens when it is there already.
 * @throws AppError already-exists when the name is taken, move-not-allowed when the parent is gone or below the folder
 */
export const relocateFolder = (
  tx: Tx,
  wish: { folderId: string; parentId: string; name: string } & Change,
): Promise<Node> => notYet(tx, wish);
export const takeManifest = (tx: Tx, folderId: string, now: Date): Promise<Manifest> =>
  notYet(tx, folderId, now);
/** The digest that a manifest of the folder would have now. */
export const digestOf = (
  db: Db,
  folderId: string,
): Promise<{ digest: string; fileCount: number; bytes: number }> => notYet(db, folderId);
export const readManifest = (db: Db, manifestId: string): Promise<Manifest | null> => notYet(db, manifestId);
export const listManifestEntries = (
  db: Db,
  manifestId: string,
  page: { after: string | null; limit: number },
): Promise<ManifestEntry[]> => notYet(db, manifestId, page);
/** What is different in the folder now. */
export const compareManifest = (db: Db, manifestId: string, folderId: string): Promise<ManifestDifference> =>
  notYet(db, manifestId, folderId);
/** What is different in the later one of two manifests. */
export const compareManifests = (db: Db, beforeId: string, afterId: string): Promise<ManifestDifference> =>
  notYet(db, beforeId, afterId);
/** A node whoever reads it, with its path; null: unknown or in the trash. For what acts without a reader. */
export const readNode = (db: Db, id: string): Promise<{ node: Node; path: string } | null> => notYet(db, id);
/** The child of a name, whoever may read it; null: the name is free. */
export const findChild = (db: Db, parentId: string, name: string): Promise<Node | null> =>
  notYet(db, parentId, name);

// Wiring. -------------------------------------------------------------------------------------------------------------

export const registerDataRoutes = (
  _app: unknown,
  _ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
): void => {};
/** Empties the trash of what has been there for 30 days. */
export const emptyTrash = (ctx: DataContext): Promise<void> => notYet(ctx);

export type { EventActor, Level, Principal };
