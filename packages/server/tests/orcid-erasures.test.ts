import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecrets } from '../src/secrets.ts';
import { type Api, createApi } from './support/api.ts';
import { type Browser, fieldOf, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { createItem } from './support/items.ts';
import { connectionsOf, tokensAtOrcid } from './support/orcid-connect.ts';
import { addFault, connectPerson, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOME = '/organisations/default/orcid/erasures';
const MINUTE_MS = 60_000;

type ErasureBody = { id: string; connection: string; state: string; detail: string | null };

let system: System;
let api: Api;
let laure: Browser;
beforeAll(async () => {
  system = await startSystemToday();
  api = createApi(system, TEST_ADMIN_TOKEN);
  await connectPerson(system, JOSIAH);
  laure = await connectPerson(system, LAURE);
  await setRole(system, LAURE, 'admin');
  for (const orcid of [JOSIAH, LAURE])
    await createItem(api, { metadata: metadataBy([orcid], `By ${orcid}`) });
  await system.drain();
});
afterAll(() => system?.close());

async function erase(orcid: string, removesItems: boolean): Promise<ErasureBody> {
  const [connection] = await connectionsOf(system, orcid);
  const wish = { connection: connection?.id, removesItems, reason: 'Asked by letter' };
  const { status, body } = await api.post<ErasureBody>(HOME, wish);
  expect(status).toBe(202);
  return body;
}

/** Sends the connection of a person as another system, or an old export, would bring it. */
async function importBack(orcid: string): Promise<unknown[]> {
  const grant = {
    access_token: '99999999-aaaa-4bbb-8ccc-dddddddddddd',
    scope: '/read-limited',
    issued_at: '2026-01-01T00:00:00.000Z',
  };
  const file = {
    format: 'mintmark-orcid-connections/1',
    connections: [
      { orcid, environment: 'stand-in', client_id: system.config.orcid.clientId, grants: [grant] },
    ],
  };
  const { body } = await api.post<{ items: unknown[] }>('/organisations/default/orcid/imports', file);
  return body.items;
}

const read = async (id: string): Promise<ErasureBody | undefined> =>
  (await api.get<{ items: ErasureBody[] }>(HOME)).body.items.find((each) => each.id === id);

async function goOn(minutes: number): Promise<void> {
  system.clock.advance(minutes * MINUTE_MS);
  await system.drain();
}

/** Rows of what the module keeps, and of its calls, that still hold a text. */
async function whereIs(text: string): Promise<string[]> {
  const tables = await dumpDatabase(system);
  return [...tables]
    .filter(
      ([name, rows]) => /orcid_|grants|interactions/.test(name) && rows.some((row) => row.includes(text)),
    )
    .map(([name]) => name);
}

describe('a person who wants to be forgotten', () => {
  test('keeps nothing of ours on the record if asked so, has every token revoked, and is known by a digest alone', async () => {
    expect(await recordOf(system, JOSIAH)).toHaveLength(1);
    const begun = await erase(JOSIAH, true);
    expect(begun.state).toBe('removing');
    expect(await erase(JOSIAH, true)).toMatchObject({ id: begun.id });
    await system.drain();
    for (let round = 0; round < 4; round += 1) await goOn(2);
    expect(await read(begun.id)).toMatchObject({ state: 'done', detail: null });
    expect(await recordOf(system, JOSIAH)).toEqual([]);
    const tokens = await tokensAtOrcid(system, JOSIAH);
    expect(new Set(tokens.map(({ scope }) => scope.includes('/activities/update')))).toEqual(
      new Set([true, false]),
    );
    // Those of connecting, and those of signing in, with which nothing is written.
    expect(tokens.filter(({ status }) => status === 'active')).toEqual([]);
    expect((await whereIs(JOSIAH)).filter((name) => name.includes('orcid_'))).toEqual([]);
    expect(await connectionsOf(system, JOSIAH)).toEqual([]);
    const calls = await system.ctx.db
      .selectFrom('interactions')
      .select(['url', 'response_body'])
      .where('organisation_id', 'is not', null)
      .execute();
    expect(calls.filter((call) => JSON.stringify(call).includes(JOSIAH))).toEqual([]);
    expect(await importBack(JOSIAH)).toMatchObject([{ outcome: 'conflict' }]);
  });

  test('stays erased when the key of the service has changed and the one before is gone', async () => {
    const { secrets } = system.ctx;
    const key = Buffer.alloc(32, 1);
    try {
      // As after a start with the next key.
      system.ctx.secrets = createSecrets(key, [system.config.secretKey]);
      expect(await importBack(JOSIAH)).toMatchObject([{ outcome: 'conflict' }]);
      expect((await api.post('/secrets/rotation', { limit: 10_000 })).body).toMatchObject({ done: true });
      system.ctx.secrets = createSecrets(key);
      expect(await importBack(JOSIAH)).toMatchObject([{ outcome: 'conflict' }]);
      // With a key that opens nothing, nobody can say who was erased.
      system.ctx.secrets = createSecrets(Buffer.alloc(32, 2));
      expect(await importBack(JOSIAH)).toMatchObject([
        { outcome: 'refused', detail: expect.stringContaining('SECRET_KEY_PREVIOUS') },
      ]);
    } finally {
      system.ctx.secrets = createSecrets(system.config.secretKey, [key]);
      await api.post('/secrets/rotation', { limit: 10_000 });
      system.ctx.secrets = secrets;
    }
  });

  test('stays erased, too, who was erased when a digest was made with the key itself', async () => {
    const mac = system.ctx.secrets.mac(`erased person|stand-in|${SOFIA}`);
    await sql`
      insert into orcid_erasures (id, organisation_id, orcid_mac, removes_items, reason, state, created_at)
      select gen_random_uuid(), id, ${mac}, false, 'Asked by letter', 'done', now() from organisations`.execute(
      system.ctx.engine.kysely,
    );
    expect(await importBack(SOFIA)).toMatchObject([{ outcome: 'conflict' }]);
  });

  test('is not forgotten before ORCID has revoked the tokens, and the erasure says what it waits for', async () => {
    await addFault(system, { kind: 'unavailable', count: 50, match: { pathPrefix: '/oauth/revoke' } });
    const page = '/app/orcid/manage/default/exports/erasures';
    const form_token = fieldOf((await laure.open(page)).body, 'form_token');
    const mistyped = await laure.send(page, { form_token, person: '1234', reason: 'Typed "wrongly"' });
    expect(mistyped.status).toBe(400);
    expect(mistyped.body).toMatch(/id="person-problem">Give an ORCID iD or an e-mail address/);
    expect(mistyped.body).toContain('value="Typed &quot;wrongly&quot;"');
    const unknown = { form_token, person: '0000-0003-1415-9269', reason: 'x' };
    expect((await laure.send(page, unknown)).status).toBe(404);
    expect((await laure.send(page, { form_token, person: LAURE, reason: 'Asked by letter' })).status).toBe(
      303,
    );
    const begun = await erase(LAURE, false);
    await system.drain();
    await goOn(2);
    expect((await laure.open(page)).body).toContain('ORCID has not confirmed');
    const waiting = await read(begun.id);
    expect(waiting).toMatchObject({
      state: 'revoking',
      detail: expect.stringContaining('ORCID has not confirmed'),
    });
    expect(await connectionsOf(system, LAURE)).toHaveLength(1);
    await fetch(`${system.orcid.url}/_control/faults`, { method: 'DELETE' });
    for (let round = 0; round < 8; round += 1) await goOn(30);
    expect(await read(begun.id)).toMatchObject({ state: 'done' });
    expect(await recordOf(system, LAURE)).toHaveLength(1);
    expect(await connectionsOf(system, LAURE)).toEqual([]);
  });

  test('is erased by administrators of the organisation alone', async () => {
    await setRole(system, LAURE, 'member');
    const member = createApi(system, (await signIn(system, LAURE, ['orcid:write', 'org:admin'])).token);
    const wish = { connection: crypto.randomUUID(), removesItems: false, reason: 'x' };
    expect((await member.post(HOME, wish)).status).toBe(403);
    expect((await api.post(HOME, wish)).status).toBe(404);
    expect((await api.post(HOME, { ...wish, reason: ' ' })).status).toBe(400);
  });
});
