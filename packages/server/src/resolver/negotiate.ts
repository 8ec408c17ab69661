/** One member of an Accept header: a media range with its quality from 0 to 1. */
export type MediaRange = { type: string; subtype: string; quality: number };

/**
 * Chooses among offers by the Accept header (RFC 9110 section 12.5.1): for each media type the most specific
 * range that matches it counts; of equal quality, the offer named first wins. Parameters other than `q` are not
 * compared, since no offer of ours has any.
 *
 * @param accept the header; absent, empty or unreadable means that anything will do
 * @param offers each with the media types it answers to; the answer carries the one that matched
 * @returns the offer with the media type that was chosen, or null when nothing is acceptable
 */
export function negotiate<T>(
  accept: string | undefined,
  offers: readonly { offer: T; mediaTypes: readonly string[] }[],
): { offer: T; mediaType: string } | null {
  const ranges = accept === undefined || accept === '*/*' ? [] : readAccept(accept);
  let best: { offer: T; mediaType: string; quality: number } | null = null;
  for (const { offer, mediaTypes } of offers) {
    for (const mediaType of mediaTypes) {
      const quality = ranges.length === 0 ? 1 : qualityOf(mediaType, ranges);
      if (quality > (best?.quality ?? 0)) best = { offer, mediaType, quality };
    }
  }
  return best === null ? null : { offer: best.offer, mediaType: best.mediaType };
}

/** The quality that ranges give a media type: the most specific one that matches it counts; 0 when none does. */
export function qualityOf(mediaType: string, ranges: readonly MediaRange[]): number {
  const [type = '', subtype = ''] = mediaType.split('/');
  let quality = 0;
  let bestFit = -1;
  for (const range of ranges) {
    const fit = fitOf(range, type, subtype);
    if (fit > bestFit || (fit === bestFit && range.quality > quality)) {
      bestFit = fit;
      quality = range.quality;
    }
  }
  return bestFit === -1 ? 0 : quality;
}

function fitOf(range: MediaRange, type: string, subtype: string): number {
  if (range.type === type && range.subtype === subtype) return 2;
  if (range.type === type && range.subtype === '*') return 1;
  return range.type === '*' && range.subtype === '*' ? 0 : -1;
}

/** The ranges of an Accept header. Quoted parameter values are dropped first: they may hold commas and semicolons, and none is compared. */
export function readAccept(header: string): MediaRange[] {
  const members = header
    .toLowerCase()
    .replace(/"[^"]*"/g, '')
    .split(',');
  return members.flatMap((member) => {
    const [range = '', ...parameters] = member.split(';').map((part) => part.trim());
    const [, type, subtype] = /^([\w!#$&^.+*-]+)\/([\w!#$&^.+*-]+)$/.exec(range) ?? [];
    return type === undefined || subtype === undefined
      ? []
      : [{ type, subtype, quality: readQuality(parameters) }];
  });
}

function readQuality(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  if (weight === undefined) return 1;
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
}
