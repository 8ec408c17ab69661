import { type Db, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { DataContext, FoundNode, Reader } from '../data-context.ts';
import { subjectOf } from '../describe-node.ts';
import { readNode, readWay, requireNode, SERVICE, unknownNode } from '../find-node.ts';
import { lockWays } from '../lock-ways.ts';
import type { Permission } from '../node.ts';
import { updateNode } from '../store.ts';
import { deletePermissions, insertPermissions, principalId, selectPermissionsOf } from './store.ts';

export const PERMISSIONS_LIMIT = 200;

export type NodePermissions = {
  /** Whether what is granted above counts here, too. */
  inherits: boolean;
  permissions: readonly Permission[];
  /** Those of a seal on the folder itself, which alone count; null: it has none. */
  sealed: readonly Permission[] | null;
};

/** What is granted on a node itself. @throws AppError not-found when it is unknown or in the trash */
export async function readPermissions(db: Db, nodeId: string): Promise<NodePermissions> {
  const found = await readNode(db, nodeId);
  if (found === null) throw unknownNode();
  const rows = await selectPermissionsOf(db, [found.node.id]);
  const of = (sealed: boolean) =>
    rows.filter((row) => row.sealed === sealed).map(({ permission }) => permission);
  return {
    inherits: found.node.inherits,
    permissions: of(false),
    sealed: found.node.seal === null ? null : of(true),
  };
}

/**
 * Says anew whom a folder or file is shared with. Needs `share`.
 * @throws AppError not-found, not-allowed, version-mismatch; invalid-input for a principal that is there twice, for
 *   anonymous with more than read, and for an area that should inherit
 */
export function putPermissions(
  ctx: DataContext,
  actor: Actor,
  id: string,
  wish: Pick<NodePermissions, 'inherits' | 'permissions'>,
  versions: Versions | null = null,
): Promise<FoundNode> {
  return transact(ctx.db, async (tx) => {
    const seen = await requireNode(tx, actor, id, 'share');
    await lockWays(tx, { update: [seen.node.id] });
    const { node } = await requireNode(tx, actor, id, 'share');
    requireVersion(node.version, versions);
    refuseMistakes(wish.permissions);
    if (node.area !== null && wish.inherits) {
      throw invalid('/inherits', 'A home inherits nothing: every member of the organisation would see it.');
    }
    const before = await readPermissions(tx, node.id);
    await deletePermissions(tx, node.id, { sealed: false });
    await insertPermissions(tx, node.id, wish.permissions, { sealed: false });
    await updateNode(tx, node.id, { inherits: wish.inherits }, ctx.now());
    // Who takes their own right away has locked themselves out, and perhaps everybody.
    const after = await requireNode(tx, actor, id, 'own').catch(() => null);
    if (after === null) {
      throw invalid(
        '/permissions',
        'You would own this no longer. Leave yourself the level “own”, or let another owner do it.',
      );
    }
    await recordEvent(tx, {
      at: ctx.now(),
      subject: subjectOf(node),
      action: 'share',
      actor: toEventActor(actor),
      before: { inherits: before.inherits, permissions: before.permissions },
      after: { inherits: wish.inherits, permissions: wish.permissions },
    });
    return after;
  });
}

function refuseMistakes(permissions: readonly Permission[]): void {
  if (permissions.length > PERMISSIONS_LIMIT) {
    throw invalid('/permissions', `At most ${PERMISSIONS_LIMIT}: make a group, and share with that.`);
  }
  const seen = new Set<string>();
  for (const [index, { principal, level }] of permissions.entries()) {
    const key = `${principal.kind}/${principalId(principal)}`;
    if (seen.has(key)) throw invalid(`/permissions/${index}`, 'They are in the list twice.');
    seen.add(key);
    if (principal.kind === 'anonymous' && level !== 'read') {
      throw invalid(`/permissions/${index}/level`, 'Everyone may read at most.');
    }
  }
}

function invalid(pointer: string, detail: string): AppError {
  return new AppError('invalid-input', detail, { problems: [{ pointer, detail }] });
}

/** What counts for a node besides its own rows. */
export type PermissionsInForce = NodePermissions & {
  /** From above, with the path of where it is granted; none while there is a seal. */
  inherited: readonly { path: string; permission: Permission }[];
  /** What alone counts, where a request has the node or what it is in. */
  sealedAt: { path: string; permissions: readonly Permission[] } | null;
};

/** Whom something is shared with, for its owners. @throws AppError not-found, not-allowed */
export async function findPermissions(
  db: Db,
  reader: Reader,
  id: string,
): Promise<{ found: FoundNode; permissions: PermissionsInForce }> {
  const found = await requireNode(db, reader, id, 'own');
  const way = await readWay(db, SERVICE, found.node.id);
  if (way === null) throw unknownNode();
  const rows = await selectPermissionsOf(
    db,
    way.map((step) => step.node.id),
  );
  const of = (nodeId: string, sealed: boolean) =>
    rows.filter((row) => row.nodeId === nodeId && row.sealed === sealed).map((row) => row.permission);
  const pathAt = (index: number) =>
    `/${way
      .slice(index)
      .map((step) => step.node.name)
      .reverse()
      .join('/')}`;
  const sealedIndex = way.findLastIndex((step) => step.seal !== null);
  const sealed = way[sealedIndex];
  // Up to and with the first that does not inherit.
  const end = way.findIndex((step) => !step.inherits);
  const inheritedFrom = sealed === undefined ? way.slice(1, end === -1 ? way.length : end + 1) : [];
  return {
    found,
    permissions: {
      inherits: found.node.inherits,
      permissions: of(found.node.id, false),
      sealed: found.node.seal === null ? null : of(found.node.id, true),
      inherited: inheritedFrom.flatMap((step, index) =>
        of(step.node.id, false).map((permission) => ({ path: pathAt(index + 1), permission })),
      ),
      sealedAt:
        sealed === undefined ? null : { path: pathAt(sealedIndex), permissions: of(sealed.node.id, true) },
    },
  };
}
