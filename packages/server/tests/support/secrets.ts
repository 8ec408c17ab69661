import type { Exchange } from './wire-tap.ts';

/** A text that may hold no secret, and what it is. */
export type Place = { place: string; text: string };

/** Secrets by what they are. */
export type Secrets = ReadonlyMap<string, string>;

/** Where secrets are, in any of the spellings in which one would turn up: `name in place`. */
export function findSecrets(secrets: Secrets, places: readonly Place[]): string[] {
  const found: string[] = [];
  for (const [name, secret] of secrets) {
    const spellings = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      Buffer.from(secret).toString('base64url'),
      Buffer.from(secret).toString('hex'),
    ];
    for (const { place, text } of places) {
      if (spellings.some((each) => text.includes(each))) found.push(`${name} in ${place}`);
    }
  }
  return found;
}

/** The secrets of sign-ins that went over the wire: those of OAuth, and the cookies that the service set. */
export function collectSecrets(exchanges: readonly Exchange[], addresses: Addresses): Map<string, string> {
  const secrets = new Map<string, string>();
  const add = (name: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '')
      secrets.set(`${name} ${value.slice(0, 4)}…`, value);
  };
  for (const exchange of exchanges) {
    const url = new URL(exchange.url);
    if (url.href.startsWith(`${addresses.orcid}/oauth/authorize`)) {
      for (const name of ['state', 'nonce']) add(name, url.searchParams.get(name));
    }
    if (isCallback(url, addresses)) add('code', url.searchParams.get('code'));
    if (url.href.startsWith(`${addresses.orcid}/oauth/token`)) {
      add('code verifier', new URLSearchParams(exchange.requestBody).get('code_verifier'));
      const given = exchange.status === 200 ? (JSON.parse(exchange.body) as Record<string, unknown>) : {};
      for (const name of ['access_token', 'refresh_token', 'id_token']) {
        if (typeof given[name] === 'string') add(name, given[name]);
      }
    }
    if (url.href.startsWith(addresses.service)) {
      for (const line of exchange.headers.getSetCookie()) {
        const [name = '', value = ''] = line.split(';', 1)[0]?.split('=') ?? [];
        add(`cookie ${name}`, value);
      }
    }
  }
  return secrets;
}

type Addresses = { service: string; orcid: string };

/** Where ORCID sends people back to: after a sign-in, and after connecting a record. */
function isCallback({ origin, pathname }: URL, { service }: Pick<Addresses, 'service'>): boolean {
  return origin === service && ['/auth/orcid/callback', '/auth/orcid/connected'].includes(pathname);
}

/**
 * Everything that went over the wire and may hold no secret. Left out is what holds some by its nature: what the
 * registry and the stand-ins' controls answer, cookies, OAuth's parameters in the addresses of authorization and
 * callback, and the one answer that shows a new access token.
 */
export function wirePlaces(exchanges: readonly Exchange[], addresses: Addresses): Place[] {
  const places: Place[] = [];
  for (const { method, url, status, location, headers, body } of exchanges) {
    const { origin, pathname } = new URL(url);
    const what = `${method} ${origin}${pathname} (${status})`;
    if (!pathname.startsWith('/_control/'))
      places.push({ place: `the address of ${what}`, text: withoutOauth(url, addresses) });
    if (origin !== addresses.service) continue;
    if (location !== null) {
      places.push({
        place: `the Location of ${what}`,
        text: withoutOauth(new URL(location, url).href, addresses),
      });
    }
    const isNewToken = method === 'POST' && /\/tokens$/.test(pathname) && (status === 201 || status === 200);
    const shown = [...headers].filter(([name]) => name !== 'set-cookie' && name !== 'location');
    places.push({
      place: `the answer to ${what}`,
      text: [...shown.flat(), isNewToken ? '' : body].join('\n'),
    });
  }
  return places;
}

function withoutOauth(address: string, { service, orcid }: Addresses): string {
  const url = new URL(address);
  const endpoint = `${url.origin}${url.pathname}`;
  const allowed =
    endpoint === `${orcid}/oauth/authorize`
      ? ['state', 'nonce']
      : isCallback(url, { service })
        ? ['state', 'code']
        : [];
  for (const name of allowed) url.searchParams.delete(name);
  return url.href;
}
