/** A typed link (RFC 8288). `href` is an absolute, percent-encoded address. */
export type TypedLink = { href: string; rel: string; type?: string };

/** Servers and proxies refuse larger headers; signposting asks to stay well below. */
const LIMIT_BYTES = 8000;

/** Writes the value of a `Link` header; links that would make it larger than 8 kB are left out, the last first. */
export function formatLinkHeader(links: readonly TypedLink[]): string {
  let value = '';
  for (const { href, rel, type } of links) {
    const link = `<${href}>; rel="${rel}"${type === undefined ? '' : `; type="${type}"`}`;
    const longer = value === '' ? link : `${value}, ${link}`;
    if (longer.length <= LIMIT_BYTES) value = longer;
  }
  return value;
}
