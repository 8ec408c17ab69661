import { answerSignIn } from '@mintmark/sandbox';
import { type Api, createApi } from './api.ts';
import { type Browser, openBrowser, startSystemToday, type Visit } from './browser.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { setRole } from './organisation.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import { type System, TEST_ADMIN_TOKEN } from './start-system.ts';

export const DAY_MS = 86_400_000;
const SCOPES = ['pid:read', 'pid:mint', 'pid:publish', 'org:admin', 'orcid:read', 'orcid:write'];

export const INVITATIONS = '/organisations/default/orcid/invitations';

export type InvitationBody = {
  id: string;
  state: string;
  name: string;
  email: string;
  hintedOrcid: string | null;
  items: string[];
  orcid: string | null;
  differs: boolean;
  mails: number;
  caught: boolean;
  nextMailAt: string | null;
  detail: string | null;
};

export type Inviting = {
  system: System;
  mailServer: MailServer;
  /** Josiah, an administrator; Laure, a member; and a stranger's browser. */
  admin: Api;
  member: Api;
  /** Whose token does not run out while time passes. */
  operator: Api;
  invite(email: string, more?: Record<string, unknown>): Promise<InvitationBody>;
  read(id: string): Promise<InvitationBody>;
  /** The path of the link in the newest mail to an address. */
  linkTo(email: string): string;
  mailsTo(email: string): MailServer['received'];
  close(): Promise<void>;
};

/** A service with a mail server, and people who may and may not invite. */
export async function startInviting(): Promise<Inviting> {
  const mailServer = await startMailServer();
  const env = { SMTP_URL: mailServer.url, MAIL_FROM: 'mintmark@example.org' };
  const system = await startSystemToday({ env });
  const admin = createApi(system, (await signIn(system, JOSIAH, SCOPES)).token);
  await setRole(system, JOSIAH, 'admin');
  const member = createApi(system, (await signIn(system, LAURE, SCOPES)).token);
  const operator = createApi(system, TEST_ADMIN_TOKEN);
  const mailsTo = (email: string) => mailServer.received.filter(({ to }) => to.includes(email));
  return {
    system,
    mailServer,
    admin,
    member,
    operator,
    mailsTo,
    async invite(email, more = {}) {
      const answer = await operator.post<InvitationBody>(INVITATIONS, {
        name: 'Sofia Garcia',
        email,
        ...more,
      });
      if (answer.status > 201)
        throw new Error(`not invited: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    read: async (id) => (await operator.get<InvitationBody>(`${INVITATIONS}/${id}`)).body,
    linkTo(email) {
      const text = mailsTo(email).at(-1)?.mail.text ?? '';
      const [, path] = /(\/orcid\/invitations\/[\w.-]+)\n/.exec(text) ?? [];
      if (path === undefined) throw new Error(`no link was mailed to ${email}`);
      return path;
    },
    async close() {
      await system.close();
      await mailServer.close();
    },
  };
}

/** Follows the link of an invitation in a new browser, and signs in at ORCID as somebody. */
export async function followLink(
  system: System,
  link: string,
  orcid: string,
  decision: 'grant' | 'deny' = 'grant',
): Promise<{ browser: Browser; atOrcid: URL; back: Visit }> {
  const browser = openBrowser(system);
  const sent = await browser.send(`${link}/connect`, {});
  if (sent.status !== 303 || sent.location === null)
    throw new Error(`not sent to ORCID: ${sent.status} ${sent.body}`);
  const back = await browser.open(await answerSignIn(sent.location, { orcid, decision }));
  return { browser, atOrcid: new URL(sent.location), back };
}
