/** A media type of messages and what it is written in. */
export type MediaType = { type: string; format: 'xml' | 'json' };

/** Media types of messages, in the order in which the registry prefers them. */
const MEDIA_TYPES: readonly MediaType[] = [
  { type: 'application/vnd.orcid+xml', format: 'xml' },
  { type: 'application/vnd.orcid+json', format: 'json' },
  { type: 'application/orcid+xml', format: 'xml' },
  { type: 'application/orcid+json', format: 'json' },
  { type: 'application/xml', format: 'xml' },
  { type: 'application/json', format: 'json' },
];

/** Chooses the media type of an answer: what the caller prefers, then what the registry prefers; null if neither fits. */
export function negotiate(accept: string | undefined): MediaType | null {
  const ranges = (accept ?? '*/*').split(',').map(readRange);
  let best: { found: MediaType; quality: number } | null = null;
  for (const found of MEDIA_TYPES) {
    const quality = qualityOf(found.type, ranges);
    if (quality > (best?.quality ?? 0)) best = { found, quality };
  }
  return best?.found ?? null;
}

/** Says what a body is written in by its Content-Type; null where the registry reads no such thing. */
export function readFormat(contentType: string | undefined): MediaType['format'] | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return MEDIA_TYPES.find((each) => each.type === type)?.format ?? null;
}

type Range = { pattern: string; quality: number };

function readRange(text: string): Range {
  const [pattern = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return {
    pattern: pattern === '' ? '*/*' : pattern,
    quality: quality === undefined ? 1 : Number(quality) || 0,
  };
}

/** RFC 9110 section 12.5.1: the most specific range that fits decides. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  for (const pattern of [type, 'application/*', '*/*']) {
    const range = ranges.find((each) => each.pattern === pattern);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
