import { computeCheckDigit } from './check-digits.ts';
import { ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import {
  dropQueryAndFragment,
  lowerCaseAscii,
  positionOf,
  readSpelling,
  type Spelling,
  sliceSpelling,
} from './spelling.ts';

/*
 * ROR ID (ROR documentation, "ROR identifier pattern"):
 *
 *   ror   = "0" 6base32 2DIGIT
 *   base32 = DIGIT | letter except i l o u       ; Crockford's alphabet
 *
 * The two digits are the ISO/IEC 7064 MOD 97-10 check of the seven characters before them, read as one number to the
 * base 32. Letters compare without case and are written small. Characters that look alike (O for 0, I or L for 1) are
 * not put right: the letters are in no ROR ID, so whoever typed one should look again.
 *
 * Spellings read: alone; after "ror:"; and as an address
 *
 *   [ "http" [ "s" ] "://" ] [ "www." ] "ror.org/" ror [ "/" ]
 *
 * whose query and fragment are ignored.
 */
const WEB_FORM = /^(?:https?:\/\/)?(?:www\.)?ror\.org\//i;
const LABEL = /^ror:\s{0,8}/i;
const FORM = /^0[0-9a-hjkmnp-tv-z]{6}\d{2}$/;
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** A ROR ID; `canonical` is its nine characters in lower case, such as `05dxps055`. */
export type RorId = { canonical: string };

/**
 * Reads any accepted spelling of a ROR ID (list above).
 * Problem codes: `empty`, `too-long`, `ror-form`, and `check-character` when the last two digits do not fit the
 * characters before them.
 */
export function parseRor(text: string): ParseResult<RorId> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const name = findName(spelling.value);
  const canonical = lowerCaseAscii(name.text);
  if (!FORM.test(canonical)) {
    return problem(
      'ror-form',
      'A ROR ID is 0, six digits or letters other than i, l, o and u, and two digits, such as 05dxps055.',
      positionOf(name, 0),
    );
  }
  if (canonical.slice(7) !== computeCheckDigit('mod97-10', decodeBase32(canonical.slice(0, 7)))) {
    return problem(
      'check-character',
      'The last two digits of this ROR ID do not fit the others; a character is mistyped.',
      positionOf(name, 7),
    );
  }
  return ok({ canonical });
}

/** Whether the text is an accepted spelling of a ROR ID with the right check digits. */
export function isRor(text: string): boolean {
  return parseRor(text).ok;
}

/** Like {@link parseRor}, but throws InvalidIdentifierError. */
export function assertRor(text: string): RorId {
  return valueOrThrow(parseRor(text));
}

/** The nine characters in lower case of any accepted spelling, or null. */
export function normalizeRor(text: string): string | null {
  const result = parseRor(text);
  return result.ok ? result.value.canonical : null;
}

/** The form ROR asks to store and show: the full https address. Throws InvalidIdentifierError. */
export function formatRor(id: string | RorId): string {
  return rorToUrl(id);
}

/**
 * The address of a ROR record; `base` is the registry's address, with or without a closing slash. Throws
 * InvalidIdentifierError.
 */
export function rorToUrl(id: string | RorId, base = 'https://ror.org'): string {
  const { canonical } = typeof id === 'string' ? assertRor(id) : id;
  return `${base.replace(/\/$/, '')}/${canonical}`;
}

function findName(spelling: Spelling): Spelling {
  const webForm = WEB_FORM.exec(spelling.text);
  if (webForm === null) return sliceSpelling(spelling, LABEL.exec(spelling.text)?.[0].length ?? 0);
  const path = dropQueryAndFragment(sliceSpelling(spelling, webForm[0].length));
  return path.text.endsWith('/') ? sliceSpelling(path, 0, path.text.length - 1) : path;
}

/** Seven characters stay below 2^35, so the number is exact. */
function decodeBase32(characters: string): string {
  return String(Array.from(characters).reduce((number, each) => number * 32 + BASE32.indexOf(each), 0));
}
