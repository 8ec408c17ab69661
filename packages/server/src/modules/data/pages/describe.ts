import { presentMoment } from '../../../http/moment.ts';
import { formatSize } from '../../../http/size.ts';
import { type FoundNode, judgeName } from '../index.ts';
import type { Level, Node } from '../node.ts';
import { nodePath } from './signed-in.ts';

export const levelLabels: Readonly<Record<Level, string>> = {
  read: 'May read',
  write: 'May change',
  own: 'Owner',
};

/** What a request that has a folder lets people do meanwhile, in plain words. */
export const sealTexts: Readonly<Record<NonNullable<Node['seal']>, string>> = {
  open: 'A request for a permanent identifier has this folder. You can still change what is in it; its name and place stay.',
  content:
    'This folder is published. Its files stay as they are; curators may still correct its description.',
  all: 'This folder is being published. Nothing in it can be changed until that is done.',
};

/** A folder or file as lists show it. */
export function presentNode({ node, path, rights }: FoundNode) {
  return {
    id: node.id,
    kind: node.kind,
    name: node.name,
    path,
    href: nodePath(node.id),
    version: node.version,
    size: node.content === null ? null : formatSize(node.content.bytes),
    isDamaged: node.content !== null && node.content.problem !== null,
    level: rights.level === null ? null : levelLabels[rights.level],
    modifiedAt: presentMoment(node.modifiedAt),
    warnings: node.area === null ? judgeName(node.name).warnings : [],
  };
}

/** What people call a folder that the service keeps; the name itself is an iD or a slug. */
export function nameOf(node: Node, readerId: string): string {
  switch (node.area) {
    case 'home':
      return node.ownerId === readerId ? 'My home' : `Home of ${node.name}`;
    case 'homes':
      return 'Homes';
    case 'staging':
      return 'Staging';
    case 'curated':
      return 'Published';
    case 'root':
    case null:
      return node.name;
    default:
      return node.area satisfies never;
  }
}
