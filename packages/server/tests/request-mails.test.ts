import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProblemBody } from './support/api.ts';
import { fieldOf, openBrowser, startSystemToday } from './support/browser.ts';
import { type MailServer, startMailServer } from './support/mail-server.ts';
import { openTold, type Person, type Told, toActor } from './support/request-news.ts';
import type { System } from './support/start-system.ts';

const CURATORS = 'curators@example.org';
const MINUTE_MS = 60_000;

let mailServer: MailServer;
let system: System;
let told: Told;
beforeAll(async () => {
  mailServer = await startMailServer();
  system = await startSystemToday({ env: { SMTP_URL: mailServer.url, MAIL_FROM: 'mintmark@example.org' } });
  told = await openTold(system);
  await confirmAddress(told.laure, 'laure@example.org');
  await confirmAddress(told.sofia, 'sofia@example.org');
  await settleAddress(CURATORS);
});
afterAll(async () => {
  await system?.close();
  await mailServer?.close();
});
beforeEach(async () => {
  await system.drain();
  mailServer.received.length = 0;
  mailServer.faults.length = 0;
});

type Settings = { address: string | null; version: number };
const settingsPath = '/organisations/default/curation-settings';

async function settleAddress(address: string | null): Promise<void> {
  const { body } = await told.josiah.api.get<Settings>(settingsPath);
  const answer = await told.josiah.api.put(settingsPath, { address }, { 'if-match': `"${body.version}"` });
  expect(answer.status).toBe(200);
}

/** States an address and confirms it by the link that was mailed there. */
async function confirmAddress({ api, orcid }: Person, email: string): Promise<void> {
  expect((await api.patch('/me', { email })).status).toBe(200);
  await system.drain();
  const text = mailServer.received.at(-1)?.mail.text ?? '';
  const [, id, token] = /confirm\?id=([^&\s]+)&token=(\S+)/.exec(text) ?? [];
  const browser = openBrowser(system);
  await browser.signIn(orcid);
  const page = await browser.open(
    `/app/notices/confirm?${new URLSearchParams({ id: id ?? '', token: token ?? '' })}`,
  );
  const form = { form_token: fieldOf(page.body, 'form_token'), id: id ?? '', token: token ?? '' };
  expect((await browser.send('/app/notices/confirm', form)).status).toBe(303);
}

const mailTo = (address: string) => mailServer.received.filter(({ to }) => to.includes(address));
const submit = (options: Parameters<Told['tell']>[1] = {}) =>
  told.tell({ kind: 'submitted', comment: null }, options);
const headersOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'));

describe('a mail about a request', () => {
  test('goes once to the curators’ address, and to each person who has one', async () => {
    await submit();
    expect(mailServer.received).toHaveLength(0);
    await system.drain();
    expect(mailServer.received.map(({ to }) => to.join()).sort()).toEqual([
      CURATORS,
      'laure@example.org',
      'sofia@example.org',
    ]);
    const [mail] = mailTo(CURATORS);
    expect(mail?.mail.subject).toBe('New DOI request for “Carberry_springs_2026” by Laure Haak');
    expect(mail?.mail.text).toContain(`${system.url}/app/requests/${told.request.id}`);
    expect(mail?.mail.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted' }));
    await system.drain();
    expect(mailServer.received).toHaveLength(3);
  });

  test('says the same as HTML, where what others wrote is text', async () => {
    const evil = '<script>alert(1)</script><img src="https://example.org/x.png"> & "quotes"';
    const changes = [{ text: `Remove ${evil}`, anchor: { file: `${evil}.csv` } }];
    await told.tell(
      { kind: 'returned', comment: `${evil}\nSecond line`, changes },
      { actor: toActor(told.sofia), request: { folderName: evil, path: `/default/staging/${evil}` } },
    );
    await system.drain();
    const [sent] = mailTo('laure@example.org');
    const { text = '', html = '' } = sent?.mail ?? {};
    expect(html).not.toMatch(/<(script|img|style|iframe|form)/);
    expect(text).toContain(evil);
    const words = (of: string) => of.split(/\s+/).filter((word) => word !== '' && !/^(>|\d\.)$/.test(word));
    const shown = html
      .replace(/<head>.*<\/head>/s, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    expect(words(shown)).toEqual(words(text));
    expect([...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1])).toEqual([
      `${system.url}/app/requests/${told.request.id}`,
    ]);
  });

  test('has no header that a folder’s name or a person’s name would add', async () => {
    const inject = 'x\r\nBcc: victim@example.org\r\n\r\nbody\u2028Bcc: victim@example.org';
    await told.tell(
      { kind: 'rejected', comment: inject },
      {
        actor: toActor({ ...told.sofia, name: inject }),
        request: { folderName: inject, label: inject, type: 'DOI' },
      },
    );
    await system.drain();
    const [sent] = mailTo('laure@example.org');
    expect(headersOf(sent?.raw ?? '')).not.toMatch(/^bcc:/im);
    expect(sent?.to).toEqual(['laure@example.org']);
    expect(mailTo('victim@example.org')).toEqual([]);
  });

  test('tells the address of the acting curator only where they allow it, and nobody else’s', async () => {
    const act = async () => {
      await told.tell({ kind: 'approved', comment: null }, { actor: toActor(told.sofia) });
      await system.drain();
      return mailTo('laure@example.org').at(-1);
    };
    const silent = await act();
    expect(silent?.mail.replyTo).toBeUndefined();
    expect(silent?.raw).not.toContain('sofia@example.org');
    const allow = { allowed: true };
    expect((await told.sofia.api.put('/me/email/replies', allow)).body).toEqual(allow);
    expect((await told.sofia.api.get('/me/email/replies')).body).toEqual(allow);
    expect((await act())?.mail.replyTo).toEqual([{ name: '', address: 'sofia@example.org' }]);
    // The requester is no curator: their address is told to nobody, whatever they allow.
    await told.laure.api.put('/me/email/replies', allow);
    mailServer.received.length = 0;
    await told.tell({ kind: 'resubmitted', comment: null });
    await system.drain();
    expect(mailServer.received).toHaveLength(2);
    for (const { raw } of mailServer.received) expect(raw).not.toContain('laure@example.org');
    await told.sofia.api.put('/me/email/replies', { allowed: false });
    expect((await act())?.mail.replyTo).toBeUndefined();
    const { status } = await told.josiah.api.put<ProblemBody>('/me/email/replies', allow);
    expect(status).toBe(409);
  });

  test('nothing of it is lost or doubled while the mail server is away', async () => {
    mailServer.faults.push('drop-at-once', 'greylist', 'greylist', 'drop-after-data');
    await submit();
    for (const minutes of [0, 2, 4, 8, 30]) {
      system.clock.advance(minutes * MINUTE_MS);
      await system.drain();
    }
    const ids = new Map<string, Set<string | undefined>>();
    for (const { to, mail } of mailServer.received) {
      const seen = ids.get(to.join()) ?? new Set();
      ids.set(to.join(), seen.add(mail.messageId));
    }
    expect([...ids.keys()].sort()).toEqual([CURATORS, 'laure@example.org', 'sofia@example.org']);
    for (const [, messageIds] of ids) expect(messageIds.size).toBe(1);
  });

  test('two workers at the same moment send it once', async () => {
    await submit();
    await Promise.all([system.drain(), system.drain(), system.drain()]);
    expect(mailTo(CURATORS)).toHaveLength(1);
    expect(mailTo('laure@example.org')).toHaveLength(1);
  });

  test('a repeat after a crash between sends no second one', async () => {
    await submit({ occasion: 'crash' });
    await system.drain();
    await submit({ occasion: 'crash' });
    await system.drain();
    expect(mailTo(CURATORS)).toHaveLength(1);
    expect(mailTo('laure@example.org')).toHaveLength(1);
  });

  test('one that is refused for good is not sent again, and what it told of stays told', async () => {
    mailServer.faults.push('no-such-user');
    await submit();
    await system.drain();
    system.clock.advance(60 * MINUTE_MS);
    await system.drain();
    expect(mailTo(CURATORS)).toHaveLength(0);
    expect((await told.notices()).josiah[0]?.title).toContain('New DOI request');
  });

  test('no curators’ address: no such mail', async () => {
    await settleAddress(null);
    await submit();
    await system.drain();
    expect(mailServer.received.map(({ to }) => to.join()).sort()).toEqual([
      'laure@example.org',
      'sofia@example.org',
    ]);
    await settleAddress(CURATORS);
  });
});

describe('where curators get their mails', () => {
  test('is settled by administrators, with the version that they read', async () => {
    const { api } = told.josiah;
    const read = await api.get<Settings>(settingsPath);
    expect(read.body.address).toBe(CURATORS);
    expect(read.headers.get('etag')).toBe(`"${read.body.version}"`);
    expect((await api.put(settingsPath, { address: 'other@example.org' })).status).toBe(428);
    const stale = { 'if-match': '"999"' };
    expect((await api.put(settingsPath, { address: 'other@example.org' }, stale)).status).toBe(412);
    const current = { 'if-match': `"${read.body.version}"` };
    for (const address of [
      'nobody',
      'a@example.org\r\nBcc: b@example.org',
      'a@example.org, b@example.org',
      '',
    ]) {
      expect((await api.put(settingsPath, { address }, current)).status).toBe(400);
    }
    expect((await api.put(settingsPath, {}, current)).status).toBe(400);
    expect((await api.put<Settings>(settingsPath, { address: CURATORS }, current)).body).toEqual(read.body);
  });

  test('is nobody else’s to see or change', async () => {
    for (const { api } of [told.sofia, told.laure]) {
      expect((await api.get(settingsPath)).status).toBe(403);
      expect((await api.put(settingsPath, { address: null }, { 'if-match': '*' })).status).toBe(403);
    }
    expect((await told.josiah.api.get('/organisations/unknown/curation-settings')).status).toBe(404);
  });
});
