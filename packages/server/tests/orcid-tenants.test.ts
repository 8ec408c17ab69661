import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { type Api, createApi } from './support/api.ts';
import { fieldOf, openBrowser } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { connect, connectionsOf, grantsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { itemsOfKinds } from './support/orcid-entries.ts';
import { putOnRecord, workWith } from './support/orcid-reading.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const SOFIA = '0000-0001-2345-6789';
const SCOPES = ['orcid:read', 'orcid:write'];
const OTHER = '/organisations/other/orcid';
const NEVER_CONNECTED = '0000-0002-1694-233X';
/** Everything that has an id of its own and is listed. */
const LISTS = [
  'connections',
  'entries',
  'invitations',
  'batches',
  'deposits',
  'differences',
  'interactions',
  'erasures',
];

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
  await putOnRecord(system, SOFIA, 'work', workWith('By somebody else', [['doi', '10.5555/else']]));
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
  decideOrcidDifference: {},
  changeOrcidEntry: { orcid: SOFIA, item: itemsOfKinds.employment },
};

/** Pages about one thing below those of an organisation, and where forms about one thing are sent. */
const SHOWN = ['people/:id', 'batches/:id', 'log/:id', 'invitations/:id/mail'];
const SENT = [
  'people/:id/disconnect',
  'deposits/:id/retry',
  'differences/:id/accept',
  'batches/:id/apply',
  'invitations/:id/remind',
  'invitations/:id/withdraw',
  'exports/:id/take',
  'exports/erasures/:id/finish',
];

describe('everything with an id that belongs to one organisation', () => {
  type Description = { paths: Record<string, Record<string, { operationId: string }>> };

  let ids: string[];
  beforeAll(async () => {
    ids = await idsOfFirst();
  });

  test('is for another one as if it were not there, whatever is asked of it', async () => {
    const description = (await (await fetch(`${system.url}/openapi.json`)).json()) as Description;
    const before = await dumpOfOrcid();
    const asked = new Set<string>();
    const answers: string[] = [];
    for (const [path, operations] of Object.entries(description.paths)) {
      const place = /\/organisations\/\{slug\}\/orcid\/[^{}]+\/\{(?:id|\w+Id)\}(?:\/\{?\w+\}?)?$/.exec(
        path,
      )?.[0];
      if (place === undefined) continue;
      for (const [method, { operationId }] of Object.entries(operations)) {
        asked.add(operationId);
        for (const id of ids) {
          const address = place
            .replace('{slug}', 'other')
            .replace('{action}', 'accept')
            .replace(/\{\w+\}/, id);
          const { status } = await ask(method, address, bodies[operationId]);
          if (status !== 404) answers.push(`${method} ${address}: ${status}`);
        }
      }
    }
    expect(answers).toEqual([]);
    expect(asked.size).toBeGreaterThan(12);
    expect(await dumpOfOrcid()).toEqual(before);
  });

  test('is on no page of another one either, and no form of theirs reaches it', async () => {
    const browser = openBrowser(system);
    await browser.signIn(LAURE);
    const home = '/app/orcid/manage/other';
    const tokens = await Promise.all(
      ['credentials', 'exports', 'invitations', 'batches'].map(async (tab) =>
        fieldOf((await browser.open(`${home}/${tab}`)).body, 'form_token'),
      ),
    );
    expect(tokens).not.toContain('');
    const before = await dumpOfOrcid();
    for (const id of ids) {
      for (const path of SHOWN)
        expect((await browser.open(`${home}/${path.replace(':id', id)}`)).status, path).toBe(404);
      for (const path of SENT) {
        const answers = await Promise.all(
          tokens.map((form_token) =>
            browser.send(`${home}/${path.replace(':id', id)}`, { form_token, reason: 'x' }),
          ),
        );
        const statuses = new Set(answers.map(({ status }) => status));
        // 403: the form of another page.
        expect(statuses, path).toContain(404);
        expect(
          [...statuses].filter((status) => status !== 404 && status !== 403),
          path,
        ).toEqual([]);
      }
    }
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
    const typed = { ...entry, localId: 'e2', orcid: NEVER_CONNECTED };
    expect((await operator.post(`${first}/entries`, typed)).status).toBe(201);
    const erased = { person: NEVER_CONNECTED, removesItems: false, reason: 'Asked by letter' };
    expect((await operator.post(`${first}/erasures`, erased)).status).toBe(202);
    const ids: string[] = [];
    for (const list of LISTS) {
      const { items } = (await operator.get<{ items: { id: string }[] }>(`${first}/${list}`)).body;
      expect(items.length, list).toBeGreaterThan(0);
      ids.push(items[0]?.id ?? '');
    }
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
