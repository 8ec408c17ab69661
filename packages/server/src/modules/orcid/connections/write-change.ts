import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import type { Connection } from './connection.ts';
import { updateConnection } from './store.ts';

/** Between two questions whether a record that could not be used is active again. */
export const RECHECK_MS = 24 * 60 * 60 * 1000;

type Change = {
  action: string;
  set: Partial<
    Pick<
      Connection,
      | 'orcid'
      | 'state'
      | 'recordState'
      | 'mergedInto'
      | 'preference'
      | 'language'
      | 'name'
      | 'accountId'
      | 'connectedAt'
      | 'endedAt'
      | 'endedDetail'
    >
  >;
  actor: EventActor;
  now: Date;
  /** What else the history is told, beside what changed. */
  told?: Record<string, unknown>;
  reason?: string | null;
  invitationId?: string;
};

/**
 * Changes a connection that this transaction has locked: the row, its history and what follows from it.
 * @returns the connection as it is now
 */
export async function writeChange(
  tx: Tx,
  ctx: Pick<AppContext, 'afterConnectionChange'>,
  before: Connection,
  change: Change,
): Promise<Connection> {
  const { set, now } = change;
  const after: Connection = { ...before, ...set, version: before.version + 1, updatedAt: now };
  const isLive = after.state === 'connected' || after.state === 'imported';
  const needsRecheck = isLive && after.recordState !== 'active';
  await updateConnection(tx, after, needsRecheck ? new Date(now.getTime() + RECHECK_MS) : null);
  await recordEvent(tx, {
    at: now,
    subject: { type: 'orcid-connection', id: before.id },
    action: change.action,
    actor: change.actor,
    before: presentForHistory(before),
    after: { ...presentForHistory(after), ...change.told },
    reason: change.reason ?? null,
  });
  const { actor, invitationId = null } = change;
  await ctx.afterConnectionChange(tx, { before, after, actor, invitationId });
  return after;
}

/** What the history keeps of a connection. */
export function presentForHistory(connection: Connection): Record<string, unknown> {
  const { state, recordState, mergedInto, preference } = connection;
  return { state, recordState, preference, ...(mergedInto === null ? {} : { mergedInto }) };
}
