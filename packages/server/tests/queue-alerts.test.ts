import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { completeMetadata } from './support/api.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { type QueueSystem, startQueueSystem } from './support/queue.ts';

const DAY_MS = 86_400_000;
const ADDRESS = 'dois@example.org';

let mailServer: MailServer;
let queue: QueueSystem;
beforeAll(async () => {
  mailServer = await startMailServer();
  queue = await startQueueSystem({
    env: {
      SMTP_URL: mailServer.url,
      MAIL_FROM: 'mintmark@example.org',
      CONTACT_EMAIL: 'contact@example.org',
    },
    repositoryDomains: ['*.example.org'],
  });
  await queue.operator.patch(`/registrar-accounts/${queue.account}`, { alertAddress: ADDRESS });
});
afterEach(async () => {
  await queue.datacite.clearFaults();
  queue.system.clock.advance(2 * DAY_MS);
  await queue.system.drain();
  mailServer.received.length = 0;
  mailServer.faults.length = 0;
});
afterAll(async () => {
  await queue?.system.close();
  await mailServer?.close();
});

/** DataCite does not take targets at this host. */
const refuseOne = () => queue.mint({ target: 'https://elsewhere.example.net/data' });
const texts = (): string[] => mailServer.received.map(({ mail }) => mail.text ?? '');

describe('a refusal', () => {
  test('is mailed once a day, however many there are: what, why, how many more, and where to look', async () => {
    const pids: string[] = [];
    for (let count = 0; count < 50; count += 1) pids.push(await refuseOne());
    await queue.system.drain();
    expect((await queue.summarize()).states.refused).toBe(50);
    expect(mailServer.received.map(({ to }) => to)).toEqual([[ADDRESS]]);
    expect(mailServer.received[0]?.mail.subject).toContain('MINTMARK.DEMO: the registrar refuses 10.5072/');
    const [text = ''] = texts();
    expect(text).toContain('Action: register\n');
    expect(text).toContain('Date: 2026-06-01 09:00 UTC\n');
    expect(text).toMatch(/DOI: 10\.5072\/\S+\n/);
    expect(pids).toContain(/DOI: (\S+)/.exec(text)?.[1]);
    expect(text).toMatch(/Reason: .*domain/i);
    // Those that were under way with the last one are not counted.
    expect(text).toMatch(/4[6-9] more are concerned\./);
    expect(text).toContain(`${queue.system.url}/app/queue`);

    queue.system.clock.advance(DAY_MS / 3);
    for (let count = 0; count < 5; count += 1) await refuseOne();
    await queue.system.drain();
    expect(mailServer.received).toHaveLength(1);

    queue.system.clock.advance(DAY_MS);
    await refuseOne();
    await queue.system.drain();
    expect(mailServer.received).toHaveLength(2);
    expect((await queue.summarize()).alerts.slice(0, 2)).toMatchObject([
      { cause: 'refused', day: '2026-06-02', mail: 'sent' },
      { cause: 'refused', day: '2026-06-01', mail: 'sent' },
    ]);
  });

  test('of an item’s identifier names the item', async () => {
    const pid = await refuseOne();
    const id = '11111111-1111-4111-8111-111111111111';
    await transact(queue.system.ctx.db, (tx) =>
      sql`update pids set holder_type = 'item', holder_id = ${id} where pid = ${pid}`.execute(tx),
    );
    await queue.system.drain();
    expect(texts()[0]).toContain(`Type: item\nID: ${id}\nDOI: ${pid}\n`);
  });

  test('is mailed to the contact address where the account has none, and again when the mail server was away', async () => {
    const path = `/registrar-accounts/${queue.account}`;
    await queue.operator.patch(path, { alertAddress: null });
    try {
      mailServer.faults.push('drop-at-once');
      await refuseOne();
      await queue.system.drain();
      expect(mailServer.received).toEqual([]);
      expect((await queue.summarize()).alerts[0]).toMatchObject({ mail: 'waiting' });
      queue.system.clock.advance(5 * 60_000);
      await queue.system.drain();
      expect(mailServer.received.map(({ to }) => to)).toEqual([['contact@example.org']]);
    } finally {
      await queue.operator.patch(path, { alertAddress: ADDRESS });
    }
  });

  test('with line ends in its reason cannot begin another line of the mail', async () => {
    const { ctx } = queue.system;
    const account = (await queue.readAccount()).id;
    await transact(ctx.db, async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select organisation_id as id from registrar_accounts where id = ${account}`.execute(tx);
      await ctx.alerts.raise(tx, {
        organisationId: rows[0]?.id ?? '',
        cause: 'refused',
        at: ctx.now(),
        address: null,
        repositoryId: 'MINTMARK.DEMO',
        action: 'register',
        holder: null,
        pid: '10.5072/a\r\nBcc: all@example.org',
        reason: 'No.\r\n\r\nWhere to look: https://example.net',
        others: { count: 0, orMore: false },
      });
    });
    await queue.system.drain();
    expect(mailServer.received[0]?.raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
    expect(texts()[0]?.match(/^Where to look:/gm)).toHaveLength(1);
  });
});

test('an outage is mailed once, with how many wait', async () => {
  for (let count = 0; count < 8; count += 1) await queue.mint();
  await queue.datacite.orderFault({ kind: 'unavailable', count: null });
  await queue.system.drain();
  queue.system.clock.advance(3_600_000);
  await queue.system.drain();
  expect(mailServer.received).toHaveLength(1);
  expect(mailServer.received[0]?.mail.subject).toBe('MINTMARK.DEMO: the registrar is out of order');
  expect(texts()[0]).toContain('8 more are concerned.');
  expect(texts()[0]).toContain('503');
});

test('credentials that the registrar refuses are mailed once, with how many wait', async () => {
  const wrong = await startQueueSystem({
    env: {
      SMTP_URL: mailServer.url,
      MAIL_FROM: 'mintmark@example.org',
      CONTACT_EMAIL: 'contact@example.org',
      DATACITE_PASSWORD: 'not the password',
    },
  });
  try {
    for (let count = 0; count < 3; count += 1) await wrong.mint();
    await wrong.system.drain();
    expect(mailServer.received).toHaveLength(1);
    expect(mailServer.received[0]?.mail.subject).toBe(
      'MINTMARK.DEMO: the registrar refuses the repository account',
    );
    expect(texts()[0]).toContain('2 more are concerned.');
    expect(texts()[0]).not.toContain('not the password');
    const check = await wrong.operator.post<{ ok: boolean; detail: string }>(
      `/registrar-accounts/${wrong.account}/check`,
    );
    expect(check.body).toMatchObject({ ok: false, detail: expect.stringContaining('password') });
  } finally {
    await wrong.system.close();
  }
});

test('what may be a copy of the database tells those who run it that it holds registrations back, and nobody else', async () => {
  await queue.mint({ metadata: completeMetadata() });
  const speakFor = (url: string): Promise<unknown> =>
    queue.system.ctx.engine.withPinnedConnection((run) => run(`update instance set public_url = '${url}'`));
  await speakFor('https://old.example.org');
  try {
    await queue.system.drain();
    await queue.system.drain();
    expect(mailServer.received.map(({ mail }) => mail.subject)).toEqual([
      'MINTMARK.DEMO: registrations are held back',
    ]);
    expect(mailServer.received.map(({ to }) => to)).toEqual([['contact@example.org']]);
    expect(texts()[0]).toContain('https://old.example.org');
    expect((await queue.summarize()).heldBack).toContain('https://old.example.org');
  } finally {
    await speakFor(queue.system.url);
  }
});

test('without a mail server alerts are kept and shown', async () => {
  const quiet = await startQueueSystem({ repositoryDomains: ['*.example.org'] });
  try {
    await quiet.mint({ target: 'https://elsewhere.example.net/data' });
    await quiet.system.drain();
    expect((await quiet.summarize()).alerts).toMatchObject([
      { cause: 'refused', mail: 'kept', subject: expect.stringContaining('10.5072/') },
    ]);
  } finally {
    await quiet.system.close();
  }
});
