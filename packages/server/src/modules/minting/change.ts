import type { DataciteMetadata } from '@mintmark/datacite';
import { parsePid } from '@mintmark/identifiers';
import type { AppContext } from '../../context.ts';
import { type Db, type Tx, transact } from '../../db/index.ts';
import { AppError } from '../../errors.ts';
import type { Actor } from '../../http/actor.ts';
import type { Versions } from '../../http/etag.ts';
import { type Holder, lockPid, type Pid, readPid, transition } from '../pids/index.ts';
import { readDrafts } from '../registration/index.ts';
import { wantAnnounced } from './announce.ts';
import { changeContext } from './change-context.ts';
import { type Description, readDescription } from './input.ts';
import { mayChange, mayRead } from './policy.ts';
import type { Shoulder } from './shoulder.ts';
import { readShoulder } from './store.ts';

type ChangeDeps = Pick<AppContext, 'config' | 'db' | 'now' | 'wakeRegistration'>;

/** The identifier that an actor may read. What they may not see looks like nothing. @throws AppError not-found */
export async function requireReadablePid(db: Db, actor: Actor, text: string): Promise<Pid> {
  const pid = await readPid(db, canonicalName(text));
  if (pid === null || !mayRead(actor, pid)) throw unknownPid();
  return pid;
}

/** Replaces target, metadata or what it says of a sample; what is not given stays. @throws AppError */
export function updatePid(
  ctx: ChangeDeps,
  actor: Actor,
  text: string,
  request: Description & { versions: Versions; target?: string | null },
): Promise<Pid> {
  return changePid(ctx, actor, text, (before) => ({
    action: 'update',
    versions: request.versions,
    changes: {
      ...(request.target === undefined ? {} : { target: request.target }),
      ...(request.metadata === undefined && request.sample === undefined
        ? {}
        : {
            metadata: readDescription(request, {
              type: before.type,
              level: before.state === 'reserved' ? 'draft' : 'complete',
              before: before.metadata,
            }),
          }),
    },
  }));
}

/** Announces a reserved or registered identifier; its metadata must be complete by now. @throws AppError */
export function publishPid(ctx: ChangeDeps, actor: Actor, text: string): Promise<Pid> {
  return changePid(ctx, actor, text, (before) => ({
    action: 'publish',
    changes: needsMetadata(before)
      ? {
          metadata: readDescription({}, { type: before.type, level: 'complete', before: before.metadata }),
        }
      : {},
  }));
}

/** Takes an announced identifier back: it leads to a tombstone with the reason from now on. @throws AppError */
export function withdrawPid(ctx: ChangeDeps, actor: Actor, text: string, reason: string): Promise<Pid> {
  return changePid(ctx, actor, text, () => ({ action: 'withdraw', changes: { reason: reason.trim() } }));
}

/** DOIs are registered with their description; an ARK or Handle may go without one. */
export function needsMetadata(pid: Pick<Pid, 'type'>): boolean {
  return pid.type === 'doi' || pid.type === 'igsn';
}

export type Change = {
  action: 'update' | 'publish' | 'withdraw';
  versions?: Versions;
  changes: { target?: string | null; metadata?: DataciteMetadata | null; reason?: string };
};

async function changePid(
  ctx: ChangeDeps,
  actor: Actor,
  text: string,
  choose: (before: Pid) => Change,
): Promise<Pid> {
  const name = canonicalName(text);
  const now = ctx.now();
  const after = await transact(ctx.db, (tx) => changeWithin(tx, ctx, { actor, name, now, choose }));
  ctx.wakeRegistration();
  return after;
}

/**
 * Changes one identifier in the caller's transaction and says what its registrar should know from now on.
 * @param request.name its canonical name
 * @param request.choose what to change, seeing how it is; it may refuse by throwing
 * @throws AppError not-found, not-allowed, version-mismatch, move-not-allowed; nothing was written then
 */
export async function changeWithin(
  tx: Tx,
  ctx: Pick<AppContext, 'config'>,
  request: { actor: Actor; name: string; now: Date; choose: (before: Pid) => Change },
): Promise<Pid> {
  const { actor, name, now } = request;
  const before = await lockPid(tx, name);
  const shoulder = before === null ? null : await readShoulder(tx, before.shoulderId);
  assertMayChange(actor, before, shoulder);
  const context = changeContext(tx, ctx, actor, now);
  const pid = await transition(tx, { pid: name, ...request.choose(before) }, context);
  if (shoulder !== null) {
    const drafts = await readDrafts(tx, [name]);
    await wantAnnounced(tx, [{ shoulder, pid, draft: drafts.has(name) }], now);
  }
  return pid;
}

/** @throws AppError not-found when there is none or they may not know, not-allowed, move-not-allowed when an item holds it */
export function assertMayChange(
  actor: Actor,
  pid: Pid | null,
  shoulder: Pick<Shoulder, 'minters'> | null,
): asserts pid is Pid {
  if (pid === null || !mayRead(actor, pid)) throw unknownPid();
  if (!mayChange(actor, pid, shoulder)) throw notAllowed('change this identifier');
  if (pid.holder !== null) throw heldError(pid.holder);
}

/** What names an item says what the item says; changed by itself, the two would differ. */
export function heldError(holder: Holder): AppError {
  return new AppError(
    'move-not-allowed',
    `This is the identifier of the ${holder.type} ${holder.id}, and follows it. Change the ${holder.type} instead.`,
  );
}

/** @param what what they may not do, such as 'change this block' */
export function notAllowed(what: string): AppError {
  return new AppError(
    'not-allowed',
    `Only curators and administrators of its organisation, and its owner as a member or as one whom its shoulder names, may ${what}.`,
  );
}

export function canonicalName(text: string): string {
  const parsed = parsePid(text);
  if (!parsed.ok) {
    throw new AppError(
      'not-found',
      `This is not a name that an identifier can have: ${parsed.problem.message}`,
    );
  }
  return parsed.value.canonical;
}

export function unknownPid(): AppError {
  return new AppError('not-found', 'There is no such identifier here, or you may not see it.');
}
