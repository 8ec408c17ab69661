import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openToken } from '../src/modules/orcid/connections/open-token.ts';
import { openBrowser } from './support/browser.ts';
import {
  connect,
  connectionsOf,
  grantsOf,
  orderFault,
  revokeAtOrcid,
  tokensAtOrcid,
} from './support/orcid-connect.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';
const DAY_MS = 86_400_000;
const WRITE = '/activities/update';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());
beforeEach(async () => {
  await fetch(`${system.orcid.url}/_control/faults`, { method: 'DELETE' });
});

/** Connects somebody and lets their token run out in some days. */
async function connectUntil(orcid: string, days: number): Promise<string> {
  await connect(openBrowser(system), orcid);
  const expiresAt = new Date(system.clock.now().getTime() + days * DAY_MS);
  await system.ctx.db
    .transaction()
    .execute((tx) =>
      tx.updateTable('grants').set({ expires_at: expiresAt }).where('orcid', '=', orcid).execute(),
    );
  return (await connectionsOf(system, orcid))[0]?.id ?? '';
}

describe('a token that runs out', () => {
  test('is renewed before it does, and the old one is revoked once the new one is stored', async () => {
    const id = await connectUntil(JOSIAH, 3);
    const opened = await openToken(system.ctx, id, WRITE);
    const [older, newer] = await grantsOf(system, JOSIAH);
    expect(opened).toMatchObject({ ok: true, grantId: newer?.id });
    expect(newer).toMatchObject({ refreshed_from: older?.id, scope: older?.scope });
    expect((await tokensAtOrcid(system, JOSIAH)).map(({ status }) => status)).toEqual(['active', 'active']);
    await system.drain();
    expect((await tokensAtOrcid(system, JOSIAH)).map(({ status }) => status)).toEqual(['revoked', 'active']);
  });

  test('is used to its end where ORCID cannot be asked', async () => {
    const id = await connectUntil(LAURE, 3);
    await orderFault(system, { kind: 'unavailable', match: { pathPrefix: '/oauth/token' } });
    expect(await openToken(system.ctx, id, WRITE)).toMatchObject({ ok: true });
    await orderFault(system, { kind: 'unavailable', match: { pathPrefix: '/oauth/token' } });
    system.clock.advance(4 * DAY_MS);
    expect(await openToken(system.ctx, id, WRITE)).toEqual({ ok: false, reason: 'later' });
    expect((await connectionsOf(system, LAURE))[0]?.state).toBe('connected');
  });

  test('and that the person took back is noticed when it is renewed', async () => {
    const id = await connectUntil(SOFIA, 3);
    await revokeAtOrcid(system, SOFIA);
    expect(await openToken(system.ctx, id, WRITE)).toEqual({ ok: false, reason: 'not-connected' });
    const [connection] = await connectionsOf(system, SOFIA);
    expect(connection).toMatchObject({ state: 'revoked' });
    expect(connection?.ended_detail).toContain('taken back');
    // ORCID says so by 400 invalid_scope, not by 401.
    const calls = await system.ctx.db
      .selectFrom('interactions')
      .select(['status', 'response_body'])
      .where('url', 'like', '%/oauth/token')
      .where('subject', '=', SOFIA)
      .execute();
    expect(calls.at(-1)).toMatchObject({
      status: 400,
      response_body: expect.stringContaining('invalid_scope'),
    });
    expect(await openToken(system.ctx, id, WRITE, { evenIfRevoked: true })).toMatchObject({ ok: true });
  });

  test('and ran out before it could be renewed ends the connection', async () => {
    const id = await connectUntil(SOFIA, 3);
    system.clock.advance(4 * DAY_MS);
    await revokeAtOrcid(system, SOFIA);
    expect(await openToken(system.ctx, id, WRITE)).toEqual({ ok: false, reason: 'expired' });
    expect((await connectionsOf(system, SOFIA))[0]?.state).toBe('expired');
  });
});

test('a scope that the person did not allow is not taken for allowed', async () => {
  await connect(openBrowser(system), JOSIAH);
  const id = (await connectionsOf(system, JOSIAH))[0]?.id ?? '';
  expect(await openToken(system.ctx, id, '/person/update')).toEqual({ ok: false, reason: 'scope-missing' });
  expect(await openToken(system.ctx, id, '/read-public')).toMatchObject({ ok: true });
});
