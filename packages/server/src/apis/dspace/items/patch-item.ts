import type { Actor } from '../../../http/actor.ts';
import type { Versions } from '../../../http/etag.ts';
import {
  type Fields,
  type Item,
  listIdentifiers,
  reinstateItem,
  updateItem,
  withdrawItem,
} from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import { applyMetadataPatch } from '../crosswalk/index.ts';
import { refusal } from '../frame/errors.ts';
import type { ItemPatch } from '../patch/read-patch.ts';
import { itemFields } from './item-fields.ts';
import { updateFromFields, type WrittenItem } from './write-fields.ts';

/** DSpace's patch has no place for a reason, which a withdrawn item needs. */
const WITHDRAWN_REASON = 'Withdrawn with a client of DSpace.';

/**
 * Applies a patch to an item: first what it is and says, then whether it is withdrawn, so that nothing withdrawn has to
 * be changed. What is there already is no mistake, as in DSpace.
 * @param versions null: whatever version it is at
 * @throws DspaceRefusal 400, 422; AppError as the use cases do
 */
export async function patchItem(
  ctx: DspaceContext,
  actor: Actor,
  item: Item,
  patch: ItemPatch,
  versions: Versions | null,
): Promise<WrittenItem> {
  requireMove(item, patch.withdrawn);
  const written = await changeItem(ctx, actor, item, patch, versions);
  return { ...written, item: await moveItem(ctx, actor, written.item, patch.withdrawn) };
}

async function changeItem(
  ctx: DspaceContext,
  actor: Actor,
  item: Item,
  patch: ItemPatch,
  versions: Versions | null,
): Promise<WrittenItem> {
  const change = {
    versions: versions ?? new Set([item.version]),
    ...(patch.discoverable === null ? {} : { discoverable: patch.discoverable }),
  };
  if (patch.metadata.length > 0) {
    const fields = await patchedFields(ctx, item, patch.metadata);
    return updateFromFields(ctx, actor, item, fields, change);
  }
  if (versions === null && patch.discoverable === null) return { item, notHeld: [] };
  return { item: await updateItem(ctx, actor, item.id, change), notHeld: [] };
}

async function patchedFields(
  ctx: DspaceContext,
  item: Item,
  operations: readonly unknown[],
): Promise<Fields> {
  const held = (await listIdentifiers(ctx.db, [item.id])).get(item.id) ?? [];
  const result = applyMetadataPatch(itemFields(item, held, ctx.config), operations);
  if (result.ok) return result.fields;
  throw refusal(result.kind === 'malformed' ? 400 : 422, undefined, { detail: result.detail });
}

/** @throws DspaceRefusal 422 for an item that was never archived */
function requireMove(item: Item, withdrawn: boolean | null): void {
  if (withdrawn !== true || item.state !== 'workspace') return;
  throw refusal(422, undefined, { detail: 'Only an item of the archive can be withdrawn.' });
}

async function moveItem(
  ctx: DspaceContext,
  actor: Actor,
  item: Item,
  withdrawn: boolean | null,
): Promise<Item> {
  if (withdrawn === true && item.state === 'archived') {
    return withdrawItem(ctx, actor, item.id, { reason: WITHDRAWN_REASON });
  }
  if (withdrawn === false && item.state === 'withdrawn') return reinstateItem(ctx, actor, item.id);
  return item;
}
