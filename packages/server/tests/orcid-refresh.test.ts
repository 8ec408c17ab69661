import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openToken } from '../src/modules/orcid/connections/open-token.ts';
import { createApi } from './support/api.ts';
import { beforeWriting } from './support/before-writing.ts';
import { openBrowser } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { createItem } from './support/items.ts';
import {
  connect,
  connectionsOf,
  grantsOf,
  type IssuedToken,
  orderFault,
  revokeAtOrcid,
  tokensAtOrcid,
} from './support/orcid-connect.ts';
import { callsAt, control, depositsOf, metadataBy } from './support/orcid-deposits.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

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

async function allTokens(): Promise<IssuedToken[]> {
  const { items } = await control<{ items: IssuedToken[] }>(system, 'GET', 'tokens');
  return items;
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

describe('a token that ORCID renews', () => {
  const people = ['0000-0002-1694-233X', '0000-0002-9079-593X'];
  beforeAll(async () => {
    for (const orcid of people) {
      await fetch(`${system.orcid.url}/_control/people`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ orcid, name: 'Somebody' }),
      });
    }
  });

  test('for less is kept for what it is, and what needs more waits for the person and says why', async () => {
    const [orcid = ''] = people;
    const id = await connectUntil(orcid, 3);
    await orderFault(system, { kind: 'renewal-less-scope' });
    const api = createApi(system, TEST_ADMIN_TOKEN);
    await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'held', reason: 'scope-missing' }]);
    // ORCID would have said no: it was not even asked.
    const sent = await callsAt(system, 'POST');
    expect(sent.filter(({ path }) => path.includes(orcid))).toEqual([]);
    expect(await openToken(system.ctx, id, WRITE)).toEqual({ ok: false, reason: 'scope-missing' });
    expect(await openToken(system.ctx, id, '/read-limited')).toMatchObject({ ok: true });
    expect((await tokensAtOrcid(system, orcid)).map(({ status }) => status)).toEqual(['revoked', 'active']);
    const detail = await api.get<{ scopes: string[]; history: { action: string }[] }>(
      `/organisations/default/orcid/connections/${id}`,
    );
    expect(detail.body.scopes).not.toContain(WRITE);
    expect(detail.body.history.map(({ action }) => action)).toContain('scope-narrowed');
    await connect(openBrowser(system), orcid);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
  });

  test('for somebody else is revoked and not kept; the one before is used to its end', async () => {
    const [, orcid = ''] = people;
    const id = await connectUntil(orcid, 3);
    const before = await allTokens();
    await orderFault(system, { kind: 'renewal-other-orcid', count: null });
    expect(await openToken(system.ctx, id, WRITE)).toMatchObject({ ok: true });
    // It is not asked again with every call.
    expect(await openToken(system.ctx, id, WRITE)).toMatchObject({ ok: true });
    const [given, ...more] = (await allTokens()).slice(before.length);
    expect(more).toEqual([]);
    expect(given?.orcid).not.toBe(orcid);
    expect(await grantsOf(system, orcid)).toHaveLength(1);
    expect(system.logged()).toContain('a renewed token is for another iD');
    await system.drain();
    const after = (await allTokens()).find(({ accessToken }) => accessToken === given?.accessToken);
    expect(after?.status).toBe('revoked');
    expect((await tokensAtOrcid(system, orcid)).map(({ status }) => status)).toEqual(['active']);
  });

  test('while its person is erased is revoked, and nothing of them is stored', async () => {
    const id = await connectUntil(LAURE, 3);
    const api = createApi(system, TEST_ADMIN_TOKEN);
    const erasures = '/organisations/default/orcid/erasures';
    const before = (await tokensAtOrcid(system, LAURE)).length;
    const db = await beforeWriting(system, { pathPrefix: '/oauth/token' }, async () => {
      const wish = { connection: id, removesItems: false, reason: 'Asked by letter' };
      expect((await api.post(erasures, wish)).status).toBe(202);
      for (let round = 0; round < 3; round += 1) {
        await system.drain();
        system.clock.advance(2 * 60_000);
      }
      expect((await api.get(erasures)).body).toMatchObject({ items: [{ state: 'done' }] });
    });
    const opened = await openToken({ ...system.ctx, db }, id, WRITE);
    expect(opened).toEqual({ ok: false, reason: 'not-connected' });
    expect(await grantsOf(system, LAURE)).toEqual([]);
    await system.drain();
    const tokens = await tokensAtOrcid(system, LAURE);
    expect(tokens).toHaveLength(before + 1);
    expect(tokens.map(({ status }) => status)).not.toContain('active');
    const kept = [...(await dumpDatabase(system))].filter(
      ([name, rows]) =>
        /orcid_|grants|interactions|discarded/.test(name) && rows.some((row) => row.includes(LAURE)),
    );
    expect(kept.map(([name]) => name)).toEqual([]);
  });
});

test('a scope that the person did not allow is not taken for allowed', async () => {
  await connect(openBrowser(system), JOSIAH);
  const id = (await connectionsOf(system, JOSIAH))[0]?.id ?? '';
  expect(await openToken(system.ctx, id, '/person/update')).toEqual({ ok: false, reason: 'scope-missing' });
  expect(await openToken(system.ctx, id, '/read-public')).toMatchObject({ ok: true });
});
