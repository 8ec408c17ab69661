import { doiToUrl, parseDoi } from './doi.ts';
import { handleToUrl } from './handle.ts';
import { ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import {
  decodePercent,
  dropQueryAndFragment,
  positionOf,
  readSpelling,
  type Spelling,
  sliceSpelling,
} from './spelling.ts';

/*
 * IGSN ID (IGSN e.V. and DataCite, "IGSN ID registration"): since 2021 a DOI of a physical sample; before, a code that
 * was a Handle under the prefix 10273. Neither has a form of its own, so an IGSN is told by its label or its host:
 *
 *   spelling = "igsn:" igsn | [ "http" [ "s" ] ":" 1*2"/" ] [ "www." ] "igsn.org/" igsn, percent-encoded
 *   igsn     = doi-name | [ "10273/" ] code
 *   code     = 1*( letter | DIGIT | "." | "-" | "_" )     ; at igsn.org with a digit, or it is a page of that site
 *
 * Label and host are read in any case. The case of a code is kept, as that of every Handle is.
 */
const LABEL = /^igsn:\s{0,8}\/{0,2}/i;
const WEB_FORM = /^(?:https?:\/{1,2})?(?:www\.)?igsn\.org\/{1,2}/i;
const OLD_PREFIX = '10273/';
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** An IGSN. `canonical` is a DOI name, or for one of the old kind a Handle: `10273/` and the code. */
export type Igsn = { scheme: 'doi' | 'handle'; canonical: string };

/**
 * Reads an IGSN that is labelled as one (grammar above). A bare DOI or Handle is not told to be an IGSN by its form and
 * is refused here; `parsePid` reads both.
 * Problem codes: `empty`, `too-long`, `not-an-igsn`, `igsn-code`, `percent-encoding`, and those of a DOI.
 */
export function parseIgsn(text: string): ParseResult<Igsn> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const { text: given } = spelling.value;
  const label = LABEL.exec(given);
  if (label !== null) return readIgsn(sliceSpelling(spelling.value, label[0].length));
  const address = WEB_FORM.exec(given);
  if (address === null) return notIgsn(spelling.value);
  const path = decodePercent(dropQueryAndFragment(sliceSpelling(spelling.value, address[0].length)));
  if (!path.ok) return path;
  return isName(path.value.text) ? readIgsn(path.value) : notIgsn(spelling.value);
}

/** Whether the text is an accepted spelling of an IGSN. */
export function isIgsn(text: string): boolean {
  return parseIgsn(text).ok;
}

/** Like {@link parseIgsn}, but throws InvalidIdentifierError. */
export function assertIgsn(text: string): Igsn {
  return valueOrThrow(parseIgsn(text));
}

/** The canonical DOI name or Handle of any accepted spelling, or null. */
export function normalizeIgsn(text: string): string | null {
  const result = parseIgsn(text);
  return result.ok ? result.value.canonical : null;
}

/**
 * The display form: the address at doi.org, or for one of the old kind at hdl.handle.net. Throws
 * InvalidIdentifierError for a text that is no IGSN.
 */
export function formatIgsn(igsn: string | Igsn): string {
  const { scheme, canonical } = typeof igsn === 'string' ? assertIgsn(igsn) : igsn;
  return scheme === 'doi' ? doiToUrl(canonical) : handleToUrl(canonical);
}

function readIgsn(name: Spelling): ParseResult<Igsn> {
  if (name.text.startsWith('10.')) {
    const doi = parseDoi(name.text);
    if (doi.ok) return ok({ scheme: 'doi', canonical: doi.value.canonical });
    return problem(doi.problem.code, doi.problem.message, positionOf(name, doi.problem.position));
  }
  const code = name.text.startsWith(OLD_PREFIX) ? name.text.slice(OLD_PREFIX.length) : name.text;
  if (CODE.test(code)) return ok({ scheme: 'handle', canonical: OLD_PREFIX + code });
  return problem(
    'igsn-code',
    'An IGSN is a DOI, or a code of letters, digits and . - _ that may begin with “10273/”.',
    positionOf(name, 0),
  );
}

function isName(path: string): boolean {
  return path.startsWith('10.') || path.startsWith(OLD_PREFIX) || (CODE.test(path) && /\d/.test(path));
}

function notIgsn(spelling: Spelling): ParseResult<never> {
  return problem(
    'not-an-igsn',
    'An IGSN begins with “igsn:” or is an address at igsn.org.',
    positionOf(spelling, 0),
  );
}
