import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import {
  followLink,
  INVITATIONS,
  type InvitationBody,
  type Inviting,
  startInviting,
} from './support/orcid-invitations.ts';
import { SOFIA } from './support/organisation.ts';
import { JOSIAH, signIn } from './support/people.ts';
import { TEST_ADMIN_TOKEN } from './support/start-system.ts';

let world: Inviting;
let link: string;
let invitation: InvitationBody;

beforeAll(async () => {
  world = await startInviting();
  await world.system.ctx.engine.kysely
    .insertInto('organisations')
    .values({ id: crypto.randomUUID(), slug: 'other', name: 'Other', created_at: world.system.clock.now() })
    .execute();
  invitation = await world.invite('canary@example.org', { orcid: SOFIA });
  await world.system.drain();
  link = world.linkTo('canary@example.org');
});
afterAll(() => world?.close());

describe('who may not', () => {
  test('a member learns that it is for administrators, and a stranger nothing', async () => {
    const stranger = createApi(
      world.system,
      (await signIn(world.system, SOFIA, ['orcid:read', 'orcid:write'])).token,
    );
    const wish = { name: 'Sofia', email: 'x@example.org' };
    for (const [who, path, status] of [
      [world.member, INVITATIONS, 403],
      [stranger, INVITATIONS.replace('default', 'other'), 404],
      [stranger, INVITATIONS.replace('default', 'nowhere'), 404],
    ] as const) {
      const asked = [
        await who.get(path),
        await who.post(path, wish),
        await who.get(`${path}/${invitation.id}`),
        await who.get(`${path}/${invitation.id}/mail`),
        await who.post(`${path}/${invitation.id}/withdraw`, {}),
        await who.post(`${path}/${invitation.id}/remind`, {}),
      ];
      expect(asked.map((each) => each.status)).toEqual(asked.map(() => status));
      expect(JSON.stringify(asked.map(({ body }) => body))).not.toContain('canary@');
    }
  });

  test('an administrator without the scope', async () => {
    const reader = createApi(world.system, (await signIn(world.system, JOSIAH, ['orcid:read'])).token);
    expect((await reader.get(INVITATIONS)).status).toBe(200);
    expect((await reader.post(INVITATIONS, { name: 'Sofia', email: 'x@example.org' })).status).toBe(403);
  });

  test('another organisation’s administrator, by the id', async () => {
    const other = INVITATIONS.replace('default', 'other');
    const operator = createApi(world.system, TEST_ADMIN_TOKEN);
    expect((await operator.get(`${other}/${invitation.id}`)).status).toBe(404);
    expect((await operator.post(`${other}/${invitation.id}/withdraw`, {})).status).toBe(404);
    const { body } = await operator.post(other, { name: 'Sofia', email: 'x@example.org' });
    expect(body.detail).toContain('no credentials at ORCID');
  });
});

describe('a link', () => {
  test('that was guessed, changed or cut leads nowhere, and each time to the same words', async () => {
    const secret = link.slice(-43);
    const wrong = [
      link.replace(secret, 'A'.repeat(43)),
      link.slice(0, -1),
      link.replace(invitation.id, crypto.randomUUID()),
      '/orcid/invitations/nonsense',
      `/orcid/invitations/${'x'.repeat(1500)}`,
    ];
    const bodies = new Set<string>();
    for (const each of wrong) {
      for (const path of [each, `${each}/unsubscribe`]) {
        const visit = await openBrowser(world.system).open(path);
        expect(visit.status).toBe(404);
        bodies.add(visit.body);
      }
      for (const verb of ['connect', 'decline', 'unsubscribe']) {
        expect((await openBrowser(world.system).send(`${each}/${verb}`, {})).status).toBe(404);
      }
    }
    expect(bodies.size).toBe(1);
    expect(await world.read(invitation.id)).toMatchObject({ state: 'sent' });
  });

  test('is no answer by itself: looking, and forms of other sites, change nothing', async () => {
    const browser = openBrowser(world.system);
    for (const verb of ['connect', 'decline']) {
      const forged = await browser.send(
        `${link}/${verb}`,
        {},
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      );
      expect(forged.status).toBe(403);
      expect((await browser.open(`${link}/${verb}`)).status).toBeGreaterThanOrEqual(400);
    }
    await browser.open(`${link}/unsubscribe`);
    expect(await world.read(invitation.id)).toMatchObject({ state: 'sent' });
  });

  test('stands in the mail and nowhere else', async () => {
    const secret = link.slice(-43);
    await followLink(world.system, link, SOFIA, 'deny');
    const { db } = world.system.ctx;
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
    expect(tables.length).toBeGreaterThan(50);
    for (const { name } of tables) {
      const { rows } = await sql`
        select 1 from ${sql.table(name)} as each where each::text like ${`%${secret}%`} limit 1`.execute(db);
      expect([name, rows.length]).toEqual([name, 0]);
    }
    expect(world.system.logged()).not.toContain(secret);
    expect(world.system.logged()).not.toContain('canary@example.org');
    const { body } = await world.admin.get(`${INVITATIONS}/${invitation.id}`);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect((await world.admin.get(`${INVITATIONS}/${invitation.id}/mail`)).status).toBe(409);
  });

  test('is used up by the first who connects', async () => {
    await followLink(world.system, link, SOFIA);
    expect(await world.read(invitation.id)).toMatchObject({ state: 'accepted', orcid: SOFIA });
    expect((await openBrowser(world.system).send(`${link}/connect`, {})).status).toBe(409);
    expect((await openBrowser(world.system).open(link)).body).not.toContain(SOFIA);
  });
});

describe('what is sent to us', () => {
  test.each([
    ['/name', { name: 'Sofia\r\nBcc: all@example.org' }],
    ['/name', { name: 'Win at https://example.org' }],
    ['/name', { name: '=1+1' }],
    ['/name', { name: '   ' }],
    ['/email', { email: 'a@example.org, b@example.org' }],
    ['/email', { email: 'a@example.org\r\nBcc: b@example.org' }],
    ['/email', { email: 'a@[127.0.0.1]' }],
    ['/orcid', { orcid: '0000-0002-1825-0098' }],
    ['/item', { item: '00000000-0000-4000-8000-000000000000' }],
  ])('is refused at %s: %j', async (pointer, wrong) => {
    const answer = await world.admin.post<{ errors: { pointer: string; detail: string }[] }>(INVITATIONS, {
      name: 'Sofia',
      email: 'fine@example.org',
      ...wrong,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((each) => each.pointer)).toContain(pointer);
  });

  test.each([
    { name: 'Sofia', email: 'a@example.org', state: 'accepted' },
    { name: 'Sofia' },
    [],
    'text',
    null,
  ])('that has another shape is refused: %j', async (body) => {
    expect((await world.admin.post(INVITATIONS, body)).status).toBe(400);
  });
});
