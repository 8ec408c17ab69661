import { findItem, readItemSettings } from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import type { Reader } from '../frame/caller.ts';

/**
 * Whether somebody sees the button that registers a DOI for an item: who may edit it, where the organisation has the
 * button. False for items that they may not read or that are not there.
 */
export async function mayRegisterDoi(
  ctx: Pick<DspaceContext, 'db'>,
  reader: Reader,
  itemId: string,
): Promise<boolean> {
  const found = reader === null ? null : await findItem(ctx.db, reader, itemId);
  if (found === null || !found.rights.edit) return false;
  return (await readItemSettings(ctx.db, found.item.organisationId)).registerButton;
}
