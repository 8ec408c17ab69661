import { createRecordApi } from '@mintmark/orcid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { openOrcidClient } from '../src/modules/orcid/clients/open-client.ts';
import { readClient } from '../src/modules/orcid/clients/store.ts';
import { noteProblem } from '../src/modules/orcid/connections/note-problem.ts';
import { openToken } from '../src/modules/orcid/connections/open-token.ts';
import { openBrowser } from './support/browser.ts';
import { connect, connectionsOf, revokeAtOrcid, setRecordState } from './support/orcid-connect.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';
const DAY_MS = 86_400_000;

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

async function connectionOf(orcid: string) {
  const [connection] = await connectionsOf(system, orcid);
  if (connection === undefined) throw new Error(`${orcid} is not connected`);
  return connection;
}

/** Reads the person of a record with their token, and notes what ORCID says, as everything does that calls ORCID. */
async function readAndNote(orcid: string): Promise<void> {
  const { id, orcid_client_id } = await connectionOf(orcid);
  const token = await openToken(system.ctx, id, '/read-limited');
  const client = await readClient(system.ctx.db, orcid_client_id);
  if (!token.ok || client === null) throw new Error('there is no token');
  const { accessToken, grantId } = token;
  const orcidClient = await openOrcidClient(system.ctx, client, { orcid, secrets: [accessToken] });
  const answer = await createRecordApi(orcidClient, { api: 'member', accessToken }).readPerson(orcid);
  if (answer.ok) return;
  const noted = { connectionId: id, grantId, problem: answer.problem, now: system.clock.now() };
  await transact(system.ctx.db, (tx) => noteProblem(tx, system.ctx, noted));
}

describe('a record that ORCID', () => {
  test.each(['locked', 'deactivated', 'unclaimed'] as const)(
    '%s is told so, asked about a day later, and goes on',
    async (state) => {
      await connect(openBrowser(system), JOSIAH);
      await setRecordState(system, JOSIAH, state);
      await readAndNote(JOSIAH);
      expect(await connectionOf(JOSIAH)).toMatchObject({ state: 'connected', record_state: state });
      system.clock.advance(DAY_MS);
      await system.drain();
      expect((await connectionOf(JOSIAH)).record_state).toBe(state);
      await setRecordState(system, JOSIAH, 'active');
      await system.drain();
      expect((await connectionOf(JOSIAH)).record_state).toBe(state);
      system.clock.advance(DAY_MS);
      await system.drain();
      expect(await connectionOf(JOSIAH)).toMatchObject({ record_state: 'active', recheck_at: null });
    },
  );

  test('merged into another names the other', async () => {
    await connect(openBrowser(system), LAURE);
    await setRecordState(system, LAURE, 'merged', SOFIA);
    await readAndNote(LAURE);
    expect(await connectionOf(LAURE)).toMatchObject({ record_state: 'merged', merged_into: SOFIA });
  });
});

test('a permission that was taken back at ORCID ends the connection; the iD stays one that was proved', async () => {
  await connect(openBrowser(system), SOFIA);
  await revokeAtOrcid(system, SOFIA);
  await readAndNote(SOFIA);
  const connection = await connectionOf(SOFIA);
  expect(connection.state).toBe('revoked');
  expect(connection.connected_at).not.toBeNull();
});
