import { computeCheckDigit } from './check-digits.ts';
import { ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import { dropQueryAndFragment, positionOf, readSpelling, type Spelling, sliceSpelling } from './spelling.ts';

/*
 * ISSN (ISO 3297:2022; the URN namespace is registered with IANA, see RFC 8254):
 *
 *   issn = 4DIGIT "-" 3DIGIT ( DIGIT | "X" )     ; check: weights 8 to 2, modulo 11
 *
 * Spellings read: without the hyphen, or with a dash in its place; a small x; in front "ISSN", "eISSN", "e-ISSN",
 * "pISSN", "p-ISSN" or "ISSN-L" with or without a colon, or "urn:issn:"; and as an address
 *
 *   [ "http" [ "s" ] "://" ] [ "portal." | "www." ] "issn.org/resource/" ( "ISSN" | "ISSN-L" ) "/" issn [ "/" ]
 *
 * whose query and fragment are ignored. Whether an ISSN names one medium or, as an ISSN-L, all of them is not in its
 * digits and not kept.
 */
const WEB_FORM = /^(?:https?:\/\/)?(?:portal\.|www\.)?issn\.org\/resource\/issn(?:-l)?\//i;
const URN = /^urn:issn:/i;
const LABEL = /^(?:[ep]-?)?issn(?:-l)?:?\s{0,8}/i;
const DASHES = /[\u2010-\u2015\u2212]/g;
const FORM = /^\d{4}-?\d{3}[\dXx]$/;

/** An ISSN; `canonical` is its eight characters with the hyphen, such as `0378-5955`. */
export type Issn = { canonical: string };

/**
 * Reads any accepted spelling of an ISSN (list above).
 * Problem codes: `empty`, `too-long`, `issn-form`, and `check-character` when only the last character is wrong for those
 * before it.
 */
export function parseIssn(text: string): ParseResult<Issn> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const name = findName(spelling.value);
  if (!FORM.test(name.text)) {
    return problem(
      'issn-form',
      'An ISSN has two groups of four digits, such as 0378-5955; the last may be X.',
      positionOf(name, 0),
    );
  }
  const characters = name.text.replace('-', '').toUpperCase();
  if (characters.charAt(7) !== computeCheckDigit('issn', characters.slice(0, 7))) {
    return problem(
      'check-character',
      'The last character of this ISSN does not fit the others; one of them is mistyped.',
      positionOf(name, name.text.length - 1),
    );
  }
  return ok({ canonical: `${characters.slice(0, 4)}-${characters.slice(4)}` });
}

/** Whether the text is an accepted spelling of an ISSN with the right check character. */
export function isIssn(text: string): boolean {
  return parseIssn(text).ok;
}

/** Like {@link parseIssn}, but throws InvalidIdentifierError. */
export function assertIssn(text: string): Issn {
  return valueOrThrow(parseIssn(text));
}

/** The eight characters with the hyphen and a capital X of any accepted spelling, or null. */
export function normalizeIssn(text: string): string | null {
  const result = parseIssn(text);
  return result.ok ? result.value.canonical : null;
}

/** The display form: the https address at the ISSN Portal. Throws InvalidIdentifierError. */
export function formatIssn(issn: string | Issn): string {
  return issnToUrl(issn);
}

/**
 * The address of an ISSN record; `base` is all that stands before the number, with or without a closing slash. Throws
 * InvalidIdentifierError.
 */
export function issnToUrl(issn: string | Issn, base = 'https://portal.issn.org/resource/ISSN'): string {
  const { canonical } = typeof issn === 'string' ? assertIssn(issn) : issn;
  return `${base.replace(/\/$/, '')}/${canonical}`;
}

function findName(spelling: Spelling): Spelling {
  const webForm = WEB_FORM.exec(spelling.text);
  const label = URN.exec(spelling.text) ?? LABEL.exec(spelling.text);
  const name =
    webForm === null
      ? sliceSpelling(spelling, label?.[0].length ?? 0)
      : dropClosingSlash(dropQueryAndFragment(sliceSpelling(spelling, webForm[0].length)));
  return { text: name.text.replace(DASHES, '-'), positions: name.positions };
}

function dropClosingSlash(path: Spelling): Spelling {
  return path.text.endsWith('/') ? sliceSpelling(path, 0, path.text.length - 1) : path;
}
