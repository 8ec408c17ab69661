import { Decrypter } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { type Browser, fieldOf, openBrowser, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { createItem } from './support/items.ts';
import { connectionsOf, grantsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { connectPerson, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { ENTRIES, itemsOfKinds } from './support/orcid-entries.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PATH = '/app/orcid/manage/default/exports';
const PASSPHRASE = 'correct horse battery staple';
const MADE = { reason: 'Change to another system', passphrase: PASSPHRASE, passphrase_again: PASSPHRASE };

let system: System;
let api: Api;
let browser: Browser;
let itemId: string;
beforeAll(async () => {
  system = await startSystemToday();
  api = createApi(system, TEST_ADMIN_TOKEN);
  browser = await connectPerson(system, JOSIAH);
  await setRole(system, JOSIAH, 'admin');
  itemId = (await createItem(api, { metadata: metadataBy([JOSIAH], 'Snow depth') })).uuid;
  const review = {
    kind: 'peer-review',
    localId: 'review-1',
    orcid: JOSIAH,
    item: { ...itemsOfKinds['peer-review'], 'review-group-id': 'issn:0028-0836' },
  };
  expect((await api.post(ENTRIES, review)).status).toBe(201);
  await system.drain();
});
afterAll(() => system?.close());

/** What the export is to say of the one connection, told by the registry and by what was connected. */
async function expectedConnection() {
  const token = (await tokensAtOrcid(system, JOSIAH)).findLast(({ scope }) =>
    scope.includes('/activities/update'),
  );
  const [grant] = await grantsOf(system, JOSIAH);
  const [connection] = await connectionsOf(system, JOSIAH);
  const written = await recordOf(system, JOSIAH);
  const putCodeOf = (kind: string) => written.find((each) => each.kind === kind)?.putCode;
  const step = {
    last_sync: expect.stringMatching(/^20\d\d-.*Z$/),
    in_step: true,
    title: expect.stringMatching(/\S/),
  };
  return {
    orcid: JOSIAH,
    orcid_uri: `${system.orcid.url}/${JOSIAH}`,
    name: 'Josiah Carberry',
    environment: 'stand-in',
    client_id: 'APP-MINTMARKSTANDIN0',
    state: 'connected',
    record_state: 'active',
    former_orcids: [],
    authenticated_at: connection?.connected_at?.toISOString(),
    preference: 'automatic',
    grants: [
      {
        access_token: token?.accessToken,
        refresh_token: token?.refreshToken,
        token_type: 'bearer',
        scope: token?.scope,
        issued_at: grant?.issued_at.toISOString(),
        expires_in: Number(grant?.expires_in),
        expires_at: grant?.expires_at?.toISOString(),
        revoked_at: null,
      },
    ],
    put_codes: [
      {
        section: 'peer-review',
        put_code: putCodeOf('peer-review'),
        group_id: 'issn:0028-0836',
        local_id: 'review-1',
        local_type: 'entry',
        ...step,
      },
      {
        section: 'work',
        put_code: putCodeOf('work'),
        group_id: null,
        local_id: itemId,
        local_type: 'item',
        ...step,
      },
    ],
  };
}

test('with tokens, a connection is there whole: iD, both tokens, scopes, dates, put codes and group id', async () => {
  const form_token = fieldOf((await browser.open(PATH)).body, 'form_token');
  expect((await browser.send(PATH, { form_token, ...MADE })).status).toBe(303);
  const { body } = await browser.open(PATH);
  const action = /action="([^"]+\/take)"/.exec(body)?.[1] ?? '';
  const answer = await fetch(`${system.url}${action}`, {
    method: 'POST',
    headers: { cookie: browser.cookieHeader(), origin: system.url, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ form_token: fieldOf(body, 'form_token') }),
  });
  const decrypter = new Decrypter();
  decrypter.addPassphrase(PASSPHRASE);
  const file = JSON.parse(await decrypter.decrypt(new Uint8Array(await answer.arrayBuffer()), 'text'));
  expect(file.connections).toEqual([await expectedConnection()]);
});

test('without tokens, all but the tokens is there, in JSON and in CSV', async () => {
  const expected = await expectedConnection();
  const { body } = await api.get<{ connections: unknown[] }>('/organisations/default/orcid/export');
  const grants = expected.grants.map(({ access_token: _, refresh_token: __, ...rest }) => rest);
  expect(body.connections).toEqual([{ ...expected, grants }]);
  const csv = await fetch(`${system.url}/api/v1/organisations/default/orcid/export?format=csv`, {
    headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}` },
  });
  const [review, work] = expected.put_codes;
  expect(await csv.text()).toContain(
    `peer-review ${review?.put_code} review-1 issn:0028-0836; work ${work?.put_code} ${itemId}`,
  );
});

test('an export with tokens is for administrators: a member is refused, and nothing is made', async () => {
  const laure = openBrowser(system);
  await laure.signIn(LAURE);
  expect((await laure.open(PATH)).status).toBe(403);
  const form_token = fieldOf((await browser.open(PATH)).body, 'form_token');
  const own_token = fieldOf((await laure.open('/app/orcid')).body, 'form_token');
  const made = async () => (await dumpDatabase(system)).get('public.orcid_exports') ?? [];
  const before = await made();
  for (const each of [form_token, own_token])
    expect((await laure.send(PATH, { form_token: each, ...MADE })).status).toBe(403);
  expect(await made()).toEqual(before);
});
