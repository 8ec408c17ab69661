import type { Tx } from '../../db/index.ts';
import type { Pid } from '../pids/index.ts';
import { wantRegistration } from '../registration/index.ts';
import type { Shoulder } from './store.ts';

/** Writes what the registrar of a shoulder, if it has one, should know of an identifier from now on. */
export async function wantAnnounced(tx: Tx, shoulder: Shoulder, pid: Pid, now: Date): Promise<void> {
  if (shoulder.registrarAccountId === null || pid.state === 'reserved') return;
  const withdrawn = pid.state === 'withdrawn';
  await wantRegistration(tx, {
    pid: pid.pid,
    registrarAccountId: shoulder.registrarAccountId,
    wanted: {
      state: pid.state === 'public' ? 'findable' : 'registered',
      // What is withdrawn leads to its tombstone, which is our own page.
      target: withdrawn ? null : pid.target,
      reason: withdrawn ? pid.reason : null,
      metadata: pid.metadata,
    },
    now,
  });
}
