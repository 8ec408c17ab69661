/** Scheme, authority and path of an address, as written: hosts compare case-sensitively at ORCID. */
const ADDRESS = /^(https?):\/\/([^/?#@]+)(\/[^?#]*)?(\?[^#]*)?$/;

/** Printable ASCII, since the address goes into a header; no backslash, since a browser reads it as a slash. */
const PRINTABLE = /^[!-[\]-~]+$/;

/** A dot segment, also percent-encoded: a browser resolves it and would leave the registered path. */
const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * Says whether a redirect_uri belongs to a registered one, by ORCID's rule: the origin exactly as registered, the
 * registered path as a prefix, the query ignored. Plain http passes, as in ORCID's sandbox (its production asks for
 * https); a fragment, user information or a dot segment never does.
 */
export function matchesRedirectUri(asked: string, registered: string): boolean {
  const wanted = readAddress(asked);
  const known = readAddress(registered);
  if (wanted === null || known === null) return false;
  if (DOT_SEGMENT.test(wanted.path)) return false;
  return (
    wanted.scheme === known.scheme &&
    wanted.authority === known.authority &&
    wanted.path.startsWith(known.path)
  );
}

/** Adds parameters to the query of a redirect_uri that may have one already. */
export function withQuery(redirectUri: string, parameters: Record<string, string | null>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) query.set(name, value);
  }
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`;
}

function readAddress(text: string): { scheme: string; authority: string; path: string } | null {
  const match = ADDRESS.exec(text);
  if (match === null || !PRINTABLE.test(text) || !URL.canParse(text)) return null;
  const [, scheme = '', authority = '', path = '/'] = match;
  return { scheme, authority, path };
}
