import {
  countryLetters,
  countryNumbers,
  currencyNumbers,
  mediaTypes,
  packageTypes,
} from './gs1-code-lists.ts';
import { findCouponCodeProblem, findCouponOfferProblem } from './gs1-coupon-linters.ts';
import {
  findDateProblem,
  findDigitsProblem,
  findTimeProblem,
  findTwoDigitsProblem,
} from './gs1-date-linters.ts';

/** The content checks that GS1's syntax dictionary names. */
export type Gs1LinterName = keyof typeof linters;

/** CSET 82 (GS1 General Specifications figure 7.11-1), in the order that gives each character its value. */
const CSET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const CHECK_PAIR_CHARACTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** Values that end in a check pair have 30 characters at most; the bound keeps other texts from costing time. */
const CHECK_PAIR_MAX_LENGTH = 99;
const PRIMES = listPrimes(CHECK_PAIR_MAX_LENGTH - 2);
/** The shortest GS1 Company Prefixes have four digits. */
const COMPANY_PREFIX_MIN_LENGTH = 4;

const linters = {
  couponcode: findCouponCodeProblem,
  couponposoffer: findCouponOfferProblem,
  csum: findCheckDigitProblem,
  csumalpha: findCheckPairProblem,
  gcppos1: (text: string) => findCompanyPrefixProblem(text, 0),
  gcppos2: (text: string) => findCompanyPrefixProblem(text, 1),
  hasnondigit: (text: string) => (/[^0-9]/.test(text) ? null : 0),
  hh: (text: string) => findTwoDigitsProblem(text, 23),
  hhmi: findTimeProblem,
  hyphen: (text: string) => (text === '' ? 0 : findFirst(text, /[^-]/)),
  iban: findIbanProblem,
  importeridx: (text: string) => (/^[A-Za-z0-9_-]$/.test(text) ? null : 0),
  iso3166: (text: string) => (countryNumbers.has(text) ? null : 0),
  iso3166999: (text: string) => (text === '999' || countryNumbers.has(text) ? null : 0),
  iso3166alpha2: (text: string) => (countryLetters.has(text) ? null : 0),
  iso4217: (text: string) => (currencyNumbers.has(text) ? null : 0),
  iso5218: (text: string) => (/^[0129]$/.test(text) ? null : 0),
  latitude: (text: string) => findDegreesProblem(text, '1800000000'),
  longitude: (text: string) => findDegreesProblem(text, '3600000000'),
  mediatype: (text: string) => (mediaTypes.has(text) ? null : 0),
  mi: (text: string) => findTwoDigitsProblem(text, 59),
  nonzero: (text: string) => findFirst(text, /[^0-9]/) ?? (/[1-9]/.test(text) ? null : 0),
  nozeroprefix: (text: string) => (text.startsWith('0') ? 0 : findFirst(text, /[^0-9]/)),
  packagetype: (text: string) => (packageTypes.has(text) ? null : 0),
  pcenc: (text: string) => findFirst(text, /%(?![0-9A-Fa-f]{2})/),
  pieceoftotal: findPieceProblem,
  posinseqslash: findSequenceProblem,
  ss: (text: string) => findTwoDigitsProblem(text, 59),
  winding: (text: string) => (/^[019]$/.test(text) ? null : 0),
  yesno: (text: string) => (/^[01]$/.test(text) ? null : 0),
  yymmd0: (text: string) => findDateOfLengthProblem(text, 6, true),
  yymmdd: (text: string) => findDateOfLengthProblem(text, 6, false),
  yyyymmdd: (text: string) => findDateOfLengthProblem(text, 8, false),
  zero: (text: string) => (text === '' ? 0 : findFirst(text, /[^0]/)),
} as const satisfies Record<string, (text: string) => number | null>;

/**
 * GS1's content checks by name. Each takes one part of a value and answers where it is wrong, as 0-based index in that
 * part (its length if it ends too early), or null if it is right.
 *
 * `gcppos1` and `gcppos2` look for the digits that a GS1 Company Prefix opens with, at the first or the second
 * character; whether GS1 has assigned the prefix can be told only from GS1's own table, which is not asked.
 */
export const gs1Linters: Readonly<Record<Gs1LinterName, (text: string) => number | null>> = linters;

/**
 * GS1 check digit (General Specifications section 7.9.1): weights 3 and 1 by turns, 3 for the digit before the last;
 * the sum of all with the check digit is a multiple of ten.
 */
function findCheckDigitProblem(text: string): number | null {
  const foreign = findFirst(text, /[^0-9]/);
  if (foreign !== null || text === '') return foreign ?? 0;
  let sum = 0;
  let weight = 1;
  for (let index = text.length - 1; index >= 0; index -= 1) {
    sum += weight * Number(text.charAt(index));
    weight = 4 - weight;
  }
  return sum % 10 === 0 ? null : text.length - 1;
}

/**
 * GS1 check character pair (General Specifications section 7.9.5): each character's value in CSET 82 times a prime,
 * the smallest for the last one, summed modulo 1021 and written with two of 32 characters.
 */
function findCheckPairProblem(text: string): number | null {
  const length = text.length - 2;
  if (length < 0) return text.length;
  if (text.length > CHECK_PAIR_MAX_LENGTH) return CHECK_PAIR_MAX_LENGTH;
  let sum = 0;
  for (let index = 0; index < length; index += 1) {
    const value = CSET_82.indexOf(text.charAt(index));
    if (value === -1) return index;
    sum += value * (PRIMES[length - 1 - index] ?? 0);
  }
  sum %= 1021;
  const pair = CHECK_PAIR_CHARACTERS.charAt(sum >> 5) + CHECK_PAIR_CHARACTERS.charAt(sum & 31);
  return text.endsWith(pair) ? null : length;
}

function listPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

function findCompanyPrefixProblem(text: string, start: number): number | null {
  const prefix = text.slice(start, start + COMPANY_PREFIX_MIN_LENGTH);
  const problem = findDigitsProblem(prefix, COMPANY_PREFIX_MIN_LENGTH);
  return problem === null ? null : Math.min(start + problem, text.length);
}

/** IBAN (ISO 13616): country, two check digits, account; ISO 7064 MOD 97-10 over all with the first four moved last. */
function findIbanProblem(text: string): number | null {
  if (!countryLetters.has(text.slice(0, 2))) return 0;
  const foreign = findFirst(text, /[^0-9A-Z]/);
  if (foreign !== null) return foreign;
  if (text.length < 11) return text.length;
  if (text.length > 34) return 34;
  let remainder = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
  }
  return remainder === 1 ? null : 2;
}

/** Ten digits of degrees, counted from the south pole or eastward, with seven decimals. */
function findDegreesProblem(text: string, last: string): number | null {
  return findDigitsProblem(text, 10) ?? (text > last ? 0 : null);
}

function findDateOfLengthProblem(text: string, length: 6 | 8, withoutDay: boolean): number | null {
  return findDigitsProblem(text, length) ?? findDateProblem(text, withoutDay);
}

/** Number of a piece and count of all, in equally many digits; neither is zero. */
function findPieceProblem(text: string): number | null {
  const foreign = findFirst(text, /[^0-9]/);
  if (foreign !== null) return foreign;
  if (text === '' || text.length % 2 !== 0) return text.length;
  const piece = text.slice(0, text.length / 2);
  const total = text.slice(text.length / 2);
  if (/^0+$/.test(piece) || piece > total)
    return /^0+$/.test(total) && !/^0+$/.test(piece) ? piece.length : 0;
  return null;
}

/** Position in a sequence, a slash, and the sequence's length, both without leading zeros. */
function findSequenceProblem(text: string): number | null {
  const slash = text.indexOf('/');
  const foreign = findFirst(text, /[^0-9/]/);
  if (foreign !== null) return foreign;
  if (slash <= 0) return slash === 0 ? 0 : text.length;
  const position = text.slice(0, slash);
  const end = text.slice(slash + 1);
  const second = end.indexOf('/');
  if (second !== -1) return slash + 1 + second;
  if (end === '') return text.length;
  if (position.startsWith('0')) return 0;
  if (end.startsWith('0')) return slash + 1;
  const isBeyond = position.length === end.length ? position > end : position.length > end.length;
  return isBeyond ? 0 : null;
}

function findFirst(text: string, pattern: RegExp): number | null {
  const index = text.search(pattern);
  return index === -1 ? null : index;
}
