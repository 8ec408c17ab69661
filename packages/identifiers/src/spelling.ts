import { ok, type ParseResult, problem } from './parse-result.ts';

/**
 * Longest text any `parse…` function looks at, in UTF-16 units. No standard named here sets a limit; this one
 * is far above every identifier in use and keeps the cost of hostile input bounded.
 */
export const MAX_INPUT_LENGTH = 8192;

/**
 * A text being read, together with where each of its UTF-16 units stood in the text as it was given, so that
 * a problem found after stripping and decoding can still point at the place the person typed.
 */
export type Spelling = {
  text: string;
  /** One entry per unit of `text`, and one more for its end. */
  positions: readonly number[];
};

/**
 * Takes the text as given, drops white space around it and every U+200B (zero-width space, a frequent guest of
 * copied identifiers), and refuses what is empty or longer than {@link MAX_INPUT_LENGTH}.
 * Problem codes: `empty`, `too-long`.
 */
export function readSpelling(input: string): ParseResult<Spelling> {
  if (input.length > MAX_INPUT_LENGTH) {
    return problem('too-long', `An identifier has at most ${MAX_INPUT_LENGTH} characters.`, MAX_INPUT_LENGTH);
  }
  const visible = removeUnits({ text: input, positions: countUp(input.length) }, (unit) => unit === '\u200b');
  const start = visible.text.length - visible.text.trimStart().length;
  const end = visible.text.trimEnd().length;
  if (start >= end) return problem('empty', 'There is no identifier here.', 0);
  return ok(sliceSpelling(visible, start, end));
}

/** The part of a spelling from `start` (inclusive) to `end` (exclusive), positions kept. */
export function sliceSpelling(
  spelling: Spelling,
  start: number,
  end: number = spelling.text.length,
): Spelling {
  return { text: spelling.text.slice(start, end), positions: spelling.positions.slice(start, end + 1) };
}

/** The spelling without the UTF-16 units for which `isUnwanted` answers true, positions kept. */
export function removeUnits(
  spelling: Spelling,
  isUnwanted: (unit: string, index: number) => boolean,
): Spelling {
  const units: string[] = [];
  const positions: number[] = [];
  for (let index = 0; index < spelling.text.length; index += 1) {
    const unit = spelling.text.charAt(index);
    if (isUnwanted(unit, index)) continue;
    units.push(unit);
    positions.push(positionOf(spelling, index));
  }
  positions.push(positionOf(spelling, spelling.text.length));
  return { text: units.join(''), positions };
}

/** Where the unit at `index` of the spelling stood in the text as given. */
export function positionOf(spelling: Spelling, index: number): number {
  return spelling.positions[index] ?? spelling.positions.at(-1) ?? 0;
}

/** The path of a web address: everything before the first `?` or `#` (RFC 3986 section 3). */
export function dropQueryAndFragment(spelling: Spelling): Spelling {
  const end = spelling.text.search(/[?#]/);
  return end === -1 ? spelling : sliceSpelling(spelling, 0, end);
}

/**
 * Decodes percent-encoded octets as UTF-8 (RFC 3986 section 2.1), positions kept.
 * Problem code: `percent-encoding`, for a `%` without two hexadecimal digits or octets that are not UTF-8.
 */
export function decodePercent(spelling: Spelling): ParseResult<Spelling> {
  const units: string[] = [];
  const positions: number[] = [];
  let index = 0;
  while (index < spelling.text.length) {
    const position = positionOf(spelling, index);
    let next = index + 1;
    let decoded = spelling.text.charAt(index);
    if (decoded === '%') {
      next = endOfOctets(spelling.text, index);
      try {
        decoded = decodeURIComponent(spelling.text.slice(index, Math.max(next, index + 1)));
      } catch {
        return problem(
          'percent-encoding',
          'A “%” here is not part of a percent-encoded character.',
          position,
        );
      }
    }
    let octet = index;
    for (const character of decoded) {
      for (let unit = 0; unit < character.length; unit += 1) {
        units.push(character.charAt(unit));
        positions.push(positionOf(spelling, octet));
      }
      octet += 3 * countOctets(character);
    }
    index = next;
  }
  positions.push(positionOf(spelling, spelling.text.length));
  return ok({ text: units.join(''), positions });
}

/**
 * Index of the first unit that no DOI or Handle may hold, or -1: control and format characters, white space,
 * lone surrogates and non-characters. Both standards speak of printable characters only.
 */
export function findUnprintable(text: string): number {
  return text.search(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Noncharacter_Code_Point}]/u);
}

/**
 * Percent-encodes a name for the path of a web address by the DOI Handbook's "Encoding rules for URLs", which
 * asks for `% " # ?` and space and recommends `< > { } ^ [ ] backtick | \ +`; everything outside ASCII goes as
 * UTF-8 octets (RFC 3986 section 2.5). One slash beside a `.` or `..` segment is encoded too, as the Handbook
 * advises: otherwise an address reader would resolve the segment away (RFC 3986 section 5.2.4).
 */
export function encodeNameForPath(name: string): string {
  return name
    .replace(/[^A-Za-z0-9\-._~!$&'()*,;=:@/]+/gu, encodeURIComponent)
    .replace(/(?<=^|\/)(\.{1,2})\//g, '$1%2F')
    .replace(/\/(\.{1,2})$/, '%2F$1');
}

/** Lower-cases A to Z and nothing else, as DOI names and ARK NAANs are compared. */
export function lowerCaseAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Upper-cases a to z and nothing else. */
export function upperCaseAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function countUp(end: number): number[] {
  return Array.from({ length: end + 1 }, (_, index) => index);
}

/** How many octets a character takes in UTF-8. */
function countOctets(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function endOfOctets(text: string, start: number): number {
  let end = start;
  while (/^%[0-9A-Fa-f]{2}$/.test(text.slice(end, end + 3))) end += 3;
  return end;
}
