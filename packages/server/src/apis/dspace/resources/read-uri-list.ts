const GREATEST_COUNT = 100;

/**
 * The URIs of a `text/uri-list` (RFC 2483 section 5): one a line, comments and blank lines left out. Lines may be
 * percent-encoded as a whole, as DSpace takes them; which of the two they are is told by how they begin.
 * @throws Error never; a line that cannot be decoded comes back as it is
 */
export function readUriList(body: string): string[] {
  return body
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(0, GREATEST_COUNT)
    .map(decodeWhole);
}

function decodeWhole(line: string): string {
  if (!/^[a-z][a-z0-9+.-]*%3a/i.test(line)) return line;
  try {
    return decodeURIComponent(line);
  } catch {
    return line;
  }
}

export type CoreType = 'items' | 'collections' | 'communities';

/**
 * What a URI of this API is about. Only the end of its path matters, as with DSpace: scheme, host and what the API is
 * mounted under are not compared, since a proxy may show others.
 * @returns the text that stands where the uuid belongs; null where the URI is about nothing of that type
 */
export function readCoreId(uri: string, type: CoreType): string | null {
  const [path = ''] = uri.split(/[?#]/, 1);
  const found = new RegExp(`/api/core/${type}/([^/]+)/?$`).exec(path);
  return found?.[1] ?? null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A uuid in the form that we write, or null where the text is none. */
export function readUuid(text: string): string | null {
  return UUID.test(text) ? text.toLowerCase() : null;
}
