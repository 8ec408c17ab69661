import type { DspaceContext } from '../context.ts';
import type { Reader } from '../frame/caller.ts';

/**
 * Whether somebody sees the button that registers a DOI for an item: who may edit it, where the organisation has the
 * button. False for items that they may not read or that are not there.
 */
export async function mayRegisterDoi(
  _ctx: DspaceContext,
  _reader: Reader,
  _itemId: string,
): Promise<boolean> {
  return false;
}
