import { ok, type ParseResult, problem } from './parse-result.ts';
import { positionOf, readSpelling } from './spelling.ts';

/*
 * Noid template (J. Kunze and M. Russell, "Noid: Nice Opaque Identifiers", sections "Templates" and "NOID Check
 * Digit Algorithm"; Nog masks as CDL's EZID uses them):
 *
 *   template  = [ prefix ] "." order mask | nog-mask
 *   prefix    = *( letter | DIGIT | "=" | "~" | "*" | "+" | "@" | "_" | "$" | "-" )
 *   order     = "r" | "s" | "z"         ; random and bounded, sequential and bounded, sequential and growing
 *   mask      = 1*( "d" | "e" ) [ "k" ] ; d: one of ten digits, e: one of 29 characters, k: check character
 *   nog-mask  = 3*( "d" | "e" ) [ "k" ] ; random; when used up, its first three characters are put in front
 *
 * A name is zone, prefix, one character for each d and e, and the check character of all that. A growing name
 * gets further characters in front of those of the mask, of the kind of the mask's first character. Hyphens
 * count for the check character as any other sign does, so a name is to be checked as it was minted.
 */
/** The extended digits of Noid. */
export const NOID_ALPHABET = '0123456789bcdfghjkmnpqrstvwxz';
const PREFIX = /^[A-Za-z0-9=~*+@_$-]*$/;
const ORDERED_MASK = /^[rsz][de]+k?$/;
const NOG_MASK = /^[de]{3,}k?$/;

/** How many characters a Nog mask grows by ("add3"). */
export const NOG_GROWTH_LENGTH = 3;

/** In which order a template gives out its names, and what happens at the end of its mask. */
export type NoidOrder = 'random' | 'sequential' | 'growing' | 'nog';

/**
 * A parsed template. `mask` is its `d` and `e` without the `k`; `hasCheckCharacter` tells whether there was
 * one; `total` is the number of names the mask has room for, null when it grows without end (`z`).
 */
export type NoidTemplate = {
  text: string;
  prefix: string;
  order: NoidOrder;
  mask: string;
  hasCheckCharacter: boolean;
  total: number | null;
};

/**
 * Reads a Noid template or a Nog mask.
 * Problem codes: `empty`, `too-long`, `noid-prefix`, `noid-mask`, and `noid-size` for a bounded mask with room
 * for more names than can be counted exactly (2^53 − 1).
 */
export function parseNoidTemplate(text: string): ParseResult<NoidTemplate> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const template = spelling.value.text;
  const dot = template.indexOf('.');
  const prefix = template.slice(0, Math.max(dot, 0));
  if (!PREFIX.test(prefix)) {
    return problem(
      'noid-prefix',
      'A template’s prefix holds ASCII letters, digits and = ~ * + @ _ $ - only.',
      positionOf(spelling.value, 0),
    );
  }
  const generator = template.slice(dot + 1);
  if (!(dot === -1 ? NOG_MASK : ORDERED_MASK).test(generator)) {
    return problem(
      'noid-mask',
      'A template ends in “.”, one of r s z, some of d and e, and perhaps k; or is a mask such as eedk.',
      positionOf(spelling.value, dot + 1),
    );
  }
  const order = dot === -1 ? 'nog' : readOrder(generator.charAt(0));
  const mask = generator.replace(/[^de]/g, '');
  const total = order === 'growing' ? null : countNoidNames(mask);
  if (total !== null && !Number.isSafeInteger(total)) {
    return problem(
      'noid-size',
      'This mask has room for more names than can be counted.',
      positionOf(spelling.value, dot + 1),
    );
  }
  return ok({ text: template, prefix, order, mask, hasCheckCharacter: generator.endsWith('k'), total });
}

/** How many names a mask of `d` and `e` has room for: ten times itself for each d, 29 times for each e. */
export function countNoidNames(mask: string): number {
  let total = 1;
  for (const kind of mask) total *= radixOfNoidKind(kind);
  return total;
}

/**
 * The Noid check character of a text: the values of its characters, each times its position counted from 1,
 * modulo 29. Characters outside `0123456789bcdfghjkmnpqrstvwxz` have value 0. Finds every single wrong
 * character and every swap of two neighbours in texts of up to 28 characters of that alphabet.
 */
export function noidCheckCharacter(text: string): string {
  return NOID_ALPHABET.charAt(sumNoidText(text));
}

/** The sum behind {@link noidCheckCharacter}, from 0 to 28. */
export function sumNoidText(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = NOID_ALPHABET.indexOf(text.charAt(index));
    if (value > 0) sum = (sum + ((index + 1) % NOID_ALPHABET.length) * value) % NOID_ALPHABET.length;
  }
  return sum;
}

/**
 * The name with number `n` (0-based, in the order of the digits, not of minting), zone and check character
 * included: template `tst1.rde`, n 29, zone `13030` → `13030/tst110`.
 * `zone` is a NAAN, which gets a `/`, or a NAAN with a shoulder (`99999/fk4`), taken as it is, or empty.
 * Throws RangeError when `n` is no integer or the mask has no room for it.
 */
export function formatNoidName(template: NoidTemplate, n: number, zone = ''): string {
  const limit = template.total ?? Number.MAX_SAFE_INTEGER;
  if (!Number.isSafeInteger(n) || n < 0 || n >= limit) {
    throw new RangeError(`The template ${template.text} has no name with number ${n}.`);
  }
  const name = noidNameStart(template, zone) + writeDigits(n, template.mask);
  return template.hasCheckCharacter ? name + noidCheckCharacter(name) : name;
}

/**
 * Whether a name, zone included, can come from the template under the zone (as {@link formatNoidName} takes
 * it); answers the name's number and the mask it was written with, which for Nog may have grown.
 * Problem codes: `noid-zone` for another beginning, `noid-length`, `noid-character` for a character that the
 * mask does not allow at its place, and `check-character` when only the check character does not fit.
 */
export function validateNoidName(
  template: NoidTemplate,
  name: string,
  zone = '',
): ParseResult<{ n: number; mask: string }> {
  const start = noidNameStart(template, zone);
  if (!name.startsWith(start)) {
    return problem('noid-zone', `Names of this template begin with “${start}”.`, 0);
  }
  const checkLength = template.hasCheckCharacter ? 1 : 0;
  const mask = fitMask(template, name.length - start.length - checkLength);
  if (mask === null) {
    return problem('noid-length', 'This name is too short or too long for its template.', name.length);
  }
  let n = 0;
  for (let index = 0; index < mask.length; index += 1) {
    const radix = radixOfNoidKind(mask.charAt(index));
    const value = NOID_ALPHABET.indexOf(name.charAt(start.length + index));
    const isPadding = value === 0 && index === 0 && template.order === 'growing' && mask !== template.mask;
    if (value === -1 || value >= radix || isPadding) {
      return problem(
        'noid-character',
        'The template does not allow this character here.',
        start.length + index,
      );
    }
    n = n * radix + value;
  }
  if (n >= Number.MAX_SAFE_INTEGER) {
    return problem('noid-length', 'This name is too long to be counted.', name.length);
  }
  return template.hasCheckCharacter ? verifyCheckCharacter(name, { n, mask }) : ok({ n, mask });
}

/** What every name of the template under the zone begins with. */
export function noidNameStart(template: NoidTemplate, zone: string): string {
  const isNaan = zone !== '' && !zone.includes('/');
  return (isNaan ? `${zone}/` : zone) + template.prefix;
}

function verifyCheckCharacter(
  name: string,
  value: { n: number; mask: string },
): ParseResult<{ n: number; mask: string }> {
  const position = name.length - 1;
  const given = name.charAt(position);
  if (!NOID_ALPHABET.includes(given)) {
    return problem('noid-character', 'The check character is a digit or one of the consonants.', position);
  }
  if (given !== noidCheckCharacter(name.slice(0, position))) {
    return problem(
      'check-character',
      'The last character does not fit the others; one is mistyped.',
      position,
    );
  }
  return ok(value);
}

/** The mask a blade of this many characters was written with, or null when the template makes none so long. */
function fitMask(template: NoidTemplate, length: number): string | null {
  const { mask, order } = template;
  const growth = length - mask.length;
  if (growth === 0) return mask;
  if (growth < 0) return null;
  switch (order) {
    case 'random':
    case 'sequential':
      return null;
    case 'growing':
      return mask.charAt(0).repeat(growth) + mask;
    case 'nog':
      return growth % NOG_GROWTH_LENGTH === 0
        ? mask.slice(0, NOG_GROWTH_LENGTH).repeat(growth / NOG_GROWTH_LENGTH) + mask
        : null;
    default:
      return order satisfies never;
  }
}

/** From the right, one character for each of the mask; what is left over grows to the left. */
function writeDigits(n: number, mask: string): string {
  let digits = '';
  let rest = n;
  for (let index = mask.length - 1; index >= 0 || rest > 0; index -= 1) {
    const radix = radixOfNoidKind(mask.charAt(Math.max(index, 0)));
    digits = NOID_ALPHABET.charAt(rest % radix) + digits;
    rest = Math.floor(rest / radix);
  }
  return digits;
}

/** How many characters a mask character stands for: 10 for `d`, 29 for `e`. */
export function radixOfNoidKind(kind: string): number {
  return kind === 'd' ? 10 : NOID_ALPHABET.length;
}

function readOrder(letter: string): NoidOrder {
  if (letter === 'r') return 'random';
  return letter === 's' ? 'sequential' : 'growing';
}
