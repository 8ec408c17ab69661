import { expect } from 'vitest';
import { type Api, createApi, type ProblemBody } from './api.ts';
import { type Browser, fieldOf, openBrowser, startSystemToday, type Visit } from './browser.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { setRole } from './organisation.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import type { System } from './start-system.ts';

type Address = { email: string | null; unconfirmed: string | null; problem: string | null };
type People = {
  /** Josiah, an administrator of the organisation. */
  admin: Api;
  /** Laure, a member. */
  member: Api;
  laure: Browser;
};

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** Where Laure wants her notices. */
export const ADDRESS = 'laure@example.org';

/** A service that mails its notices to a server which shows what it got, and the people whom it mails to. */
export type MailedNotices = People & {
  system: System;
  mailServer: MailServer;
  /** Nothing is left of the test before: no address, no mail, no limit; both people have signed in anew. */
  beginAnew(): Promise<void>;
  close(): Promise<void>;
  /** States an address for notices, Laure's unless said otherwise. */
  state(email: string | null, by?: Api): ReturnType<typeof stateAddress>;
  address(): Promise<Address>;
  /** Subjects of the mails that arrived. */
  subjects(): (string | undefined)[];
  /** The path of the link in the newest mail. */
  mailedLink(): string;
  /** Opens a mailed link and sends the form there. */
  follow(link: string, by: Browser): Promise<Visit>;
  /** Laure states her address and follows the link to it. */
  confirm(): Promise<void>;
  /** Laure asks for a shoulder, and Josiah refuses it; a notice tells her why. */
  refuse(reason: string): Promise<void>;
};

/** @param options.url where the service sends its mail, given the server's port; default: as the server says */
export async function startMailedNotices(
  options: Parameters<typeof startMailServer>[0] & { url?: (port: number) => string; worker?: boolean } = {},
): Promise<MailedNotices> {
  const { url, worker = false, ...serverOptions } = options;
  const mailServer = await startMailServer(serverOptions);
  const env = {
    SMTP_URL: url === undefined ? mailServer.url : url(mailServer.port),
    MAIL_FROM: 'mintmark@example.org',
  };
  const system = await startSystemToday({ env, worker });
  let lastNumber = 0;
  const notices: MailedNotices = {
    system,
    mailServer,
    ...(await signInBoth(system)),
    async beginAnew() {
      system.clock.advance(2 * DAY_MS);
      // Sessions end within a day.
      Object.assign(notices, await signInBoth(system));
      for (const each of [notices.admin, notices.member]) await stateAddress(each, null);
      mailServer.received.length = 0;
      mailServer.faults.length = 0;
    },
    async close() {
      await system.close();
      await mailServer.close();
    },
    state: (email, by = notices.member) => stateAddress(by, email),
    address: async () => (await notices.member.get<Address>('/me/email')).body,
    subjects: () => mailServer.received.map(({ mail }) => mail.subject),
    mailedLink() {
      const text = mailServer.received.at(-1)?.mail.text ?? '';
      const link = /https?:\/\/\S+\/app\/notices\/confirm\?\S+/.exec(text);
      if (link === null) throw new Error('no link was mailed');
      const { pathname, search } = new URL(link[0]);
      return `${pathname}${search}`;
    },
    async follow(link, by) {
      const page = await by.open(link);
      if (page.status !== 200) return page;
      return by.send('/app/notices/confirm', {
        form_token: fieldOf(page.body, 'form_token'),
        id: fieldOf(page.body, 'id'),
        token: fieldOf(page.body, 'token'),
      });
    },
    async confirm() {
      expect((await notices.state(ADDRESS)).status).toBe(200);
      await system.drain();
      expect((await notices.follow(notices.mailedLink(), notices.laure)).status).toBe(303);
      mailServer.received.length = 0;
    },
    async refuse(reason) {
      lastNumber += 1;
      const wish = { type: 'ark', purpose: `Number ${lastNumber}` };
      const asked = await notices.member.post<{ id: string }>('/shoulder-requests', wish);
      const answer = await notices.admin.post(`/shoulder-requests/${asked.body.id}/refuse`, { reason });
      expect(answer.status).toBe(200);
    },
  };
  return notices;
}

async function signInBoth(system: System): Promise<People> {
  const admin = createApi(system, (await signIn(system, JOSIAH)).token);
  await setRole(system, JOSIAH, 'admin');
  const member = createApi(system, (await signIn(system, LAURE)).token);
  const laure = openBrowser(system);
  await laure.signIn(LAURE);
  return { admin, member, laure };
}

function stateAddress(by: Api, email: string | null) {
  return by.patch<Address & ProblemBody>('/me', { email });
}
