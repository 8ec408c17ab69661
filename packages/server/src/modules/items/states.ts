import { AppError } from '../../errors.ts';
import type { ItemState } from './item.ts';

/** Every move there is: action → state before → state after. Nothing leads back to the workspace, or from `deleted`. */
const moves = {
  update: { workspace: 'workspace', archived: 'archived', withdrawn: 'withdrawn' },
  archive: { workspace: 'archived' },
  withdraw: { archived: 'withdrawn' },
  reinstate: { withdrawn: 'archived' },
  delete: { workspace: 'deleted', archived: 'deleted', withdrawn: 'deleted' },
} as const satisfies Record<string, Partial<Record<ItemState, ItemState>>>;

export type ItemAction = keyof typeof moves;
export const itemActions = Object.keys(moves) as readonly ItemAction[];

/** The state that `action` leads to, or null when the table has no such move. */
export function nextItemState(action: ItemAction, from: ItemState): ItemState | null {
  const row: Partial<Record<ItemState, ItemState>> = moves[action];
  return row[from] ?? null;
}

/** @throws AppError move-not-allowed, saying what can be done instead */
export function requireItemMove(action: ItemAction, from: ItemState): ItemState {
  const state = nextItemState(action, from);
  if (state !== null) return state;
  const possible = itemActions.filter((each) => nextItemState(each, from) !== null);
  const is = from === 'workspace' ? 'in the workspace' : from;
  throw new AppError(
    'move-not-allowed',
    `You cannot ${action} it: the item is ${is}. It can be: ${possible.join(', ')}.`,
  );
}
