import type { Actor } from '../../../http/actor.ts';
import { readFirstOrganisation, readOrganisationName } from '../../../modules/accounts/index.ts';
import {
  createItem,
  type Fields,
  type Item,
  type ItemChange,
  listIdentifiers,
  updateItem,
} from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import { fromFields, type NotHeld } from '../crosswalk/index.ts';
import { completeRecord, withoutUnknown } from './complete-record.ts';
import { computedFields } from './item-fields.ts';

/** An item that was written, and the values that its DOI's metadata cannot say. */
export type WrittenItem = { item: Item; notHeld: readonly NotHeld[] };

/** Makes an item of DSpace's metadata. @throws AppError as `createItem` does */
export async function createFromFields(
  ctx: DspaceContext,
  actor: Actor,
  fields: Fields,
  wish: {
    state: 'workspace' | 'archived';
    collection: { id: string; organisationId: string } | null;
    discoverable: boolean;
  },
): Promise<WrittenItem> {
  const { state, collection, discoverable } = wish;
  const publisher = await nameOrganisation(ctx, actor, collection?.organisationId ?? null);
  const read = fromFields(fields, {
    metadata: {},
    otherFields: {},
    ...(state === 'archived' ? { defaults: { publisher: { name: publisher } } } : {}),
  });
  const item = await createItem(ctx, actor, {
    state,
    metadata: state === 'archived' ? completeRecord(read.metadata, ctx.now()) : read.metadata,
    otherFields: read.otherFields,
    collectionId: collection?.id ?? null,
    discoverable,
  });
  return { item, notHeld: read.notHeld };
}

/** Gives an item other metadata, in DSpace's fields, and what else changes. @throws AppError as `updateItem` does */
export async function updateFromFields(
  ctx: DspaceContext,
  actor: Actor,
  before: Item,
  fields: Fields,
  change: Pick<ItemChange, 'versions' | 'discoverable'>,
): Promise<WrittenItem> {
  const held = (await listIdentifiers(ctx.db, [before.id])).get(before.id) ?? [];
  const isArchived = before.archivedAt !== null;
  const publisher = await readOrganisationName(ctx.db, before.organisationId);
  const read = fromFields(fields, {
    metadata: withoutUnknown(before.metadata),
    otherFields: before.otherFields,
    computed: computedFields(before, held, ctx.config),
    ...(isArchived && publisher !== null ? { defaults: { publisher: { name: publisher } } } : {}),
  });
  const item = await updateItem(ctx, actor, before.id, {
    ...change,
    metadata: isArchived ? completeRecord(read.metadata, before.archivedAt ?? ctx.now()) : read.metadata,
    otherFields: read.otherFields,
  });
  return { item, notHeld: read.notHeld };
}

/** The organisation that stands for a publisher whom nobody named. */
async function nameOrganisation(ctx: DspaceContext, actor: Actor, id: string | null): Promise<string> {
  if (id !== null) return (await readOrganisationName(ctx.db, id)) ?? 'unknown';
  const own = actor.kind === 'operator' ? undefined : actor.memberships[0];
  return own?.organisationName ?? (await readFirstOrganisation(ctx.db)).name;
}
