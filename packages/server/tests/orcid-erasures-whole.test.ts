import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  keepWebhooks,
  runConnectionPass,
  runDepositPass,
  runErasurePass,
} from '../src/modules/orcid/index.ts';
import type { ProblemBody } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { createItem } from './support/items.ts';
import { connectionsOf, orderFault } from './support/orcid-connect.ts';
import { connectPerson, control, metadataBy, recordOf } from './support/orcid-deposits.ts';
import { createEntryBatches, ENTRIES, itemsOfKinds } from './support/orcid-entries.ts';
import { followLink, type Inviting, startInviting } from './support/orcid-invitations.ts';
import { SOFIA } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

const HOME = '/organisations/default/orcid/erasures';
const PAGE = '/app/orcid/manage/default/exports/erasures';
const MINUTE_MS = 60_000;

type ErasureBody = { id: string; connection: string | null; state: string; detail: string | null };

let world: Inviting;
let people: string[];
beforeAll(async () => {
  world = await startInviting();
  people = (await control<{ items: string[] }>(world.system, 'POST', 'people/many', { count: 3 })).items;
});
afterAll(() => world?.close());

const erase = (person: string, removesItems = false) =>
  world.operator.post<ErasureBody & ProblemBody>(HOME, { person, removesItems, reason: 'Asked by letter' });

const readErasure = async (id: string) =>
  (await world.operator.get<{ items: ErasureBody[] }>(HOME)).body.items.find((each) => each.id === id);

async function goOn(times: number): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    world.system.clock.advance(2 * MINUTE_MS);
    await world.system.drain();
  }
}

/** What the module keeps, and the calls of organisations, where these texts stand in any letters. */
async function whereAre(...texts: string[]): Promise<string[]> {
  const tables = [...(await dumpDatabase(world.system))].filter(([name]) => name.includes('.orcid_'));
  const calls = await world.system.ctx.db
    .selectFrom('interactions')
    .selectAll()
    .where('organisation_id', 'is not', null)
    .execute();
  return [...tables, ['calls', calls.map((call) => JSON.stringify(call))] as const].flatMap(([name, rows]) =>
    rows.some((row) => texts.some((text) => row.toLowerCase().includes(text.toLowerCase()))) ? [name] : [],
  );
}

async function upload(csv: string): Promise<void> {
  const batches = createEntryBatches(world.system, TEST_ADMIN_TOKEN);
  expect((await batches.upload('keyword', csv)).status).toBe(202);
  await world.system.drain();
}

const eventsOf = async (id: string) =>
  (await dumpDatabase(world.system)).get('public.events')?.filter((row) => row.includes(id)) ?? [];

describe('everything that an organisation keeps of a person', () => {
  test('goes with their connection: what is said by iD and by address, rows of uploads, invitations', async () => {
    const email = 'sofia@example.org';
    await world.invite(email);
    await world.system.drain();
    await followLink(world.system, world.linkTo(email), SOFIA);
    await upload(
      `local-id,orcid,email,keyword\n1,${SOFIA},,basalt\n2,,Sofia@Example.org,gabbro\n3,${SOFIA.replaceAll('-', '')},,\n4,${LAURE},,chalk\n`,
    );
    await world.operator.post(ENTRIES, {
      kind: 'employment',
      localId: 'job',
      email,
      item: itemsOfKinds.employment,
    });
    await world.system.drain();
    expect(await recordOf(world.system, SOFIA)).toHaveLength(1);
    expect(await whereAre(SOFIA)).toContain('public.orcid_batch_rows');
    expect(await whereAre(email)).toContain('public.orcid_invitations');

    const { status, body } = await erase(email.toUpperCase(), true);
    expect(status).toBe(202);
    await goOn(4);
    expect(await readErasure(body.id)).toMatchObject({ state: 'done' });
    expect(await recordOf(world.system, SOFIA)).toEqual([]);
    expect(await whereAre(SOFIA, SOFIA.replaceAll('-', ''), email)).toEqual([]);
    expect((await whereAre(LAURE)).toSorted()).toEqual(['public.orcid_batch_rows', 'public.orcid_entries']);
  });

  test('is deleted at once of people who never connected, by iD or by address', async () => {
    const [orcid = ''] = people;
    await world.invite('only.invited@example.org', { orcid });
    await world.system.drain();
    const link = world.linkTo('only.invited@example.org');
    await upload(`local-id,orcid,email,keyword\na,${orcid},,basalt\nb,,only.invited@example.org,gabbro\n`);
    const byId = await erase(orcid);
    expect(byId.body).toMatchObject({ state: 'done', connection: null });
    expect(await whereAre(orcid, 'only.invited@example.org')).toEqual([]);
    expect((await openBrowser(world.system).open(link)).status).toBe(404);
    expect((await erase(orcid)).status).toBe(404);

    await world.invite('other@example.org');
    expect((await erase('Other@example.org')).body).toMatchObject({ state: 'done' });
    expect(await whereAre('other@example.org')).toEqual([]);
    await world.system.drain();
    expect(world.mailsTo('other@example.org')).toEqual([]);
    expect((await erase('nobody@example.org')).status).toBe(404);
    expect((await erase('neither')).status).toBe(400);
  });
});

describe('an erasure', () => {
  test('whose process dies between any two steps goes on where it was, and is finished once', async () => {
    const { system } = world;
    const [, orcid = ''] = people;
    await connectPerson(system, orcid);
    await createItem(world.operator, { metadata: metadataBy([orcid]) });
    await system.drain();
    expect(await recordOf(system, orcid)).toHaveLength(1);
    const { body } = await erase(orcid, true);
    let deaths = 0;
    /** A process whose database goes away after so many transactions. */
    const dieAfter = async (transactions: number): Promise<void> => {
      let left = transactions;
      const db = new Proxy(system.ctx.db, {
        get(target, name) {
          if (name === 'transaction' && left-- <= 0) throw new Error('the process died');
          const member: unknown = Reflect.get(target, name, target);
          return typeof member === 'function' ? member.bind(target) : member;
        },
      });
      await runErasurePass({ ...system.ctx, db }).catch(() => {
        deaths += 1;
      });
    };
    for (let round = 0; round < 40 && (await readErasure(body.id))?.state !== 'done'; round += 1) {
      await dieAfter(round % 5);
      await runDepositPass(system.ctx);
      await runConnectionPass(system.ctx);
      await keepWebhooks(system.ctx);
      system.clock.advance(2 * MINUTE_MS);
    }
    expect(deaths).toBeGreaterThan(3);
    expect(await readErasure(body.id)).toMatchObject({ state: 'done' });
    expect(await recordOf(system, orcid)).toEqual([]);
    expect(await whereAre(orcid)).toEqual([]);
    expect((await eventsOf(body.id)).filter((row) => row.includes('finish'))).toHaveLength(1);
  });

  test('that ORCID does not confirm is told to administrators once, and they may finish it for a reason', async () => {
    const { system } = world;
    const [, , orcid = ''] = people;
    await connectPerson(system, orcid);
    await orderFault(system, { kind: 'unavailable', count: 100, match: { pathPrefix: '/oauth/revoke' } });
    const { id } = (await erase(orcid)).body;
    const finish = (reason: string, api = world.operator) =>
      api.post<ErasureBody & ProblemBody>(`${HOME}/${id}/finish`, { reason });
    await system.drain();
    expect((await finish('The credentials are gone')).status).toBe(409);
    const browser = openBrowser(system);
    await browser.signIn(JOSIAH);
    expect((await browser.open(PAGE)).body).not.toContain('Finish anyway');
    await goOn(8);
    const notices = async () =>
      ((await dumpDatabase(system)).get('public.notices') ?? []).filter((row) =>
        row.includes('orcid-erasure-waits'),
      );
    expect(await notices()).toHaveLength(1);
    expect((await notices()).join()).not.toContain(orcid);
    expect((await browser.open(PAGE)).body).toContain('Finish anyway');
    expect((await finish('x', world.member)).status).toBe(403);
    expect((await finish(' ')).status).toBe(400);
    expect((await finish('The credentials are gone')).body).toMatchObject({ state: 'done' });
    expect((await finish('The credentials are gone')).status).toBe(200);
    await fetch(`${system.orcid.url}/_control/faults`, { method: 'DELETE' });
    expect(await connectionsOf(system, orcid)).toEqual([]);
    expect(await whereAre(orcid)).toEqual([]);
    const [finished, ...more] = (await eventsOf(id)).filter((row) => row.includes('finish-anyway'));
    expect(more).toEqual([]);
    expect(finished).toContain('The credentials are gone');
    expect(finished).toMatch(/tokensNotRevoked\W+[1-9]/);
  });
});
