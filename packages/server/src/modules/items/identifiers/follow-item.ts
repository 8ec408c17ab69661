import type { Tx } from '../../../db/index.ts';
import type { Actor } from '../../../http/actor.ts';
import { changeHeldPid } from '../../minting/index.ts';
import { readPids } from '../../pids/index.ts';
import type { Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { areAlike } from '../write-item.ts';
import { readSurroundings, renderFor } from './held.ts';
import { listIdentifiersOf } from './list-identifiers.ts';

/**
 * Brings what the identifiers of a locked item say in line with it. Those that say so already are left alone, and so are
 * withdrawn ones: they hear of it when the item is reinstated.
 */
export async function showInIdentifiers(
  tx: Tx,
  ctx: Pick<ItemContext, 'config' | 'now'>,
  actor: Actor | null,
  item: Item,
): Promise<void> {
  for (const { pid, metadata } of await readRendered(tx, item, ['reserved', 'registered', 'public'])) {
    if (areAlike(pid.metadata, metadata)) continue;
    const change = { actor, name: pid.pid, changes: { metadata }, now: ctx.now() };
    await changeHeldPid(tx, ctx, { ...change, action: 'update' });
  }
}

/** Withdraws what a locked item is announced under; what is only reserved stays. */
export async function withdrawIdentifiers(
  tx: Tx,
  ctx: Pick<ItemContext, 'config' | 'now'>,
  actor: Actor,
  item: Item,
  reason: string,
): Promise<void> {
  for (const { pid } of await readRendered(tx, item, ['registered', 'public'])) {
    const change = { actor, name: pid.pid, changes: { reason }, now: ctx.now() };
    await changeHeldPid(tx, ctx, { ...change, action: 'withdraw' });
  }
}

/** Shows again what was withdrawn with a locked item, saying what the item says by now. */
export async function reinstateIdentifiers(
  tx: Tx,
  ctx: Pick<ItemContext, 'config' | 'now'>,
  actor: Actor,
  item: Item,
): Promise<void> {
  for (const { pid, metadata } of await readRendered(tx, item, ['withdrawn'])) {
    const change = { actor, name: pid.pid, changes: { metadata }, now: ctx.now() };
    await changeHeldPid(tx, ctx, { ...change, action: 'reinstate' });
  }
}

/** Identifiers of an item in some states, in the order that they are locked in, with what they are to say. */
async function readRendered(tx: Tx, item: Item, states: readonly string[]) {
  const held = await listIdentifiersOf(tx, item.id);
  const around = await readSurroundings(tx, item, held);
  const pids = await readPids(
    tx,
    held.map(({ pid }) => pid),
  );
  return pids
    .filter(({ state }) => states.includes(state))
    .toSorted((one, other) => (one.pid < other.pid ? -1 : 1))
    .map((pid) => ({ pid, metadata: renderFor(pid.type, item, around) }));
}
