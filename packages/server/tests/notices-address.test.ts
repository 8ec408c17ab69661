import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fieldOf, openBrowser } from './support/browser.ts';
import { dumpDatabase } from './support/database.ts';
import type { MailServer } from './support/mail-server.ts';
import {
  ADDRESS,
  DAY_MS,
  type MailedNotices,
  MINUTE_MS,
  startMailedNotices,
} from './support/mailed-notices.ts';
import { JOSIAH, LAURE } from './support/people.ts';
import type { System } from './support/start-system.ts';

let mailing: MailedNotices;
let system: System;
let mailServer: MailServer;
beforeAll(async () => {
  mailing = await startMailedNotices();
  ({ system, mailServer } = mailing);
});
beforeEach(() => mailing.beginAnew());
afterAll(() => mailing?.close());

describe('an address for notices', () => {
  test('counts once the same person has followed the mailed link, and not before', async () => {
    expect((await mailing.state(` ${ADDRESS} `)).body).toEqual({
      email: null,
      unconfirmed: ADDRESS,
      problem: null,
    });
    await mailing.refuse('Not yet');
    await system.drain();
    expect(mailing.subjects()).toEqual(['Confirm your mail address']);
    const [sent] = mailServer.received;
    expect(sent).toMatchObject({ to: [ADDRESS], from: 'mintmark@example.org' });
    expect(sent?.mail.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
    const link = mailing.mailedLink();

    const stranger = openBrowser(system);
    const signedOut = await stranger.open(link);
    expect(signedOut.status).toBe(401);
    expect(signedOut.body).toContain(encodeURIComponent(link).replaceAll('&', '&amp;'));
    const josiah = openBrowser(system);
    await josiah.signIn(JOSIAH);
    expect((await josiah.open(link)).status).toBe(404);
    expect((await mailing.laure.open(link.replace(/token=.{4}/, 'token=AAAA'))).status).toBe(404);
    expect((await mailing.laure.open('/app/notices/confirm')).status).toBe(404);
    // To open it changes nothing: mail programs do so by themselves.
    expect((await mailing.laure.open(link)).body).toContain(ADDRESS);
    expect((await mailing.address()).email).toBeNull();

    expect((await mailing.follow(link, mailing.laure)).status).toBe(303);
    expect(await mailing.address()).toEqual({ email: ADDRESS, unconfirmed: null, problem: null });
    expect((await mailing.laure.open('/app/notices')).body).toContain(
      `mailed to <strong>${ADDRESS}</strong>`,
    );
    const again = await mailing.follow(link, mailing.laure);
    expect(again.status).toBe(404);
    expect(again.body).toContain('it was used');
  });

  test('who must sign in first comes back to the link', async () => {
    await mailing.state(ADDRESS);
    await system.drain();
    const later = openBrowser(system);
    const link = mailing.mailedLink();
    const callback = await later.signIn(LAURE, { returnTo: link });
    expect(callback.location).toBe(`${system.url}${link}`);
    expect((await mailing.follow(link, later)).status).toBe(303);
    expect((await mailing.address()).email).toBe(ADDRESS);
  });

  test('its link works for a day', async () => {
    await mailing.state(ADDRESS);
    await system.drain();
    const link = mailing.mailedLink();
    system.clock.advance(DAY_MS - 1);
    await mailing.laure.signIn(LAURE);
    expect((await mailing.laure.open(link)).status).toBe(200);
    system.clock.advance(1);
    expect((await mailing.follow(link, mailing.laure)).status).toBe(404);
    expect(await mailing.address()).toEqual({ email: null, unconfirmed: null, problem: null });
  });

  test('a newer statement replaces an older one, whose link works no more', async () => {
    await mailing.state('other@example.org');
    await system.drain();
    const older = mailing.mailedLink();
    await mailing.state(ADDRESS);
    await system.drain();
    expect((await mailing.laure.open(older)).status).toBe(404);
    expect((await mailing.follow(mailing.mailedLink(), mailing.laure)).status).toBe(303);
    expect((await mailing.address()).email).toBe(ADDRESS);
  });

  test('one person may ask for five of these mails a day, and one mailbox gets three', async () => {
    for (const each of ['a', 'b', 'c', 'd', 'e']) {
      expect((await mailing.state(`${each}@example.org`)).status).toBe(200);
    }
    const sixth = await mailing.state('f@example.org');
    expect(sixth.status).toBe(429);
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0);
    // The mailbox of `a@` has had one; other ways to write it are the same one.
    expect((await mailing.state('A+x@example.org', mailing.admin)).status).toBe(200);
    expect((await mailing.state('a+y@EXAMPLE.org', mailing.admin)).status).toBe(200);
    expect((await mailing.state('a.@example.org', mailing.admin)).status).toBe(400);
    expect((await mailing.state('a+z@example.org', mailing.admin)).status).toBe(429);
    system.clock.advance(DAY_MS + 1);
    expect((await mailing.state('a@example.org')).status).toBe(200);
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
      expect((await mailing.state(each)).status, each).toBe(400);
    }
    expect((await mailing.state(`${'a'.repeat(64)}@example.org`)).status).toBe(200);
    expect((await mailing.state(`${'a'.repeat(250)}@example.org`)).status).toBe(400);
    const { body } = await mailing.laure.open('/app/notices');
    const answer = await mailing.laure.send('/app/notices/email', {
      form_token: fieldOf(body, 'form_token'),
      email: '"><script>@example.org',
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('value="&quot;&gt;&lt;script&gt;@example.org"');
  });

  test('its removal stops what is on its way', async () => {
    await mailing.confirm();
    await mailing.refuse('Too late');
    expect((await mailing.state(null)).body).toEqual({ email: null, unconfirmed: null, problem: null });
    await mailing.refuse('Even later');
    await system.drain();
    expect(mailing.subjects()).toEqual([]);
    await mailing.state('new@example.org');
    expect((await mailing.state(null)).body).toEqual({ email: null, unconfirmed: null, problem: null });
    await system.drain();
    expect(mailing.subjects()).toEqual([]);
  });

  test('is stated, and removed, on the page', async () => {
    const token = async () => fieldOf((await mailing.laure.open('/app/notices')).body, 'form_token');
    const sent = await mailing.laure.send('/app/notices/email', {
      form_token: await token(),
      email: ADDRESS,
    });
    expect(sent.status).toBe(303);
    expect((await mailing.laure.open('/app/notices')).body).toContain(
      `on its way to <strong>${ADDRESS}</strong>`,
    );
    await mailing.laure.send('/app/notices/email/remove', { form_token: await token() });
    expect((await mailing.laure.open('/app/notices')).body).not.toContain(ADDRESS);
  });

  test('stays out of the history and of the log of outside calls', async () => {
    mailServer.faults.push('greylist');
    await mailing.state(ADDRESS);
    await system.drain();
    system.clock.advance(MINUTE_MS);
    await system.drain();
    const token = new URL(mailing.mailedLink(), system.url).searchParams.get('token') ?? '';
    expect((await mailing.follow(mailing.mailedLink(), mailing.laure)).status).toBe(303);
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
