import type { AppContext } from '../../../../context.ts';
import { type Tx, transact } from '../../../../db/index.ts';
import { AppError } from '../../../../errors.ts';
import { recordEvent } from '../../../../events.ts';
import { type Actor, toEventActor } from '../../../../http/actor.ts';
import { readPids } from '../../../pids/index.ts';
import { mayRead } from '../../policy.ts';
import { lockManagedShoulder } from '../change-shoulder.ts';
import { readNamesUnder, readNameUnder } from './read-names.ts';
import { deleteHold, findQueuedNames, holdNames } from './store.ts';

/**
 * Holds names of a shoulder back: it gives out none of them, by itself or on wish. All or none; names that are held
 * already stay as they are.
 * @returns how many are new
 * @throws AppError not-found, not-allowed, invalid-input, already-exists for names that were given out
 */
export async function holdNamesOf(
  tx: Tx,
  actor: Actor,
  shoulderId: string,
  request: { names: readonly string[]; reason: string | null },
  now: Date,
): Promise<{ held: number }> {
  const shoulder = await lockManagedShoulder(tx, actor, shoulderId, now);
  const places = readNamesUnder(shoulder, request.names, '/names');
  await refuseGivenOut(tx, actor, places);
  const names = [...places.keys()];
  const held = await holdNames(tx, shoulder.id, names, { reason: request.reason, heldAt: now });
  if (held > 0) {
    await recordEvent(tx, {
      at: now,
      subject: { type: 'shoulder', id: shoulder.id },
      action: 'hold',
      actor: toEventActor(actor),
      after: { names },
      reason: request.reason,
    });
  }
  return { held };
}

async function refuseGivenOut(tx: Tx, actor: Actor, places: ReadonlyMap<string, number>): Promise<void> {
  const names = [...places.keys()];
  const taken = new Map((await readPids(tx, names)).map((pid) => [pid.pid, pid]));
  const queued = await findQueuedNames(tx, names);
  const problems = [...places].flatMap(([name, place]) => {
    const pid = taken.get(name);
    const pointer = `/names/${place}`;
    if (queued.has(name))
      return [{ pointer, detail: 'It waits in the queue; take it back from there first.' }];
    if (pid === undefined || pid.state === 'released') return [];
    const state = mayRead(actor, pid) ? `It is ${pid.state}.` : 'It is in use.';
    return [{ pointer, detail: `${name} was given out already. ${state}` }];
  });
  if (problems.length === 0) return;
  throw new AppError('already-exists', 'Some of these names were given out already; none was held.', {
    problems: problems.slice(0, 100),
  });
}

/**
 * Lifts the hold of a name. The order of a template does not go back: a name that it passed meanwhile is given out
 * only to someone who asks for it.
 * @throws AppError not-found, not-allowed
 */
export function releaseHold(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  shoulderId: string,
  text: string,
): Promise<void> {
  const now = ctx.now();
  return transact(ctx.db, async (tx) => {
    const shoulder = await lockManagedShoulder(tx, actor, shoulderId, now);
    const name = readNameUnder(shoulder, text);
    const reason = name === null ? undefined : await deleteHold(tx, shoulder.id, name);
    if (reason === undefined)
      throw new AppError('not-found', 'No such name is held back under this shoulder.');
    await recordEvent(tx, {
      at: now,
      subject: { type: 'shoulder', id: shoulder.id },
      action: 'release-hold',
      actor: toEventActor(actor),
      before: { names: [name], reason },
    });
  });
}
