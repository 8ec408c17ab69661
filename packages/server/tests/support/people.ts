import { answerSignIn } from '@mintmark/sandbox';
import type { System } from './start-system.ts';

export const JOSIAH = '0000-0002-1825-0097';
export const LAURE = '0000-0001-5109-3700';

export type SignedIn = { orcid: string; cookie: string; token: string };

/** Signs a person in through the ORCID stand-in, as a browser would, and makes an access token for them. */
export async function signIn(
  system: System,
  orcid = JOSIAH,
  scopes: readonly string[] = ['pid:read', 'pid:mint', 'pid:publish', 'data:read', 'data:write', 'org:admin'],
): Promise<SignedIn> {
  const jar = new Map<string, string>();
  const begin = await fetch(`${system.url}/auth/orcid/login`, { redirect: 'manual' });
  keepCookies(jar, begin);
  const callback = await answerSignIn(begin.headers.get('location') ?? '', { orcid, decision: 'grant' });
  const end = await fetch(callback, { redirect: 'manual', headers: { cookie: cookieHeader(jar) } });
  if (end.status >= 400)
    throw new Error(`the sign-in failed with ${end.status}:\n${system.logged().slice(-2000)}`);
  keepCookies(jar, end);
  const cookie = cookieHeader(jar);
  const made = await fetch(`${system.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { cookie, origin: system.url, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'test', scopes, expiresInDays: 30 }),
  });
  if (made.status !== 201) throw new Error(`no token for ${orcid}: ${made.status} ${await made.text()}`);
  const { token } = (await made.json()) as { token: string };
  return { orcid, cookie, token };
}

function keepCookies(jar: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const [name = '', value = ''] = pair.split('=');
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  }
}

function cookieHeader(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
