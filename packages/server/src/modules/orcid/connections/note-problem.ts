import type { OrcidProblem } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import {
  forgetMergedRecord,
  hasExpired,
  isUsable,
  listGrantsOfConnection,
  markGrantRefused,
} from '../../accounts/index.ts';
import type { Connection, RecordState } from './connection.ts';
import { lockConnection } from './store.ts';
import { writeChange } from './write-change.ts';

type NoteContext = Pick<AppContext, 'afterConnectionChange'>;

/** What a call that was made with a grant of a connection came to. */
export type NotedProblem = {
  connectionId: string;
  /** Null where the call was made without a token of the person. */
  grantId: string | null;
  problem: OrcidProblem;
  now: Date;
};

/**
 * Notes what an answer of the registry says about a connection: that the permission is gone, or that the record is
 * locked, deactivated, unclaimed or merged. Anything else, such as a refused item, is no news about the connection; what an
 * answer says about the organisation's client is for `noteClientRefusal`.
 */
export async function noteProblem(tx: Tx, ctx: NoteContext, noted: NotedProblem): Promise<void> {
  const { kind, detail } = noted.problem;
  switch (kind) {
    case 'grant-revoked':
      return noteRefusedGrant(tx, ctx, noted, {
        grant: detail,
        connection: 'ORCID no longer takes the permission: it was taken back there.',
      });
    case 'token-of-other-record':
      return noteRefusedGrant(tx, ctx, noted, {
        grant: detail,
        connection: 'ORCID says that the token belongs to another record; it is not used again.',
      });
    case 'locked':
    case 'deactivated':
    case 'unclaimed':
      return noteRecordState(tx, ctx, noted, kind, null);
    case 'moved':
      return noteRecordState(tx, ctx, noted, 'merged', noted.problem.movedTo);
    default:
      return;
  }
}

/** Notes that a record which could not be used is active again. */
export async function noteActiveRecord(
  tx: Tx,
  ctx: NoteContext,
  noted: { connectionId: string; now: Date },
): Promise<void> {
  const connection = await lockConnection(tx, noted.connectionId);
  if (connection === null || connection.recordState === 'active') return;
  const { environment: orcidEnvironment, orcid, recordState } = connection;
  if (recordState === 'merged') await forgetMergedRecord(tx, { orcidEnvironment, orcid });
  await writeChange(tx, ctx, connection, {
    action: 'record-active',
    set: { recordState: 'active', mergedInto: null },
    actor: { kind: 'service' },
    now: noted.now,
  });
}

/** A permission is gone when its last token is: another one may have come meanwhile, or cover something else. */
async function noteRefusedGrant(
  tx: Tx,
  ctx: NoteContext,
  noted: NotedProblem,
  detail: { grant: string; connection: string },
): Promise<void> {
  const { connectionId, grantId, now } = noted;
  const connection = await lockConnection(tx, connectionId);
  if (connection === null || grantId === null) return;
  await markGrantRefused(tx, grantId, { detail: detail.grant, now });
  if (connection.state !== 'connected' && connection.state !== 'imported') return;
  const grants = await listGrantsOfConnection(tx, connectionId);
  if (grants.some((grant) => isUsable(grant) && !hasExpired(grant, now))) return;
  await writeChange(tx, ctx, connection, {
    action: 'revoked',
    set: { state: 'revoked', endedAt: now, endedDetail: detail.connection },
    actor: { kind: 'service' },
    now,
  });
}

async function noteRecordState(
  tx: Tx,
  ctx: NoteContext,
  noted: NotedProblem,
  recordState: RecordState,
  mergedInto: string | null,
): Promise<void> {
  const connection = await lockConnection(tx, noted.connectionId);
  if (connection === null || isSame(connection, recordState, mergedInto)) return;
  await writeChange(tx, ctx, connection, {
    action: `record-${recordState}`,
    set: { recordState, mergedInto },
    actor: { kind: 'service' },
    now: noted.now,
  });
}

function isSame(connection: Connection, recordState: RecordState, mergedInto: string | null): boolean {
  return connection.recordState === recordState && connection.mergedInto === mergedInto;
}
