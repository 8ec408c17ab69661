import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createApi } from './support/api.ts';
import { type Browser, fieldOf, openBrowser, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { createItem } from './support/items.ts';
import { connectionsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { connectPerson, control, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { itemsOfKinds } from './support/orcid-entries.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { findSecrets } from './support/secrets.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const PATH = '/app/orcid/manage/default/exports';
const PASSPHRASE = 'correct horse battery staple';
const MINUTE_MS = 60_000;

type Exported = {
  format: string;
  with_tokens: boolean;
  connections: {
    orcid: string;
    orcid_uri: string;
    client_id: string;
    environment: string;
    state: string;
    authenticated_at: string | null;
    grants: Record<string, unknown>[];
    put_codes: Record<string, unknown>[];
  }[];
};

let system: System;
let api: Api;
let browser: Browser;
let itemId: string;
beforeAll(async () => {
  system = await startSystemToday();
  api = createApi(system, TEST_ADMIN_TOKEN);
  browser = await connectPerson(system, JOSIAH);
  await connectPerson(system, LAURE);
  await setRole(system, JOSIAH, 'admin');
  const item = await createItem(api, { metadata: metadataBy([JOSIAH], '=HYPERLINK("x")') });
  itemId = item.uuid;
  await system.drain();
});
afterAll(() => system?.close());

async function makeFile(form: Record<string, string>, by = browser) {
  const form_token = fieldOf((await by.open(PATH)).body, 'form_token');
  return by.send(PATH, { form_token, reason: 'Change to another system', ...form });
}

async function takeFile(by = browser): Promise<{ status: number; bytes: Uint8Array; again: number }> {
  const { body } = await by.open(PATH);
  const action = /action="([^"]+\/take)"/.exec(body)?.[1] ?? '';
  const take = () =>
    fetch(`${system.url}${action}`, {
      method: 'POST',
      headers: { cookie: by.cookieHeader(), origin: system.url, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ form_token: fieldOf(body, 'form_token') }),
    });
  const answers = await Promise.all([take(), take()]);
  const [first, second] = answers.toSorted((one, other) => one.status - other.status);
  return {
    status: first?.status ?? 0,
    bytes: new Uint8Array((await first?.arrayBuffer()) ?? []),
    again: second?.status ?? 0,
  };
}

const issued = async (orcid: string): Promise<Map<string, string>> =>
  new Map(
    (await tokensAtOrcid(system, orcid)).flatMap(({ accessToken, refreshToken }, index) => [
      [`access token ${index}`, accessToken],
      [`refresh token ${index}`, refreshToken],
    ]),
  );

describe('an export without tokens', () => {
  test('has everyone with registry, client, scopes, dates and put codes, and no token', async () => {
    const { status, body } = await api.get<Exported>('/organisations/default/orcid/export');
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: 'mintmark-orcid-connections/1', with_tokens: false });
    const josiah = body.connections.find(({ orcid }) => orcid === JOSIAH);
    expect(josiah).toMatchObject({
      orcid_uri: expect.stringMatching(new RegExp(`${JOSIAH}$`)),
      environment: 'stand-in',
      client_id: system.config.orcid.clientId,
      state: 'connected',
      authenticated_at: expect.any(String),
      grants: [{ scope: expect.stringContaining('/activities/update'), expires_in: expect.any(Number) }],
      put_codes: [{ section: 'work', put_code: expect.any(Number), local_id: itemId, in_step: true }],
    });
    expect(josiah?.grants[0]).not.toHaveProperty('access_token');
    const secrets = new Map([...(await issued(JOSIAH)), ...(await issued(LAURE))]);
    expect(secrets.size).toBeGreaterThan(3);
    expect(findSecrets(secrets, [{ place: 'the export', text: JSON.stringify(body) }])).toEqual([]);
  });

  test('as CSV holds no formula that a spreadsheet would carry out', async () => {
    await system.ctx.db
      .transaction()
      .execute((tx) =>
        tx
          .updateTable('orcid_connections')
          .set({ name: '=cmd|"/c calc"!A1' })
          .where('orcid', '=', LAURE)
          .execute(),
      );
    const response = await fetch(`${system.url}/api/v1/organisations/default/orcid/export?format=csv`, {
      headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}` },
    });
    expect(response.headers.get('content-type')).toContain('text/csv');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('orcid,orcid_uri,name,environment,client_id');
    expect(lines.some((line) => line.includes(`"'=cmd|""/c calc""!A1"`))).toBe(true);
    expect(lines.some((line) => /work \d+ /.test(line))).toBe(true);
  });

  test('is for administrators', async () => {
    const laure = createApi(system, (await signIn(system, LAURE, ['orcid:read', 'org:admin'])).token);
    expect((await laure.get('/organisations/default/orcid/export')).status).toBe(403);
    expect((await laure.get('/organisations/none/orcid/export')).status).toBe(404);
  });
});

describe('an export with tokens', () => {
  test('needs a fresh sign-in, a reason and a good passphrase', async () => {
    const wrong: Record<string, string>[] = [
      { passphrase: PASSPHRASE, passphrase_again: PASSPHRASE, reason: '' },
      { passphrase: 'short', passphrase_again: 'short' },
      { passphrase: PASSPHRASE, passphrase_again: `${PASSPHRASE}!` },
      { public_key: 'age1nonsense' },
      {},
    ];
    for (const form of wrong) {
      const refused = await makeFile(form);
      expect(refused.status, JSON.stringify(form)).toBe(400);
      expect(refused.body).toContain('aria-invalid="true"');
      expect(refused.body).not.toContain(PASSPHRASE);
    }
    const stale = openBrowser(system);
    await stale.signIn(JOSIAH);
    const form_token = fieldOf((await stale.open(PATH)).body, 'form_token');
    system.clock.advance(11 * MINUTE_MS);
    const page = await stale.open(PATH);
    expect(page.body).toContain('Sign in again');
    expect(page.body).toContain('prompt=login');
    const refused = await stale.send(PATH, {
      form_token,
      reason: 'x',
      passphrase: PASSPHRASE,
      passphrase_again: PASSPHRASE,
    });
    expect(refused.status).toBe(403);
    system.clock.advance(-11 * MINUTE_MS);
    const again = await stale.open(`/auth/orcid/login?prompt=login&return_to=${PATH}`);
    expect(new URL(again.location ?? '').searchParams.get('prompt')).toBe('login');
  });

  test('is encrypted to a passphrase, taken once, and never lies anywhere unencrypted', async () => {
    expect((await makeFile({ passphrase: PASSPHRASE, passphrase_again: PASSPHRASE })).status).toBe(303);
    const other = openBrowser(system);
    await setRole(system, LAURE, 'admin');
    await other.signIn(LAURE);
    expect((await other.open(PATH)).body).not.toContain('/take"');
    await setRole(system, LAURE, 'member');

    const { status, bytes, again } = await takeFile();
    expect([status, again]).toEqual([200, 404]);
    expect(new TextDecoder().decode(bytes.slice(0, 21))).toBe('age-encryption.org/v1');
    const decrypter = new Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    const exported = JSON.parse(await decrypter.decrypt(bytes, 'text')) as Exported;
    const tokens = exported.connections.flatMap(({ grants }) =>
      grants.map(({ access_token }) => access_token),
    );
    const known = [...(await issued(JOSIAH)).values(), ...(await issued(LAURE)).values()];
    expect(tokens).toHaveLength(2);
    for (const token of tokens) expect(known).toContain(token);

    const tables = await dumpDatabase(system);
    const secrets = new Map([['passphrase', PASSPHRASE], ...(await issued(JOSIAH))]);
    const places = [
      { place: 'the log', text: system.logged() },
      ...[...tables].map(([place, rows]) => ({ place, text: rows.join('\n') })),
    ];
    expect(findSecrets(secrets, places)).toEqual([]);
    const events = tables.get('public.events')?.filter((row) => row.includes('orcid-export')) ?? [];
    expect(events.some((row) => row.includes('export-tokens') && row.includes('Change to another'))).toBe(
      true,
    );
    expect(events.some((row) => row.includes('take'))).toBe(true);
  });

  test('is encrypted to a public key, and gone after ten minutes', async () => {
    const identity = await generateIdentity();
    const public_key = await identityToRecipient(identity);
    expect((await makeFile({ public_key })).status).toBe(303);
    const { bytes } = await takeFile();
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    expect(JSON.parse(await decrypter.decrypt(bytes, 'text'))).toMatchObject({ with_tokens: true });

    await makeFile({ public_key });
    const action = /action="([^"]+\/take)"/.exec((await browser.open(PATH)).body)?.[1] ?? '';
    expect(action).not.toBe('');
    const form_token = fieldOf((await browser.open(PATH)).body, 'form_token');
    system.clock.advance(10 * MINUTE_MS);
    expect((await browser.send(action, { form_token })).status).toBe(404);
    system.clock.advance(-10 * MINUTE_MS);
  });
});

describe('an import of the same format', () => {
  const NEWCOMER = '0000-0002-1694-233X';
  const HOME = '/organisations/default/orcid/imports';
  const given = (orcid: string, more: Record<string, unknown> = {}) => ({
    orcid,
    name: 'Sofia Garcia',
    environment: 'stand-in',
    client_id: system.config.orcid.clientId,
    grants: [
      {
        access_token: '99999999-aaaa-4bbb-8ccc-dddddddddddd',
        refresh_token: '99999999-aaaa-4bbb-8ccc-eeeeeeeeeeee',
        token_type: 'bearer',
        scope: '/read-limited /activities/update',
        issued_at: '2026-01-01T00:00:00.000Z',
        expires_in: 631138518,
        revoked_at: null,
      },
    ],
    ...more,
  });
  const send = (connections: unknown[], trial = false) =>
    api.post<{ items: { outcome: string; detail: string | null }[] }>(
      `${HOME}${trial ? '?trial=true' : ''}`,
      { format: 'mintmark-orcid-connections/1', connections },
    );
  const outcomes = async (connections: unknown[], trial = false) =>
    (await send(connections, trial)).body.items.map(({ outcome }) => outcome);

  test('says first what would become of each, then takes them over, and doubles nothing when it is sent again', async () => {
    const file = [
      given(NEWCOMER),
      given(JOSIAH),
      given('0000-0002-1825-0098'),
      given('0000-0001-2345-6789', { client_id: 'APP-0000000000000000' }),
      given('0000-0003-1415-9269', { grants: [] }),
    ];
    const expected = ['imported', 'exists', 'refused', 'refused', 'refused'];
    expect(await outcomes(file, true)).toEqual(expected);
    expect(await connectionsOf(system, NEWCOMER)).toEqual([]);
    expect(await outcomes(file)).toEqual(expected);
    expect(await outcomes(file)).toEqual(['exists', ...expected.slice(1)]);
    expect(await connectionsOf(system, NEWCOMER)).toMatchObject([
      { state: 'imported', account_id: null, connected_at: null },
    ]);
    const { body } = await api.get<Exported>('/organisations/default/orcid/export');
    const imported = body.connections.find(({ orcid }) => orcid === NEWCOMER);
    expect(imported).toMatchObject({
      state: 'imported',
      authenticated_at: null,
      grants: [{ expires_in: 631138518 }],
    });
    const rows = [...(await dumpDatabase(system)).values()].flat().join('\n');
    expect(rows).not.toContain('99999999-aaaa-4bbb-8ccc');
  });

  test('goes on with what the other system had put on a record, instead of adding it again', async () => {
    const { items: people } = await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 1 });
    const [orcid = ''] = people;
    await connectPerson(system, orcid);
    const say = (localId: string, more: Record<string, unknown>) =>
      api.post('/organisations/default/orcid/entries', {
        kind: 'employment',
        localId,
        orcid,
        item: { ...itemsOfKinds.employment, ...more },
      });
    await say('job-1', { 'role-title': 'Reader' });
    await say('job-2', { 'role-title': 'Dean' });
    await system.drain();
    const exported = (await api.get<Exported>('/organisations/default/orcid/export')).body.connections.find(
      (each) => each.orcid === orcid,
    );
    expect(exported?.put_codes).toMatchObject([{ local_id: 'job-1' }, { local_id: 'job-2' }]);
    const before = await recordOf(system, orcid);
    // As if another system had done all that.
    const tables = [
      'orcid_deposits',
      'grants',
      'orcid_entries',
      'orcid_catch_ups',
      'orcid_differences',
      'orcid_readings',
      'orcid_webhooks',
    ];
    for (const rows of tables) {
      await sql`delete from ${sql.table(rows)} where connection_id in (
        select id from orcid_connections where orcid = ${orcid})`.execute(system.ctx.db);
    }
    await sql`delete from orcid_connections where orcid = ${orcid}`.execute(system.ctx.db);

    const [first, second] = exported?.put_codes ?? [];
    const token = (await tokensAtOrcid(system, orcid)).find(({ scope }) =>
      scope.includes('/activities/update'),
    );
    const file = given(orcid, {
      grants: [
        {
          access_token: token?.accessToken,
          scope: token?.scope,
          issued_at: new Date(system.clock.now()).toISOString(),
          expires_at: new Date(system.clock.now().getTime() + 3_600_000).toISOString(),
        },
      ],
      put_codes: [
        first,
        // What the other system called this one means nothing here.
        { ...second, local_id: 'X-9' },
        { section: 'no-such-section', put_code: 7 },
      ],
    });
    expect(await outcomes([file])).toEqual(['imported']);
    expect(await outcomes([file])).toEqual(['exists']);
    await say('job-1', { 'role-title': 'Professor' });
    await say('job-2', { 'role-title': 'Dean', url: { value: 'https://example.org/dean' } });
    await system.drain();
    const after = await recordOf(system, orcid);
    expect(after.map(({ putCode }) => putCode)).toEqual(before.map(({ putCode }) => putCode));
    expect(after.map(({ item }) => item['role-title'])).toEqual(['Professor', 'Dean']);
    expect(after[1]?.item.url).toEqual({ value: 'https://example.org/dean' });
    const { body } = await api.get<Exported>('/organisations/default/orcid/export');
    expect(body.connections.find((each) => each.orcid === orcid)).toMatchObject({
      state: 'imported',
      authenticated_at: null,
      grants: [{ expires_in: 3600 }],
    });
  });

  test('gives nobody the token of another, and is for administrators', async () => {
    expect(await outcomes([given('0000-0001-2345-6789')])).toEqual(['conflict']);
    const laure = createApi(system, (await signIn(system, LAURE, ['orcid:write', 'org:admin'])).token);
    expect((await laure.post(HOME, { format: 'mintmark-orcid-connections/1', connections: [] })).status).toBe(
      403,
    );
    expect((await api.post(HOME, { format: 'other', connections: [] })).status).toBe(400);
  });
});
