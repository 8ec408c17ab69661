import { type NoidSequenceState, parseNoidTemplate, validateNoidName } from '@mintmark/identifiers';
import type { Tx } from '../../../../db/index.ts';
import { recordEvent } from '../../../../events.ts';
import { type Actor, toEventActor } from '../../../../http/actor.ts';
import { findTakenNames } from '../../../pids/index.ts';
import { orderOf, type Shoulder } from '../../shoulder.ts';
import { lockShoulders, writeCheckpoint, writeCounters } from '../../store.ts';
import { lockManagedShoulder } from '../change-shoulder.ts';
import { noidNameOf, readNamesUnder } from './read-names.ts';
import { holdNames } from './store.ts';

const MINTED_ELSEWHERE = 'Minted elsewhere';

/**
 * Sees to it that names minted elsewhere never come again here: each is held back. Where the template counts up, the
 * counter moves past the farthest of them, too; random orders have no farther and nearer, so there the hold is all.
 * The counter never moves back.
 * @returns how many names are newly held, which are known here anyway, and where the counter stands
 * @throws AppError not-found, not-allowed, invalid-input
 */
export async function advancePast(
  tx: Tx,
  actor: Actor,
  shoulderId: string,
  texts: readonly string[],
  now: Date,
): Promise<{ held: number; known: string[]; counter: number }> {
  const shoulder = await lockManagedShoulder(tx, actor, shoulderId, now);
  const locked = (await lockShoulders(tx, [shoulder.id], now)).get(shoulder.id);
  if (locked === undefined) throw new Error(`shoulder ${shoulder.id} is gone`);
  const names = [...readNamesUnder(shoulder, texts, '/names').keys()];
  const taken = await findTakenNames(tx, names);
  const unknown = names.filter((name) => !taken.has(name));
  const held = await holdNames(tx, shoulder.id, unknown, { reason: MINTED_ELSEWHERE, heldAt: now });
  const before = locked.counter;
  const farthest = farthestPosition(shoulder, names);
  if (farthest !== null && farthest.position > before) {
    locked.counter = farthest.position;
    await writeCounters(tx, [locked]);
    // From here the next name is one step away, however far that is from where the counter stood.
    await writeCheckpoint(tx, shoulder.id, farthest, now);
  }
  if (held > 0 || locked.counter > before) {
    await recordEvent(tx, {
      at: now,
      subject: { type: 'shoulder', id: shoulder.id },
      action: 'advance-past',
      actor: toEventActor(actor),
      before: { counter: before },
      after: { counter: locked.counter, names },
    });
  }
  return { held, known: [...taken].sort(), counter: locked.counter };
}

/** Where a template that counts up stands after the farthest of its names; null for other orders. */
function farthestPosition(shoulder: Shoulder, names: readonly string[]): NoidSequenceState | null {
  const order = orderOf(shoulder);
  const parsed = order === null ? null : parseNoidTemplate(order.template);
  if (order === null || parsed?.ok !== true) return null;
  const template = parsed.value;
  if (template.order !== 'sequential' && template.order !== 'growing') return null;
  const positions = names.flatMap((name) => {
    const valid = validateNoidName(template, noidNameOf(name), order.zone);
    return valid.ok ? [valid.value.n + 1] : [];
  });
  const { mask } = template;
  return { ...order, position: Math.max(0, ...positions), mask, maskStart: 0, counters: [] };
}
