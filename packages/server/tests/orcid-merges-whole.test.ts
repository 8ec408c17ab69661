import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { mergeAtOrcid, openPeople } from './support/merged-records.ts';
import { connect, connectionsOf } from './support/orcid-connect.ts';
import { connectPerson, control, recordOf } from './support/orcid-deposits.ts';
import { ENTRIES, type EntryBody, itemsOfKinds } from './support/orcid-entries.ts';
import { followLink, INVITATIONS, type Inviting, startInviting } from './support/orcid-invitations.ts';
import { poll, putOnRecord, workWith } from './support/orcid-reading.ts';

let world: Inviting;
let nextOrcid: () => string;
beforeAll(async () => {
  world = await startInviting();
  nextOrcid = await openPeople(world.system, 30);
});
afterAll(() => world?.close());

async function webhooksOf(orcid: string): Promise<string[]> {
  const { items } = await control<{ items: { orcid: string; uri: string }[] }>(
    world.system,
    'GET',
    'webhooks',
  );
  return items.filter((each) => each.orcid === orcid).map(({ uri }) => uri);
}

async function connected(): Promise<string> {
  const orcid = nextOrcid();
  await connectPerson(world.system, orcid);
  await world.system.drain();
  return orcid;
}

async function openDifferences(orcid: string) {
  const path = `/organisations/default/orcid/differences?state=open&orcid=${orcid}`;
  return (await world.operator.get<{ items: { title: string }[] }>(path)).body.items.map(
    ({ title }) => title,
  );
}

describe('the webhook of a record that was merged into another one', () => {
  test('is taken off at ORCID where the connection goes into another one, and its path is nobody’s then', async () => {
    const [old, primary] = [await connected(), await connected()];
    const [uri = ''] = await webhooksOf(old);
    const kept = await webhooksOf(primary);
    await mergeAtOrcid(world.system, old, primary);
    await world.system.drain();
    expect(await webhooksOf(old)).toEqual([]);
    expect((await fetch(uri, { method: 'POST' })).status).toBe(404);
    expect(await webhooksOf(primary)).toEqual(kept);
    const [tombstone] = await connectionsOf(world.system, old);
    const left = await world.system.ctx.db
      .selectFrom('orcid_webhooks')
      .selectAll()
      .where('connection_id', '=', tombstone?.id ?? '')
      .execute();
    expect(left).toEqual([]);
  });

  test('is taken off under the old iD where the connection takes the new one', async () => {
    const [old, primary] = [await connected(), nextOrcid()];
    const [uri = ''] = await webhooksOf(old);
    await mergeAtOrcid(world.system, old, primary);
    await world.system.drain();
    expect(await webhooksOf(old)).toEqual([]);
    expect((await fetch(uri, { method: 'POST' })).status).toBe(404);
    await connectPerson(world.system, primary);
    await world.system.drain();
    expect(await webhooksOf(primary)).toHaveLength(1);
  });
});

test('what differed on a record that was merged away is no question any more, and the other record is read anew', async () => {
  const [old, primary] = [await connected(), await connected()];
  await putOnRecord(world.system, old, 'work', workWith('On the old record', [['doi', '10.5072/old']]));
  await poll(world.system);
  expect(await openDifferences(old)).toEqual(['On the old record']);
  await putOnRecord(world.system, primary, 'work', workWith('On the new record', [['doi', '10.5072/new']]));
  await mergeAtOrcid(world.system, old, primary);
  await world.system.drain();
  expect(await openDifferences(old)).toEqual([]);
  expect(await openDifferences(primary)).toEqual(['On the new record']);
});

describe('an invitation that hints at an iD whose record was merged into another one', () => {
  test('is answered where the other record is connected: nobody is reminded of what they have done', async () => {
    const [old, primary] = [await connected(), await connected()];
    const email = 'answered@example.org';
    const { id } = await world.invite(email);
    await hint(id, old);
    await world.system.drain();
    expect((await world.read(id)).state).toBe('sent');
    const mails = world.mailsTo(email).length;
    await mergeAtOrcid(world.system, old, primary);
    expect(await world.read(id)).toMatchObject({ state: 'accepted', orcid: primary, differs: false });
    world.system.clock.advance(30 * 86_400_000);
    await world.system.drain();
    expect(world.mailsTo(email)).toHaveLength(mails);
  });

  test('waits for the owner of the other one, where nobody has connected it', async () => {
    const [old, primary] = [await connected(), nextOrcid()];
    const { id } = await world.invite('waiting@example.org');
    await hint(id, old);
    await world.system.drain();
    await mergeAtOrcid(world.system, old, primary);
    expect(await world.read(id)).toMatchObject({ state: 'sent', hintedOrcid: primary, orcid: null });
    const browser = openBrowser(world.system);
    await browser.signIn(primary);
    expect((await connect(browser, primary)).status).toBe(303);
    expect(await world.read(id)).toMatchObject({ state: 'accepted', orcid: primary, differs: false });
  });
});

test('what is said of an address goes on to the record that is left, once its owner’s connection went into another one', async () => {
  const [old, primary] = [nextOrcid(), await connected()];
  const email = 'merged@example.org';
  const { id } = await world.invite(email);
  await world.system.drain();
  await followLink(world.system, world.linkTo(email), old);
  await world.system.drain();
  await mergeAtOrcid(world.system, old, primary);
  const said = await world.operator.post<EntryBody>(ENTRIES, {
    kind: 'employment',
    localId: 'after-the-merge',
    email,
    item: { ...itemsOfKinds.employment, 'role-title': 'Reader' },
  });
  expect(said.status).toBe(201);
  await world.system.drain();
  const titles = (await recordOf(world.system, primary)).map(({ item }) => item['role-title']);
  expect(titles).toContain('Reader');
  const [connection] = await connectionsOf(world.system, primary);
  const person = await world.operator.get<{ items: { id: string; state: string }[] }>(
    `${INVITATIONS}?state=accepted&limit=200`,
  );
  expect(person.body.items.map((each) => each.id)).toContain(id);
  expect(connection?.state).toBe('connected');
});

/** Somebody whose iD the invitation names is connected already: as when they came by another way before the merge. */
async function hint(invitationId: string, orcid: string): Promise<void> {
  await world.system.ctx.db
    .transaction()
    .execute((tx) =>
      tx
        .updateTable('orcid_invitations')
        .set({ hinted_orcid: orcid })
        .where('id', '=', invitationId)
        .execute(),
    );
}
