import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureOrganisation } from '../src/modules/accounts/index.ts';
import { runConnectionPass } from '../src/modules/orcid/index.ts';
import { createSecrets } from '../src/secrets.ts';
import { type Api, createApi } from './support/api.ts';
import { beforeWriting } from './support/before-writing.ts';
import { openBrowser } from './support/browser.ts';
import { connect, grantsOf, registerClientAtOrcid, tokensAtOrcid } from './support/orcid-connect.ts';
import { control } from './support/orcid-deposits.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const OTHER = 'APP-OTHERTENANT00001';
const CLIENT = '/organisations/other/orcid/client';
const HOUR_MS = 3_600_000;

let system: System;
let api: Api;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug: 'other', name: 'Other University' });
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 8 })).items;
  await setSecret('the-first-secret');
});
afterAll(() => system?.close());
beforeEach(async () => {
  await fetch(`${system.orcid.url}/_control/faults`, { method: 'DELETE' });
});

/** Changes the secret of the other organisation, at ORCID, or here, or at both. */
async function setSecret(secret: string, at: { orcid?: boolean; here?: boolean } = {}): Promise<void> {
  if (at.orcid !== false) await registerClientAtOrcid(system, { id: OTHER, secret });
  if (at.here === false) return;
  const wish = { environment: 'stand-in', api: 'member', clientId: OTHER, requestsPerSecond: 1 };
  const isThere = (await api.get(CLIENT)).status === 200;
  const headers: Record<string, string> = isThere ? { 'if-match': '*' } : {};
  const { status } = await api.put(CLIENT, { ...wish, clientSecret: secret }, headers);
  if (status >= 300) throw new Error(`the credentials are refused: ${status}`);
}

/** Connects people, and ends it again: their tokens are to be revoked. */
async function connectAndEnd(orcids: readonly string[], slug = 'other'): Promise<string[]> {
  const ids: string[] = [];
  for (const orcid of orcids) {
    await connect(openBrowser(system), orcid, { slug });
    const [connection] = (
      await api.get<{ items: { id: string }[] }>(`/organisations/${slug}/orcid/connections?text=${orcid}`)
    ).body.items;
    const { status } = await api.delete(`/organisations/${slug}/orcid/connections/${connection?.id}`);
    if (status !== 204) throw new Error(`not disconnected: ${status}`);
    ids.push(connection?.id ?? '');
  }
  return ids;
}

const statusesOf = async (orcid: string): Promise<string[]> =>
  (await tokensAtOrcid(system, orcid)).map(({ status }) => status);

async function readRefused(): Promise<string | null | undefined> {
  return (await api.get<{ refused: string | null }>(CLIENT)).body.refused;
}

describe('a refusal of credentials', () => {
  test('that were replaced while ORCID was asked says nothing of the new ones', async () => {
    const [orcid = ''] = people;
    await connectAndEnd([orcid]);
    await setSecret('the-second-secret', { here: false });
    const db = await beforeWriting(system, { pathPrefix: '/oauth/revoke' }, () =>
      setSecret('the-second-secret', { orcid: false }),
    );
    await runConnectionPass({ ...system.ctx, db });
    expect(await statusesOf(orcid)).toEqual(['active']);
    expect(await readRefused()).toBeNull();
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await statusesOf(orcid)).toEqual(['revoked']);
  });

  test('that are still those that were used is noted', async () => {
    const [, orcid = ''] = people;
    await connectAndEnd([orcid]);
    await setSecret('the-third-secret', { here: false });
    await system.drain();
    expect(await readRefused()).toContain('401');
    await setSecret('the-third-secret');
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await statusesOf(orcid)).toEqual(['revoked']);
  });
});

describe('tokens that are to be revoked', () => {
  test('wait where their key is not known, are told to the operator, and keep no others from it', async () => {
    const [, , lost = '', other = ''] = people;
    const [id] = await connectAndEnd([lost, other]);
    const [grant] = await grantsOf(system, lost);
    const elsewhere = createSecrets(Buffer.alloc(32, 9)).seal('a token', 'anything');
    const put = (sealed: string) =>
      sql`update grants set access_token = ${sealed} where id = ${grant?.id}`.execute(
        system.ctx.engine.kysely,
      );
    await put(elsewhere);
    await system.drain();
    expect(await statusesOf(other)).toEqual(['revoked']);
    expect(await statusesOf(lost)).toEqual(['active']);
    expect(system.logged()).toContain('an ORCID token that is to be revoked cannot be opened');
    const { body } = await api.get<{ grants: unknown[] }>(`/organisations/other/orcid/connections/${id}`);
    expect(body.grants).toMatchObject([
      { state: 'to-revoke', detail: expect.stringContaining('a key that this service does not have') },
    ]);
    const { keys } = (await api.get<{ keys: { known: boolean; columns: { name: string }[] }[] }>('/secrets'))
      .body;
    expect(keys.filter(({ known }) => !known).flatMap(({ columns }) => columns)).toMatchObject([
      { name: 'grants.access_token' },
    ]);
    await put(grant?.access_token ?? '');
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await statusesOf(lost)).toEqual(['revoked']);
  });

  test('are revoked at the rate of their client, and many of one organisation keep no other waiting', async () => {
    const [first = '', ...more] = people.slice(4);
    await connectAndEnd(more);
    await connectAndEnd([first], 'default');
    const since = system.clock.now();
    await system.drain();
    const calls = await system.ctx.db
      .selectFrom('interactions')
      .select(['at', 'subject'])
      .where('url', 'like', '%/oauth/revoke')
      .where('at', '>=', since)
      .where('subject', 'in', [first, ...more])
      .orderBy('at')
      .execute();
    expect(calls).toHaveLength(4);
    const times = calls.filter(({ subject }) => subject !== first).map(({ at }) => at.getTime());
    expect(times).toHaveLength(3);
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(1000);
    }
    expect(calls.at(-1)?.subject).not.toBe(first);
  });
});
