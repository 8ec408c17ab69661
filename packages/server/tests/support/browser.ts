import { answerSignIn } from '@mintmark/sandbox';
import { type System, startSystem } from './start-system.ts';

/** Starts a service whose clock begins now: an id_token is checked against the clock of the machine. */
export async function startSystemToday(options?: Parameters<typeof startSystem>[0]): Promise<System> {
  const system = await startSystem(options);
  system.clock.advance(Date.now() - system.clock.now().getTime());
  return system;
}

export type Visit = { status: number; location: string | null; headers: Headers; body: string };

/** A browser as far as signing in needs one: it keeps cookies and says where its requests come from. */
export type Browser = {
  /** Cookies by name, with their attributes as they were set. */
  cookies: Map<string, { value: string; attributes: string }>;
  cookieHeader(): string;
  /** Opens an address, absolute or on the service, without following redirects. */
  open(address: string): Promise<Visit>;
  /** Sends a form of one of the service's own pages; further headers replace what the browser says of itself. */
  send(
    path: string,
    form: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<Visit>;
  /** Starts to sign in and returns the address at ORCID. */
  beginSignIn(returnTo?: string): Promise<string>;
  /** Signs in at the stand-in, or denies, and returns the answer of the callback. */
  signIn(orcid: string, options?: { returnTo?: string; decision?: 'grant' | 'deny' }): Promise<Visit>;
};

export function openBrowser(system: Pick<System, 'url'>): Browser {
  const cookies: Browser['cookies'] = new Map();
  const cookieHeader = () => [...cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
  const visit = async (address: string, init: RequestInit): Promise<Visit> => {
    const headers = { cookie: cookieHeader(), ...(init.headers as Record<string, string>) };
    const response = await fetch(new URL(address, system.url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, { value, attributes: attributes.join('; ') });
    }
    const { status, headers: answered } = response;
    return { status, location: answered.get('location'), headers: answered, body: await response.text() };
  };
  const browser: Browser = {
    cookies,
    cookieHeader,
    open: (address) => visit(address, { method: 'GET' }),
    send(path, form, headers = { 'sec-fetch-site': 'same-origin', origin: system.url }) {
      const body = new URLSearchParams(
        Object.entries(form).flatMap(([name, values]) =>
          [values].flat().map((value): [string, string] => [name, value]),
        ),
      );
      return visit(path, { method: 'POST', body, headers });
    },
    async beginSignIn(returnTo) {
      const query = returnTo === undefined ? '' : `?return_to=${encodeURIComponent(returnTo)}`;
      const { location } = await browser.open(`/auth/orcid/login${query}`);
      if (location === null) throw new Error('the sign-in leads nowhere');
      return location;
    },
    async signIn(orcid, { returnTo, decision = 'grant' } = {}) {
      return browser.open(await answerSignIn(await browser.beginSignIn(returnTo), { orcid, decision }));
    },
  };
  return browser;
}

/** The value of a form's field that is filled in already. */
export function fieldOf(body: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
}
