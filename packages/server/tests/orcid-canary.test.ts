import { answerSignIn } from '@mintmark/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import type { Api } from './support/api.ts';
import { type Browser, fieldOf, openBrowser } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { createItem } from './support/items.ts';
import {
  beginConnect,
  connect,
  connectionsOf,
  orderFault,
  registerClientAtOrcid,
  revokeAtOrcid,
  tokensAtOrcid,
} from './support/orcid-connect.ts';
import { depositsOf, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { followLink, type Inviting, startInviting } from './support/orcid-invitations.ts';
import { SOFIA } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { collectSecrets, findSecrets, type Place, wirePlaces } from './support/secrets.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { tapTheWire } from './support/wire-tap.ts';

const CLIENT_SECRET = 'client/secret+canary=4f7q';
const PASSPHRASE = 'a passphrase of canaries 9w2';
const ADDRESS = 'canary.contributor@private.example';
const ENTRY_ADDRESS = 'canary.employee@private.example';
const IMPORTED = {
  access: '77777777-1111-4bbb-8ccc-dddddddddddd',
  refresh: '77777777-2222-4bbb-8ccc-dddddddddddd',
};
const HOME = '/organisations/default/orcid';
const MANAGE = '/app/orcid/manage/default';
const OPERATOR = { authorization: `Bearer ${TEST_ADMIN_TOKEN}` };
const HOUR_MS = 3_600_000;

/** Every way in which ORCID, or somebody between, may fail a connection. */
const CONNECT_FAULTS = [
  ...['other-sub', 'other-aud', 'expired', 'wrong-nonce', 'wrong-at-hash', 'alg-none'].map(
    (each): Record<string, unknown> => ({ kind: `id-token-${each}` }),
  ),
  ...['unavailable', 'bad-gateway-html', 'rate-limited', 'reset'].map((kind) => ({
    kind,
    match: { pathPrefix: '/oauth/token' },
  })),
  {
    kind: 'error-500',
    match: { pathPrefix: '/oauth/token' },
    body: 'client_secret=stand-in-client-secret was sent',
    contentType: 'text/plain',
  },
];

const tap = tapTheWire();
let inviting: Inviting;
let system: System;
let operator: Api;
let josiah: Browser;
const links: string[] = [];
beforeAll(async () => {
  inviting = await startInviting();
  ({ system, operator } = inviting);
  josiah = openBrowser(system);
  await josiah.signIn(JOSIAH);
});
afterAll(async () => {
  tap.stop();
  await inviting?.close();
});

/** Everything that this may hold no secret in: the log, all rows, and what went over the wire. */
async function collectPlaces(): Promise<{ tables: Place[]; others: Place[] }> {
  const tables = await dumpDatabase(system);
  return {
    tables: [...tables].map(([table, rows]) => ({ place: `table ${table}`, text: rows.join('\n') })),
    others: [
      { place: 'the log', text: system.logged() },
      ...wirePlaces(tap.exchanges, { service: system.url, orcid: system.orcid.url }),
    ],
  };
}

async function enterCredentials(): Promise<void> {
  await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other University' });
  const client = { id: 'APP-CANARY0000000001', secret: CLIENT_SECRET };
  await registerClientAtOrcid(system, client);
  const path = '/organisations/other/orcid/client';
  const wish = { environment: 'stand-in', api: 'member', clientId: client.id };
  expect((await operator.put(path, { ...wish, clientSecret: `${CLIENT_SECRET}x` })).status).toBe(201);
  expect((await operator.post(`${path}/test`, {})).body).toMatchObject({ ok: false });
  expect(
    (await operator.put(path, { ...wish, clientSecret: CLIENT_SECRET }, { 'if-match': '*' })).status,
  ).toBe(200);
  expect((await operator.post(`${path}/test`, {})).status).toBe(200);
  expect(
    (await operator.put(path, { ...wish, api: 'all', clientSecret: CLIENT_SECRET }, { 'if-match': '*' }))
      .status,
  ).toBe(400);
}

async function connectInEveryWay(): Promise<void> {
  expect((await connect(josiah, JOSIAH)).status).toBe(303);
  expect((await connect(josiah, JOSIAH, { form: { need: 'person' } })).status).toBe(303);
  expect((await connect(openBrowser(system), LAURE)).status).toBe(303);
  expect((await connect(openBrowser(system), LAURE, { slug: 'other' })).status).toBe(303);
  expect((await connect(openBrowser(system), SOFIA, { decision: 'deny' })).status).toBe(403);
  for (const fault of CONNECT_FAULTS) {
    const browser = openBrowser(system);
    const callback = await answerSignIn(await beginConnect(browser), { orcid: SOFIA, decision: 'grant' });
    await orderFault(system, fault);
    expect((await browser.open(callback)).status, JSON.stringify(fault)).toBeGreaterThanOrEqual(400);
  }
  const replaying = openBrowser(system);
  const callback = await answerSignIn(await beginConnect(replaying), { orcid: LAURE, decision: 'grant' });
  expect((await openBrowser(system).open(callback)).status).toBe(400);
  expect((await replaying.open(callback)).status).toBe(400);
  expect((await connect(josiah, SOFIA)).status, 'another iD than the one that is signed in').toBe(409);
}

async function inviteInEveryWay(): Promise<void> {
  await inviting.invite(ADDRESS);
  await system.drain();
  const link = inviting.linkTo(ADDRESS);
  links.push(link);
  expect((await followLink(system, link, SOFIA, 'deny')).back.status).toBe(403);
  await openBrowser(system).open(`${link}x`);
  expect((await followLink(system, link, SOFIA)).back.status).toBe(303);
  await openBrowser(system).open(link);
  const csv = `name,email\nSofia Garcia,${ADDRESS}\nNobody,not an address ${ADDRESS}\n`;
  await fetch(`${system.url}/api/v1${HOME}/invitations/csv?dryRun=true`, {
    method: 'POST',
    headers: { ...OPERATOR, 'content-type': 'text/csv' },
    body: csv,
  });
  const entries = `local-id,orcid,email,keyword\nk1,${JOSIAH},,canaries\nk2,,${ENTRY_ADDRESS},canaries\n`;
  const batch = await fetch(`${system.url}/api/v1${HOME}/batches?kind=keyword`, {
    method: 'POST',
    headers: { ...OPERATOR, 'content-type': 'text/csv' },
    body: entries,
  });
  expect(batch.status).toBeLessThan(300);
  await system.drain();
}

async function writeInEveryWay(): Promise<void> {
  const [token] = (await tokensAtOrcid(system, JOSIAH)).filter(({ status }) => status === 'active');
  // What something between may do: say in its answer what it was sent.
  const echo = `Authorization: Bearer ${token?.accessToken}`;
  const faults: (Record<string, unknown> | null)[] = [
    null,
    { kind: 'unavailable', match: { method: 'POST' } },
    { kind: 'error-500', match: { method: 'POST' }, body: echo, contentType: 'text/plain' },
    { kind: 'reset', match: { method: 'POST' } },
    { kind: 'registry-9017', match: { method: 'POST', pathPrefix: `/v3.0/${SOFIA}/` } },
  ];
  for (const [index, fault] of faults.entries()) {
    if (fault !== null) await orderFault(system, { count: 1, ...fault });
    await createItem(operator, { metadata: metadataBy([JOSIAH, LAURE, SOFIA], `Canaries ${index}`) });
    await system.drain();
  }
  await revokeAtOrcid(system, LAURE);
  await createItem(operator, { metadata: metadataBy([LAURE], 'Written after the permission is gone') });
  for (let round = 0; round < 3; round += 1) {
    system.clock.advance(HOUR_MS);
    await system.drain();
  }
  // Whether somebody signed in just now is told by ORCID, whose clock is the real one.
  system.clock.advance(-3 * HOUR_MS);
  expect((await recordOf(system, JOSIAH)).length).toBeGreaterThan(0);
  const states = (await depositsOf(system)).map(({ state, reason }) => `${state} ${reason ?? ''}`.trim());
  expect(states).toContain('acknowledged');
  expect(states).toContain('held not-connected');
}

async function takeConnectionsAlong(): Promise<void> {
  for (const format of ['json', 'csv']) {
    const exported = await fetch(`${system.url}/api/v1${HOME}/export?format=${format}`, {
      headers: OPERATOR,
    });
    expect(exported.status).toBe(200);
  }
  const page = `${MANAGE}/exports`;
  const fresh = openBrowser(system);
  await fresh.signIn(JOSIAH);
  const form = async () => ({
    form_token: fieldOf((await fresh.open(page)).body, 'form_token'),
    reason: 'Change to another system',
    passphrase: PASSPHRASE,
  });
  const refused = await fresh.send(page, { ...(await form()), passphrase_again: `${PASSPHRASE}!` });
  expect(refused.status).toBe(400);
  expect((await fresh.send(page, { ...(await form()), passphrase_again: PASSPHRASE })).status).toBe(303);
  const action = /action="([^"]+\/take)"/.exec((await fresh.open(page)).body)?.[1] ?? '';
  expect((await fresh.send(action, { form_token: (await form()).form_token })).status).toBe(200);
  const grant = { token_type: 'bearer', scope: '/read-limited /activities/update', expires_in: 631138518 };
  const connection = {
    name: 'Imported Person',
    environment: 'stand-in',
    client_id: system.config.orcid.clientId,
    grants: [
      {
        access_token: IMPORTED.access,
        refresh_token: IMPORTED.refresh,
        issued_at: '2026-01-01T00:00:00.000Z',
        revoked_at: null,
        ...grant,
      },
    ],
  };
  const connections = ['0000-0001-2345-6789', '0000-0001-2345-6788'].map((orcid) => ({
    orcid,
    ...connection,
  }));
  const imported = await operator.post(`${HOME}/imports`, {
    format: 'mintmark-orcid-connections/1',
    connections,
  });
  expect(imported.status).toBe(200);
  await operator.post(`${HOME}/imports`, { format: 'another', connections });
}

async function lookEverywhere(): Promise<void> {
  const browser = openBrowser(system);
  await browser.signIn(JOSIAH);
  const tabs = ['credentials', 'people', 'invitations', 'deposits', 'batches', 'log', 'exports'];
  for (const tab of tabs) expect((await browser.open(`${MANAGE}/${tab}`)).status, tab).toBe(200);
  for (const path of ['/app/orcid', '/orcid/connect/default', '/metrics', '/app/orcid/manage/other/log'])
    await browser.open(path);
  const lists = ['client', 'connections', 'invitations', 'deposits', 'entries', 'batches', 'groups'];
  for (const list of [...lists, 'erasures', 'export'])
    expect((await operator.get(`${HOME}/${list}`)).status, list).toBe(200);
  for (const organisation of ['default', 'other']) {
    const log = `/organisations/${organisation}/orcid/interactions`;
    const { items } = (await operator.get<{ items: { id: string }[] }>(`${log}?limit=100`)).body;
    expect(items.length).toBeGreaterThan(0);
    for (const { id } of items) await operator.get(`${log}/${id}`);
    for (const { id } of items.slice(0, 10)) await browser.open(`${MANAGE}/log/${id}`);
    const bundle = await fetch(`${system.url}/api/v1${log}/bundle`, {
      method: 'POST',
      headers: { ...OPERATOR, 'content-type': 'application/json' },
      body: '{}',
    });
    expect((await bundle.text()).split('\n').length).toBeGreaterThan(2);
  }
}

async function part(): Promise<void> {
  expect((await operator.get(`${HOME}/connections`)).status).toBe(200);
  const [laure] = await connectionsOf(system, LAURE);
  await operator.post(`${HOME}/erasures`, {
    connection: laure?.id,
    removesItems: true,
    reason: 'Asked by letter',
  });
  await orderFault(system, { kind: 'unavailable', count: 1, match: { pathPrefix: '/oauth/revoke' } });
  const { body } = await josiah.open('/app/orcid');
  expect(body).toContain('Disconnect your record from');
  const action = /action="([^"]+disconnect[^"]*)"/.exec(body)?.[1] ?? '';
  expect((await josiah.send(action, { form_token: fieldOf(body, 'form_token') })).status).toBe(303);
  for (let round = 0; round < 3; round += 1) {
    system.clock.advance(60_000);
    await system.drain();
  }
}

test('no token, code, state, secret, passphrase, link, webhook or mail address is found where it does not belong', async () => {
  await enterCredentials();
  await connectInEveryWay();
  await inviteInEveryWay();
  await writeInEveryWay();
  await takeConnectionsAlong();
  await lookEverywhere();
  await part();
  await lookEverywhere();

  const secrets = new Map([
    ['operator token', TEST_ADMIN_TOKEN],
    ['secret of the first client', system.config.orcid.clientSecret],
    ['secret of another client', CLIENT_SECRET],
    ['passphrase', PASSPHRASE],
    ['imported access token', IMPORTED.access],
    ['imported refresh token', IMPORTED.refresh],
    ...collectSecrets(tap.exchanges, { service: system.url, orcid: system.orcid.url }),
  ]);
  const issued = (
    await Promise.all([JOSIAH, LAURE, SOFIA].map((orcid) => tokensAtOrcid(system, orcid)))
  ).flat();
  for (const [index, { accessToken, refreshToken }] of issued.entries()) {
    secrets.set(`issued access token ${index}`, accessToken);
    secrets.set(`issued refresh token ${index}`, refreshToken);
  }
  const kinds = new Set([...secrets.keys()].map((each) => each.split(' ').slice(0, -1).join(' ')));
  for (const kind of ['state', 'nonce', 'code', 'code verifier', 'access_token', 'refresh_token', 'id_token'])
    expect(kinds, 'the test has seen one').toContain(kind);

  const { tables, others } = await collectPlaces();
  expect(findSecrets(secrets, [...tables, ...others])).toEqual([]);

  // Whoever has the link sees it in the address and on the pages that it leads to.
  const secretOf = (link: string) => link.slice(link.lastIndexOf('/') + 1);
  const holders = (place: Place) =>
    links.some((link) => place.place.includes(link)) || place.place.includes('/auth/orcid/connected');
  expect(
    findSecrets(
      new Map(links.map((link, index) => [`link ${index}`, secretOf(link)])),
      [...tables, ...others].filter((place) => !holders(place)),
    ),
  ).toEqual([]);

  // ORCID is told the address that it is to call; nobody else is.
  const hooks = new Set(
    tap.exchanges.flatMap(
      ({ url }) => /\/orcid\/webhooks\/([\w-]{43})$/.exec(decodeURIComponent(url))?.[1] ?? [],
    ),
  );
  expect(hooks.size).toBeGreaterThan(1);
  expect(
    findSecrets(
      new Map([...hooks].map((hook, index) => [`webhook ${index}`, hook])),
      [...tables, ...others].filter(({ place }) => !place.includes('/webhook')),
    ),
  ).toEqual([]);

  // Mail addresses are kept with the invitation, the entry and the mail, and shown to administrators with those.
  const addresses = new Map([
    ['address of a contributor', ADDRESS],
    ['address of an employee', ENTRY_ADDRESS],
  ]);
  const homes = /^table public\.(orcid_invitations|orcid_entries|orcid_batch_rows)$/;
  const shown = /\/(invitations|entries|batches)\b|\/oauth\/authorize|\/orcid\/invitations\//;
  const outside = [...tables, ...others].filter(({ place }) => !homes.test(place) && !shown.test(place));
  expect(findSecrets(addresses, outside)).toEqual([]);
});
