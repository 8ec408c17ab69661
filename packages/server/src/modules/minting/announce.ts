import type { Tx } from '../../db/index.ts';
import type { Pid } from '../pids/index.ts';
import { type RegistrationWish, wantRegistrations } from '../registration/index.ts';
import type { Shoulder } from './shoulder.ts';

/**
 * Writes what the registrars of shoulders, where they have one, should know of identifiers from now on.
 * @param each.draft whether the registrar knows of it while it is only reserved
 */
export async function wantAnnounced(
  tx: Tx,
  announced: readonly { shoulder: Shoulder; pid: Pid; draft: boolean }[],
  now: Date,
): Promise<void> {
  await wantRegistrations(
    tx,
    announced.flatMap(({ shoulder, pid, draft }): RegistrationWish[] => {
      const { registrarAccountId } = shoulder;
      if (registrarAccountId === null || (!draft && !isAnnounced(pid))) return [];
      const withdrawn = pid.state === 'withdrawn';
      return [
        {
          pid: pid.pid,
          registrarAccountId,
          wanted: {
            state: wantedState(pid),
            // What is withdrawn leads to its tombstone, which is our own page.
            target: withdrawn ? null : pid.target,
            reason: withdrawn ? pid.reason : null,
            metadata: pid.metadata,
          },
        },
      ];
    }),
    now,
  );
}

function isAnnounced(pid: Pid): boolean {
  return pid.state !== 'reserved' && pid.state !== 'released';
}

function wantedState(pid: Pid): RegistrationWish['wanted']['state'] {
  switch (pid.state) {
    case 'public':
      return 'findable';
    case 'registered':
    case 'withdrawn':
      return 'registered';
    case 'reserved':
      return 'draft';
    case 'released':
      return 'absent';
    default:
      return pid.state satisfies never;
  }
}

/** Asks the registrar of a shoulder for a draft of each name; a shoulder without one has none to make. */
export async function wantDrafts(
  tx: Tx,
  shoulder: Shoulder,
  names: readonly string[],
  now: Date,
): Promise<void> {
  const { registrarAccountId } = shoulder;
  if (registrarAccountId === null) return;
  const wanted = { state: 'draft', target: null, reason: null, metadata: null } as const;
  await wantRegistrations(
    tx,
    names.map((pid) => ({ pid, registrarAccountId, wanted })),
    now,
  );
}
