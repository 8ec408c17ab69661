import type { AppContext } from '../../../../context.ts';
import { type Tx, transact } from '../../../../db/index.ts';
import { AppError, type InputProblem } from '../../../../errors.ts';
import { recordEvent } from '../../../../events.ts';
import { type Actor, toEventActor } from '../../../../http/actor.ts';
import { readPids } from '../../../pids/index.ts';
import { findHeldNames } from '../../store.ts';
import { lockManagedShoulder } from '../change-shoulder.ts';
import { readNamesUnder, readNameUnder } from './read-names.ts';
import { deleteQueuedName, enqueueNames } from './store.ts';

/**
 * Lets names out again that were given back before anyone announced them: once due, they come before new ones. All or
 * none; a name that waits already gets the new time.
 * @param request.dueAt null: at once
 * @throws AppError not-found, not-allowed, invalid-input, move-not-allowed for any other name
 */
export async function queueNamesOf(
  tx: Tx,
  actor: Actor,
  shoulderId: string,
  request: { names: readonly string[]; dueAt: Date | null },
  now: Date,
): Promise<{ queued: number }> {
  const shoulder = await lockManagedShoulder(tx, actor, shoulderId, now);
  const places = readNamesUnder(shoulder, request.names, '/names');
  await refuseUnreleased(tx, shoulder.id, places);
  const names = [...places.keys()];
  const dueAt = request.dueAt ?? now;
  await enqueueNames(
    tx,
    shoulder.id,
    names.map((name) => ({ name, dueAt })),
  );
  await recordEvent(tx, {
    at: now,
    subject: { type: 'shoulder', id: shoulder.id },
    action: 'queue',
    actor: toEventActor(actor),
    after: { names, dueAt: dueAt.toISOString() },
  });
  return { queued: names.length };
}

async function refuseUnreleased(
  tx: Tx,
  shoulderId: string,
  places: ReadonlyMap<string, number>,
): Promise<void> {
  const names = [...places.keys()];
  const pids = new Map((await readPids(tx, names)).map((pid) => [pid.pid, pid]));
  const held = await findHeldNames(tx, names);
  const problems = [...places].flatMap(([name, place]): InputProblem[] => {
    const pid = pids.get(name);
    const pointer = `/names/${place}`;
    if (held.has(name)) return [{ pointer, detail: 'It is held back; lift the hold first.' }];
    if (pid === undefined || pid.shoulderId !== shoulderId) {
      return [{ pointer, detail: 'It was never given out here, so it cannot be given out again.' }];
    }
    if (pid.state === 'released') return [];
    return [
      {
        pointer,
        detail: `It is ${pid.state}; only names that were given back unused can be given out again.`,
      },
    ];
  });
  if (problems.length === 0) return;
  throw new AppError('move-not-allowed', 'Some of these names cannot be given out again; none was queued.', {
    problems: problems.slice(0, 100),
  });
}

/** Takes a name back from the queue; nobody gets it then. @throws AppError not-found, not-allowed */
export function takeBackName(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Actor,
  shoulderId: string,
  text: string,
): Promise<void> {
  const now = ctx.now();
  return transact(ctx.db, async (tx) => {
    const shoulder = await lockManagedShoulder(tx, actor, shoulderId, now);
    const name = readNameUnder(shoulder, text);
    if (name === null || !(await deleteQueuedName(tx, shoulder.id, name))) {
      throw new AppError('not-found', 'No such name waits in the queue of this shoulder.');
    }
    await recordEvent(tx, {
      at: now,
      subject: { type: 'shoulder', id: shoulder.id },
      action: 'take-back',
      actor: toEventActor(actor),
      before: { names: [name] },
    });
  });
}
