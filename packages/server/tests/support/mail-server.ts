import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** What the stand-in does with the next mails, first come, first served; afterwards it takes everything. */
export type MailFault =
  /** Refuses the recipient for good. */
  | 'no-such-user'
  /** Refuses the recipient for now, as servers do with senders that they do not know. */
  | 'greylist'
  /** Refuses what was written, for good. */
  | 'refuse-content'
  /** Says that sign-in is needed, when the recipient is named. */
  | 'sign-in-first'
  /** Takes the mail, and is gone before it says so. */
  | 'drop-after-data'
  /** Is gone as soon as somebody connects. */
  | 'drop-at-once'
  /** Says nothing any more when the recipient is named, until `dropAll()`. */
  | 'hang';

export type MailServer = {
  /** `smtp://…` without credentials. */
  url: string;
  port: number;
  /** What arrived: parsed, with the envelope and the raw text; also where no answer was given. */
  received: { mail: Email; raw: string; to: string[]; from: string; secure: boolean; user: string | null }[];
  faults: MailFault[];
  /** How often somebody connected, and with which user names they signed in. */
  connections(): number;
  signIns: { user: string; password: string; secure: boolean }[];
  /** Resolves when the next mail has arrived, or the next fault has begun. */
  next(): Promise<void>;
  /** Ends every connection without a word. */
  dropAll(): void;
  close(): Promise<void>;
};

class SmtpRefusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/**
 * A mail server that keeps what it is given. It shares the wire code of its author with our client's, so what it lets
 * pass shows only that both agree.
 * @param options.startTls offers STARTTLS, with a certificate of nobody's; default true
 * @param options.signIn true: takes mail only from who has signed in, over TLS or not
 */
export async function startMailServer(
  options: { startTls?: boolean; signIn?: boolean } = {},
): Promise<MailServer> {
  const received: MailServer['received'] = [];
  const faults: MailFault[] = [];
  const signIns: MailServer['signIns'] = [];
  let connections = 0;
  let announce = (): void => {};
  const take = (...wanted: MailFault[]): MailFault | null => {
    const [next] = faults;
    if (next === undefined || !wanted.includes(next)) return null;
    faults.shift();
    announce();
    return next;
  };

  const settings: SMTPServerOptions = {
    disabledCommands: [
      ...(options.startTls === false ? ['STARTTLS'] : []),
      ...(options.signIn === true ? [] : ['AUTH']),
    ],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, callback) {
      connections += 1;
      if (take('drop-at-once') !== null) {
        dropAll();
        return;
      }
      callback();
    },
    onAuth(credentials, session, callback) {
      const { username: user = '', password = '' } = credentials;
      signIns.push({ user, password: String(password), secure: session.secure });
      callback(null, { user });
    },
    onRcptTo({ address }, _session, callback) {
      const fault = take('no-such-user', 'greylist', 'sign-in-first', 'hang');
      if (fault === 'no-such-user') callback(new SmtpRefusal(550, `5.1.1 <${address}>: no such user here`));
      else if (fault === 'greylist') callback(new SmtpRefusal(451, `4.7.1 <${address}>: come back later`));
      else if (fault === 'sign-in-first') callback(new SmtpRefusal(530, '5.7.0 Authentication required'));
      else if (fault !== 'hang') callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (take('refuse-content') !== null) {
          callback(new SmtpRefusal(554, '5.6.0 We do not like what it says'));
          return;
        }
        const drop = take('drop-after-data') !== null;
        keep(Buffer.concat(chunks), session).then(
          () => (drop ? dropAll() : callback(null, 'taken')),
          callback,
        );
      });
    },
  };
  const server = new SMTPServer(settings);
  // Connections that break are what some tests are about.
  server.on('error', () => {});

  async function keep(raw: Buffer, session: SMTPServerSession): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    received.push({
      mail: await PostalMime.parse(raw),
      raw: raw.toString('latin1'),
      to: rcptTo.map(({ address }) => address),
      from: mailFrom === false ? '' : mailFrom.address,
      secure: session.secure,
      user: session.user ?? null,
    });
    announce();
  }
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  function dropAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    faults,
    connections: () => connections,
    signIns,
    next: () =>
      new Promise((resolve) => {
        announce = resolve;
      }),
    dropAll,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
