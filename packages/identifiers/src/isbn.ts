import { computeCheckDigit } from './check-digits.ts';
import { ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import { positionOf, readSpelling, removeUnits, type Spelling, sliceSpelling } from './spelling.ts';

/*
 * ISBN (ISO 2108:2017; the URN namespace is registered with IANA, see RFC 8254):
 *
 *   isbn-13 = ( "978" | "979" ) 9DIGIT check     ; check: GS1 mod 10
 *   isbn-10 = 9DIGIT ( DIGIT | "X" )             ; check: weights 10 to 2, modulo 11; until 2006
 *
 * An ISBN-10 is the ISBN-13 with 978 before its nine digits and another check digit. 979-0 belongs to the ISMN of
 * printed music (ISO 10957), so a number that begins with it is refused.
 *
 * Spellings read: single hyphens, dashes or spaces between digits, wherever they stand, since their right places are
 * known only from the agencies' table of ranges; a small x; and in front "ISBN", "ISBN-13" or "ISBN-10" with or
 * without a colon, or "urn:isbn:". The canonical form has thirteen digits and no hyphens.
 */
const URN = /^urn:isbn:/i;
const LABEL = /^isbn(?:-1[03](?!\d))?:?\s{0,8}/i;
const SEPARATOR = /[- \u2010-\u2015\u2212]/;
const LONE_SEPARATORS = /^[\dXx](?:[- \u2010-\u2015\u2212]?[\dXx])*$/;
const FORM = /^(?:\d{13}|\d{9}[\dXx])$/;
const PREFIX = /^97(?:8|9(?!0))/;

/** An ISBN; `canonical` is its thirteen digits, such as `9780306406157`. */
export type Isbn = { canonical: string };

/**
 * Reads any accepted spelling of an ISBN-10 or ISBN-13 (list above).
 * Problem codes: `empty`, `too-long`, `isbn-form`, `isbn-prefix`, and `check-character` when only the last character is
 * wrong for those before it.
 */
export function parseIsbn(text: string): ParseResult<Isbn> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const written = dropLabel(spelling.value);
  const number = removeUnits(written, (unit) => SEPARATOR.test(unit));
  if (!LONE_SEPARATORS.test(written.text) || !FORM.test(number.text)) {
    return problem(
      'isbn-form',
      'An ISBN has thirteen digits, or ten of which the last may be X, with or without hyphens.',
      positionOf(written, 0),
    );
  }
  return number.text.length === 10 ? readShort(number) : readLong(number);
}

/** Whether the text is an accepted spelling of an ISBN with the right check character. */
export function isIsbn(text: string): boolean {
  return parseIsbn(text).ok;
}

/** Like {@link parseIsbn}, but throws InvalidIdentifierError. */
export function assertIsbn(text: string): Isbn {
  return valueOrThrow(parseIsbn(text));
}

/** The thirteen digits of any accepted spelling, or null. */
export function normalizeIsbn(text: string): string | null {
  const result = parseIsbn(text);
  return result.ok ? result.value.canonical : null;
}

/** The form that says what it is wherever it stands: its URN. Throws InvalidIdentifierError. */
export function formatIsbn(isbn: string | Isbn): string {
  const { canonical } = typeof isbn === 'string' ? assertIsbn(isbn) : isbn;
  return `urn:isbn:${canonical}`;
}

/**
 * The address of an ISBN at a catalogue; `base` is all that stands before the number, with or without a closing slash.
 * No default: there is no resolver that all ISBNs share. Throws InvalidIdentifierError.
 */
export function isbnToUrl(isbn: string | Isbn, base: string): string {
  const { canonical } = typeof isbn === 'string' ? assertIsbn(isbn) : isbn;
  return `${base.replace(/\/$/, '')}/${canonical}`;
}

function dropLabel(spelling: Spelling): Spelling {
  const label = URN.exec(spelling.text) ?? LABEL.exec(spelling.text);
  return sliceSpelling(spelling, label?.[0].length ?? 0);
}

function readShort(number: Spelling): ParseResult<Isbn> {
  const digits = number.text.slice(0, 9);
  if (number.text.charAt(9).toUpperCase() !== computeCheckDigit('isbn-10', digits)) return wrongCheck(number);
  return ok({ canonical: `978${digits}${computeCheckDigit('mod10', `978${digits}`)}` });
}

function readLong(number: Spelling): ParseResult<Isbn> {
  if (!PREFIX.test(number.text)) {
    return problem(
      'isbn-prefix',
      'An ISBN of thirteen digits begins with 978, or with 979 and no 0 after it.',
      positionOf(number, 0),
    );
  }
  if (number.text.charAt(12) !== computeCheckDigit('mod10', number.text.slice(0, 12))) {
    return wrongCheck(number);
  }
  return ok({ canonical: number.text });
}

function wrongCheck(number: Spelling): ParseResult<never> {
  return problem(
    'check-character',
    'The last character of this ISBN does not fit the others; one of them is mistyped.',
    positionOf(number, number.text.length - 1),
  );
}
