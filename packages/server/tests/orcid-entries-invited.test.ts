import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJobHandlers } from '../src/worker.ts';
import { openBrowser } from './support/browser.ts';
import { recordOf } from './support/orcid-deposits.ts';
import { ENTRIES, type EntryBody, itemsOfKinds } from './support/orcid-entries.ts';
import { DAY_MS, followLink, type Inviting, startInviting } from './support/orcid-invitations.ts';
import { SOFIA } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';

let world: Inviting;
beforeAll(async () => {
  world = await startInviting();
});
afterAll(() => world?.close());

const position = (localId: string, email: string, role: string) => ({
  kind: 'employment',
  localId,
  email,
  item: { ...itemsOfKinds.employment, 'role-title': role },
});

async function say(entry: Record<string, unknown>): Promise<EntryBody> {
  const answer = await world.operator.post<EntryBody>(ENTRIES, entry);
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const read = async (id: string) => (await world.operator.get<EntryBody>(`${ENTRIES}/${id}`)).body;

async function accept(email: string, orcid: string): Promise<void> {
  await world.invite(email);
  await world.system.drain();
  const { back } = await followLink(world.system, world.linkTo(email), orcid);
  expect(back.status).toBeLessThan(400);
  await world.system.drain();
}

describe('what is said about somebody by the address they were invited at', () => {
  test('waits for them, goes to their record once they accept, and is kept up to date after the invitation is forgotten', async () => {
    const before = await say(position('first', 'sofia.garcia@Example.org', 'Reader'));
    expect(before).toMatchObject({ connectionId: null, deposit: { state: 'held', reason: 'not-connected' } });
    await accept('Sofia.Garcia@example.org', SOFIA);
    const after = await say(position('second', 'sofia.garcia@example.org', 'Head of Department'));
    await world.system.drain();
    const written = await read(before.id);
    expect(written.deposit).toMatchObject({ state: 'acknowledged', putCode: expect.any(Number) });
    expect((await read(after.id)).deposit.state).toBe('acknowledged');
    const record = await recordOf(world.system, SOFIA);
    expect(record.map(({ kind, item }) => [kind, item['role-title']])).toEqual([
      ['employment', 'Reader'],
      ['employment', 'Head of Department'],
    ]);
    expect(record[0]?.putCode).toBe(written.deposit.putCode);

    const admin = openBrowser(world.system);
    await admin.signIn(JOSIAH);
    const page = (await admin.open(`/app/orcid/manage/default/people/${written.connectionId}`)).body;
    expect(page).toContain(`put code ${written.deposit.putCode}`);
    expect(page).toContain('Sofia.Garcia@example.org</bdi>: accepted');
    expect(page).toContain(`/app/orcid/manage/default/log?orcid=${SOFIA}`);

    world.system.clock.advance(40 * DAY_MS);
    await createJobHandlers(world.system.ctx).upkeep({});
    const rows = await world.system.ctx.db.selectFrom('orcid_invitations').select('id').execute();
    expect(rows).toEqual([]);
    const changed = await say(position('first', 'sofia.garcia@example.org', 'Professor'));
    const third = await say(position('third', 'sofia.garcia@example.org', 'Dean'));
    await world.system.drain();
    expect((await read(changed.id)).deposit).toMatchObject({
      state: 'acknowledged',
      putCode: written.deposit.putCode,
    });
    expect((await read(third.id)).deposit.state).toBe('acknowledged');
    expect(await recordOf(world.system, SOFIA)).toHaveLength(3);
  });

  test('never goes to the record of somebody with an address that is only alike', async () => {
    const other = await say(position('other', 'la.ure@example.org', 'Reader'));
    await accept('laure@example.org', LAURE);
    expect(await read(other.id)).toMatchObject({ connectionId: null, deposit: { state: 'held' } });
    expect((await recordOf(world.system, LAURE)).filter(({ kind }) => kind === 'employment')).toEqual([]);
  });
});
