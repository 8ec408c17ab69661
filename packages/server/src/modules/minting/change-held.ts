import type { AppContext } from '../../context.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor } from '../../http/actor.ts';
import { type Pid, type PidChanges, transition } from '../pids/index.ts';
import { readDrafts } from '../registration/index.ts';
import { wantAnnounced } from './announce.ts';
import { changeContext } from './change-context.ts';
import { readShoulder } from './store.ts';

/** A change of an identifier that comes from what it names. Whether the actor may is settled there. */
export type HeldChange = {
  /** Null for the service itself. */
  actor: Actor | null;
  /** Its canonical name. */
  name: string;
  action: 'update' | 'publish' | 'withdraw' | 'reinstate' | 'detach';
  changes: PidChanges;
  now: Date;
  /** Whether the registrar is to have a draft of it while it is only reserved; left out: as before. */
  draft?: boolean;
  /** What it names is gone for good. */
  deleted?: boolean;
};

/**
 * Changes an identifier along with what it names, in the caller's transaction, and says what its registrar should know
 * from now on.
 * @throws AppError not-found, move-not-allowed
 */
export async function changeHeldPid(
  tx: Tx,
  ctx: Pick<AppContext, 'config'>,
  change: HeldChange,
): Promise<Pid> {
  const { actor, name, action, changes, now } = change;
  const drafts = await readDrafts(tx, [name]);
  const pid = await transition(tx, { pid: name, action, changes }, changeContext(tx, ctx, actor, now));
  const shoulder = await readShoulder(tx, pid.shoulderId);
  if (shoulder !== null) {
    const draft = change.draft ?? drafts.has(name);
    await wantAnnounced(tx, [{ shoulder, pid, draft, deleted: change.deleted ?? false }], now);
  }
  return pid;
}
