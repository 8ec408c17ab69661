import {
  createRecordApi,
  isItemGone,
  type OrcidProblem,
  type OrcidRecord,
  type RecordApi,
} from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import type { Connection } from '../connections/connection.ts';
import { type OpenedToken, openToken } from '../connections/open-token.ts';
import { createPaced, type Paced } from '../pace/call-in-turn.ts';
import { listRecordItems, type RecordItem } from './record-items.ts';
import type { DepositStamp } from './store.ts';

export type ReadContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'engine' | 'log' | 'now' | 'pause' | 'secrets'
>;

/** What came of a reading. */
export type ReadOutcome =
  | {
      kind: 'read';
      record: OrcidRecord;
      items: RecordItem[];
      grantId: string;
      /** Of our deposits, those that the registry says are gone. */
      gone: ReadonlySet<string>;
      /** Of our deposits, those that are there although the record does not list them for us. */
      unlisted: ReadonlySet<string>;
      /** Whether every deposit that was missing was asked about. */
      isComplete: boolean;
      /** Whether asking ended because the registry gave no answer that says anything: the rest is asked later. */
      isCutShort: boolean;
    }
  /** There is no permission, or none to read. */
  | { kind: 'not-permitted'; detail: string }
  | { kind: 'later'; detail: string }
  | { kind: 'problem'; problem: OrcidProblem; grantId: string };

/** Items that are asked about one by one in one reading; the rest is asked in the next, which follows at once. */
const MOST_ASKED = 20;
/** Calls that one reading makes at most: it may renew a token, and reads the record before it asks. */
export const MOST_CALLS = 2 + MOST_ASKED;

/**
 * Reads a record whole: one call, at the client's rate. What we wrote and the record does not list is asked for by its put
 * code before it counts as gone, since a permission for less may list less.
 */
export async function readRecord(
  ctx: ReadContext,
  connection: Connection,
  client: OrganisationClient,
  stamps: readonly DepositStamp[],
): Promise<ReadOutcome> {
  const token = await openReadToken(ctx, connection.id);
  if (!token.ok) return withoutToken(token);
  const { accessToken, grantId } = token;
  const orcidClient = await openOrcidClient(ctx, client, { orcid: connection.orcid, secrets: [accessToken] });
  const api = createRecordApi(orcidClient, { api: client.api, accessToken });
  const paced = createPaced(ctx, client);
  const answer = await paced(() => api.readRecord(connection.orcid));
  if (!answer.ok) return { kind: 'problem', problem: answer.problem, grantId };
  const items = listRecordItems(answer.record);
  const listed = new Set(items.map((each) => `${each.kind} ${each.putCode}`));
  const missing = stamps.filter(
    ({ kind, putCode, state, isClaimed }) =>
      putCode !== null && state === 'acknowledged' && !isClaimed && !listed.has(`${kind} ${putCode}`),
  );
  const toAsk = missing.slice(0, MOST_ASKED);
  const asked = await askForMissing(api, paced, connection.orcid, toAsk);
  const isComplete = asked.size === missing.length;
  const those = (isGone: boolean): Set<string> =>
    new Set([...asked].filter(([, gone]) => gone === isGone).map(([id]) => id));
  return {
    kind: 'read',
    record: answer.record,
    items,
    grantId,
    gone: those(true),
    unlisted: those(false),
    isComplete,
    isCutShort: asked.size < toAsk.length,
  };
}

/** Whether each is gone, by its deposit, as far as the registry could be asked. */
async function askForMissing(
  api: RecordApi,
  paced: Paced,
  orcid: string,
  missing: readonly DepositStamp[],
): Promise<Map<string, boolean>> {
  const asked = new Map<string, boolean>();
  for (const { id, kind, putCode } of missing) {
    if (putCode === null) continue;
    const answer = await paced(() => api.readItem(orcid, kind, putCode));
    if (!answer.ok && !isItemGone(answer.problem)) break;
    asked.set(id, !answer.ok);
  }
  return asked;
}

/** The permission that reads most. */
async function openReadToken(ctx: ReadContext, connectionId: string): Promise<OpenedToken> {
  const limited = await openToken(ctx, connectionId, '/read-limited');
  return limited.ok || limited.reason !== 'scope-missing'
    ? limited
    : openToken(ctx, connectionId, '/read-public');
}

function withoutToken({ reason }: OpenedToken & { ok: false }): ReadOutcome {
  switch (reason) {
    case 'not-connected':
    case 'expired':
      return { kind: 'not-permitted', detail: 'There is no permission to read the record.' };
    case 'scope-missing':
      return {
        kind: 'not-permitted',
        detail: 'The permission does not let the record be read; connect it again.',
      };
    case 'later':
    case 'client-refused':
      return { kind: 'later', detail: 'ORCID could not be asked for a token.' };
    default:
      return reason satisfies never;
  }
}
