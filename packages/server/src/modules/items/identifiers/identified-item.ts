import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, accountIdOf, assertScope } from '../../../http/actor.ts';
import { changeHeldPid, findShoulderOf, mayMint, type Shoulder } from '../../minting/index.ts';
import { lockItemFor } from '../find-item.ts';
import { readFiles, readItemMetadata } from '../input.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { maySubmit } from '../policy.ts';
import { lockItem } from '../store.ts';
import { writeItem, writeNewItem } from '../write-item.ts';
import { takeAllAway } from './delete-identifier.ts';
import {
  giveToItem,
  readSurroundings,
  recordIdentifierEvent,
  renderFor,
  requireDoiShoulder,
} from './held.ts';
import { listIdentifiersOf } from './list-identifiers.ts';

/** An item that is to have one identifier, of a type that was asked for, which leads to a page that is not the item's. */
export type IdentifiedItemWish = {
  organisationId: string;
  /** The request that it is for; nobody else changes it. */
  keptFor: string;
  type: 'doi' | 'ark';
  /** Where the identifier is to lead. */
  target: string;
  /** Checked here. */
  metadata: unknown;
  files: unknown;
};

/**
 * Makes an item in the workspace, with the name of the one identifier that it will be announced under; the registrar of a
 * DOI is asked for a draft. What its organisation settled for items in general gives it no other.
 * @throws AppError not-allowed, move-not-allowed, metadata-refused, invalid-input, shoulder-closed, quota-reached
 */
export async function reserveIdentifiedItem(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  wish: IdentifiedItemWish,
): Promise<{ itemId: string; pid: string }> {
  assertScope(actor, 'pid:mint');
  if (!maySubmit(actor, wish.organisationId)) {
    throw new AppError('not-allowed', 'Only members of an organisation submit items to it.');
  }
  const now = ctx.now();
  const item = await writeNewItem(
    tx,
    {
      id: randomUUID(),
      organisationId: wish.organisationId,
      ownerId: accountIdOf(actor),
      collectionId: null,
      state: 'workspace',
      access: 'public',
      discoverable: true,
      metadata: readItemMetadata(wish.metadata, 'complete'),
      otherFields: {},
      files: readFiles(wish.files),
      workId: null,
      versionNumber: null,
      keptFor: wish.keptFor,
    },
    { actor, now },
  );
  const pid = await giveToItem(tx, ctx, item, {
    shoulder: await requireShoulder(tx, actor, item, wish.type),
    actor,
    state: 'reserved',
    draft: wish.type === 'doi',
    target: wish.target,
    metadata: renderFor(wish.type, item, await readSurroundings(tx, item, [])),
  });
  await recordIdentifierEvent(tx, ctx, item, { action: 'reserve', pid, actor, now });
  return { itemId: item.id, pid };
}

async function requireShoulder(tx: Tx, actor: Actor, item: Item, type: 'doi' | 'ark'): Promise<Shoulder> {
  if (type === 'doi') {
    const shoulder = await requireDoiShoulder(tx, actor, item);
    if (shoulder.registrarAccountId !== null) return shoulder;
    throw new AppError(
      'move-not-allowed',
      `The shoulder ${shoulder.prefix}/${shoulder.shoulder} has no registrar account, so nobody would register the DOI.`,
    );
  }
  const shoulder = await findShoulderOf(tx, item.organisationId, 'ark', null);
  if (shoulder === null) {
    throw new AppError('move-not-allowed', 'The organisation has no open shoulder for ARKs; make one first.');
  }
  if (!mayMint(actor, shoulder)) {
    throw new AppError('not-allowed', `You may not mint under ${shoulder.prefix}/${shoulder.shoulder}.`);
  }
  return shoulder;
}

/**
 * Archives such an item and announces its identifiers, in the caller's transaction; one that is archived stays as it is.
 * @throws AppError not-found, not-allowed, move-not-allowed, metadata-refused
 */
export async function announceIdentifiedItem(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  { itemId, keeper }: { itemId: string; keeper: string },
): Promise<void> {
  const before = await lockItemFor(tx, actor, itemId, { right: 'edit', keeper });
  assertScope(actor, 'pid:publish');
  const now = ctx.now();
  const item =
    before.state === 'archived' ? before : await writeItem(tx, ctx, before, 'archive', {}, { actor, now });
  readItemMetadata(item.metadata, 'complete');
  const held = await listIdentifiersOf(tx, item.id);
  const around = await readSurroundings(tx, item, held);
  for (const { pid, type } of held.filter(({ state }) => state === 'reserved')) {
    const metadata = renderFor(type, item, around);
    await changeHeldPid(tx, ctx, { actor, name: pid, action: 'publish', changes: { metadata }, now });
    await recordIdentifierEvent(tx, ctx, item, { action: 'register', pid, actor, now });
  }
}

/**
 * Takes such an item away that was never announced, with its identifiers: drafts are deleted at their registrar. Who may
 * is settled by the caller; one that is gone stays so.
 * @throws AppError move-not-allowed when it was archived, or a registrar was asked to announce it
 */
export async function discardIdentifiedItem(
  tx: Tx,
  ctx: ItemContext,
  itemId: string,
  reason: string,
): Promise<void> {
  const before = await lockItem(tx, itemId);
  if (before === null || before.state === 'deleted') return;
  if (before.state !== 'workspace') {
    throw new AppError('move-not-allowed', 'The item was archived, so its identifier may be public.');
  }
  const item = await writeItem(tx, ctx, before, 'delete', {}, { actor: null, now: ctx.now(), reason });
  await takeAllAway(tx, ctx, null, item, reason);
}
