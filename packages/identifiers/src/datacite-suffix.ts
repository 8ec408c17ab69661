import { lowerCaseAscii } from './spelling.ts';

/*
 * The suffix DataCite's own services make, for names that look alike wherever they were made:
 *
 *   suffix = [ shoulder "-" ] 4c "-" 2c 2DIGIT
 *   c      = base-32 digit of Crockford's alphabet in lower case (no i, l, o, u)
 *
 * The six base-32 digits are the number, the two decimals its ISO 7064 MOD 97-10 check digits.
 */
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';
const SUFFIX = /^(?:.+-)?([0-9a-hjkmnp-tv-z]{4})-([0-9a-hjkmnp-tv-z]{2})(\d{2})$/s;

/** First number that is not used: DataCite draws from 0 up to, not including, 32^6 − 1. */
export const DATACITE_SUFFIX_LIMIT = 32 ** 6 - 1;

/**
 * Writes a number as a DataCite suffix: 123456 → `003r-j076`, with shoulder `fk2` → `fk2-003r-j076`.
 * Throws RangeError for a number that is no integer in 0 … {@link DATACITE_SUFFIX_LIMIT} − 1.
 */
export function formatDataciteSuffix(number: number, shoulder?: string): string {
  if (!Number.isInteger(number) || number < 0 || number >= DATACITE_SUFFIX_LIMIT) {
    throw new RangeError(`A DataCite suffix number is an integer from 0 to ${DATACITE_SUFFIX_LIMIT - 1}.`);
  }
  let digits = '';
  for (let rest = number; digits.length < 6; rest = Math.floor(rest / 32)) {
    digits = BASE32.charAt(rest % 32) + digits;
  }
  const body = `${digits.slice(0, 4)}-${digits.slice(4)}${computeCheckDigits(number)}`;
  return shoulder === undefined || shoulder === '' ? body : `${shoulder}-${body}`;
}

/**
 * The number in a DataCite suffix, with or without a shoulder, in either case; null when the text has another
 * form or its check digits are wrong. Takes the suffix only, not the DOI.
 */
export function parseDataciteSuffix(text: string): number | null {
  const parts = SUFFIX.exec(lowerCaseAscii(text));
  if (parts === null) return null;
  const [, high = '', low = '', check = ''] = parts;
  let number = 0;
  for (const digit of high + low) number = number * 32 + BASE32.indexOf(digit);
  return number < DATACITE_SUFFIX_LIMIT && computeCheckDigits(number) === check ? number : null;
}

function computeCheckDigits(number: number): string {
  return String(98 - ((number * 100) % 97)).padStart(2, '0');
}
