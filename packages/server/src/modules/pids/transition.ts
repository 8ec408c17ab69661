import type { DataciteMetadata } from '@mintmark/datacite';
import { normalizeOrcid } from '@mintmark/identifiers';
import type { Tx } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import { type EventActor, recordEvent } from '../../events.ts';
import { type AuthenticatedOrcids, findOrcids, type Pid, type ResolutionDocument } from './pid.ts';
import { creatingAction, explainRefusedMove, nextState, type PidAction, type PidType } from './states.ts';
import { insertPid, lockPid, updatePidRow, upsertResolution } from './store.ts';

/** What surrounds a change: who, when, and what the resolver must show beside the record itself. */
export type ChangeContext = {
  actor: EventActor;
  now: Date;
  organisationName: () => Promise<string>;
  authenticatedOrcids: (orcids: readonly string[]) => Promise<AuthenticatedOrcids>;
};

/**
 * Creates an identifier with its first event and, unless it is only reserved, its resolution.
 * @returns the identifier, or null when the name is taken
 */
export async function createPid(
  tx: Tx,
  wish: {
    pid: string;
    type: PidType;
    state: 'reserved' | 'registered' | 'public';
    organisationId: string;
    shoulderId: string;
    ownerId: string | null;
    target: string | null;
    metadata: DataciteMetadata | null;
  },
  change: ChangeContext,
): Promise<Pid | null> {
  const pid: Pid = {
    ...wish,
    orcids: findOrcids(wish.metadata, normalizeOrcid),
    reason: null,
    version: 1,
    createdAt: change.now,
    updatedAt: change.now,
  };
  if (!(await insertPid(tx, pid))) return null;
  await recordEvent(tx, {
    at: change.now,
    subject: { type: 'pid', id: pid.pid },
    action: creatingAction(wish.state),
    actor: change.actor,
    after: describeForHistory(pid),
  });
  await rebuildResolution(tx, pid, change);
  return pid;
}

/**
 * The one place where an identifier changes: locks it, checks version and move, writes row, event and resolution.
 * @param request.versions versions that the change may start from; 'any' when the caller does not mind
 * @throws AppError not-found, version-mismatch, move-not-allowed
 */
export async function transition(
  tx: Tx,
  request: {
    pid: string;
    action: Exclude<PidAction, 'reserve' | 'mint'>;
    versions?: 'any' | ReadonlySet<number>;
    changes?: { target?: string | null; metadata?: DataciteMetadata | null; reason?: string };
  },
  change: ChangeContext,
): Promise<Pid> {
  const before = await lockPid(tx, request.pid);
  if (before === null) throw new AppError('not-found', 'There is no such identifier here.');
  const versions = request.versions ?? 'any';
  if (versions !== 'any' && !versions.has(before.version)) {
    throw new AppError(
      'version-mismatch',
      `It is at version ${before.version} now. Read it again, then repeat your change.`,
      {
        headers: { etag: `"${before.version}"` },
      },
    );
  }
  const state = nextState(request.action, before.state);
  if (state === null)
    throw new AppError('move-not-allowed', explainRefusedMove(request.action, before.state));
  const changes = request.changes ?? {};
  const metadata = changes.metadata === undefined ? before.metadata : changes.metadata;
  const after: Pid = {
    ...before,
    state,
    target: changes.target === undefined ? before.target : changes.target,
    metadata,
    orcids: findOrcids(metadata, normalizeOrcid),
    reason: changes.reason ?? before.reason,
    version: before.version + 1,
    updatedAt: change.now,
  };
  await updatePidRow(tx, after);
  await recordEvent(tx, {
    at: change.now,
    subject: { type: 'pid', id: after.pid },
    action: request.action,
    actor: change.actor,
    before: describeForHistory(before),
    after: describeForHistory(after),
    reason: changes.reason ?? null,
  });
  await rebuildResolution(tx, after, change);
  return after;
}

/** Brings the resolver's row in line with the record. What was only reserved has none, so nothing can leak. */
export async function rebuildResolution(
  tx: Tx,
  pid: Pid,
  change: Pick<ChangeContext, 'organisationName' | 'authenticatedOrcids'>,
): Promise<void> {
  if (pid.state === 'reserved') return;
  const authenticated = pid.orcids.length === 0 ? new Map() : await change.authenticatedOrcids(pid.orcids);
  const document: ResolutionDocument = {
    metadata: pid.metadata,
    authenticatedOrcids: Object.fromEntries(authenticated),
    organisation: await change.organisationName(),
    reason: pid.reason,
    withdrawnAt: pid.state === 'withdrawn' ? pid.updatedAt.toISOString() : null,
    createdAt: pid.createdAt.toISOString(),
    updatedAt: pid.updatedAt.toISOString(),
  };
  await upsertResolution(tx, pid, document);
}

function describeForHistory(pid: Pid): Record<string, unknown> {
  return { state: pid.state, target: pid.target, metadata: pid.metadata, version: pid.version };
}
