import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { connect, connectionsOf, grantsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { itemsOfKinds } from './support/orcid-entries.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';
const SCOPES = ['orcid:read', 'orcid:write'];
const OTHER = '/organisations/other/orcid';

let system: System;
let operator: Api;
/** Administers the organisation `other`, and nothing else. */
let stranger: Api;
beforeAll(async () => {
  system = await startSystem();
  // The first organisation is the oldest one.
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other University' });
  operator = createApi(system, TEST_ADMIN_TOKEN);
  stranger = createApi(system, (await signIn(system, LAURE, SCOPES)).token);
  await operator.put(`/organisations/other/members/${LAURE}`, { role: 'admin' });
  await connect(openBrowser(system), SOFIA);
});
afterAll(() => system?.close());

describe('an organisation that claims the client id of another one', () => {
  test('cannot have the permissions of the other one revoked', async () => {
    const { clientId } = system.ctx.config.orcid;
    const claimed = { environment: 'stand-in', api: 'member', clientId, clientSecret: 'a-guess' };
    expect((await stranger.put(`${OTHER}/client`, claimed)).status).toBe(201);
    const made = {
      format: 'mintmark-orcid-connections/1',
      connections: [
        {
          orcid: SOFIA,
          environment: 'stand-in',
          client_id: clientId,
          grants: [
            {
              access_token: '00000000-0000-4000-8000-000000000000',
              scope: '/read-limited',
              issued_at: '2026-01-01T00:00:00Z',
            },
          ],
        },
      ],
    };
    const { body } = await stranger.post<{ items: { outcome: string }[] }>(`${OTHER}/imports`, made);
    expect(body.items.map(({ outcome }) => outcome)).toEqual(['imported']);
    const planted = (await connectionsOf(system, SOFIA)).find(({ state }) => state === 'imported');
    expect((await stranger.delete(`${OTHER}/connections/${planted?.id}`)).status).toBe(204);
    await system.drain();
    const mine = (await grantsOf(system, SOFIA)).filter((each) => each.connection_id !== planted?.id);
    expect(mine.map((each) => each.revoke_wanted_at)).toEqual([null]);
    expect((await tokensAtOrcid(system, SOFIA)).map(({ status }) => status)).toEqual(['active']);
  });
});

test('an operator’s token does nothing at ORCID without a scope for it', async () => {
  const { token } = await signIn(system, JOSIAH, ['org:admin', 'orcid:read']);
  await system.ctx.db
    .transaction()
    .execute((tx) =>
      tx.updateTable('accounts').set({ operator: true }).where('orcid', '=', JOSIAH).execute(),
    );
  const api = createApi(system, token);
  expect((await api.get(`${OTHER}/connections`)).status).toBe(200);
  expect((await api.post(`${OTHER}/client/test`)).status).toBe(403);
});

/** What a change of each kind may say; the address alone decides whether it is taken. */
const bodies: Readonly<Record<string, unknown>> = {
  finishErasure: { reason: 'x' },
  changeOrcidEntry: { orcid: SOFIA, item: itemsOfKinds.employment },
};

describe('everything with an id that belongs to one organisation', () => {
  type Description = { paths: Record<string, Record<string, { operationId: string }>> };

  test('is for another one as if it were not there, whatever is asked of it', async () => {
    const ids = await idsOfFirst();
    const description = (await (await fetch(`${system.url}/openapi.json`)).json()) as Description;
    const before = await dumpOfOrcid();
    const asked = new Set<string>();
    const answers: string[] = [];
    for (const [path, operations] of Object.entries(description.paths)) {
      const place = /\/organisations\/\{slug\}\/orcid\/[^{}]+\/\{(?:id|\w+Id)\}(?:\/\w+)?$/.exec(path)?.[0];
      if (place === undefined) continue;
      for (const [method, { operationId }] of Object.entries(operations)) {
        asked.add(operationId);
        for (const id of ids) {
          const address = place.replace('{slug}', 'other').replace(/\{\w+\}/, id);
          const { status } = await ask(method, address, bodies[operationId]);
          if (status !== 404) answers.push(`${method} ${address}: ${status}`);
        }
      }
    }
    expect(answers).toEqual([]);
    expect(asked.size).toBeGreaterThan(12);
    expect(await dumpOfOrcid()).toEqual(before);
  });

  async function idsOfFirst(): Promise<string[]> {
    const first = '/organisations/default/orcid';
    const entry = { kind: 'employment', localId: 'e1', orcid: SOFIA, item: itemsOfKinds.employment };
    expect((await operator.post(`${first}/entries`, entry)).status).toBe(201);
    const invited = { name: 'Ana Silva', email: 'ana@example.org' };
    expect((await operator.post(`${first}/invitations`, invited)).status).toBe(201);
    const rows = [{ 'local-id': 'b1', orcid: SOFIA, item: itemsOfKinds.employment }];
    const uploaded = await operator.post(`${first}/batches?kind=employment&dryRun=true`, rows);
    expect(uploaded.status).toBe(202);
    await system.drain();
    const ids: string[] = [];
    for (const list of ['connections', 'entries', 'invitations', 'batches', 'deposits', 'interactions']) {
      const { items } = (await operator.get<{ items: { id: string }[] }>(`${first}/${list}?limit=1`)).body;
      ids.push(...items.map(({ id }) => id));
    }
    expect(ids).toHaveLength(6);
    return ids;
  }

  async function ask(method: string, path: string, body: unknown): Promise<{ status: number }> {
    switch (method) {
      case 'get':
        return stranger.get(path);
      case 'delete':
        return stranger.delete(path);
      case 'put':
        return stranger.put(path, body);
      default:
        return stranger.post(path, body ?? {});
    }
  }

  async function dumpOfOrcid(): Promise<[string, string[]][]> {
    const tables = await dumpDatabase(system);
    return [...tables].filter(([name]) => /orcid_|grants/.test(name));
  }
});
