import { type Tx, transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type Actor, assertScope } from '../../http/actor.ts';
import type { Versions } from '../../http/etag.ts';
import { requireCollectionOrganisation } from './create-item.ts';
import { lockItemFor } from './find-item.ts';
import { showInIdentifiers } from './identifiers/follow-item.ts';
import { isDoi } from './identifiers/held.ts';
import { reconsiderSubmitted } from './identifiers/identify-submitted.ts';
import { listIdentifiersOf } from './identifiers/list-identifiers.ts';
import { readFiles, readItemMetadata } from './input.ts';
import type { Fields, Item } from './item.ts';
import type { ItemContext } from './item-context.ts';
import { followWork } from './works/rerender-work.ts';
import { writeItem } from './write-item.ts';

/** What a change may set; what is left out stays. What is of type `unknown` is checked here. */
export type ItemChange = {
  /** Versions that the change may start from; left out: any. */
  versions?: Versions;
  metadata?: unknown;
  otherFields?: Fields;
  files?: unknown;
  access?: Item['access'];
  discoverable?: boolean;
  collectionId?: string | null;
  /** The request whose package the item describes, where it is that which changes it. */
  keeper?: string;
  /** Why, for the history. */
  reason?: string;
};

/** @throws AppError not-found, not-allowed, version-mismatch, invalid-input, metadata-refused */
export async function updateItem(
  ctx: ItemContext,
  actor: Actor,
  id: string,
  change: ItemChange,
): Promise<Item> {
  const item = await transact(ctx.db, (tx) => updateItemWithin(tx, ctx, actor, id, change));
  ctx.wakeRegistration();
  return item;
}

/** The same in the caller's transaction. */
export async function updateItemWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  id: string,
  change: ItemChange,
): Promise<Item> {
  const { versions = 'any', metadata, files, collectionId, keeper, reason, ...rest } = change;
  const before = await lockItemFor(tx, actor, id, { right: 'edit', versions, keeper });
  assertScope(actor, 'pid:mint');
  if (collectionId !== undefined && collectionId !== null && collectionId !== before.collectionId) {
    await requireOwnCollection(tx, before, collectionId);
  }
  const after = await writeItem(
    tx,
    ctx,
    before,
    'update',
    {
      ...rest,
      ...(metadata === undefined
        ? {}
        : { metadata: readItemMetadata(metadata, await requiredLevel(tx, before)) }),
      ...(files === undefined ? {} : { files: readFiles(files) }),
      ...(collectionId === undefined ? {} : { collectionId: collectionId?.toLowerCase() ?? null }),
    },
    { actor, now: ctx.now(), reason },
  );
  if (after === before) return before;
  if (after.state === 'workspace') await reconsiderSubmitted(tx, ctx, actor, after);
  if (after.revision !== before.revision || after.access !== before.access) {
    await showInIdentifiers(tx, ctx, actor, after);
    await followWork(tx, ctx, actor, after);
  }
  return after;
}

/** What is archived or announced stays complete. */
async function requiredLevel(tx: Tx, item: Item): Promise<'draft' | 'complete'> {
  if (item.state !== 'workspace') return 'complete';
  const held = await listIdentifiersOf(tx, item.id);
  return held.some((each) => isDoi(each) && each.state !== 'reserved') ? 'complete' : 'draft';
}

async function requireOwnCollection(tx: Tx, item: Item, collectionId: string): Promise<void> {
  if ((await requireCollectionOrganisation(tx, collectionId)) === item.organisationId) return;
  throw new AppError('invalid-input', 'The collection belongs to another organisation.', {
    problems: [{ pointer: '/collection', detail: 'Name a collection of the same organisation.' }],
  });
}
