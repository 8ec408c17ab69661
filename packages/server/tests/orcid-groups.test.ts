import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api, ProblemBody } from './support/api.ts';
import { control } from './support/orcid-deposits.ts';
import {
  connectWhole,
  ENTRIES,
  type EntryBody,
  GROUPS,
  itemsOfKinds,
  signInAdministrator,
} from './support/orcid-entries.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

type GroupBody = { groupId: string; name: string; description: string | null; type: string; putCode: number };

let system: System;
let admin: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ api: admin } = await signInAdministrator(system));
  await connectWhole(system, JOSIAH);
});
afterAll(() => system?.close());

const symposium = {
  groupId: 'orcid-generated:finse-symposium',
  name: 'Finse Symposium',
  description: 'A yearly meeting',
  type: 'conference',
};

/** Says that somebody did a review, and lets it go to the record. */
async function review(localId: string, groupId: string, group?: object): Promise<EntryBody> {
  const item = {
    ...itemsOfKinds['peer-review'],
    'review-group-id': groupId,
    'review-identifiers': {
      'external-id': [
        {
          'external-id-type': 'source-work-id',
          'external-id-value': localId,
          'external-id-relationship': 'self',
        },
      ],
    },
  };
  const said = await admin.post<EntryBody>(ENTRIES, {
    kind: 'peer-review',
    localId,
    orcid: JOSIAH,
    item,
    group,
  });
  if (said.status >= 300) throw new Error(JSON.stringify(said.body));
  await system.drain();
  return (await admin.get<EntryBody>(`${ENTRIES}/${said.body.id}`)).body;
}

/** Calls about groups that reached the registry. */
async function groupCalls(method: string): Promise<string[]> {
  const { items } = await control<{ items: { method: string; path: string }[] }>(system, 'GET', 'requests');
  return items
    .filter((each) => each.method === method && each.path.includes('group-id-record'))
    .map(({ path }) => path);
}

describe('groups of peer reviews', () => {
  test('a group of an ISSN comes into being by itself', async () => {
    const { deposit } = await review('issn', 'issn:0028-0836');
    expect(deposit).toMatchObject({ state: 'acknowledged', groupId: 'issn:0028-0836' });
    expect(await groupCalls('POST')).toEqual([]);
  });

  test('a group that is not there stops the review, with what to do; with its name it is made, once', async () => {
    const { groupId, ...record } = symposium;
    const refused = await review('symposium-1', groupId);
    expect(refused.deposit).toMatchObject({ state: 'refused', putCode: null });
    expect(refused.deposit.detail).toContain('name, description and type');

    const made = await review('symposium-1', groupId, record);
    expect(made.deposit).toMatchObject({ state: 'acknowledged', groupId });
    expect(made.deposit.putCode).not.toBeNull();
    const second = await review('symposium-2', groupId, record);
    const third = await review(
      'symposium-3',
      groupId.toUpperCase().replace('ORCID-GENERATED', 'orcid-generated'),
    );
    expect([second, third].map(({ deposit }) => deposit.state)).toEqual(['acknowledged', 'acknowledged']);
    expect(await groupCalls('POST')).toHaveLength(1);
    expect(second.deposit.putCode).not.toBe(made.deposit.putCode);
  });

  test('is made by hand, found when it is there already, and listed', async () => {
    const wish = { ...symposium, groupId: 'orcid-generated:other-meeting', name: 'Other Meeting' };
    const made = await admin.post<GroupBody>(GROUPS, wish);
    expect(made).toMatchObject({ status: 201, body: { groupId: wish.groupId, name: 'Other Meeting' } });
    const again = await admin.post<GroupBody>(GROUPS, wish);
    expect(again).toMatchObject({ status: 200, body: made.body });
    const { body } = await admin.get<{ items: GroupBody[] }>(GROUPS);
    expect(body.items.map(({ groupId }) => groupId)).toEqual([wish.groupId, symposium.groupId]);
  });

  test('is found by its name alone, and made under an id of ours where there is none', async () => {
    const { groupId: _, ...named } = { ...symposium, name: 'Other Meeting' };
    const found = await admin.post<GroupBody>(GROUPS, named);
    expect(found).toMatchObject({ status: 200, body: { groupId: 'orcid-generated:other-meeting' } });
    const made = await admin.post<GroupBody>(GROUPS, { ...named, name: 'Third Meeting' });
    expect(made.status).toBe(201);
    expect(made.body.groupId).toMatch(/^orcid-generated:[0-9a-f]{20}$/);
    const again = await admin.post<GroupBody>(GROUPS, { ...named, name: 'third meeting' });
    expect(again).toMatchObject({ status: 200, body: { groupId: made.body.groupId } });
  });

  test('what was made when the answer was lost is found instead of made again', async () => {
    const wish = { ...symposium, groupId: 'orcid-generated:lost', name: 'Lost' };
    const made = await admin.post<GroupBody>(GROUPS, wish);
    const { ctx } = system;
    await ctx.db
      .transaction()
      .execute((tx) => tx.deleteFrom('orcid_groups').where('group_id', '=', wish.groupId).execute());
    const before = (await groupCalls('POST')).length;
    const found = await admin.post<GroupBody>(GROUPS, wish);
    expect(found).toMatchObject({ status: 200, body: { putCode: made.body.putCode } });
    expect((await groupCalls('POST')).length).toBe(before);
  });

  test.each([
    ['an id that ORCID would not take', { groupId: 'mine:1' }],
    ['a type that there is not', { type: 'blog' }],
    ['no name', { name: '  ' }],
  ])('%s is refused', async (_, part) => {
    const answer = await admin.post<ProblemBody>(GROUPS, { ...symposium, ...part });
    expect(answer.status).toBe(400);
  });
});
