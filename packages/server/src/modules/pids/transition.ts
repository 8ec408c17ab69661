import type { DataciteMetadata } from '@mintmark/datacite';
import { normalizeOrcid } from '@mintmark/identifiers';
import type { Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type EventActor, recordEvent, recordEvents } from '../../events.ts';
import { requireVersion, type Versions } from '../../http/etag.ts';
import { type AuthenticatedOrcids, findOrcids, type Holder, type Pid } from './pid.ts';
import { creatingAction, explainRefusedMove, nextState, type PidAction, type PidType } from './states.ts';
import { insertPids, lockPid, type Surrounded, updatePidRow, upsertResolutions } from './store.ts';

/** What surrounds changes: when, and how to learn what the resolver must show beside the records themselves. */
export type Surroundings = {
  now: Date;
  organisationNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  authenticatedOrcids: (orcids: readonly string[]) => Promise<AuthenticatedOrcids>;
};

/** The same for one change, and who makes it. */
export type ChangeContext = Surroundings & { actor: EventActor };

/** An identifier that is to be, and who wants it. */
export type PidWish = {
  pid: string;
  type: PidType;
  state: 'reserved' | 'registered' | 'public';
  organisationId: string;
  shoulderId: string;
  ownerId: string | null;
  target: string | null;
  metadata: DataciteMetadata | null;
  blockId: string | null;
  expiresAt: Date | null;
  holder: Holder | null;
  registerOnArchive: boolean;
  actor: EventActor;
};

/**
 * Creates identifiers, each with its first event and, unless it is only reserved, its resolution; a few statements
 * for all of them.
 * @param wishes each with another name
 * @param alongside what else is written of the new identifiers, sent together with their history so that the database
 *   need not wait for it
 * @returns for each wish the identifier, or null when its name is taken
 */
export async function createPids(
  tx: Tx,
  wishes: readonly PidWish[],
  surroundings: Surroundings,
  alongside: (created: readonly (Pid | null)[]) => Promise<void> = async () => {},
): Promise<(Pid | null)[]> {
  const { now } = surroundings;
  const pids = wishes.map(
    ({ actor: _, ...wish }): Pid => ({
      ...wish,
      orcids: findOrcids(wish.metadata, normalizeOrcid),
      reason: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    }),
  );
  const documents = await describeForResolver(pids, surroundings);
  const written = await insertPids(
    tx,
    pids.map((pid) => ({ pid, document: documents.get(pid) ?? null })),
  );
  const events = wishes.flatMap((wish, index) => {
    const pid = pids[index];
    if (pid === undefined || !written.has(pid.pid)) return [];
    return {
      at: now,
      subject: { type: 'pid' as const, id: pid.pid },
      action: creatingAction(wish.state),
      actor: wish.actor,
      after: describeForHistory(pid),
    };
  });
  const created = pids.map((pid) => (written.has(pid.pid) ? pid : null));
  await Promise.all([recordEvents(tx, events), alongside(created)]);
  return created;
}

/** What a change may set beside the state; what is left out stays. */
export type PidChanges = {
  target?: string | null;
  metadata?: DataciteMetadata | null;
  reason?: string;
  ownerId?: string | null;
  blockId?: string | null;
  expiresAt?: Date | null;
  holder?: Holder | null;
  registerOnArchive?: boolean;
};

/**
 * The one place where an identifier changes: locks it, checks version and move, writes row, event and resolution.
 * @param request.versions versions that the change may start from; 'any' when the caller does not mind
 * @throws AppError not-found, version-mismatch, move-not-allowed
 */
export async function transition(
  tx: Tx,
  request: {
    pid: string;
    action: PidAction;
    versions?: Versions;
    changes?: PidChanges;
  },
  change: ChangeContext,
): Promise<Pid> {
  const before = await lockPid(tx, request.pid);
  if (before === null) throw new AppError('not-found', 'There is no such identifier here.');
  requireVersion(before.version, request.versions ?? 'any');
  const after = applyMove(before, request.action, request.changes ?? {}, change.now);
  await updatePidRow(tx, after);
  await recordEvent(tx, {
    at: change.now,
    subject: { type: 'pid', id: after.pid },
    action: request.action,
    actor: change.actor,
    before: describeForHistory(before),
    after: describeForHistory(after),
    reason: request.changes?.reason ?? null,
  });
  await rebuildResolution(tx, after, change);
  return after;
}

/** What a move makes of an identifier. @throws AppError move-not-allowed */
export function applyMove(before: Pid, action: PidAction, changes: PidChanges, now: Date): Pid {
  const state = nextState(action, before.state);
  if (state === null) throw new AppError('move-not-allowed', explainRefusedMove(action, before.state));
  const metadata = changes.metadata === undefined ? before.metadata : changes.metadata;
  return {
    ...before,
    state,
    target: changes.target === undefined ? before.target : changes.target,
    metadata,
    orcids: findOrcids(metadata, normalizeOrcid),
    // Why it was withdrawn; what is shown again was not.
    reason: action === 'reinstate' ? null : (changes.reason ?? before.reason),
    ownerId: changes.ownerId === undefined ? before.ownerId : changes.ownerId,
    blockId: changes.blockId === undefined ? before.blockId : changes.blockId,
    // What is announced stays; only a reservation runs out.
    expiresAt:
      state !== 'reserved' ? null : changes.expiresAt === undefined ? before.expiresAt : changes.expiresAt,
    holder: changes.holder === undefined ? before.holder : changes.holder,
    registerOnArchive: state === 'reserved' && (changes.registerOnArchive ?? before.registerOnArchive),
    version: before.version + 1,
    updatedAt: now,
  };
}

/** Brings the resolver's row in line with the record. What was only reserved has none, so nothing can leak. */
export async function rebuildResolution(tx: Tx, pid: Pid, surroundings: Surroundings): Promise<void> {
  await rebuildResolutions(tx, [pid], surroundings);
}

/** The same for several, in one statement. */
export async function rebuildResolutions(
  tx: Tx,
  pids: readonly Pid[],
  surroundings: Surroundings,
): Promise<void> {
  const documents = await describeForResolver(pids, surroundings);
  await upsertResolutions(
    tx,
    [...documents].map(([pid, document]) => ({ pid, document: { ...document, metadata: pid.metadata } })),
  );
}

/** What the resolver says beside the records of those identifiers that it answers for. */
async function describeForResolver(
  pids: readonly Pid[],
  surroundings: Surroundings,
): Promise<Map<Pid, Surrounded>> {
  const shown = pids.filter((pid) => pid.state !== 'reserved' && pid.state !== 'released');
  if (shown.length === 0) return new Map();
  const orcids = new Set(shown.flatMap((pid) => pid.orcids));
  const authenticated = orcids.size === 0 ? new Map() : await surroundings.authenticatedOrcids([...orcids]);
  const names = await surroundings.organisationNames([...new Set(shown.map((pid) => pid.organisationId))]);
  return new Map(
    shown.map((pid) => [
      pid,
      {
        authenticatedOrcids: Object.fromEntries(
          pid.orcids.flatMap((orcid) => {
            const environment = authenticated.get(orcid);
            return environment === undefined ? [] : [[orcid, environment]];
          }),
        ),
        organisation: names.get(pid.organisationId) ?? '',
        reason: pid.reason,
        withdrawnAt: pid.state === 'withdrawn' ? pid.updatedAt.toISOString() : null,
        createdAt: pid.createdAt.toISOString(),
        updatedAt: pid.updatedAt.toISOString(),
      },
    ]),
  );
}

export function describeForHistory(pid: Pid): Record<string, unknown> {
  return { state: pid.state, target: pid.target, metadata: pid.metadata, version: pid.version };
}
