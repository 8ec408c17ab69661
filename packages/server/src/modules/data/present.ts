import type { Db } from '../../db/index.ts';
import { presentEventActor, type StoredEvent } from '../../events.ts';
import { readAccountNames, readOrganisationSlugs } from '../accounts/index.ts';
import type { FileBelow } from './below/store.ts';
import type { FoundNode } from './data-context.ts';
import { judgeName } from './name.ts';
import type { Attribute } from './node.ts';
import { includesLevel } from './policy.ts';
import { readCaseTwins } from './store.ts';

/** How to show folders and files, once what is beside them was read: two queries, however many they are. */
export async function createNodePresenter(db: Db, nodes: readonly FoundNode[]) {
  const slugs = await readOrganisationSlugs(
    db,
    nodes.map(({ node }) => node.organisationId),
  );
  const owners = await readAccountNames(db, [...new Set(nodes.flatMap(({ node }) => node.ownerId ?? []))]);
  return ({ node, path, rights }: FoundNode) => {
    const owner = owners.get(node.ownerId ?? '');
    return {
      id: node.id,
      kind: node.kind,
      name: node.name,
      path,
      parent: node.parentId,
      organisation: slugs.get(node.organisationId) ?? '',
      area: node.area,
      owner: owner === undefined ? null : { name: owner.name, orcid: owner.orcid },
      bytes: node.content?.bytes ?? null,
      sha256: node.content?.sha256 ?? null,
      mediaType: node.mediaType,
      problem: node.content?.problem ?? null,
      seal: node.seal,
      request: node.sealedBy,
      permission: rights.level ?? 'read',
      rights: {
        write: rights.write,
        writeAttributes: rights.writeAttributes,
        remove: rights.remove,
        share: rights.share,
      },
      warnings: node.area === null ? judgeName(node.name).warnings : [],
      version: node.version,
      createdAt: node.createdAt.toISOString(),
      modifiedAt: node.modifiedAt.toISOString(),
    };
  };
}

/** One of them, also warned of names beside it that differ by upper and lower case alone. */
export async function showNode(db: Db, found: FoundNode) {
  const present = await createNodePresenter(db, [found]);
  const shown = present(found);
  const { node } = found;
  // Who may not write there is not told what else is there.
  const twins =
    node.parentId === null || node.area !== null || !includesLevel(found.rights.level, 'write')
      ? []
      : await readCaseTwins(db, node.parentId, node.name);
  return twins.length === 0
    ? shown
    : {
        ...shown,
        warnings: [
          ...shown.warnings,
          'There is a name beside it that differs by upper and lower case alone: Windows and macOS take them for one.',
        ],
      };
}

export function presentFileBelow({ id, path, content, mediaType, modifiedAt }: FileBelow) {
  const { bytes, sha256 } = content;
  return { id, path, bytes, sha256, mediaType, modifiedAt: modifiedAt.toISOString() };
}

export type ShownAttribute = Omit<Attribute, 'attributes'> & { attributes: ShownAttribute[] };

export function presentAttribute({ id, name, value, unit, attributes }: Attribute): ShownAttribute {
  return { id, name, value, unit, attributes: attributes.map(presentAttribute) };
}

/** Whom something is shared with is told to its owners alone. */
export function presentDataEvent(event: StoredEvent, isOwner: boolean) {
  const told = isOwner || !['share', 'seal', 'lift-seal'].includes(event.action);
  return {
    id: event.id,
    action: event.action,
    at: event.at.toISOString(),
    actor: presentEventActor(event.actor),
    before: told ? event.before : null,
    after: told ? event.after : null,
  };
}
