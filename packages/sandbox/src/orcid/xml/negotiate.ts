/** The two forms of every message. */
export type Format = 'xml' | 'json';
export type MediaType = { name: string; format: Format };

/** What the record API speaks, in its own order of preference. */
const MEDIA_TYPES: readonly MediaType[] = [
  { name: 'application/vnd.orcid+xml', format: 'xml' },
  { name: 'application/vnd.orcid+json', format: 'json' },
  { name: 'application/orcid+xml', format: 'xml' },
  { name: 'application/orcid+json', format: 'json' },
  { name: 'application/xml', format: 'xml' },
  { name: 'application/json', format: 'json' },
];

/**
 * Chooses what to answer with (RFC 9110 section 12.5.1): the type the caller likes most, among equals the one the
 * server likes most, so XML where the header is missing or says any. Null: nothing that would do, which is a 406.
 */
export function negotiate(accept: string | undefined): MediaType | null {
  const ranges = parseAccept(accept);
  let best: { mediaType: MediaType; quality: number } | null = null;
  for (const mediaType of MEDIA_TYPES) {
    const quality = qualityOf(mediaType.name, ranges);
    if (quality > (best?.quality ?? 0)) best = { mediaType, quality };
  }
  return best?.mediaType ?? null;
}

/** In which form a body comes, by its Content-Type; null: in none that the record API reads, which is a 415. */
export function formatOf(contentType: string | undefined): Format | null {
  const name = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  return MEDIA_TYPES.find((each) => each.name === name)?.format ?? null;
}

type Range = { name: string; quality: number };

function parseAccept(accept: string | undefined): Range[] {
  if (accept === undefined || accept.trim() === '') return [{ name: '*/*', quality: 1 }];
  return accept.split(',').map((part) => {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const number = quality === undefined ? 1 : Number(quality);
    return { name, quality: Number.isFinite(number) ? number : 0 };
  });
}

/** The most specific range decides. */
function qualityOf(name: string, ranges: readonly Range[]): number {
  for (const wanted of [name, 'application/*', '*/*']) {
    const range = ranges.find((each) => each.name === wanted);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
