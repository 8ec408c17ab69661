import { parsePid } from '@mintmark/identifiers';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { type Actor, assertScope, toEventActor } from '../../../http/actor.ts';
import { changeHeldPid, releaseNames } from '../../minting/index.ts';
import { readPids } from '../../pids/index.ts';
import { readRegistrationStates } from '../../registration/index.ts';
import { lockItemFor } from '../find-item.ts';
import type { HeldIdentifier, Item } from '../item.ts';
import type { ItemContext } from '../item-context.ts';
import { followWork } from '../works/rerender-work.ts';
import { isDoi, recordIdentifierEvent } from './held.ts';
import { listIdentifiersOf } from './list-identifiers.ts';

/**
 * Takes an identifier away from an item. What nobody has heard of is given back; what was announced is hidden and leads
 * to a tombstone. The item may get another one.
 * @param text the identifier in any spelling
 * @throws AppError not-found, not-allowed
 */
export async function deleteIdentifier(
  ctx: ItemContext,
  actor: Actor,
  itemId: string,
  text: string,
): Promise<HeldIdentifier> {
  const held = await transact(ctx.db, (tx) => deleteIdentifierWithin(tx, ctx, actor, itemId, text));
  ctx.wakeRegistration();
  return held;
}

async function deleteIdentifierWithin(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor,
  itemId: string,
  text: string,
): Promise<HeldIdentifier> {
  const item = await lockItemFor(tx, actor, itemId, { right: 'edit' });
  assertScope(actor, 'pid:publish');
  const parsed = parsePid(text);
  const name = parsed.ok ? parsed.value.canonical : null;
  const held = (await listIdentifiersOf(tx, item.id)).find((each) => each.pid === name);
  if (held === undefined) throw new AppError('not-found', 'The item has no such identifier.');
  await takeAway(tx, ctx, actor, [held], 'The identifier was deleted.');
  await followWork(tx, ctx, actor, item);
  await recordIdentifierEvent(tx, ctx, item, { action: 'delete', pid: held.pid, actor, now: ctx.now() });
  return readDetached(tx, held);
}

/** Takes all identifiers of a locked item away. @param actor null for the service itself */
export async function takeAllAway(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor | null,
  item: Item,
  reason: string,
): Promise<void> {
  await takeAway(tx, ctx, actor, await listIdentifiersOf(tx, item.id), reason);
}

async function takeAway(
  tx: Tx,
  ctx: ItemContext,
  actor: Actor | null,
  held: readonly HeldIdentifier[],
  reason: string,
): Promise<void> {
  const now = ctx.now();
  const reserved = held.filter(({ state }) => state === 'reserved').map(({ pid }) => pid);
  if (reserved.length > 0) {
    const shoulderIds = (await readPids(tx, reserved)).map(({ shoulderId }) => shoulderId);
    // Shoulders are locked here, before any identifier is.
    const released = await releaseNames(
      tx,
      { shoulderIds, names: reserved },
      { now, actor: actor === null ? { kind: 'service' } : toEventActor(actor), reason, dueAt: null },
    );
    if (released.length < reserved.length) {
      throw new AppError(
        'move-not-allowed',
        'A registrar was asked to announce one of its identifiers; try again once it has answered.',
      );
    }
  }
  for (const { pid, state } of held.toSorted((one, other) => (one.pid < other.pid ? -1 : 1))) {
    if (state === 'reserved') continue;
    await changeHeldPid(tx, ctx, {
      actor,
      name: pid,
      action: state === 'withdrawn' ? 'detach' : 'withdraw',
      changes: { holder: null, ...(state === 'withdrawn' ? {} : { reason }) },
      now,
      deleted: true,
    });
  }
}

/** What became of an identifier that nothing holds any more. */
async function readDetached(tx: Tx, before: HeldIdentifier): Promise<HeldIdentifier> {
  const [pid] = await readPids(tx, [before.pid]);
  const registration = (await readRegistrationStates(tx, [before.pid])).get(before.pid);
  const done = registration === undefined || registration === 'acknowledged';
  return {
    ...before,
    state: pid?.state ?? before.state,
    status: !isDoi(before) ? null : done ? 'DELETED' : 'TO_BE_DELETED',
  };
}
