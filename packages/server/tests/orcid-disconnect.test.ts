import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { connect, connectionsOf, grantsOf, orderFault, tokensAtOrcid } from './support/orcid-connect.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';
const LIST = '/organisations/default/orcid/connections';

type Detail = {
  id: string;
  state: string;
  preference: string;
  grants: { state: string }[];
  history: { action: string }[];
};

let system: System;
let admin: Api;
let laure: Api;
beforeAll(async () => {
  system = await startSystem();
  const scopes = ['orcid:read', 'orcid:write'];
  admin = createApi(system, (await signIn(system, JOSIAH, scopes)).token);
  laure = createApi(system, (await signIn(system, LAURE, scopes)).token);
  await setRole(system, JOSIAH, 'admin');
  for (const orcid of [JOSIAH, LAURE, SOFIA]) await connect(openBrowser(system), orcid);
});
afterAll(() => system.close());

async function idOf(orcid: string): Promise<string> {
  return (await connectionsOf(system, orcid))[0]?.id ?? '';
}

describe('connections', () => {
  test('are listed for administrators, page by page, and found by name, iD and state', async () => {
    type List = { items: { orcid: string; authenticated: boolean }[]; next: string | null };
    const first = (await admin.get<List>(`${LIST}?limit=2`)).body;
    expect(first.items.map((each) => each.orcid)).toEqual([SOFIA, LAURE]);
    const rest = (await admin.get<List>(`${LIST}?limit=2&cursor=${first.next}`)).body;
    expect(rest).toMatchObject({ items: [{ orcid: JOSIAH, authenticated: true }], next: null });
    for (const query of ['text=haak', `text=${LAURE.slice(5)}`]) {
      expect((await admin.get<List>(`${LIST}?${query}`)).body.items.map((each) => each.orcid)).toEqual([
        LAURE,
      ]);
    }
    expect((await admin.get<List>(`${LIST}?text=%25`)).body.items).toEqual([]);
    expect((await admin.get<List>(`${LIST}?state=revoked`)).body.items).toEqual([]);
    expect((await admin.get(`${LIST}?text=%00`)).status).toBe(400);
    expect((await laure.get(LIST)).status).toBe(403);
  });

  test('show their ledger and their history, and no token', async () => {
    const { body } = await admin.get<Detail>(`${LIST}/${await idOf(SOFIA)}`);
    expect(body).toMatchObject({
      state: 'connected',
      grants: [{ state: 'live' }],
      history: [{ action: 'connect' }],
    });
    const tokens = await tokensAtOrcid(system, SOFIA);
    expect(JSON.stringify(body)).not.toContain(tokens[0]?.accessToken);
  });

  test('belong to their people: others neither see nor change nor end them', async () => {
    const id = await idOf(SOFIA);
    expect((await laure.get(`/orcid/connections/${id}`)).status).toBe(404);
    expect((await laure.patch(`/orcid/connections/${id}`, { preference: 'never' })).status).toBe(404);
    expect((await laure.delete(`/orcid/connections/${id}`)).status).toBe(404);
    expect((await laure.delete(`${LIST}/${id}`)).status).toBe(403);
  });

  test('hold how their people want their record kept, and in which language', async () => {
    const id = await idOf(LAURE);
    const changed = await laure.patch(`/orcid/connections/${id}`, { preference: 'ask', language: 'fr' });
    expect(changed.body).toMatchObject({ preference: 'ask', language: 'fr' });
    expect((await laure.patch(`/orcid/connections/${id}`, { preference: 'sometimes' })).status).toBe(400);
    const stale = { 'if-match': '"1"' };
    expect((await laure.patch(`/orcid/connections/${id}`, { preference: 'never' }, stale)).status).toBe(412);
    const { body } = await laure.get<Detail>(`/orcid/connections/${id}`);
    expect(body.history.map((each) => each.action)).toEqual(['connect', 'change-preference']);
  });
});

describe('disconnecting', () => {
  test('revokes every token of the ledger, those of signing in too, and keeps on asking while ORCID is down', async () => {
    await orderFault(system, { kind: 'unavailable', count: 2, match: { pathPrefix: '/oauth/revoke' } });
    expect((await laure.delete(`/orcid/connections/${await idOf(LAURE)}`)).status).toBe(204);
    const [connection] = await connectionsOf(system, LAURE);
    expect(connection).toMatchObject({
      state: 'disconnected',
      ended_detail: 'The person disconnected it here.',
    });
    await system.drain();
    expect((await tokensAtOrcid(system, LAURE)).map(({ status }) => status)).toContain('active');
    system.clock.advance(60_000);
    await system.drain();
    const statuses = (await tokensAtOrcid(system, LAURE)).map(({ status }) => status);
    expect(statuses).toEqual(statuses.map(() => 'revoked'));
    expect(statuses.length).toBeGreaterThan(1);
    const [grant] = await grantsOf(system, LAURE);
    expect(grant?.revoked_at).toEqual(system.clock.now());
    // What they had sealed stays: ORCID lets it delete what was added.
    expect(grant?.access_token).toMatch(/^v1\./);
  });

  test('twice is as once', async () => {
    expect((await laure.delete(`/orcid/connections/${await idOf(LAURE)}`)).status).toBe(204);
    const { body } = await laure.get<Detail>(`/orcid/connections/${await idOf(LAURE)}`);
    expect(body.history.filter((each) => each.action === 'disconnect')).toHaveLength(1);
  });

  test('after a crash between the two ends, ORCID is asked again, which is harmless', async () => {
    expect((await admin.delete(`${LIST}/${await idOf(SOFIA)}`)).status).toBe(204);
    await system.drain();
    // As if the answer had come and the process had died before it was written.
    await system.ctx.db
      .transaction()
      .execute((tx) =>
        tx
          .updateTable('grants')
          .set({ revoked_at: null, revoke_next_at: system.clock.now() })
          .where('orcid', '=', SOFIA)
          .execute(),
      );
    await system.drain();
    const grants = await grantsOf(system, SOFIA);
    expect(grants.every((grant) => grant.revoked_at !== null)).toBe(true);
  });

  test('is undone by connecting again', async () => {
    await connect(openBrowser(system), SOFIA);
    expect(await connectionsOf(system, SOFIA)).toMatchObject([{ state: 'connected', ended_at: null }]);
    await system.drain();
    expect((await tokensAtOrcid(system, SOFIA)).at(-1)?.status).toBe('active');
  });
});
