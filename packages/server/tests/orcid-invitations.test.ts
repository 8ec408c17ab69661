import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJobHandlers } from '../src/worker.ts';
import { completeMetadata } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { createItem } from './support/items.ts';
import {
  DAY_MS,
  followLink,
  INVITATIONS,
  type InvitationBody,
  type Inviting,
  startInviting,
} from './support/orcid-invitations.ts';
import { SOFIA } from './support/organisation.ts';
import { JOSIAH, LAURE } from './support/people.ts';

type Rows = {
  invited: number;
  folded: number;
  refused: number;
  rows: { line: number; outcome: string; problems: { pointer: string; detail: string }[] }[];
};

let world: Inviting;
let number = 0;
/** An address that nobody was invited at before. */
const newAddress = () => `person${++number}@example.org`;

beforeAll(async () => {
  world = await startInviting();
});
afterAll(() => world?.close());

const inviteTable = async (csv: string | Uint8Array<ArrayBuffer>, query = '') => {
  const answer = await fetch(`${world.system.url}/api/v1${INVITATIONS}/csv${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.system.config.adminToken}`, 'content-type': 'text/csv' },
    body: csv,
  });
  return { status: answer.status, body: (await answer.json()) as Rows & { detail: string } };
};

describe('an invitation', () => {
  test('goes out once, says who asks and why, and can be ended with one click', async () => {
    const email = newAddress();
    const item = await createItem(world.admin, { metadata: completeMetadata() });
    const { id } = await world.invite(email, { item: item.uuid, language: 'de' });
    await world.system.drain();
    await world.system.drain();
    const [sent, second] = world.mailsTo(email);
    expect(second).toBeUndefined();
    expect(sent?.mail.subject).toContain('bittet Sie, Ihre ORCID iD zu verbinden');
    const [{ title }] = completeMetadata().titles as [{ title: string }];
    expect(sent?.mail.text).toContain(title);
    const link = world.linkTo(email);
    const headers = Object.fromEntries((sent?.mail.headers ?? []).map(({ key, value }) => [key, value]));
    expect(headers['list-unsubscribe']).toBe(`<${world.system.url}${link}/unsubscribe>`);
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(await world.read(id)).toMatchObject({ state: 'sent', mails: 1, caught: false });
  });

  test('leads to a page that explains ORCID and what is asked, and to ORCID with name and address filled in and no iD', async () => {
    const email = newAddress();
    const { id } = await world.invite(email, { name: 'Garcia, Sofia', orcid: SOFIA });
    await world.system.drain();
    const link = world.linkTo(email);
    const page = await openBrowser(world.system).open(link);
    expect(page.status).toBe(200);
    expect(page.body).toContain('What ORCID is');
    expect(page.body).toContain('know your ORCID iD, and that it is yours');
    expect(page.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${world.system.orcid.url}`,
    );
    const { atOrcid, back } = await followLink(world.system, link, SOFIA);
    const asked = atOrcid.searchParams;
    expect(asked.get('email')).toBe(email);
    expect([asked.get('given_names'), asked.get('family_names')]).toEqual(['Sofia', 'Garcia']);
    expect(asked.has('orcid')).toBe(false);
    expect(back.status).toBeLessThan(400);
    expect(await world.read(id)).toMatchObject({ state: 'accepted', orcid: SOFIA, differs: false });
  });

  test('that was accepted makes the contributor’s iD an authenticated one', async () => {
    const email = newAddress();
    const metadata = {
      ...completeMetadata(),
      creators: [
        {
          name: 'Garcia, Sofia',
          nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${SOFIA}`, nameIdentifierScheme: 'ORCID' }],
        },
      ],
    };
    const item = await createItem(world.admin, { metadata });
    await world.invite(email, { orcid: SOFIA, item: item.uuid });
    await world.system.drain();
    await followLink(world.system, world.linkTo(email), SOFIA);
    await world.system.drain();
    const { body } = await world.admin.get(`/items/${item.uuid}`);
    expect(body.orcids).toMatchObject([{ orcid: SOFIA, authenticated: true }]);
  });

  test('answered with another iD than was hinted at is told as a difference, and changes no description', async () => {
    const email = newAddress();
    const metadata = {
      ...completeMetadata(),
      creators: [
        {
          name: 'Haak, Laure',
          nameIdentifiers: [
            { nameIdentifier: 'https://orcid.org/0000-0002-9079-593X', nameIdentifierScheme: 'ORCID' },
          ],
        },
      ],
    };
    const item = await createItem(world.admin, { metadata });
    const { id } = await world.invite(email, {
      name: 'Laure Haak',
      orcid: '0000-0002-9079-593X',
      item: item.uuid,
    });
    await world.system.drain();
    await followLink(world.system, world.linkTo(email), LAURE);
    expect(await world.read(id)).toMatchObject({
      state: 'accepted',
      hintedOrcid: '0000-0002-9079-593X',
      orcid: LAURE,
      differs: true,
    });
    const after = await world.admin.get<{ metadata: unknown }>(`/items/${item.uuid}`);
    expect(JSON.stringify(after.body.metadata)).not.toContain(LAURE);
    const notices = await world.admin.get<{ items: { title: string; body: string; link: string }[] }>(
      '/notices',
    );
    const told = notices.body.items.find(({ title }) => title === 'Laure Haak has another ORCID iD');
    expect(told?.body).toContain(LAURE);
    expect(told?.link).toContain(item.uuid);
  });

  test('to a mailbox that has one already is not sent again, and what is new is added to it', async () => {
    const first = await world.invite('double.person@example.org');
    const answer = await world.admin.post<InvitationBody>(INVITATIONS, {
      name: 'Sofia',
      email: 'doubleperson+x@example.org',
      orcid: SOFIA,
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: first.id, hintedOrcid: SOFIA });
    await world.system.drain();
    expect(world.mailsTo('double.person@example.org')).toHaveLength(1);
    expect(world.mailsTo('doubleperson+x@example.org')).toHaveLength(0);
    const other = await world.admin.post(INVITATIONS, {
      name: 'Sofia',
      email: 'double.person@example.org',
      orcid: JOSIAH,
    });
    expect(other.status).toBe(400);
  });
});

describe('a person who was invited', () => {
  test('may say no at ORCID and come back to the link', async () => {
    const email = newAddress();
    const { id } = await world.invite(email);
    await world.system.drain();
    const link = world.linkTo(email);
    await followLink(world.system, link, SOFIA, 'deny');
    expect(await world.read(id)).toMatchObject({ state: 'sent', orcid: null });
    expect((await openBrowser(world.system).open(link)).body).toContain('Create or connect your ORCID iD');
  });

  test('may say no here, and gets no reminder', async () => {
    const email = newAddress();
    const { id } = await world.invite(email);
    await world.system.drain();
    const browser = openBrowser(world.system);
    expect((await browser.send(`${world.linkTo(email)}/decline`, {})).body).toContain('You said no');
    expect(await world.read(id)).toMatchObject({ state: 'declined', nextMailAt: null });
    expect((await browser.send(`${world.linkTo(email)}/connect`, {})).status).toBe(409);
  });

  test('ends all mails of the organisation with one click of their mail program, for good', async () => {
    const email = newAddress();
    const { id } = await world.invite(email);
    await world.system.drain();
    const unsubscribe = `${world.system.url}${world.linkTo(email)}/unsubscribe`;
    const looked = await fetch(unsubscribe);
    expect(await looked.text()).toContain('End these mails');
    expect(await world.read(id)).toMatchObject({ state: 'sent' });
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    for (const body of [new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }), form]) {
      expect((await fetch(unsubscribe, { method: 'POST', body })).status).toBe(200);
    }
    expect(await world.read(id)).toMatchObject({ state: 'unsubscribed' });
    world.system.clock.advance(120 * DAY_MS);
    await createJobHandlers(world.system.ctx).upkeep({});
    world.system.clock.advance(-120 * DAY_MS);
    const again = await world.admin.post(INVITATIONS, {
      name: 'Sofia',
      email,
    });
    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({ errors: [{ pointer: '/email' }] });
  });
});

describe('a mail server', () => {
  test('that refuses an address for good ends its invitation, and says why without the address', async () => {
    const email = newAddress();
    world.mailServer.faults.push('no-such-user');
    const { id } = await world.invite(email);
    await world.system.drain();
    const failed = await world.read(id);
    expect(failed).toMatchObject({ state: 'failed', mails: 0, nextMailAt: null });
    expect(failed.detail).toContain('no such user');
    expect(failed.detail).not.toContain(email);
    await world.system.drain();
    expect(world.mailsTo(email)).toHaveLength(0);
  });

  test('that is busy gets the mail later', async () => {
    const email = newAddress();
    world.mailServer.faults.push('greylist');
    const { id } = await world.invite(email);
    await world.system.drain();
    expect(await world.read(id)).toMatchObject({ state: 'queued', mails: 0 });
    world.system.clock.advance(2 * 60_000);
    await world.system.drain();
    expect(await world.read(id)).toMatchObject({ state: 'sent', mails: 1 });
  });
});

describe('a table of people', () => {
  test('invites each of its rows or says what is wrong with it, and a dry run invites nobody', async () => {
    const [one, two] = [newAddress(), newAddress()];
    const csv = [
      'name;email;orcid;item;language',
      `Sofia Garcia;${one};${SOFIA};;es`,
      `Josiah;not an address;;;`,
      `"=HYPERLINK(""https://example.org"")";${two};;;`,
      `Laure;${two};0000-0002-1825-0098;;`,
      `Laure;${two};;00000000-0000-4000-8000-000000000000;xx`,
      `Sofia again;${one};;;`,
    ].join('\r\n');
    const dry = await inviteTable(csv, '?dryRun=true');
    expect(dry.body.rows.map(({ outcome }) => outcome)).toEqual([
      'fine',
      'refused',
      'refused',
      'refused',
      'refused',
      'fine',
    ]);
    expect((await world.admin.get<{ items: InvitationBody[] }>(INVITATIONS)).body.items[0]?.email).not.toBe(
      one,
    );
    const { status, body } = await inviteTable(csv);
    expect(status).toBe(200);
    expect(body).toMatchObject({ invited: 1, folded: 1, refused: 4 });
    expect(body.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'invited'],
      [3, 'refused'],
      [4, 'refused'],
      [5, 'refused'],
      [6, 'refused'],
      [7, 'folded'],
    ]);
    expect(body.rows[2]?.problems[0]?.detail).toContain('formula');
    expect(body.rows[3]?.problems[0]?.pointer).toBe('/orcid');
    await world.system.drain();
    expect(world.mailsTo(one).at(-1)?.mail.subject).toContain('le pide que conecte su ORCID iD');
    expect(world.mailsTo(two)).toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['no column of addresses', 'name\nSofia\n'],
    ['an unknown column', 'name,email,password\nSofia,a@example.org,x\n'],
    ['an open quote', 'name,email\n"Sofia,a@example.org\n'],
    ['a NUL', 'name,email\nSof\0ia,a@example.org\n'],
    ['bytes that are no UTF-8', Uint8Array.of(0x6e, 0xff, 0xfe, 0x0a)],
  ])('with %s is refused as a whole, with a sentence', async (_what, csv) => {
    const { status, body } = await inviteTable(csv);
    expect(status).toBe(400);
    expect(body.detail).toMatch(/\.$|\?$/);
  });

  test('of more rows than a day allows invites nobody', async () => {
    const rows = Array.from({ length: 501 }, (_, index) => `Person,many${index}@example.org`);
    expect((await inviteTable(`name,email\n${rows.join('\n')}`)).status).toBe(413);
    const { status, body } = await inviteTable(`name,email\n${rows.slice(0, 500).join('\n')}`);
    expect(status).toBe(429);
    expect(body.detail).toContain('Nobody was invited now.');
    const { items } = (await world.admin.get<{ items: InvitationBody[] }>(INVITATIONS)).body;
    expect(items.some(({ email }) => email.startsWith('many'))).toBe(false);
  });
});

describe('with time', () => {
  test('two reminders go out by themselves, then none; an administrator may ask for one more, spaced', async () => {
    const email = newAddress();
    const { id } = await world.invite(email);
    await world.system.drain();
    const remind = () => world.operator.post(`${INVITATIONS}/${id}/remind`, {});
    expect((await remind()).status).toBe(429);
    for (const days of [6, 1, 13, 1, 10]) {
      world.system.clock.advance(days * DAY_MS);
      await world.system.drain();
    }
    expect(world.mailsTo(email)).toHaveLength(3);
    const ids = world.mailsTo(email).map(({ mail }) => mail.messageId);
    expect(new Set(ids).size).toBe(3);
    expect(world.mailsTo(email)[1]?.mail.subject).toMatch(/^Reminder: /);
    expect((await remind()).status).toBe(200);
    await world.system.drain();
    expect(world.mailsTo(email)).toHaveLength(4);
    world.system.clock.advance(4 * DAY_MS);
    expect((await remind()).status).toBe(409);
  });

  test('an invitation that was withdrawn says so, and sends nothing more', async () => {
    const email = newAddress();
    const { id } = await world.invite(email);
    await world.system.drain();
    const withdraw = () => world.operator.post(`${INVITATIONS}/${id}/withdraw`, {});
    expect([(await withdraw()).status, (await withdraw()).status]).toEqual([200, 200]);
    world.system.clock.advance(8 * DAY_MS);
    await world.system.drain();
    expect(world.mailsTo(email)).toHaveLength(1);
    expect((await openBrowser(world.system).open(world.linkTo(email))).body).toContain(
      'This invitation has ended',
    );
  });

  test('an unanswered one expires, and is forgotten later, the address with it', async () => {
    const email = newAddress();
    const { id } = await world.invite(email);
    await world.system.drain();
    const link = world.linkTo(email);
    world.system.clock.advance(60 * DAY_MS);
    expect((await openBrowser(world.system).open(link)).body).toContain('This invitation has ended');
    const upkeep = () => createJobHandlers(world.system.ctx).upkeep({});
    await upkeep();
    world.system.clock.advance(31 * DAY_MS);
    await upkeep();
    const rows = await world.system.ctx.db
      .selectFrom('orcid_invitations')
      .select('id')
      .where('id', '=', id)
      .execute();
    expect(rows).toEqual([]);
    expect((await openBrowser(world.system).open(link)).status).toBe(404);
    const events = await world.system.ctx.db
      .selectFrom('events')
      .select(['action', 'before', 'after'])
      .where('subject_id', '=', id)
      .orderBy('id')
      .execute();
    expect(events.map(({ action }) => action)).toEqual(['create', 'send', 'expire']);
    expect(JSON.stringify(events)).not.toContain(email);
  });
});
