import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Visit } from './browser.ts';
import type { System } from './start-system.ts';

/** What the command line client asks with; each test changes what it is about. */
export type Authorize = {
  clientId?: string;
  redirectUri?: string;
  scope?: string | null;
  state?: string;
  challenge?: string | null;
  method?: string | null;
  prompt?: string;
};

export type Pkce = { verifier: string; challenge: string };

export const CLI = 'mintmark-cli';
export const LOOPBACK = 'http://127.0.0.1:53412/callback';

export function createPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function authorizeUrl(system: Pick<System, 'url'>, wish: Authorize): string {
  const url = new URL(`${system.url}/oauth/authorize`);
  const set = (name: string, value: string | null | undefined, fallback?: string) => {
    const chosen = value === undefined ? fallback : value;
    if (chosen !== undefined && chosen !== null) url.searchParams.set(name, chosen);
  };
  set('response_type', 'code');
  set('client_id', wish.clientId, CLI);
  set('redirect_uri', wish.redirectUri, LOOPBACK);
  set('scope', wish.scope, 'pid:read pid:mint');
  set('state', wish.state, 'state-of-the-program');
  set('code_challenge', wish.challenge, createPkce().challenge);
  set('code_challenge_method', wish.method, 'S256');
  set('prompt', wish.prompt);
  return url.href;
}

/** Fields of the one form that decides, as it stands in a page. */
export function readForm(page: Visit): { action: string; fields: Record<string, string | string[]> } {
  const form = /<form method="post" action="(\/oauth\/[^"]*)">([\s\S]*?)<\/form>/.exec(page.body);
  if (form === null) throw new Error(`no form in a page of status ${page.status}:\n${page.body}`);
  const fields: Record<string, string | string[]> = {};
  for (const [tag] of (form[2] ?? '').matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1] ?? '';
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
    if (tag.includes('type="checkbox"')) {
      const before = fields[name];
      fields[name] = before === undefined ? [value] : [before, value].flat();
    } else fields[name] = value;
  }
  return { action: form[1] ?? '', fields };
}

/** Follows redirects as long as they lead to the service; the answer is the first that stays or leads away. */
export async function follow(browser: Browser, system: Pick<System, 'url'>, visit: Visit): Promise<Visit> {
  let at = visit;
  while (at.location !== null && new URL(at.location, system.url).origin === system.url) {
    at = await browser.open(at.location);
  }
  return at;
}

/** Opens the consent page in a browser whose person is signed in. */
export async function openConsent(browser: Browser, system: System, wish: Authorize = {}): Promise<Visit> {
  return follow(browser, system, await browser.open(authorizeUrl(system, wish)));
}

/** Allows, or does not, what a consent page asks. @returns the address that the program is called back at */
export async function decide(
  browser: Browser,
  system: System,
  page: Visit,
  decision: 'allow' | 'deny',
  changes: Record<string, string | string[]> = {},
): Promise<URL> {
  const { action, fields } = readForm(page);
  const sent = await browser.send(action, { ...fields, decision, ...changes });
  const end = await follow(browser, system, sent);
  if (end.location === null) throw new Error(`it leads nowhere: ${end.status}\n${end.body}`);
  return new URL(end.location);
}

export type TokenAnswer = { status: number; body: Record<string, unknown>; headers: Headers };

/** Sends a form to an endpoint as a program does. */
export async function post(
  system: Pick<System, 'url'>,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const response = await fetch(`${system.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

export function exchange(
  system: Pick<System, 'url'>,
  code: string,
  pkce: Pkce,
  changes: Record<string, string> = {},
): Promise<TokenAnswer> {
  return post(system, '/oauth/token', {
    grant_type: 'authorization_code',
    client_id: CLI,
    redirect_uri: LOOPBACK,
    code,
    code_verifier: pkce.verifier,
    ...changes,
  });
}

export function refresh(
  system: Pick<System, 'url'>,
  refreshToken: string,
  changes: Record<string, string> = {},
): Promise<TokenAnswer> {
  return post(system, '/oauth/token', {
    grant_type: 'refresh_token',
    client_id: CLI,
    refresh_token: refreshToken,
    ...changes,
  });
}

export type Tokens = { access: string; refresh: string; scope: string; expiresIn: number };

export function readTokens({ status, body }: TokenAnswer): Tokens {
  if (status !== 200) throw new Error(`no tokens: ${status} ${JSON.stringify(body)}`);
  return {
    access: String(body.access_token),
    refresh: String(body.refresh_token),
    scope: String(body.scope),
    expiresIn: Number(body.expires_in),
  };
}

/** The whole way of a program: a person allows it in their browser, and it exchanges the code. */
export async function authorize(
  browser: Browser,
  system: System,
  wish: Authorize = {},
): Promise<Tokens & { code: string; pkce: Pkce }> {
  const pkce = createPkce();
  const page = await openConsent(browser, system, { challenge: pkce.challenge, ...wish });
  const back = await decide(browser, system, page, 'allow');
  const code = back.searchParams.get('code') ?? '';
  return { ...readTokens(await exchange(system, code, pkce)), code, pkce };
}
