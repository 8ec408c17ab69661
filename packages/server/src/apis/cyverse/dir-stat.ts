import type { Level, Node } from '../../modules/data/index.ts';

/** A folder as CyVerse's data store describes it; times in milliseconds. */
export type DirStat = {
  id: string;
  path: string;
  type: 'dir';
  label: string;
  'date-created': number;
  'date-modified': number;
  permission: Level;
  /** With how many others it is shared; only owners are told. */
  'share-count'?: number;
  'file-count': number;
  'dir-count': number;
};

export function presentDirStat(folder: {
  node: Pick<Node, 'id' | 'name' | 'createdAt' | 'modifiedAt'>;
  path: string;
  level: Level;
  sharedWith: number;
  children: { files: number; folders: number };
}): DirStat {
  const { node, path, level, sharedWith, children } = folder;
  return {
    id: node.id,
    path,
    type: 'dir',
    label: node.name,
    'date-created': node.createdAt.getTime(),
    'date-modified': node.modifiedAt.getTime(),
    permission: level,
    ...(level === 'own' ? { 'share-count': sharedWith } : {}),
    'file-count': children.files,
    'dir-count': children.folders,
  };
}
