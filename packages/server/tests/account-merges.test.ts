import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { scopes } from '../src/http/actor.ts';
import { type Api, createApi, type PidBody, readShoulders } from './support/api.ts';
import { fieldOf, openBrowser } from './support/browser.ts';
import { makeFolder, type NodeBody, person, share } from './support/data.ts';
import { createItem, readItem } from './support/items.ts';
import {
  mergeAtOrcid,
  openPeople,
  openTwoAccounts,
  MERGE_PAGE as PAGE,
  pressMerge,
} from './support/merged-records.ts';
import { authorize } from './support/oauth.ts';
import { connect, tokensAtOrcid } from './support/orcid-connect.ts';
import { connectPerson } from './support/orcid-deposits.ts';
import { setRole } from './support/organisation.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let operator: Api;
let nextOrcid: () => string;
/** Somebody with an account and nothing to do with any other. */
let known: string;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
  nextOrcid = await openPeople(system, 60);
  known = nextOrcid();
  await signIn(system, known);
});
afterAll(() => system.close());

const accountOf = async (orcid: string) =>
  system.ctx.db
    .selectFrom('accounts')
    .selectAll()
    .where('orcid', '=', orcid)
    .where('orcid_environment', '=', 'stand-in')
    .executeTakeFirstOrThrow();

async function actionsOf(accountId: string): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    select action from events where subject_type = 'account' and subject_id = ${accountId} order by id`.execute(
    system.ctx.db,
  );
  return rows.map(({ action }) => action);
}

async function apiOf(orcid: string): Promise<Api> {
  return createApi(system, (await signIn(system, orcid, scopes)).token);
}

describe('somebody with two accounts, whose records ORCID merged', () => {
  test('is told so on their ORCID page, with what the other one has and what ends', async () => {
    const { old, browser, oldBrowser, merge } = await openTwoAccounts(system, nextOrcid);
    const api = await apiOf(old);
    await createItem(api);
    await createItem(api);
    await setRole(system, old, 'curator');
    expect((await browser.open('/app/orcid')).body).not.toContain(PAGE);
    await merge();

    const own = (await browser.open('/app/orcid')).body;
    expect(own).toContain(`ORCID merged the record of ${old} into yours`);
    expect(own).toContain(PAGE);
    const page = await browser.open(PAGE);
    expect(page.status).toBe(200);
    expect(page.body).toContain(old);
    expect(page.body).toMatch(
      /What comes to this account[\s\S]*2 items[\s\S]*the role of a curator of[\s\S]*What ends/,
    );
    expect(page.body).toMatch(/What ends[\s\S]*1 access token/);
    expect((await oldBrowser.open(PAGE)).status).toBe(404);
  });

  test('takes along all that the other one owned and might', async () => {
    const { old, primary, browser, merge } = await openTwoAccounts(system, nextOrcid);
    const api = await apiOf(old);
    const item = await createItem(api);
    const { ark } = await readShoulders(operator);
    const { body: shoulder } = await operator.post<{ id: string }>('/shoulders', {
      type: 'ark',
      prefix: '99999',
      template: 'eedk',
      shoulder: 'mt1',
      minters: [old],
    });
    expect(ark).toBeDefined();
    const mint = (by: Api) =>
      by.post<PidBody>('/pids', {
        shoulder: shoulder.id,
        state: 'reserved',
        target: 'https://example.org/1',
      });
    const minted = await mint(api);
    expect(minted.status).toBe(201);
    await setRole(system, old, 'admin');
    await operator.put('/organisations/default/groups/finse', { title: 'Finse' });
    await operator.put(`/organisations/default/groups/finse/members/${old}`, {});
    await merge();
    const pressed = await pressMerge(browser);
    expect([pressed.status, pressed.location]).toEqual([303, `${system.url}/app/orcid?told=merged`]);

    const now = await apiOf(primary);
    expect((await readItem(now, item.uuid)).owner?.orcid).toBe(primary);
    expect((await now.get<PidBody>(`/pids/${encodeURIComponent(minted.body.pid)}`)).status).toBe(200);
    expect((await mint(now)).status).toBe(201);
    const { body } = await now.get<{ organisations: { role: string }[] }>('/me');
    expect(body.organisations.map(({ role }) => role)).toEqual(['admin']);
    const members = await operator.get<{ items: { orcid: string }[] }>(
      '/organisations/default/members?limit=200',
    );
    expect(members.body.items.map((each) => each.orcid)).not.toContain(old);
    const group = await operator.get<{ items: { orcid: string }[] }>(
      '/organisations/default/groups/finse/members',
    );
    expect(group.body.items.map((each) => each.orcid)).toEqual([primary]);
    expect(await actionsOf((await accountOf(primary)).id)).toContain('take-in');
    expect(await actionsOf((await accountOf(old)).id)).toContain('become-part');
  });

  test('finds the files of both: the other home is a folder in theirs, and what was shared stays shared', async () => {
    const { old, primary, browser, merge } = await openTwoAccounts(system, nextOrcid);
    const [before, mine, reader] = [await apiOf(old), await apiOf(primary), await apiOf(nextOrcid())];
    const homeOf = async (api: Api) =>
      (await api.get<{ items: NodeBody[] }>('/data/homes')).body.items[0] as NodeBody;
    const [oldHome, home] = [await homeOf(before), await homeOf(mine)];
    const thesis = await makeFolder(before, oldHome.id, 'thesis');
    const notes = await makeFolder(mine, home.id, 'notes');
    const given = [person(old, 'own'), person(primary, 'read')];
    expect((await share(before, thesis.id, given)).status).toBe(200);
    expect((await share(mine, notes.id, [person(old, 'write')])).status).toBe(200);
    await merge();
    expect((await pressMerge(browser)).status).toBe(303);
    const now = await apiOf(primary);
    const found = await now.get<NodeBody>(`/folders/${thesis.id}`);
    expect(found.body).toMatchObject({
      path: `${home.path}/${old}/thesis`,
      owner: { orcid: primary },
      rights: { share: true, remove: true },
    });
    expect((await now.get<NodeBody>(`/folders/${notes.id}`)).body).toMatchObject({
      path: `${home.path}/notes`,
      permission: 'own',
    });
    expect((await homeOf(now)).id).toBe(home.id);
    expect((await reader.get(`/folders/${thesis.id}`)).status).toBe(404);
  });

  test('who has no home of their own gets that of the other one, under their iD', async () => {
    const { old, primary, browser, merge } = await openTwoAccounts(system, nextOrcid);
    const before = await apiOf(old);
    const { body } = await before.get<{ items: NodeBody[] }>('/data/homes');
    await merge();
    expect((await pressMerge(browser)).status).toBe(303);
    const now = await apiOf(primary);
    const homes = (await now.get<{ items: NodeBody[] }>('/data/homes')).body.items;
    expect(homes.map(({ id, path }) => [id, path])).toEqual([
      [body.items[0]?.id, `/default/home/${primary}`],
    ]);
  });

  test('ends what let act for the other one: sessions, access tokens, programs, tokens of signing in', async () => {
    const { old, browser, oldBrowser, merge } = await openTwoAccounts(system, nextOrcid);
    const api = await apiOf(old);
    const program = await authorize(oldBrowser, system);
    const byProgram = createApi(system, program.access);
    expect((await byProgram.get('/me')).status).toBe(200);
    await merge();
    expect((await api.get('/me')).status).toBe(200);
    expect((await pressMerge(browser)).status).toBe(303);
    expect((await api.get('/me')).status).toBe(401);
    expect((await byProgram.get('/me')).status).toBe(401);
    expect((await oldBrowser.open('/app/orcid')).status).toBe(401);
    await system.drain();
    const tokens = await tokensAtOrcid(system, old);
    expect(tokens.map(({ status }) => status)).toEqual(tokens.map(() => 'revoked'));
  });

  test('is refused with the iD that is gone, should ORCID ever take it again, and led to the one that is left', async () => {
    const { old, primary, browser, merge } = await openTwoAccounts(system, nextOrcid);
    const item = await createItem(await apiOf(old));
    await merge();
    await pressMerge(browser);
    const again = openBrowser(system);
    const visit = await again.signIn(old);
    expect(visit.status).toBe(409);
    expect(visit.body).toContain('was merged into another one of the same person');
    expect((await again.open('/app/orcid')).status).toBe(401);
    const connecting = await connect(openBrowser(system), old);
    expect(connecting.status).toBe(409);
    await system.drain();
    const tokens = await tokensAtOrcid(system, old);
    expect(tokens.filter(({ status }) => status !== 'revoked')).toEqual([]);
    // Whoever names the old iD means the account that is left.
    await operator.put('/organisations/default/groups/led', { title: 'Led' });
    expect((await operator.put(`/organisations/default/groups/led/members/${old}`, {})).status).toBe(200);
    const group = await operator.get<{ items: { orcid: string }[] }>(
      '/organisations/default/groups/led/members',
    );
    expect(group.body.items.map((each) => each.orcid)).toEqual([primary]);
    expect((await readItem(await apiOf(primary), item.uuid)).owner?.orcid).toBe(primary);
  });

  test('may do it twice, and at once: it happens once', async () => {
    const { old, primary, browser, merge } = await openTwoAccounts(system, nextOrcid);
    await merge();
    const { body } = await browser.open(PAGE);
    const pressed = await Promise.all([pressMerge(browser, body), pressMerge(browser, body)]);
    expect(pressed.map(({ status }) => status)).toEqual([303, 303]);
    expect((await pressMerge(browser, body)).status).toBe(303);
    const actions = await actionsOf((await accountOf(primary)).id);
    expect(actions.filter((action) => action === 'take-in')).toHaveLength(1);
    expect((await browser.open(PAGE)).status).toBe(404);
    expect((await accountOf(old)).merged_into).toBe((await accountOf(primary)).id);
  });

  test('can do it over the API, with a session and no token', async () => {
    const { old, primary, browser, merge } = await openTwoAccounts(system, nextOrcid);
    await createItem(await apiOf(old));
    await merge();
    const api = await apiOf(primary);
    const list = await api.get<{ items: { id: string }[] }>('/orcid/mergeable-accounts');
    expect(list.body.items).toMatchObject([{ orcid: old, moved: ['1 item'], ended: ['1 access token'] }]);
    const path = `/orcid/mergeable-accounts/${list.body.items[0]?.id}/merge`;
    expect((await api.post(path)).status).toBe(403);
    const headers = { cookie: browser.cookieHeader(), origin: system.url, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${system.url}/api/v1${path}`, { method: 'POST', headers });
    expect(answer.status).toBe(204);
    expect((await api.get<{ items: unknown[] }>('/orcid/mergeable-accounts')).body.items).toEqual([]);
  });

  test('waits while something of the other account is being sent', async () => {
    const { old, primary, browser, merge } = await openTwoAccounts(system, nextOrcid);
    await createItem(await apiOf(old));
    await merge();
    const account = await accountOf(old);
    const until = new Date(system.clock.now().getTime() + 60_000);
    await transact(system.ctx.db, (tx) =>
      sql`
        insert into batches (id, owner_id, scopes, state, mode, dry_run, format, input_bytes, rows_total, created_at,
          updated_at, claimed_until, claimed_by)
        values (${crypto.randomUUID()}::uuid, ${account.id}, '{}', 'running', 'row-by-row', false, 'csv', 1, 1,
          ${system.clock.now()}, ${system.clock.now()}, ${until}, ${crypto.randomUUID()}::uuid)`.execute(tx),
    );
    const { body } = await browser.open(PAGE);
    const refused = await pressMerge(browser, body);
    expect(refused.status).toBe(409);
    expect(refused.body).toContain('Wait a minute and try again');
    expect((await accountOf(old)).merged_into).toBeNull();
    await transact(system.ctx.db, (tx) =>
      sql`update batches set state = 'done', finished_at = ${system.clock.now()} where owner_id = ${account.id}`.execute(
        tx,
      ),
    );
    expect((await pressMerge(browser, body)).status).toBe(303);
    expect((await accountOf(primary)).merged_into).toBeNull();
  });
});

describe('several accounts of one person', () => {
  test('go into the one of the last record, over others', async () => {
    const [first, second, last] = [nextOrcid(), nextOrcid(), nextOrcid()];
    await connectPerson(system, first);
    const between = await connectPerson(system, second);
    const item = await createItem(await apiOf(first));
    const browser = openBrowser(system);
    await browser.signIn(last);
    await mergeAtOrcid(system, first, second);
    await mergeAtOrcid(system, second, last);
    // Who was merged in turn is not who is left.
    expect((await between.open(PAGE)).status).toBe(404);
    expect((await pressMerge(browser)).status).toBe(303);
    expect((await pressMerge(browser)).status).toBe(303);
    expect((await browser.open(PAGE)).status).toBe(404);
    expect((await readItem(await apiOf(last), item.uuid)).owner?.orcid).toBe(last);
    const { id } = await accountOf(last);
    for (const orcid of [first, second]) expect((await accountOf(orcid)).merged_into).toBe(id);
  });
});

test('whoever signs in at ORCID with the iD that was merged away is led to where the accounts are merged', async () => {
  const { old, browser, merge } = await openTwoAccounts(system, nextOrcid);
  await merge();
  const refused = await connect(browser, old);
  expect(refused.status).toBe(409);
  expect(refused.body).toContain(`href="${PAGE}"`);
});

describe('nobody merges the account of somebody else', () => {
  test('whose record was merged into another one, or into none: there is no such page', async () => {
    const { browser, merge } = await openTwoAccounts(system, nextOrcid);
    await merge();
    const { body } = await browser.open(PAGE);
    const id = fieldOf(body, 'account');
    const stranger = openBrowser(system);
    await stranger.signIn(nextOrcid());
    const own = (await stranger.open('/app/orcid')).body;
    expect((await stranger.open(PAGE)).status).toBe(404);
    const form = { form_token: fieldOf(own, 'form_token'), account: id };
    for (const account of [id, (await accountOf(known)).id, crypto.randomUUID(), 'nonsense', '']) {
      const sent = await stranger.send(PAGE, { ...form, account });
      expect([403, 404]).toContain(sent.status);
    }
    expect((await openBrowser(system).open(PAGE)).status).toBe(401);
  });

  test('by a form of another session, or of another site', async () => {
    const { old, browser, merge } = await openTwoAccounts(system, nextOrcid);
    await merge();
    const { body } = await browser.open(PAGE);
    const account = fieldOf(body, 'account');
    expect((await browser.send(PAGE, { form_token: 'forged', account })).status).toBe(403);
    const form = { form_token: fieldOf(body, 'form_token'), account };
    expect((await browser.send(PAGE, form, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await accountOf(old)).merged_into).toBeNull();
  });

  test('once its owner has signed in with it again: ORCID has not merged it', async () => {
    const { old, browser, merge } = await openTwoAccounts(system, nextOrcid);
    await merge();
    const { body } = await browser.open(PAGE);
    await openBrowser(system).signIn(old);
    expect((await browser.open(PAGE)).status).toBe(404);
    expect((await pressMerge(browser, body)).status).toBe(404);
  });

  test('of another registry that has the same iD', async () => {
    const { old, browser, merge } = await openTwoAccounts(system, nextOrcid);
    const elsewhere = crypto.randomUUID();
    const now = system.clock.now();
    await transact(system.ctx.db, (tx) =>
      tx
        .insertInto('accounts')
        .values({
          id: elsewhere,
          orcid: old,
          orcid_environment: 'sandbox',
          name: 'Elsewhere',
          created_at: now,
          last_signed_in_at: now,
        })
        .execute(),
    );
    await merge();
    const { body } = await browser.open(PAGE);
    expect(body).not.toContain(elsewhere);
    const form = { form_token: fieldOf(body, 'form_token'), account: elsewhere };
    expect((await browser.send(PAGE, form)).status).toBe(404);
  });

  test('whose records were merged in a circle', async () => {
    const [one, other] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, one);
    const browser = await connectPerson(system, other);
    const now = system.clock.now();
    await transact(system.ctx.db, (tx) =>
      tx
        .insertInto('merged_records')
        .values([
          { orcid_environment: 'stand-in', orcid: one, into_orcid: other, stated_at: now },
          { orcid_environment: 'stand-in', orcid: other, into_orcid: one, stated_at: now },
        ])
        .execute(),
    );
    expect((await browser.open(PAGE)).status).toBe(404);
  });
});
