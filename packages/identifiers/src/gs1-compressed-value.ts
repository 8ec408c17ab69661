import type { Gs1Ai } from './gs1-application-identifiers.ts';
import { BASE64URL, type BitSource, takeBigInt, takeNumber, writeBits } from './gs1-bits.ts';

/*
 * How values stand in a compressed GS1 Digital Link (GS1 Digital Link Standard: Compression). A value is a number
 * of fixed digits, then perhaps a rest:
 *
 *   digits, fixed      the number, in the bits that so many nines need
 *   digits, variable   their count, in the bits that the greatest count needs; then the number
 *   text, fixed        encoding (3 bits), characters
 *   text, variable     encoding (3 bits), their count, characters
 *
 *   encoding   0 digits, as a number · 1 lower-case hexadecimal, 4 bits a character · 2 upper-case hexadecimal, 4 bits
 *              3 base64url, 6 bits · 4 ASCII, 7 bits
 *
 * Two rules keep what GS1's prototype loses. Digits of variable count get back their leading zeros when they are read:
 * the count is there, and the prototype forgets to use it (3922=0299). Texts of digits that begin with a zero are not
 * written as numbers but as hexadecimal digits, 4 bits for 3.3, so that the prototype reads them as well (21=00012).
 */

/** Where the layout of a value has a rest, it is of `characters`, at most `max`, or exactly `max` if `fixed`. */
export type Gs1ValueLayout = {
  digits: number;
  rest: null | { characters: 'digits' | 'text'; max: number; fixed: boolean };
};

const DIGITS_ENCODING = 0;
const LOWER_HEX_ENCODING = 1;
const UPPER_HEX_ENCODING = 2;
const BASE64URL_ENCODING = 3;
const ASCII_ENCODING = 4;
const ENCODING_BITS = 3;
const ASCII_BITS = 7;

/** Encodings by character: alphabet, bits, and the texts for which the encoding is chosen, cheapest first. */
const CHARACTER_ENCODINGS: ReadonlyMap<number, { alphabet: string | null; bits: number; pattern: RegExp }> =
  new Map([
    [UPPER_HEX_ENCODING, { alphabet: '0123456789ABCDEF', bits: 4, pattern: /^[0-9A-F]+$/ }],
    [LOWER_HEX_ENCODING, { alphabet: '0123456789abcdef', bits: 4, pattern: /^[0-9a-f]+$/ }],
    [BASE64URL_ENCODING, { alphabet: BASE64URL, bits: 6, pattern: /^[\w-]+$/ }],
    [ASCII_ENCODING, { alphabet: null, bits: ASCII_BITS, pattern: /^[\0-\x7f]*$/ }],
  ]);

/**
 * Layouts of the prototype for AIs that it reads differently from the General Specifications: it takes the three digits
 * of AI 235 itself for a part of its value, and cuts an IBAN at 24. Its output is read by them where ours is not.
 */
const PROTOTYPE_LAYOUTS: ReadonlyMap<string, Gs1ValueLayout> = new Map([
  ['235', { digits: 3, rest: { characters: 'text', max: 28, fixed: false } }],
  ['8007', { digits: 0, rest: { characters: 'text', max: 24, fixed: false } }],
]);

/** The layout that follows from the parts of an AI's value: fixed digits are joined, all after them is one rest. */
export function layOutGs1Value({ components }: Gs1Ai): Gs1ValueLayout {
  const isFixed = ({ optional, min, max }: Gs1Ai['components'][number]) => !optional && min === max;
  const found = components.findIndex((each) => each.characters !== 'N' || !isFixed(each));
  const end = found === -1 ? components.length : found;
  const digits = components.slice(0, end).reduce((sum, { max }) => sum + max, 0);
  const rest = components.slice(end);
  if (rest.length === 0) return { digits, rest: null };
  return {
    digits,
    rest: {
      characters: rest.every(({ characters }) => characters === 'N') ? 'digits' : 'text',
      max: rest.reduce((sum, { max }) => sum + max, 0),
      fixed: rest.every(isFixed),
    },
  };
}

/** Like {@link layOutGs1Value}, as GS1's prototype does it. */
export function layOutGs1PrototypeValue(entry: Gs1Ai): Gs1ValueLayout {
  return PROTOTYPE_LAYOUTS.get(entry.ai) ?? layOutGs1Value(entry);
}

/** The bits of a value, or null if it does not fit its layout. */
export function writeGs1CompressedValue({ digits, rest }: Gs1ValueLayout, value: string): string | null {
  const number = value.slice(0, digits);
  const tail = value.slice(digits);
  if (number.length < digits || !/^\d*$/.test(number)) return null;
  const start = digits === 0 ? '' : writeBits(BigInt(number), countValueBits(digits));
  if (rest === null) return tail === '' ? start : null;
  if (rest.fixed ? tail.length !== rest.max : tail.length > rest.max) return null;
  const count = rest.fixed ? '' : writeBits(tail.length, countLengthBits(rest.max));
  const end = rest.characters === 'digits' ? writeDigits(count, tail) : writeText(count, tail);
  return end === null ? null : start + end;
}

/** Takes a value in its layout, or answers null for bits that are not one. */
export function takeGs1CompressedValue(source: BitSource, { digits, rest }: Gs1ValueLayout): string | null {
  const start = digits === 0 ? '' : takeDigits(source, digits);
  if (start === null || rest === null) return start;
  const end = rest.characters === 'digits' ? takeCountedDigits(source, rest.max) : takeRestText(source, rest);
  return end === null ? null : start + end;
}

/** The bits of a text with its count in so many bits, or null if it is too long or not ASCII. */
export function writeCountedText(text: string, countBits: number): string | null {
  if (text.length >= 2 ** countBits) return null;
  return writeText(writeBits(text.length, countBits), text);
}

/** Takes what {@link writeCountedText} wrote, or answers null for bits that are not such a text. */
export function takeCountedText(source: BitSource, countBits: number): string | null {
  const encoding = takeNumber(source, ENCODING_BITS);
  const count = takeNumber(source, countBits);
  return encoding === null || count === null ? null : takeText(source, encoding, count);
}

/** The standard adds 0.01 before it rounds up, which for 59 digits makes one bit more than they need. */
function countValueBits(digits: number): number {
  return Math.ceil(digits * Math.log2(10) + 0.01);
}

function countLengthBits(max: number): number {
  return Math.ceil(Math.log2(max) + 0.01);
}

function writeDigits(count: string, digits: string): string | null {
  if (!/^\d*$/.test(digits)) return null;
  return count + writeBits(BigInt(digits), countValueBits(digits.length));
}

function writeText(count: string, text: string): string | null {
  if (/^(?:0|[1-9]\d*)$/.test(text))
    return writeBits(DIGITS_ENCODING, ENCODING_BITS) + writeDigits(count, text);
  for (const [encoding, { alphabet, bits, pattern }] of CHARACTER_ENCODINGS) {
    if (!pattern.test(text)) continue;
    const characters = Array.from(text, (each) => {
      return writeBits(alphabet === null ? each.charCodeAt(0) : alphabet.indexOf(each), bits);
    });
    return writeBits(encoding, ENCODING_BITS) + count + characters.join('');
  }
  return null;
}

function takeRestText(source: BitSource, { max, fixed }: { max: number; fixed: boolean }): string | null {
  const encoding = takeNumber(source, ENCODING_BITS);
  const count = fixed ? max : takeNumber(source, countLengthBits(max));
  return encoding === null || count === null ? null : takeText(source, encoding, count);
}

function takeText(source: BitSource, encoding: number, count: number): string | null {
  if (encoding === DIGITS_ENCODING) return takeDigits(source, count);
  const found = CHARACTER_ENCODINGS.get(encoding);
  if (found === undefined) return null;
  let text = '';
  for (let index = 0; index < count; index += 1) {
    const value = takeNumber(source, found.bits);
    if (value === null) return null;
    text += found.alphabet === null ? String.fromCharCode(value) : found.alphabet.charAt(value);
  }
  return text;
}

function takeCountedDigits(source: BitSource, max: number): string | null {
  const count = takeNumber(source, countLengthBits(max));
  return count === null ? null : takeDigits(source, count);
}

function takeDigits(source: BitSource, count: number): string | null {
  const number = takeBigInt(source, countValueBits(count));
  if (number === null) return null;
  const digits = count === 0 && number === 0n ? '' : number.toString().padStart(count, '0');
  return digits.length === count ? digits : null;
}
