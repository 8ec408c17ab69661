import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createJobHandlers } from '../src/worker.ts';
import { createApi } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import type { MailServer } from './support/mail-server.ts';
import {
  ADDRESS,
  DAY_MS,
  type MailedNotices,
  MINUTE_MS,
  startMailedNotices,
} from './support/mailed-notices.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import { type System, TEST_ADMIN_TOKEN } from './support/start-system.ts';

type Notices = { items: { title: string; mail: string }[] };

let mailing: MailedNotices;
let system: System;
let mailServer: MailServer;
beforeAll(async () => {
  mailing = await startMailedNotices();
  ({ system, mailServer } = mailing);
});
beforeEach(() => mailing.beginAnew());
afterAll(() => mailing?.close());

describe('the mail of a notice', () => {
  test('is sent once, however often the worker looks', async () => {
    await mailing.confirm();
    await mailing.refuse('Use the one of your group.');
    await system.drain();
    await system.drain();
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(mailing.subjects()).toEqual(['Your request for a shoulder was refused']);
    const [sent] = mailServer.received;
    expect(sent?.to).toEqual([ADDRESS]);
    expect(sent?.mail.text).toContain('Reason: Use the one of your group.');
    expect(sent?.mail.text).toContain(`${system.url}/app/shoulders/requests/`);
    expect(sent?.mail.messageId).toMatch(/^<notice\.[0-9a-f-]{36}@127\.0\.0\.1>$/);
    expect((await mailing.member.get<Notices>('/notices')).body.items[0]?.mail).toBe('sent');
  });

  test('tells of a granted shoulder once', async () => {
    await mailing.confirm();
    const wish = { type: 'ark', prefix: '99999', shoulder: 'mb1', template: 'eedk', purpose: 'Labels' };
    const asked = await mailing.member.post<{ id: string }>('/shoulder-requests', wish);
    const path = `/shoulder-requests/${asked.body.id}/grant`;
    expect((await mailing.admin.post(path, {})).status).toBe(200);
    expect((await mailing.admin.post(path, {})).status).toBe(409);
    await system.drain();
    await system.drain();
    expect(mailing.subjects()).toEqual(['Your shoulder 99999/mb1 was granted']);
  });

  test('arrives with every letter and begins no header, whatever a purpose holds', async () => {
    const josiah = openBrowser(system);
    await josiah.signIn(JOSIAH);
    await mailing.state('josiah@example.org', mailing.admin);
    await system.drain();
    expect((await mailing.follow(mailing.mailedLink(), josiah)).status).toBe(303);
    mailServer.received.length = 0;
    const purpose = 'Größe, 水, \u{1F9EA}\r\nBcc: other@example.org\r\n\r\n.\r\nMAIL FROM:<x@example.org>';
    await mailing.member.post('/shoulder-requests', { type: 'ark', purpose });
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
    await mailing.confirm();
    const shoulders = await mailing.member.get<{ items: { id: string; type: string }[] }>('/shoulders');
    const ark = shoulders.body.items.find(({ type }) => type === 'ark');
    const title = 'Kerne für Zoë 水\r\nBcc: other@example.org';
    const block = await mailing.member.post('/blocks', {
      shoulder: ark?.id,
      count: 2,
      title,
      expiresInDays: 5,
    });
    expect(block.status).toBe(201);
    system.clock.advance(3 * DAY_MS);
    await createJobHandlers(system.ctx).upkeep({});
    await system.drain();
    const [sent] = mailServer.received;
    expect(sent?.mail.subject).toContain('Kerne für Zoë 水 Bcc: other@example.org');
    expect(sent?.mail.bcc).toBeUndefined();
  });

  test('is tried again, at longer and longer intervals, while the server does not take it', async () => {
    await mailing.confirm();
    mailServer.faults.push('greylist', 'sign-in-first', 'drop-at-once');
    await mailing.refuse('Later');
    await system.drain();
    const connections = mailServer.connections();
    system.clock.advance(MINUTE_MS - 1);
    await system.drain();
    expect(mailServer.connections()).toBe(connections);
    expect((await mailing.address()).problem).toContain('come back later');
    system.clock.advance(1);
    await system.drain();
    expect((await mailing.address()).problem).toContain('Authentication required');
    system.clock.advance(MINUTE_MS);
    await system.drain();
    expect(mailServer.connections()).toBe(connections + 1);
    system.clock.advance(MINUTE_MS);
    await system.drain();
    expect(mailServer.connections()).toBe(connections + 2);
    expect(mailing.subjects()).toEqual([]);
    system.clock.advance(4 * MINUTE_MS);
    await system.drain();
    expect(mailing.subjects()).toHaveLength(1);
    expect(await mailing.address()).toMatchObject({ email: ADDRESS, problem: null });
  });

  test('is given up when the server stays away for days', async () => {
    await mailing.confirm();
    await mailing.refuse('Never');
    const before = mailServer.connections();
    mailServer.faults.push(...Array<'greylist'>(40).fill('greylist'));
    for (let halfDays = 0; halfDays < 30; halfDays += 1) {
      await system.drain();
      system.clock.advance(DAY_MS / 2);
    }
    expect(mailServer.connections() - before).toBe(15);
    expect((await mailing.member.get<Notices>('/notices')).body.items[0]?.mail).toBe('refused');
    expect((await mailing.address()).problem).toContain('come back later');
  });

  test('is not sent when its turn comes a week too late', async () => {
    await mailing.confirm();
    await mailing.refuse('Old news');
    system.clock.advance(7 * DAY_MS + 1);
    await system.drain();
    expect(mailing.subjects()).toEqual([]);
    expect((await mailing.member.get<Notices>('/notices')).body.items[0]?.mail).toBe('refused');
  });

  test.each(['no-such-user', 'refuse-content'] as const)(
    'refused for good (%s) is not sent again, and its person sees why',
    async (fault) => {
      await mailing.confirm();
      mailServer.faults.push(fault);
      await mailing.refuse('Gone');
      await system.drain();
      const connections = mailServer.connections();
      system.clock.advance(DAY_MS);
      await system.drain();
      expect(mailServer.connections()).toBe(connections);
      expect((await mailing.member.get<Notices>('/notices')).body.items[0]?.mail).toBe('refused');
      expect((await mailing.address()).problem).toMatch(
        fault === 'no-such-user' ? /^550 .*no such user/ : /^554 /,
      );
      expect((await mailing.address()).problem).not.toContain(ADDRESS);
      await mailing.laure.signIn(LAURE);
      const page = await mailing.laure.open('/app/notices');
      expect(page.body).toContain('The latest mail to you was not taken.');
      expect(page.body).toContain('it could not be mailed');
    },
  );

  test('a refused confirmation is shown where the address was stated', async () => {
    mailServer.faults.push('no-such-user');
    await mailing.state(ADDRESS);
    await system.drain();
    expect(await mailing.address()).toMatchObject({
      unconfirmed: ADDRESS,
      problem: expect.stringMatching(/^550/),
    });
    expect((await mailing.laure.open('/app/notices')).body).toContain('the link has not arrived there');
  });

  test('whose answer was lost comes again with the same Message-ID, so that receivers can drop it', async () => {
    await mailing.confirm();
    mailServer.faults.push('drop-after-data');
    await mailing.refuse('Twice');
    await system.drain();
    system.clock.advance(MINUTE_MS);
    await system.drain();
    const [first, second] = mailServer.received;
    expect(mailServer.received).toHaveLength(2);
    expect(second?.mail.messageId).toBe(first?.mail.messageId);
  });

  test('stays unsent in a copy of the database, until an operator says that the service has moved', async () => {
    await mailing.confirm();
    await system.ctx.engine.withPinnedConnection((run) =>
      run("update instance set public_url = 'https://old.example.org'"),
    );
    await mailing.refuse('Copied');
    await system.drain();
    expect(mailing.subjects()).toEqual([]);
    await createApi(system, TEST_ADMIN_TOKEN).post('/instance/confirm');
    await system.drain();
    expect(mailing.subjects()).toHaveLength(1);
  });

  test('claimed by a worker that is heard of no more is sent by another, but not before the claim ends', async () => {
    await mailing.confirm();
    mailServer.faults.push('hang');
    await mailing.refuse('Taken over');
    const hangs = mailServer.next();
    const lost = system.drain();
    await hangs;
    system.clock.advance(15 * MINUTE_MS - 1);
    await system.drain();
    expect(mailing.subjects()).toEqual([]);
    system.clock.advance(1);
    await system.drain();
    expect(mailing.subjects()).toHaveLength(1);
    // The first one comes back with a failure, which is no news any more.
    mailServer.dropAll();
    await lost;
    system.clock.advance(DAY_MS);
    await system.drain();
    expect(mailing.subjects()).toHaveLength(1);
    expect((await mailing.member.get<Notices>('/notices')).body.items[0]?.mail).toBe('sent');
  });

  test('two workers at the same moment send it once', async () => {
    await mailing.confirm();
    for (const each of ['One', 'Two', 'Three', 'Four']) await mailing.refuse(each);
    await Promise.all([system.drain(), system.drain(), system.drain()]);
    const reasons = mailServer.received.map(({ mail }) => /Reason: (\w+)/.exec(mail.text ?? '')?.[1]);
    expect(reasons.sort()).toEqual(['Four', 'One', 'Three', 'Two']);
  });
});
