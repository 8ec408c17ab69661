import type { DataciteMetadata } from '@mintmark/datacite';
import type { Tx } from '../../db/index.ts';
import type { Pid } from '../pids/index.ts';
import { type RegistrationWish, readRegistrationStates, wantRegistrations } from '../registration/index.ts';
import type { Shoulder } from './shoulder.ts';

/**
 * Writes what the registrars of shoulders, where they have one, should know of identifiers from now on.
 * @param each.draft whether the registrar knows of it while it is only reserved
 * @param each.deleted whether what it named is gone for good
 */
export async function wantAnnounced(
  tx: Tx,
  announced: readonly { shoulder: Shoulder; pid: Pid; draft: boolean; deleted?: boolean }[],
  now: Date,
): Promise<void> {
  await wantRegistrations(
    tx,
    announced.flatMap(({ shoulder, pid, draft, deleted }): RegistrationWish[] => {
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
            ...(deleted === true ? { deleted: true as const } : {}),
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

/**
 * Asks the registrar of a shoulder for a draft of each name; a shoulder without one has none to make.
 * @param shared.targets where each name leads, in the order of the names; null: its own page here
 */
export async function wantDrafts(
  tx: Tx,
  shoulder: Shoulder,
  names: readonly string[],
  now: Date,
  shared: { targets: readonly string[] | null; metadata: DataciteMetadata | null } = {
    targets: null,
    metadata: null,
  },
): Promise<void> {
  const { registrarAccountId } = shoulder;
  if (registrarAccountId === null) return;
  await wantRegistrations(
    tx,
    names.map((pid, index) => ({
      pid,
      registrarAccountId,
      wanted: {
        state: 'draft',
        target: shared.targets?.[index] ?? null,
        reason: null,
        metadata: shared.metadata,
      },
    })),
    now,
  );
}

/** Asks the registrar to take away the drafts that it was asked for; of the other names it knows nothing. */
export async function wantNoDrafts(
  tx: Tx,
  released: readonly { shoulder: Pick<Shoulder, 'registrarAccountId'>; pid: string }[],
  now: Date,
): Promise<void> {
  const known = await readRegistrationStates(
    tx,
    released.map(({ pid }) => pid),
  );
  await wantRegistrations(
    tx,
    released.flatMap(({ shoulder: { registrarAccountId }, pid }): RegistrationWish[] =>
      registrarAccountId === null || !known.has(pid)
        ? []
        : [
            {
              pid,
              registrarAccountId,
              wanted: { state: 'absent', target: null, reason: null, metadata: null },
            },
          ],
    ),
    now,
  );
}
