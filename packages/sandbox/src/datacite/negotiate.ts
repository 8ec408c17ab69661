/** DataCite XML, the one format beside JSON that the stand-in writes. */
export const XML_TYPE = 'application/vnd.datacite.datacite+xml';

const JSON_RANGES = ['*/*', 'application/*', 'application/json', 'application/vnd.api+json'];

/**
 * The format for an Accept header: the first range of it that can be served; null when there is none. Weights
 * are not read, no client of the API sends any that matter.
 */
export function negotiateFormat(accept: string | undefined): 'json' | 'xml' | null {
  for (const entry of (accept ?? '*/*').split(',')) {
    const range = entry.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (JSON_RANGES.includes(range)) return 'json';
    if (range === XML_TYPE) return 'xml';
  }
  return null;
}
