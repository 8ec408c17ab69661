import { createRecordApi } from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { noteClientRefusal } from '../clients/note-refusal.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { readClient } from '../clients/store.ts';
import { sayProblem } from '../explain-problem.ts';
import { createPaced } from '../pace/call-in-turn.ts';
import type { Connection } from './connection.ts';
import { noteActiveRecord, noteProblem } from './note-problem.ts';
import { openToken } from './open-token.ts';
import { advanceRecheck, takeDueRecheck } from './store.ts';
import { RECHECK_MS } from './write-change.ts';

type RecheckContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'log' | 'now' | 'pause' | 'secrets'
>;

/** Where the registry had no answer, it is asked again long before the day is over. */
const SOON_MS = 60 * 60_000;

/**
 * Asks the registry again about records that were locked, deactivated, unclaimed or merged, one after the other, each once
 * a day: what waits for such a record goes on when it is active again.
 * @returns how many were asked about
 */
export async function recheckRecords(ctx: RecheckContext, isStopped = () => false): Promise<number> {
  for (let asked = 0; ; asked += 1) {
    if (isStopped()) return asked;
    const now = ctx.now();
    // Set before the call, so that a crash costs a day and never a loop.
    const nextAt = new Date(now.getTime() + RECHECK_MS);
    const connection = await transact(ctx.db, (tx) => takeDueRecheck(tx, { now, nextAt }));
    if (connection === null) return asked;
    await recheck(ctx, connection, nextAt).catch((error: unknown) => {
      // Such as a token whose key is not known: the other records are asked about all the same.
      ctx.log.error({ err: error, connectionId: connection.id }, 'an ORCID record could not be asked about');
    });
  }
}

async function recheck(ctx: RecheckContext, connection: Connection, nextAt: Date): Promise<void> {
  const token = await openToken(ctx, connection.id, '/read-public');
  const client = await readClient(ctx.db, connection.orcidClientId);
  if (!token.ok || client === null) return;
  const { accessToken, grantId } = token;
  const { orcid, id: connectionId } = connection;
  const orcidClient = await openOrcidClient(ctx, client, { orcid, secrets: [accessToken] });
  const api = createRecordApi(orcidClient, { api: client.api, accessToken });
  const answer = await createPaced(ctx, client)(() => api.readPerson(orcid));
  const now = ctx.now();
  await transact(ctx.db, async (tx) => {
    if (answer.ok) return noteActiveRecord(tx, ctx, { connectionId, now });
    const { problem } = answer;
    if (problem.kind === 'client-refused') {
      return noteClientRefusal(tx, { client, detail: sayProblem(problem), now });
    }
    if (problem.kind === 'later') {
      return advanceRecheck(tx, connectionId, { from: nextAt, to: new Date(now.getTime() + SOON_MS) });
    }
    return noteProblem(tx, ctx, { connectionId, grantId, problem, now });
  });
}
