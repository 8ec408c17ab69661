import { isDeepStrictEqual } from 'node:util';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { requireVersion, type Versions } from '../../../http/etag.ts';
import type { Container, ContainerChange, ContainerType } from './container.ts';
import { type ContainerContext, describeContainer, lockParent, notAllowed } from './create-container.ts';
import { findContainer } from './find-containers.ts';
import { renameHandles, withdrawHandles } from './handle.ts';
import { mayManageContainers } from './policy.ts';
import {
  deleteContainerRow,
  hasContents,
  listCommunityChain,
  lockCommunities,
  lockContainer,
  updateContainerRow,
} from './store.ts';

/**
 * Renames a container, describes it anew or puts it into another community of its organisation.
 * @param request.versions null: whatever version it is at
 * @throws AppError not-found, not-allowed, version-mismatch; invalid-input for a parent that is not there, of another
 *   organisation, or in the community itself
 */
export function updateContainer(
  ctx: ContainerContext,
  actor: Actor,
  type: ContainerType,
  id: string,
  request: { change: ContainerChange; versions: Versions | null },
): Promise<Container> {
  return transact(ctx.db, async (tx) => {
    const before = await lockManaged(tx, actor, type, id, request.change.parentId !== undefined);
    requireVersion(before.version, request.versions);
    const { name = before.name, metadata = before.metadata } = request.change;
    const parentId = await readParent(tx, before, request.change.parentId);
    const told = { name, metadata, parentId };
    if (
      isDeepStrictEqual(told, { name: before.name, metadata: before.metadata, parentId: before.parentId })
    ) {
      return before;
    }
    const after: Container = { ...before, ...told, version: before.version + 1, updatedAt: ctx.now() };
    await updateContainerRow(tx, after);
    if (after.name !== before.name) await renameHandles(tx, ctx, actor, after);
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type, id: after.id },
      action: 'update',
      actor: toEventActor(actor),
      before: describeContainer(before),
      after: describeContainer(after),
    });
    return after;
  });
}

/**
 * Deletes an empty container. Its Handle says from then on that it is gone.
 * @throws AppError not-found, not-allowed, version-mismatch; move-not-allowed while something is in it
 */
export function deleteContainer(
  ctx: ContainerContext,
  actor: Actor,
  type: ContainerType,
  id: string,
  versions: Versions | null,
): Promise<void> {
  return transact(ctx.db, async (tx) => {
    const container = await lockManaged(tx, actor, type, id, false);
    requireVersion(container.version, versions);
    if (await hasContents(tx, container)) {
      throw new AppError(
        'move-not-allowed',
        type === 'community'
          ? 'There are communities or collections in it. Move or delete these first.'
          : 'There are items in it. Move or delete these first.',
      );
    }
    await withdrawHandles(tx, ctx, actor, container);
    await deleteContainerRow(tx, container);
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type, id: container.id },
      action: 'delete',
      actor: toEventActor(actor),
      before: describeContainer(container),
    });
  });
}

/** @param moves whether it is to get another parent: all communities stand still then */
async function lockManaged(
  tx: Tx,
  actor: Actor,
  type: ContainerType,
  id: string,
  moves: boolean,
): Promise<Container> {
  const found = await findContainer(tx, type, id);
  if (found === null) throw unknownContainer(type);
  if (!mayManageContainers(actor, found.organisationId)) throw notAllowed();
  if (moves) await lockCommunities(tx, found.organisationId);
  const locked = await lockContainer(tx, type, found.id);
  if (locked === null) throw unknownContainer(type);
  return locked;
}

async function readParent(
  tx: Tx,
  before: Container,
  wanted: string | null | undefined,
): Promise<string | null> {
  if (wanted === undefined || wanted === before.parentId) return before.parentId;
  if (wanted === null) {
    if (before.type === 'community') return null;
    throw wrongParent('A collection is in a community.');
  }
  const parent = await lockParent(tx, wanted);
  if (parent.organisationId !== before.organisationId) {
    throw wrongParent('This community belongs to another organisation.');
  }
  if (before.type === 'community' && (await listCommunityChain(tx, parent.id)).includes(before.id)) {
    throw wrongParent('A community cannot be in itself.');
  }
  return parent.id;
}

function wrongParent(detail: string): AppError {
  return new AppError('invalid-input', detail, { problems: [{ pointer: '/community', detail }] });
}

export function unknownContainer(type: ContainerType): AppError {
  return new AppError('not-found', `There is no such ${type}.`);
}
