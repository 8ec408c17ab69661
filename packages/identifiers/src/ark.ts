import { ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import {
  lowerCaseAscii,
  positionOf,
  readSpelling,
  removeUnits,
  type Spelling,
  sliceSpelling,
  upperCaseAscii,
} from './spelling.ts';

/*
 * ARK (draft-kunze-ark section 2; normalisation in section 3.2):
 *
 *   ark       = [ nma "/" ] "ark:" [ "/" ] naan "/" name [ qualifier ]
 *   naan      = 1*betanumeric                      ; 0-9 and bcdfghjkmnpqrstvwxz
 *   name      = 1*char
 *   qualifier = *( "/" 1*char ) *( "." 1*char )    ; components, then variants
 *   char      = letter | DIGIT | "=" | "~" | "*" | "+" | "@" | "_" | "$" | "-" | "%" 2HEXDIG
 *
 * The name opens with a shoulder by convention: betanumerics up to and including the first digit (section
 * 2.4.1). The label is written "ark:", without the old slash. Only the NAAN compares without case.
 *
 * Two decisions the draft leaves open. A variant before a component (".v1/page") is refused, not moved to the
 * end, since a moved part would send suffix passthrough to another place. The label of a second ARK may stand
 * as a component of the qualifier ("…/ark:/x"), because only the first label marks the identifier; a colon
 * anywhere else is refused.
 */
const LABEL_AT_START = /^ark:/i;
const LABEL_IN_PATH = /\/ark:/i;
const SCHEME_AND_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;
/** Hyphens and dashes never tell two ARKs apart (step 6); line wrapping may leave white space (section 3.1). */
const IGNORED = /[-\u2010-\u2015\s]/;
const NAAN = /^[0-9bcdfghjkmnpqrstvwxz]+$/;
const SHOULDER = /^[bcdfghjkmnpqrstvwxz]*\d/;
const FORBIDDEN = /[^A-Za-z0-9=~*+@_$%/.]/;
const NESTED_LABEL = /\/ark:/gi;
const BROKEN_OCTET = /%(?![0-9A-Fa-f]{2})/;
const VARIANT_BEFORE_COMPONENT = /\.[^/.]*\//;

/**
 * An ARK. `canonical` is `ark:naan/name` + `qualifier`; `name` is `shoulder` + `blade`; `qualifier` begins with
 * `/` or `.`, or is empty; `shoulder` is null for a name without a digit.
 */
export type Ark = {
  naan: string;
  name: string;
  qualifier: string;
  shoulder: string | null;
  blade: string;
  canonical: string;
};

/** How an ARK was asked for: itself, or a description in the old (`?`, `??`) or the current (`?info`) way. */
export type ArkInflection = 'none' | '?' | '??' | '?info';

/**
 * Reads any spelling of an ARK, alone or in a web address, and normalises it by the steps of section 3.2.
 * Problem codes: `empty`, `too-long`, `not-an-ark`, `ark-naan`, `ark-name`, `ark-order`, `percent-encoding`,
 * `character`.
 */
export function parseArk(text: string): ParseResult<Ark> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const labelled = findBody(spelling.value);
  if (labelled === null) {
    return problem('not-an-ark', 'An ARK begins with “ark:”.', positionOf(spelling.value, 0));
  }
  return readBody(collapseStructure(removeUnits(raiseOctets(labelled), (unit) => IGNORED.test(unit))));
}

/** Whether the text is an accepted spelling of an ARK. */
export function isArk(text: string): boolean {
  return parseArk(text).ok;
}

/** Like {@link parseArk}, but throws InvalidIdentifierError. */
export function assertArk(text: string): Ark {
  return valueOrThrow(parseArk(text));
}

/** The canonical form (`ark:99999/fk44w2s`) of any accepted spelling, or null. */
export function normalizeArk(text: string): string | null {
  const result = parseArk(text);
  return result.ok ? result.value.canonical : null;
}

/** The display form, which is the canonical one. Throws InvalidIdentifierError for a text that is no ARK. */
export function formatArk(ark: string | Ark): string {
  return typeof ark === 'string' ? assertArk(ark).canonical : ark.canonical;
}

/**
 * The web address of an ARK at a resolver; `resolver` is its base address, with or without a closing slash.
 * An ARK holds no character that needs encoding in a path; one for which {@link hasArkParentSegment} is true
 * would be shortened by address readers, and no other spelling of it could prevent that. Throws
 * InvalidIdentifierError.
 */
export function arkToUrl(ark: string | Ark, resolver = 'https://n2t.net'): string {
  return `${resolver.replace(/\/$/, '')}/${formatArk(ark)}`;
}

/**
 * Parts the raw tail of a request line, such as `ark:99999/x1?info`, from its inflection (section 5). The text
 * must come straight from the request: most address parsers lose a bare `?`. A tail with any other query has
 * inflection `none` and `ark` still ends before its first `?`.
 */
export function splitArkInflection(rawUrlTail: string): { ark: string; inflection: ArkInflection } {
  const mark = rawUrlTail.indexOf('?');
  if (mark === -1) return { ark: rawUrlTail, inflection: 'none' };
  const tail = rawUrlTail.slice(mark);
  const isInflection = tail === '?' || tail === '??' || tail === '?info';
  return { ark: rawUrlTail.slice(0, mark), inflection: isInflection ? tail : 'none' };
}

/**
 * The names to look up for suffix passthrough, longest first: the canonical ARK itself, then each shorter one
 * that ends before a `/` or `.` of its qualifier, down to NAAN and name. What follows the name that is found,
 * `canonical.slice(found.length)`, is passed through.
 */
export function* arkAncestors(canonical: string): Generator<string, void> {
  const nameStart = canonical.indexOf('/') + 1;
  if (nameStart === 0) return;
  yield canonical;
  for (let end = canonical.length - 1; end > nameStart; end -= 1) {
    const unit = canonical.charAt(end);
    if (unit === '/' || unit === '.') yield canonical.slice(0, end);
  }
}

/**
 * Whether a raw or canonical ARK holds a `..` segment, plain or with `.` and `/` percent-encoded. Such a suffix
 * passed on to a target could climb out of it, so a resolver should not redirect there.
 */
export function hasArkParentSegment(text: string): boolean {
  const plain = text.replace(/%2e/gi, '.').replace(/%2f/gi, '/');
  return /(?:^|\/)\.\.(?:\/|$)/.test(plain);
}

/** Steps 1 to 3: without the address in front, without the query, without the label. */
function findBody(spelling: Spelling): Spelling | null {
  const atStart = LABEL_AT_START.exec(spelling.text);
  if (atStart !== null) return sliceSpelling(spelling, atStart[0].length, endBefore(spelling.text, /\?/));
  const address = SCHEME_AND_HOST.exec(spelling.text);
  const path = sliceSpelling(spelling, address?.[0].length ?? 0, endBefore(spelling.text, /[?#]/));
  const inPath = LABEL_IN_PATH.exec(path.text);
  return inPath === null ? null : sliceSpelling(path, inPath.index + inPath[0].length);
}

function endBefore(text: string, mark: RegExp): number {
  const end = text.search(mark);
  return end === -1 ? text.length : end;
}

/** Step 5: the two characters after each `%` in upper case; step 6 comes later, so a hyphen counts as one. */
function raiseOctets(body: Spelling): Spelling {
  const text = Array.from({ length: body.text.length }, (_, index) => {
    const unit = body.text.charAt(index);
    const follows = body.text.charAt(index - 1) === '%' || body.text.charAt(index - 2) === '%';
    return follows ? upperCaseAscii(unit) : unit;
  }).join('');
  return { text, positions: body.positions };
}

/** Step 8: no `/` or `.` at either end, and of each run of them only the first. */
function collapseStructure(body: Spelling): Spelling {
  const isStructural = (index: number) => body.text.charAt(index) === '/' || body.text.charAt(index) === '.';
  let end = body.text.length;
  while (end > 0 && isStructural(end - 1)) end -= 1;
  const headless = (index: number) => isStructural(index) && (index === 0 || isStructural(index - 1));
  return removeUnits(body, (_, index) => index >= end || headless(index));
}

function readBody(body: Spelling): ParseResult<Ark> {
  const slash = body.text.indexOf('/');
  const naan = lowerCaseAscii(slash === -1 ? body.text : body.text.slice(0, slash));
  if (!NAAN.test(naan)) {
    return problem(
      'ark-naan',
      'After “ark:” comes the number of a name assigning authority: digits and consonants.',
      positionOf(body, 0),
    );
  }
  if (slash === -1) {
    return problem(
      'ark-name',
      'An ARK has a “/” and a name after its NAAN.',
      positionOf(body, body.text.length),
    );
  }
  const rest = sliceSpelling(body, slash + 1);
  const nameEnd = endBefore(rest.text, /[/.]/);
  const name = rest.text.slice(0, nameEnd);
  const qualifier = rest.text.slice(nameEnd);
  const flaw = findFlaw(rest, name, qualifier);
  if (flaw !== null) return flaw;
  const shoulder = SHOULDER.exec(name)?.[0] ?? null;
  return ok({
    naan,
    name,
    qualifier,
    shoulder,
    blade: name.slice(shoulder?.length ?? 0),
    canonical: `ark:${naan}/${name}${qualifier}`,
  });
}

function findFlaw(rest: Spelling, name: string, qualifier: string): ReturnType<typeof problem> | null {
  const forbidden = (name + qualifier.replace(NESTED_LABEL, '/ark_')).search(FORBIDDEN);
  if (forbidden !== -1) {
    return problem(
      'character',
      'An ARK holds ASCII letters, digits and = ~ * + @ _ $ only.',
      positionOf(rest, forbidden),
    );
  }
  const broken = rest.text.search(BROKEN_OCTET);
  if (broken !== -1) {
    return problem(
      'percent-encoding',
      'In an ARK a “%” is followed by two hexadecimal digits.',
      positionOf(rest, broken),
    );
  }
  const disorder = rest.text.search(VARIANT_BEFORE_COMPONENT);
  if (disorder !== -1) {
    return problem(
      'ark-order',
      'In an ARK the parts after “.” come last, after all parts with “/”.',
      positionOf(rest, disorder),
    );
  }
  return null;
}
