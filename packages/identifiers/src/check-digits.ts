import { MAX_INPUT_LENGTH } from './spelling.ts';

/*
 * Check characters that an identifier scheme may name. Each stands at the end of the text and is computed from all
 * characters before it:
 *
 *   mod10       GS1 General Specifications section 7.9: weights 3 and 1 from the right; digits. GTIN, SSCC, GLN, ISBN-13
 *   luhn        ISO/IEC 7812-1 annex B: every second digit from the right doubled; digits
 *   mod11-2     ISO/IEC 7064 MOD 11-2: digits, check 0-9 or X. ISNI, ORCID iD
 *   mod11-10    ISO/IEC 7064 MOD 11,10: digits
 *   mod37-2     ISO/IEC 7064 MOD 37-2: digits and letters, check also "*". ISBT 128
 *   mod37-36    ISO/IEC 7064 MOD 37,36: digits and letters. GRid
 *   mod97-10    ISO/IEC 7064 MOD 97-10: two check digits; letters count 10 to 35, as in the LEI (ISO 17442)
 *   isbn-10     ISO 2108:1992: nine digits, weights 10 to 2 modulo 11, check 0-9 or X
 *   issn        ISO 3297: seven digits, weights 8 to 2 modulo 11, check 0-9 or X
 *
 * Hyphens and spaces only group characters and are passed over, and letters count without case: what an identifier may
 * look like is for the pattern of its scheme to say.
 */
export const checkDigitNames = [
  'mod10',
  'luhn',
  'mod11-2',
  'mod11-10',
  'mod37-2',
  'mod37-36',
  'mod97-10',
  'isbn-10',
  'issn',
] as const;

/** The name of a system of check characters (list above). */
export type CheckDigitName = (typeof checkDigitNames)[number];

const DIGITS = '0123456789';
const ALPHANUMERICS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Whether the text ends in the right check character (for `mod97-10`: two). False for a text that holds characters the
 * system does not know, has nothing before the check character, or is longer than any identifier (8192 characters).
 */
export function hasValidCheckDigit(name: CheckDigitName, text: string): boolean {
  if (text.length > MAX_INPUT_LENGTH) return false;
  const characters = dropGrouping(text);
  const start = characters.length - (name === 'mod97-10' ? 2 : 1);
  if (start < 1) return false;
  return computeCheckDigit(name, characters.slice(0, start)) === characters.slice(start);
}

/**
 * The check character for a text that does not have it yet (for `mod97-10`: two digits), letters in upper case. Null
 * for an empty text, one with characters the system does not know or more than 8192 of them, or for `isbn-10` and `issn`
 * of the wrong length.
 */
export function computeCheckDigit(name: CheckDigitName, textWithoutIt: string): string | null {
  if (textWithoutIt.length > MAX_INPUT_LENGTH) return null;
  const characters = dropGrouping(textWithoutIt);
  if (characters === '') return null;
  switch (name) {
    case 'mod10':
      return computeWeighted(characters, (value, fromRight) => (fromRight % 2 === 0 ? 3 * value : value));
    case 'luhn':
      return computeWeighted(characters, (value, fromRight) =>
        fromRight % 2 === 0 ? sumDigits(2 * value) : value,
      );
    case 'mod11-2':
      return computePure(characters, DIGITS, `${DIGITS}X`);
    case 'mod11-10':
      return computeHybrid(characters, DIGITS);
    case 'mod37-2':
      return computePure(characters, ALPHANUMERICS, `${ALPHANUMERICS}*`);
    case 'mod37-36':
      return computeHybrid(characters, ALPHANUMERICS);
    case 'mod97-10':
      return computeMod97(characters);
    case 'isbn-10':
      return computeMod11(characters, 9);
    case 'issn':
      return computeMod11(characters, 7);
    default:
      return name satisfies never;
  }
}

function dropGrouping(text: string): string {
  return text.replace(/[- ]/g, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** The values of the characters in their alphabet, or null if one is not in it. */
function readValues(characters: string, alphabet: string): number[] | null {
  const values = Array.from(characters, (character) => alphabet.indexOf(character));
  return values.includes(-1) ? null : values;
}

/** `weigh` is given each digit and its distance from the last one; the check digit fills the sum up to a ten. */
function computeWeighted(
  characters: string,
  weigh: (value: number, fromRight: number) => number,
): string | null {
  const values = readValues(characters, DIGITS);
  if (values === null) return null;
  const total = values.reduce((sum, value, index) => sum + weigh(value, values.length - 1 - index), 0);
  return String((10 - (total % 10)) % 10);
}

function sumDigits(number: number): number {
  return number > 9 ? number - 9 : number;
}

/** A pure system with radix 2 of ISO/IEC 7064: the modulus is the number of check characters. */
function computePure(characters: string, alphabet: string, checkCharacters: string): string | null {
  const values = readValues(characters, alphabet);
  if (values === null) return null;
  const modulus = checkCharacters.length;
  const sum = values.reduce((carried, value) => ((carried + value) * 2) % modulus, 0);
  return checkCharacters.charAt((modulus + 1 - sum) % modulus);
}

/** A hybrid system of ISO/IEC 7064: modulo one more than the alphabet, then modulo its size. */
function computeHybrid(characters: string, alphabet: string): string | null {
  const values = readValues(characters, alphabet);
  if (values === null) return null;
  const size = alphabet.length;
  const carry = values.reduce(
    (product, value) => (2 * ((product + value) % size || size)) % (size + 1),
    size,
  );
  return alphabet.charAt((size + 1 - carry) % size);
}

/** MOD 97-10: with its two digits the number leaves 1 when divided by 97, and they are never 00, 01 or 99. */
function computeMod97(characters: string): string | null {
  const values = readValues(characters, ALPHANUMERICS);
  if (values === null) return null;
  const remainder = values.reduce((left, value) => (left * (value > 9 ? 100 : 10) + value) % 97, 0);
  return String(98 - ((remainder * 100) % 97)).padStart(2, '0');
}

/** Weights fall to 2 at the digit before the check character; with it the sum is divisible by 11. */
function computeMod11(characters: string, length: number): string | null {
  const values = readValues(characters, DIGITS);
  if (values === null || values.length !== length) return null;
  const total = values.reduce((sum, value, index) => sum + value * (length + 1 - index), 0);
  return `${DIGITS}X`.charAt((11 - (total % 11)) % 11);
}
