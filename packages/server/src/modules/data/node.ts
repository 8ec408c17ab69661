/** A folder or file of the data store. */
export type Node = {
  id: string;
  organisationId: string;
  /** Null for the root of an organisation alone. */
  parentId: string | null;
  kind: 'folder' | 'file';
  name: string;
  /** What the store itself keeps there; null for what people make. */
  area: Area | null;
  ownerId: string | null;
  content: { id: string; bytes: number; sha256: string; problem: string | null } | null;
  mediaType: string | null;
  inherits: boolean;
  seal: Seal | null;
  /** The request that sealed it. */
  sealedBy: string | null;
  version: number;
  createdAt: Date;
  modifiedAt: Date;
  deletedAt: Date | null;
};

/** `homes` holds a `home` for each person; requests keep packages in `staging` and `curated`. */
export type Area = 'root' | 'homes' | 'home' | 'staging' | 'curated';

/**
 * What may be changed in a folder that a request has, by whom its sealed permissions allow: all of it, its attributes
 * alone, or nothing. Names, place and permissions of the folder itself are the request's in each case.
 */
export type Seal = 'open' | 'content' | 'all';

/** `write` includes `read`, `own` includes `write`. */
export const levels = ['read', 'write', 'own'] as const;
export type Level = (typeof levels)[number];

/** Whom a permission is for. `members` and `curators` are groups that every organisation has. */
export type Principal =
  | { kind: 'person'; accountId: string }
  | { kind: 'group'; groupId: string }
  | { kind: 'anonymous' };

export type Permission = { principal: Principal; level: Level };

/** What somebody may do with a folder or file as it is now; a seal is reckoned with. */
export type NodeRights = {
  /** The highest level that the permissions give; null: none, and it looks like nothing. */
  level: Level | null;
  read: boolean;
  /** Change what it holds: bytes, names, what lies in it. */
  write: boolean;
  writeAttributes: boolean;
  /** Delete it or move it away. */
  remove: boolean;
  share: boolean;
};

/** A metadata attribute (AVU) with those of its own. */
export type Attribute = {
  id: string;
  name: string;
  value: string;
  unit: string;
  attributes: readonly Attribute[];
};

/** One file of a manifest; `path` is below the folder, with slashes. */
export type ManifestEntry = { path: string; bytes: number; sha256: string };

/** What a folder held at one moment. */
export type Manifest = {
  id: string;
  folderId: string;
  takenAt: Date;
  fileCount: number;
  bytes: number;
  digest: string;
};

/** What differs between two manifests. */
export type ManifestDifference = {
  added: readonly ManifestEntry[];
  removed: readonly ManifestEntry[];
  changed: readonly { path: string; before: ManifestEntry; after: ManifestEntry }[];
};
