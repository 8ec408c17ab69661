import { lookup } from 'bcp-47-match';
import { remember } from './remember.ts';

/** What languages a reader wants, most wanted first, and those that they refuse (q=0); all in lower case. */
export type LanguageWish = { wanted: readonly string[]; refused: readonly string[]; takesOthers: boolean };

/**
 * How well a link's languages fit a wish; less is better. `rank` compares languages, `distance` how closely the best
 * one was met: `en` is a little further from `en-US` than `en-US` is.
 */
export type LanguageFit = { rank: number; distance: number };

const HEADER_LENGTH_LIMIT = 1000;
const RANGES_LIMIT = 30;
/** Ranks after every language that was named. */
const ANY = 100;
const UNWANTED = 200;
const REFUSED = 300;
const NARROWER = 10;
const PERFECT: LanguageFit = { rank: 0, distance: 0 };

/**
 * Reads a priority list: an `Accept-Language` header (RFC 9110, section 12.5.4) or the value of `language=`. What cannot
 * be read of it is passed over.
 */
export const readLanguageWish = remember(readWish, 500);

/**
 * Weighs a link by RFC 4647: section 3.4 (lookup: `zh-Hant-TW` is met by `zh-Hant` and by `zh`), and, where no lookup
 * finds anything for a range, by section 3.3.1 (filtering: `de` is met by `de-CH`). Links without a language suit
 * everyone, but less than a language that was named.
 */
export function fitLanguages(tags: readonly string[], wish: LanguageWish | null): LanguageFit {
  if (wish === null) return PERFECT;
  if (tags.length === 0) return { rank: ANY, distance: 0 };
  let best: LanguageFit = { rank: REFUSED, distance: 0 };
  for (const tag of tags) {
    const fit = fitTag(tag.toLowerCase(), wish);
    if (fit.rank < best.rank || (fit.rank === best.rank && fit.distance < best.distance)) best = fit;
  }
  return best;
}

function fitTag(tag: string, { wanted, refused, takesOthers }: LanguageWish): LanguageFit {
  const refusal = longestCovering(tag, refused);
  if (refusal > 0 && refusal > longestCovering(tag, wanted)) return { rank: REFUSED, distance: 0 };
  for (const [rank, range] of wanted.entries()) {
    // Lookup shortens the range; most pairs are told apart without it.
    if (isWithin(range, tag) && lookup(tag, range) !== undefined) {
      return { rank, distance: countSubtags(range) - countSubtags(tag) };
    }
    if (isWithin(tag, range)) return { rank, distance: NARROWER };
  }
  if (takesOthers || tag === 'und' || tag === 'mul') return { rank: ANY, distance: 0 };
  return { rank: refused.includes('*') ? REFUSED : UNWANTED, distance: 0 };
}

/** The length of the longest range that covers a tag (RFC 4647, section 3.3.1), 0 without one. */
function longestCovering(tag: string, ranges: readonly string[]): number {
  let longest = 0;
  for (const range of ranges) {
    if (isWithin(tag, range) && range.length > longest) longest = range.length;
  }
  return longest;
}

/** Whether a tag is a range or begins with its subtags. */
function isWithin(tag: string, range: string): boolean {
  return tag.startsWith(range) && (tag.length === range.length || tag[range.length] === '-');
}

function countSubtags(tag: string): number {
  return tag.split('-').length;
}

function readWish(header: string): LanguageWish {
  const members = header.slice(0, HEADER_LENGTH_LIMIT).toLowerCase().split(',').slice(0, RANGES_LIMIT);
  const ranges = members.flatMap((member) => {
    const [range = '', ...parameters] = member.split(';').map((part) => part.trim());
    if (!/^(?:\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)$/.test(range)) return [];
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? [{ range, quality: Number(weight) }] : [];
  });
  const accepted = ranges
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return {
    wanted: accepted.flatMap(({ range }) => (range === '*' ? [] : [range])),
    refused: ranges.flatMap(({ range, quality }) => (quality === 0 ? [range] : [])),
    takesOthers: accepted.some(({ range }) => range === '*'),
  };
}
