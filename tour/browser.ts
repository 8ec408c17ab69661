import { StepFailure } from './report.ts';

export type Page = { address: string; status: number; location: string | null; body: string };

/** A browser without JavaScript, as far as the tour needs one: it keeps cookies, follows redirects, sends forms. */
export type Browser = {
  /** Opens an address; with `follow: false` a redirect is the answer. */
  open(address: string, options?: { follow?: boolean }): Promise<Page>;
  /** Sends a form of `page` to an address of the same site. */
  send(page: Page, action: string, fields: readonly (readonly [string, string])[]): Promise<Page>;
};

const REDIRECT_LIMIT = 10;

export function openBrowser(): Browser {
  // By host name: cookies do not tell ports apart (RFC 6265 section 8.5).
  const jars = new Map<string, Map<string, string>>();

  const request = async (address: string, init: RequestInit): Promise<Page> => {
    const { hostname } = new URL(address);
    const jar = jars.get(hostname) ?? new Map<string, string>();
    jars.set(hostname, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    headers.set('accept', 'text/html');
    if (cookie !== '') headers.set('cookie', cookie);
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keepCookie(jar, line);
    const { status } = response;
    const location = response.headers.get('location');
    return {
      address,
      status,
      location: location === null ? null : new URL(location, address).href,
      body: await response.text(),
    };
  };

  const follow = async (first: Page): Promise<Page> => {
    let page = first;
    for (let count = 0; page.location !== null && page.status >= 300 && page.status < 400; count += 1) {
      if (count === REDIRECT_LIMIT)
        throw new StepFailure(`${first.address} to lead to a page`, 'redirects without end');
      page = await request(page.location, {});
    }
    return page;
  };

  return {
    open: async (address, options = {}) => {
      const page = await request(address, {});
      return options.follow === false ? page : follow(page);
    },
    send: async (page, action, fields) => {
      const { origin } = new URL(page.address);
      const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
      const headers = { origin, 'sec-fetch-site': 'same-origin' };
      return follow(await request(new URL(action, page.address).href, { method: 'POST', body, headers }));
    },
  };
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  const isOver = attributes.some((attribute) => {
    const [key = '', value = ''] = attribute.toLowerCase().split('=');
    return (
      (key === 'max-age' && Number(value) <= 0) || (key === 'expires' && Date.parse(value) <= Date.now())
    );
  });
  if (isOver) jar.delete(name);
  else jar.set(name, pair.slice(at + 1));
}
