import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDepositPass } from '../src/modules/orcid/index.ts';
import { type Api, createApi } from './support/api.ts';
import { beforeWriting } from './support/before-writing.ts';
import { createItem } from './support/items.ts';
import {
  addFault,
  connectPerson,
  control,
  depositsOf,
  metadataBy,
  recordOf,
} from './support/orcid-deposits.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOUR_MS = 3_600_000;

let system: System;
let api: Api;
let people: string[];
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  people = (await control<{ items: string[] }>(system, 'POST', 'people/many', { count: 30 })).items;
});
afterAll(() => system.close());

async function newPerson(): Promise<string> {
  const orcid = people.pop();
  if (orcid === undefined) throw new Error('there are no people left');
  await connectPerson(system, orcid);
  await system.drain();
  return orcid;
}

/** The registry does as it is asked, and its answer to the next call does not arrive. */
function loseNextAnswer(method: 'POST' | 'PUT'): Promise<void> {
  const match = { method, pathPrefix: '/v3.0/' };
  return addFault(system, { kind: 'timeout-after-commit', delayMs: 10, match });
}

/** What a process that died while it worked on a deposit leaves behind. */
async function leaveClaim(orcid: string): Promise<void> {
  const until = new Date(system.clock.now().getTime() + 60_000);
  await sql`
    update orcid_deposits set claim = gen_random_uuid(), claimed_until = ${until}, state = 'due',
      next_attempt_at = ${system.clock.now()}, put_code = null, acknowledged_hash = null,
      posted_at = ${system.clock.now()}, posted = wanted
    where connection_id in (select id from orcid_connections where orcid = ${orcid})`.execute(system.ctx.db);
}

describe('an answer that is lost', () => {
  test('after ORCID added the work: it is found on the record, and not added twice', async () => {
    const orcid = await newPerson();
    await loseNextAnswer('POST');
    await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    expect(await recordOf(system, orcid)).toHaveLength(1);
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'due', putCode: null }]);
    system.clock.advance(HOUR_MS);
    await system.drain();
    const [work, ...more] = await recordOf(system, orcid);
    expect(more).toEqual([]);
    expect(await depositsOf(system, orcid)).toMatchObject([
      { state: 'acknowledged', putCode: work?.putCode },
    ]);
  });

  test('and meanwhile the item is withdrawn: what may have been added is looked for and taken off', async () => {
    const orcid = await newPerson();
    await loseNextAnswer('POST');
    const item = await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    await api.post(`/items/${item.uuid}/withdraw`, { reason: 'A mistake' });
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'removed' }]);
  });

  test('and the person deletes the work while it is looked for: it stays deleted, and history says which one it was', async () => {
    const orcid = await newPerson();
    await loseNextAnswer('POST');
    await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    const [work] = await recordOf(system, orcid);
    system.clock.advance(HOUR_MS);
    const db = await beforeWriting(system, { pathPrefix: `/v3.0/${orcid}/works` }, () =>
      control(system, 'DELETE', `records/${orcid}/items/${work?.putCode}`),
    );
    await runDepositPass({ ...system.ctx, db });
    const deposits = '/organisations/default/orcid/deposits';
    const [deposit] = (await api.get<{ items: { id: string }[] }>(`${deposits}?orcid=${orcid}`)).body.items;
    const { body } = await api.get<{ history: { state: string; detail: string }[] }>(
      `${deposits}/${deposit?.id}`,
    );
    expect(body).toMatchObject({ state: 'deleted-by-user', putCode: null });
    expect(body.history.at(-1)?.detail).toContain(`put code ${work?.putCode}`);
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await recordOf(system, orcid)).toEqual([]);
  });

  test('and meanwhile the item is another: what was added is found by what it was, and becomes what it is', async () => {
    const orcid = await newPerson();
    await loseNextAnswer('POST');
    const item = await createItem(api, { metadata: metadataBy([orcid], 'Before') });
    await system.drain();
    await api.post(`/items/${item.uuid}/identifiers`, { type: 'doi', action: 'register' });
    await api.patch(`/items/${item.uuid}`, { metadata: metadataBy([orcid], 'After') }, { 'if-match': '*' });
    system.clock.advance(HOUR_MS);
    await system.drain();
    const [work, ...more] = await recordOf(system, orcid);
    expect(more).toEqual([]);
    expect(JSON.stringify(work?.item)).toContain('After');
  });

  test('after a change: it is sent once more, and changes nothing', async () => {
    const orcid = await newPerson();
    const item = await createItem(api, { metadata: metadataBy([orcid], 'Before') });
    await system.drain();
    await loseNextAnswer('PUT');
    await api.patch(`/items/${item.uuid}`, { metadata: metadataBy([orcid], 'After') }, { 'if-match': '*' });
    await system.drain();
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
    expect(JSON.stringify(await recordOf(system, orcid))).toContain('After');
  });
});

describe('a process that dies', () => {
  test('after the POST, before it wrote down the answer: another one waits for its claim, looks, and adds nothing', async () => {
    const orcid = await newPerson();
    await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    await leaveClaim(orcid);
    await system.drain();
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'due' }]);
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await recordOf(system, orcid)).toHaveLength(1);
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
  });

  test('before the POST left, having noted that it would: another one looks, finds nothing, and adds it', async () => {
    const orcid = await newPerson();
    await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    const [work] = await recordOf(system, orcid);
    await control(system, 'DELETE', `records/${orcid}/items/${work?.putCode}`);
    await leaveClaim(orcid);
    system.clock.advance(HOUR_MS);
    await system.drain();
    expect(await recordOf(system, orcid)).toHaveLength(1);
    expect(await depositsOf(system, orcid)).toMatchObject([{ state: 'acknowledged' }]);
  });

  test('and what another organisation, or the person, has there under the same identifier is not taken for ours', async () => {
    const orcid = await newPerson();
    await createItem(api, { metadata: metadataBy([orcid]) });
    await system.drain();
    const [work] = await recordOf(system, orcid);
    await control(system, 'DELETE', `records/${orcid}/items/${work?.putCode}`);
    const { title, type, 'external-ids': ids } = work?.item ?? {};
    const externalIds = (ids as { 'external-id': Record<string, unknown>[] })['external-id'].map((id) => ({
      'external-id-type': id['external-id-type'],
      'external-id-value': id['external-id-value'],
      'external-id-relationship': id['external-id-relationship'],
    }));
    const { putCode } = await control<{ putCode: number }>(system, 'POST', `records/${orcid}/items`, {
      kind: 'work',
      item: {
        title: { title: (title as { title: { value: string } }).title },
        type,
        'external-ids': { 'external-id': externalIds },
      },
    });
    await leaveClaim(orcid);
    system.clock.advance(HOUR_MS);
    await system.drain();
    const items = await recordOf(system, orcid);
    expect(items.map(({ source }) => source).toSorted()).toEqual([orcid, 'APP-MINTMARKSTANDIN0'].toSorted());
    const [deposit] = await depositsOf(system, orcid);
    expect(deposit?.putCode).not.toBe(putCode);
  });
});

describe('several workers at once', () => {
  test('add each work once', async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    for (let index = 1; index <= 12; index += 1) {
      await createItem(api, { metadata: metadataBy([one, other], `Together ${index}`) });
    }
    await Promise.all([system.drain(), system.drain(), system.drain()]);
    await system.drain();
    for (const orcid of [one, other]) {
      expect(await recordOf(system, orcid)).toHaveLength(12);
      const states = (await depositsOf(system, orcid)).map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set(['acknowledged']));
    }
  });
});
