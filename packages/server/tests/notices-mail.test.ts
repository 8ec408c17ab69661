import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createJobHandlers } from '../src/worker.ts';
import { type Api, createApi, type ProblemBody } from './support/api.ts';
import { type Browser, openBrowser, startSystemToday } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

type Address = { email: string | null; unconfirmed: string | null; problem: string | null };
type Notices = { items: { title: string; mail: string }[] };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ADDRESS = 'laure@example.org';

let mailServer: MailServer;
let system: System;
let admin: Api;
let member: Api;
let laure: Browser;

async function start(
  options: Parameters<typeof startMailServer>[0] = {},
  url?: (port: number) => string,
  worker = false,
) {
  mailServer = await startMailServer(options);
  const env = {
    SMTP_URL: url === undefined ? mailServer.url : url(mailServer.port),
    MAIL_FROM: 'mintmark@example.org',
  };
  system = await startSystemToday({ env, worker });
  await comeBack();
}

/** Both people sign in anew, since sessions end within a day. */
async function comeBack(): Promise<void> {
  admin = createApi(system, (await signIn(system, JOSIAH)).token);
  await setRole(system, JOSIAH, 'admin');
  member = createApi(system, (await signIn(system, LAURE)).token);
  laure = openBrowser(system);
  await laure.signIn(LAURE);
}

/** Nothing is left of the test before: no address, no mail, no limit. */
async function beginAnew(): Promise<void> {
  system.clock.advance(2 * DAY_MS);
  await comeBack();
  for (const each of [admin, member]) await state(null, each);
  mailServer.received.length = 0;
  mailServer.faults.length = 0;
}

async function stop(): Promise<void> {
  await system?.close();
  await mailServer?.close();
}

const fieldOf = (body: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
const state = (email: string | null, by = member) => by.patch<Address & ProblemBody>('/me', { email });
const address = async (by = member): Promise<Address> => (await by.get<Address>('/me/email')).body;
const subjects = () => mailServer.received.map(({ mail }) => mail.subject);

/** The path of the link in the newest mail. */
function mailedLink(): string {
  const link = /https?:\/\/\S+\/app\/notices\/confirm\?\S+/.exec(mailServer.received.at(-1)?.mail.text ?? '');
  if (link === null) throw new Error('no link was mailed');
  const url = new URL(link[0]);
  return `${url.pathname}${url.search}`;
}

async function follow(link: string, by: Browser) {
  const page = await by.open(link);
  if (page.status !== 200) return page;
  return by.send('/app/notices/confirm', {
    form_token: fieldOf(page.body, 'form_token'),
    id: fieldOf(page.body, 'id'),
    token: fieldOf(page.body, 'token'),
  });
}

async function confirm(email = ADDRESS): Promise<void> {
  expect((await state(email)).status).toBe(200);
  await system.drain();
  expect((await follow(mailedLink(), laure)).status).toBe(303);
  mailServer.received.length = 0;
}

let lastNumber = 0;
async function refuse(reason: string): Promise<void> {
  lastNumber += 1;
  const asked = await member.post<{ id: string }>('/shoulder-requests', {
    type: 'ark',
    purpose: `Number ${lastNumber}`,
  });
  const answer = await admin.post(`/shoulder-requests/${asked.body.id}/refuse`, { reason });
  expect(answer.status).toBe(200);
}

describe('an address for notices', () => {
  beforeAll(() => start());
  beforeEach(beginAnew);
  afterAll(stop);

  test('counts once the same person has followed the mailed link, and not before', async () => {
    expect((await state(` ${ADDRESS} `)).body).toEqual({ email: null, unconfirmed: ADDRESS, problem: null });
    await refuse('Not yet');
    await system.drain();
    expect(subjects()).toEqual(['Confirm your mail address']);
    const [sent] = mailServer.received;
    expect(sent).toMatchObject({ to: [ADDRESS], from: 'mintmark@example.org' });
    expect(sent?.mail.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
    const link = mailedLink();

    const stranger = openBrowser(system);
    const signedOut = await stranger.open(link);
    expect(signedOut.status).toBe(401);
    expect(signedOut.body).toContain(encodeURIComponent(link).replaceAll('&', '&amp;'));
    const josiah = openBrowser(system);
    await josiah.signIn(JOSIAH);
    expect((await josiah.open(link)).status).toBe(404);
    expect((await laure.open(link.replace(/token=.{4}/, 'token=AAAA'))).status).toBe(404);
    expect((await laure.open('/app/notices/confirm')).status).toBe(404);
    // To open it changes nothing: mail programs do so by themselves.
    expect((await laure.open(link)).body).toContain(ADDRESS);
    expect((await address()).email).toBeNull();

    expect((await follow(link, laure)).status).toBe(303);
    expect(await address()).toEqual({ email: ADDRESS, unconfirmed: null, problem: null });
    expect((await laure.open('/app/notices')).body).toContain(`mailed to <strong>${ADDRESS}</strong>`);
    const again = await follow(link, laure);
    expect(again.status).toBe(404);
    expect(again.body).toContain('it was used');
  });

  test('who must sign in first comes back to the link', async () => {
    await state(ADDRESS);
    await system.drain();
    const later = openBrowser(system);
    const link = mailedLink();
    const callback = await later.signIn(LAURE, { returnTo: link });
    expect(callback.location).toBe(`${system.url}${link}`);
    expect((await follow(link, later)).status).toBe(303);
    expect((await address()).email).toBe(ADDRESS);
  });

  test('its link works for a day', async () => {
    await state(ADDRESS);
    await system.drain();
    const link = mailedLink();
    system.clock.advance(DAY_MS - 1);
    await laure.signIn(LAURE);
    expect((await laure.open(link)).status).toBe(200);
    system.clock.advance(1);
    expect((await follow(link, laure)).status).toBe(404);
    expect(await address()).toEqual({ email: null, unconfirmed: null, problem: null });
  });

  test('a newer statement replaces an older one, whose link works no more', async () => {
    await state('other@example.org');
    await system.drain();
    const older = mailedLink();
    await state(ADDRESS);
    await system.drain();
    expect((await laure.open(older)).status).toBe(404);
    expect((await follow(mailedLink(), laure)).status).toBe(303);
    expect((await address()).email).toBe(ADDRESS);
  });

  test('one person may ask for five of these mails a day, and one mailbox gets three', async () => {
    for (const each of ['a', 'b', 'c', 'd', 'e']) {
      expect((await state(`${each}@example.org`)).status).toBe(200);
    }
    const sixth = await state('f@example.org');
    expect(sixth.status).toBe(429);
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0);
    // The mailbox of `a@` has had one; other ways to write it are the same one.
    expect((await state('A+x@example.org', admin)).status).toBe(200);
    expect((await state('a+y@EXAMPLE.org', admin)).status).toBe(200);
    expect((await state('a.@example.org', admin)).status).toBe(400);
    expect((await state('a+z@example.org', admin)).status).toBe(429);
    system.clock.advance(DAY_MS + 1);
    expect((await state('a@example.org')).status).toBe(200);
  });

  test('is refused when no mail could be sent to it', async () => {
    const wrong = ['', 'nobody', 'a@b', 'a b@example.org', 'a@example.org\r\nBcc: b@example.org'];
    wrong.push(
      'a@example.org, b@example.org',
      '"a"@example.org',
      'ä@example.org',
      'a@[127.0.0.1]',
      'a@example..org',
    );
    for (const each of [...wrong, `${'a'.repeat(65)}@example.org`]) {
      expect((await state(each)).status, each).toBe(400);
    }
    expect((await state(`${'a'.repeat(64)}@example.org`)).status).toBe(200);
    expect((await state(`${'a'.repeat(250)}@example.org`)).status).toBe(400);
    const { body } = await laure.open('/app/notices');
    const answer = await laure.send('/app/notices/email', {
      form_token: fieldOf(body, 'form_token'),
      email: '"><script>@example.org',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('value="&quot;&gt;&lt;script&gt;@example.org"');
  });

  test('its removal stops what is on its way', async () => {
    await confirm();
    await refuse('Too late');
    expect((await state(null)).body).toEqual({ email: null, unconfirmed: null, problem: null });
    await refuse('Even later');
    await system.drain();
    expect(subjects()).toEqual([]);
    await state('new@example.org');
    expect((await state(null)).body).toEqual({ email: null, unconfirmed: null, problem: null });
    await system.drain();
    expect(subjects()).toEqual([]);
  });

  test('is stated, and removed, on the page', async () => {
    const token = async () => fieldOf((await laure.open('/app/notices')).body, 'form_token');
    const sent = await laure.send('/app/notices/email', { form_token: await token(), email: ADDRESS });
    expect(sent.status).toBe(303);
    expect((await laure.open('/app/notices')).body).toContain(`on its way to <strong>${ADDRESS}</strong>`);
    await laure.send('/app/notices/email/remove', { form_token: await token() });
    expect((await laure.open('/app/notices')).body).not.toContain(ADDRESS);
  });

  test('stays out of the history and of the log of outside calls', async () => {
    mailServer.faults.push('greylist');
    await state(ADDRESS);
    await system.drain();
    system.clock.advance(MINUTE_MS);
    await system.drain();
    const token = new URL(mailedLink(), system.url).searchParams.get('token') ?? '';
    expect((await follow(mailedLink(), laure)).status).toBe(303);
    const dump = await dumpDatabase(system);
    const interactions = dump.get('public.interactions')?.join('\n') ?? '';
    expect(interactions).toContain('4.7.1');
    expect(interactions).not.toContain(ADDRESS);
    expect(dump.get('public.events')?.join('\n')).not.toContain(ADDRESS);
    // What was on its way to ORCID and back is gone with the sign-in.
    for (const [table, rows] of dump) expect(rows.join('\n'), table).not.toContain(token);
    expect(system.logged()).not.toContain(ADDRESS);
  });
});

describe('the mail of a notice', () => {
  beforeAll(() => start());
  beforeEach(beginAnew);
  afterAll(stop);

  test('is sent once, however often the worker looks', async () => {
    await confirm();
    await refuse('Use the one of your group.');
    await system.drain();
    await system.drain();
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(subjects()).toEqual(['Your request for a shoulder was refused']);
    const [sent] = mailServer.received;
    expect(sent?.to).toEqual([ADDRESS]);
    expect(sent?.mail.text).toContain('Reason: Use the one of your group.');
    expect(sent?.mail.text).toContain(`${system.url}/app/shoulders/requests/`);
    expect(sent?.mail.messageId).toMatch(/^<notice\.[0-9a-f-]{36}@127\.0\.0\.1>$/);
    expect((await member.get<Notices>('/notices')).body.items[0]?.mail).toBe('sent');
  });

  test('tells of a granted shoulder once', async () => {
    await confirm();
    const wish = { type: 'ark', prefix: '99999', shoulder: 'mb1', template: 'eedk', purpose: 'Labels' };
    const asked = await member.post<{ id: string }>('/shoulder-requests', wish);
    const path = `/shoulder-requests/${asked.body.id}/grant`;
    expect((await admin.post(path, {})).status).toBe(200);
    expect((await admin.post(path, {})).status).toBe(409);
    await system.drain();
    await system.drain();
    expect(subjects()).toEqual(['Your shoulder 99999/mb1 was granted']);
  });

  test('arrives with every letter and begins no header, whatever a purpose holds', async () => {
    const josiah = openBrowser(system);
    await josiah.signIn(JOSIAH);
    await state('josiah@example.org', admin);
    await system.drain();
    expect((await follow(mailedLink(), josiah)).status).toBe(303);
    mailServer.received.length = 0;
    const purpose = 'Größe, 水, \u{1F9EA}\r\nBcc: other@example.org\r\n\r\n.\r\nMAIL FROM:<x@example.org>';
    await member.post('/shoulder-requests', { type: 'ark', purpose });
    await system.drain();
    const [sent] = mailServer.received;
    expect(mailServer.received).toHaveLength(1);
    expect(sent?.to).toEqual(['josiah@example.org']);
    expect(sent?.mail.bcc).toBeUndefined();
    expect(sent?.mail.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(sent?.mail.text?.replaceAll('\r\n', '\n')).toContain(
      `Purpose: ${purpose.replaceAll('\r\n', '\n')}`,
    );
  });

  test('has a subject of one line, with every letter', async () => {
    await confirm();
    const shoulders = await member.get<{ items: { id: string; type: string }[] }>('/shoulders');
    const ark = shoulders.body.items.find(({ type }) => type === 'ark');
    const title = 'Kerne für Zoë 水\r\nBcc: other@example.org';
    const block = await member.post('/blocks', { shoulder: ark?.id, count: 2, title, expiresInDays: 5 });
    expect(block.status).toBe(201);
    system.clock.advance(3 * DAY_MS);
    await createJobHandlers(system.ctx).upkeep({});
    await system.drain();
    const [sent] = mailServer.received;
    expect(sent?.mail.subject).toContain('Kerne für Zoë 水 Bcc: other@example.org');
    expect(sent?.mail.bcc).toBeUndefined();
  });

  test('is tried again, at longer and longer intervals, while the server does not take it', async () => {
    await confirm();
    mailServer.faults.push('greylist', 'sign-in-first', 'drop-at-once');
    await refuse('Later');
    await system.drain();
    const connections = mailServer.connections();
    system.clock.advance(MINUTE_MS - 1);
    await system.drain();
    expect(mailServer.connections()).toBe(connections);
    expect((await address()).problem).toContain('come back later');
    system.clock.advance(1);
    await system.drain();
    expect((await address()).problem).toContain('Authentication required');
    system.clock.advance(MINUTE_MS);
    await system.drain();
    expect(mailServer.connections()).toBe(connections + 1);
    system.clock.advance(MINUTE_MS);
    await system.drain();
    expect(mailServer.connections()).toBe(connections + 2);
    expect(subjects()).toEqual([]);
    system.clock.advance(4 * MINUTE_MS);
    await system.drain();
    expect(subjects()).toHaveLength(1);
    expect(await address()).toMatchObject({ email: ADDRESS, problem: null });
  });

  test('is given up when the server stays away for days', async () => {
    await confirm();
    await refuse('Never');
    const before = mailServer.connections();
    mailServer.faults.push(...Array<'greylist'>(40).fill('greylist'));
    for (let halfDays = 0; halfDays < 30; halfDays += 1) {
      await system.drain();
      system.clock.advance(DAY_MS / 2);
    }
    expect(mailServer.connections() - before).toBe(15);
    expect((await member.get<Notices>('/notices')).body.items[0]?.mail).toBe('refused');
    expect((await address()).problem).toContain('come back later');
  });

  test('is not sent when its turn comes a week too late', async () => {
    await confirm();
    await refuse('Old news');
    system.clock.advance(7 * DAY_MS + 1);
    await system.drain();
    expect(subjects()).toEqual([]);
    expect((await member.get<Notices>('/notices')).body.items[0]?.mail).toBe('refused');
  });

  test.each(['no-such-user', 'refuse-content'] as const)(
    'refused for good (%s) is not sent again, and its person sees why',
    async (fault) => {
      await confirm();
      mailServer.faults.push(fault);
      await refuse('Gone');
      await system.drain();
      const connections = mailServer.connections();
      system.clock.advance(DAY_MS);
      await system.drain();
      expect(mailServer.connections()).toBe(connections);
      expect((await member.get<Notices>('/notices')).body.items[0]?.mail).toBe('refused');
      expect((await address()).problem).toMatch(fault === 'no-such-user' ? /^550 .*no such user/ : /^554 /);
      expect((await address()).problem).not.toContain(ADDRESS);
      await laure.signIn(LAURE);
      const page = await laure.open('/app/notices');
      expect(page.body).toContain('The latest mail to you was not taken.');
      expect(page.body).toContain('it could not be mailed');
    },
  );

  test('a refused confirmation is shown where the address was stated', async () => {
    mailServer.faults.push('no-such-user');
    await state(ADDRESS);
    await system.drain();
    expect(await address()).toMatchObject({ unconfirmed: ADDRESS, problem: expect.stringMatching(/^550/) });
    expect((await laure.open('/app/notices')).body).toContain('the link has not arrived there');
  });

  test('whose answer was lost comes again with the same Message-ID, so that receivers can drop it', async () => {
    await confirm();
    mailServer.faults.push('drop-after-data');
    await refuse('Twice');
    await system.drain();
    system.clock.advance(MINUTE_MS);
    await system.drain();
    const [first, second] = mailServer.received;
    expect(mailServer.received).toHaveLength(2);
    expect(second?.mail.messageId).toBe(first?.mail.messageId);
  });

  test('stays unsent in a copy of the database, until an operator says that the service has moved', async () => {
    await confirm();
    await system.ctx.engine.withPinnedConnection((run) =>
      run("update instance set public_url = 'https://old.example.org'"),
    );
    await refuse('Copied');
    await system.drain();
    expect(subjects()).toEqual([]);
    await createApi(system, TEST_ADMIN_TOKEN).post('/instance/confirm');
    await system.drain();
    expect(subjects()).toHaveLength(1);
  });

  test('claimed by a worker that is heard of no more is sent by another, but not before the claim ends', async () => {
    await confirm();
    mailServer.faults.push('hang');
    await refuse('Taken over');
    const hangs = mailServer.next();
    const lost = system.drain();
    await hangs;
    system.clock.advance(15 * MINUTE_MS - 1);
    await system.drain();
    expect(subjects()).toEqual([]);
    system.clock.advance(1);
    await system.drain();
    expect(subjects()).toHaveLength(1);
    // The first one comes back with a failure, which is no news any more.
    mailServer.dropAll();
    await lost;
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(subjects()).toHaveLength(1);
    expect((await member.get<Notices>('/notices')).body.items[0]?.mail).toBe('sent');
  });

  test('two workers at the same moment send it once', async () => {
    await confirm();
    for (const each of ['One', 'Two', 'Three', 'Four']) await refuse(each);
    await Promise.all([system.drain(), system.drain(), system.drain()]);
    const reasons = mailServer.received.map(({ mail }) => /Reason: (\w+)/.exec(mail.text ?? '')?.[1]);
    expect(reasons.sort()).toEqual(['Four', 'One', 'Three', 'Two']);
  });
});

test('a running service mails by itself', async () => {
  await start({}, undefined, true);
  const arrives = mailServer.next();
  await state(ADDRESS);
  await arrives;
  expect(subjects()).toEqual(['Confirm your mail address']);
  // Its end does not wait for a server that says nothing.
  mailServer.faults.push('hang');
  const hangs = mailServer.next();
  await state('other@example.org');
  await hangs;
  await stop();
});

describe('the way to the mail server', () => {
  afterEach(stop);

  test('is encrypted where the server offers it', async () => {
    await start();
    await confirm();
    await refuse('Encrypted');
    await system.drain();
    expect(mailServer.received[0]).toMatchObject({ secure: true });
  });

  test('credentials go to this machine as they are, and are stored and logged nowhere', async () => {
    await start({ startTls: false, signIn: true }, (port) => `smtp://post:open%2Fsesame@127.0.0.1:${port}`);
    await confirm();
    expect(mailServer.signIns).toEqual([{ user: 'post', password: 'open/sesame', secure: false }]);
    mailServer.faults.push('no-such-user');
    await refuse('Redacted');
    await system.drain();
    for (const [table, rows] of await dumpDatabase(system))
      expect(rows.join('\n'), table).not.toContain('sesame');
    expect(system.logged()).not.toContain('sesame');
  });

  test.each([
    ['without TLS', false],
    ['with a certificate of nobody’s', true],
  ])('credentials go to no other machine %s', async (_how, startTls) => {
    // 0.0.0.0 leads to this machine, too, but is no name for it.
    await start({ startTls, signIn: true }, (port) => `smtp://post:sesame@0.0.0.0:${port}`);
    await state(ADDRESS);
    await system.drain();
    expect(mailServer.connections()).toBe(1);
    expect(mailServer.signIns).toEqual([]);
    expect(mailServer.received).toEqual([]);
    expect((await address()).problem).not.toBeNull();
  });
});
