import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AuthorizationServer,
  buildAuthorizationUrl,
  createRandomText,
  exchangeCode,
  readCallback,
  type TokenSet,
} from '@mintmark/client';
import { RefusedError } from '../failures.ts';
import { CLIENT_ID } from '../program-session.ts';
import { renderDonePage } from './done-page.ts';

/** How long a person may take in the browser. */
const WAIT_MS = 5 * 60_000;

/**
 * Signs in by the browser of this machine (RFC 8252): the answer comes to a port of the loopback interface that is
 * open for as long as it takes.
 * @param show is given the address to open
 * @param given.cancelled ends the waiting: another way of signing in was faster
 * @throws RefusedError when nobody answers in time; OauthError, MintmarkError
 */
export async function signInByBrowser(
  server: AuthorizationServer,
  scope: string,
  show: (url: string) => void,
  given: { cancelled: AbortSignal; waitMs?: number },
): Promise<TokenSet> {
  const state = createRandomText();
  const codeVerifier = createRandomText();
  const waitMs = given.waitMs ?? WAIT_MS;
  const listener = createServer();
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', resolve);
  });
  const { port } = listener.address() as AddressInfo;
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  const finish = async (answer: URLSearchParams): Promise<TokenSet> => {
    const code = readCallback(server, answer, { state });
    return exchangeCode(server, { clientId: CLIENT_ID, redirectUri, code, codeVerifier });
  };

  let timer: NodeJS.Timeout | undefined;
  try {
    const answered = new Promise<TokenSet>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new RefusedError(`Nobody answered within ${waitMs / 60_000} minutes. Try again.`)),
        waitMs,
      );
      given.cancelled.addEventListener('abort', () => reject(new RefusedError('Cancelled.')), { once: true });
      let taken = false;
      listener.on('request', (request: IncomingMessage, response: ServerResponse) => {
        const answer = taken ? null : readAnswer(request, port, state);
        if (answer === null)
          return respond(response, 404, 'Nothing is here', 'This is not the page to open.');
        taken = true;
        finish(answer).then(
          (tokens) => {
            respond(
              response,
              200,
              'You are signed in',
              'Go back to the command line; you can close this page.',
              () => resolve(tokens),
            );
          },
          (error: unknown) => {
            const text = error instanceof Error ? error.message : 'Something went wrong.';
            respond(response, 400, 'You are not signed in', `${text} You can close this page.`, () =>
              reject(error),
            );
          },
        );
      });
    });
    // Looked at again below; without this a refusal that comes while the address is built would end the process.
    answered.catch(() => {});
    show(
      await buildAuthorizationUrl(server, { clientId: CLIENT_ID, redirectUri, scope, state, codeVerifier }),
    );
    return await answered;
  } finally {
    clearTimeout(timer);
    listener.closeAllConnections();
    listener.close();
  }
}

/**
 * The answer to our question. Whatever else arrives, such as a forged one of a web page that tries ports, is not
 * listened to, and the waiting goes on.
 */
function readAnswer(request: IncomingMessage, port: number, state: string): URLSearchParams | null {
  // A name that leads to this machine is not this address: some page has rebound it.
  if (request.method !== 'GET' || request.headers.host !== `127.0.0.1:${port}`) return null;
  const url = URL.parse(request.url ?? '', `http://127.0.0.1:${port}`);
  if (url === null || url.pathname !== '/callback' || url.searchParams.get('state') !== state) return null;
  return url.searchParams;
}

function respond(
  response: ServerResponse,
  status: number,
  title: string,
  text: string,
  sent: () => void = () => {},
): void {
  response.on('close', sent);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(renderDonePage(title, text));
}
