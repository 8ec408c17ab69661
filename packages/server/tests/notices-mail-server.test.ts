import { afterEach, describe, expect, test } from 'vitest';
import { dumpDatabase } from './support/database.ts';
import type { MailServer } from './support/mail-server.ts';
import { ADDRESS, type MailedNotices, startMailedNotices } from './support/mailed-notices.ts';
import type { System } from './support/start-system.ts';

let mailing: MailedNotices;
let system: System;
let mailServer: MailServer;

async function start(options: Parameters<typeof startMailedNotices>[0] = {}): Promise<void> {
  mailing = await startMailedNotices(options);
  ({ system, mailServer } = mailing);
}

test('a running service mails by itself', async () => {
  await start({ worker: true });
  const arrives = mailServer.next();
  await mailing.state(ADDRESS);
  await arrives;
  expect(mailing.subjects()).toEqual(['Confirm your mail address']);
  // Its end does not wait for a server that says nothing.
  mailServer.faults.push('hang');
  const hangs = mailServer.next();
  await mailing.state('other@example.org');
  await hangs;
  await mailing.close();
});

describe('the way to the mail server', () => {
  afterEach(() => mailing?.close());

  test('is encrypted where the server offers it', async () => {
    await start();
    await mailing.confirm();
    await mailing.refuse('Encrypted');
    await system.drain();
    expect(mailServer.received[0]).toMatchObject({ secure: true });
  });

  test('credentials go to this machine as they are, and are stored and logged nowhere', async () => {
    await start({
      startTls: false,
      signIn: true,
      url: (port) => `smtp://post:open%2Fsesame@127.0.0.1:${port}`,
    });
    await mailing.confirm();
    expect(mailServer.signIns).toEqual([{ user: 'post', password: 'open/sesame', secure: false }]);
    mailServer.faults.push('no-such-user');
    await mailing.refuse('Redacted');
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
    await start({ startTls, signIn: true, url: (port) => `smtp://post:sesame@0.0.0.0:${port}` });
    await mailing.state(ADDRESS);
    await system.drain();
    expect(mailServer.connections()).toBe(1);
    expect(mailServer.signIns).toEqual([]);
    expect(mailServer.received).toEqual([]);
    expect((await mailing.address()).problem).not.toBeNull();
  });
});
