import { ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import {
  decodePercent,
  dropQueryAndFragment,
  encodeNameForPath,
  findUnprintable,
  lowerCaseAscii,
  positionOf,
  readSpelling,
  type Spelling,
  sliceSpelling,
} from './spelling.ts';

/*
 * DOI name (ISO 26324:2022 section 4; DOI Handbook, "Numbering"):
 *
 *   doi        = prefix "/" suffix
 *   prefix     = "10." registrant *( "." subdivision )
 *   registrant = 4*9DIGIT
 *   subdivision = 1*9DIGIT
 *   suffix     = 1*printable            ; any printable Unicode character, "/" included
 *
 * ASCII letters compare without case, all others with it. Spellings read:
 *
 *   spelling = name | "doi:" name | "info:doi/" encoded | [ "http" [ "s" ] ":" 1*2"/" ] host "/" encoded
 *   host     = [ "dx." | "www." ] "doi.org" | [ "hdl." ] "handle.net"
 *            | "handle.test.datacite.org" | "handle.stage.datacite.org"
 *   encoded  = [ "doi:" ] name, percent-encoded (RFC 3986; RFC 4452 for info:), then "?" query and "#" fragment
 *
 * Only the encoded forms are decoded and lose their query and fragment: there a "?" or "#" that belongs to the
 * name must be encoded. In the other two forms "%", "?" and "#" are characters of the name.
 */
const WEB_FORM =
  /^(?:https?:\/{1,2})?(?:(?:dx\.|www\.)?doi\.org|(?:hdl\.)?handle\.net|handle\.(?:test|stage)\.datacite\.org)\/{1,2}/i;
const INFO_FORM = /^info:doi\//i;
const LABEL = /^doi:\s{0,8}/i;
const PREFIX = /^10\.\d{4,9}(?:\.\d{1,9})*$/;

/** DataCite's own rule for names it creates: four or five digits and these characters, no others. */
const REGISTRABLE = /^10\.\d{4,5}\/[-._;()/:a-zA-Z0-9*~$=]+$/;
const MAX_REGISTRABLE_LENGTH = 255;

/** A DOI name. `canonical` is `prefix + '/' + suffix`, ASCII letters in lower case. */
export type Doi = { prefix: string; suffix: string; canonical: string };

/**
 * Reads any accepted spelling of a DOI (list above) into its canonical form. This is the lenient reading for
 * looking names up; {@link isRegistrableDoi} is the strict rule for making them.
 * Problem codes: `empty`, `too-long`, `not-a-doi`, `percent-encoding`, `doi-prefix`, `doi-suffix`, `character`.
 */
export function parseDoi(text: string): ParseResult<Doi> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const name = findName(spelling.value);
  return name.ok ? readName(name.value) : name;
}

/** Whether the text is an accepted spelling of a DOI. */
export function isDoi(text: string): boolean {
  return parseDoi(text).ok;
}

/** Like {@link parseDoi}, but throws InvalidIdentifierError. */
export function assertDoi(text: string): Doi {
  return valueOrThrow(parseDoi(text));
}

/** The canonical name (`10.5072/abc`) of any accepted spelling, or null. */
export function normalizeDoi(text: string): string | null {
  const result = parseDoi(text);
  return result.ok ? result.value.canonical : null;
}

/**
 * The display form: the full, percent-encoded https://doi.org address, which the DOI display guidelines ask
 * for in place of a `doi:` label. Throws InvalidIdentifierError for a text that is no DOI.
 */
export function formatDoi(doi: string | Doi): string {
  return doiToUrl(doi);
}

/**
 * The web address of a DOI at a resolver; `resolver` is its base address, with or without a closing slash.
 * Throws InvalidIdentifierError for a text that is no DOI.
 */
export function doiToUrl(doi: string | Doi, resolver = 'https://doi.org'): string {
  const { canonical } = typeof doi === 'string' ? assertDoi(doi) : doi;
  return `${resolver.replace(/\/$/, '')}/${encodeNameForPath(canonical)}`;
}

/**
 * Whether DataCite lets this canonical name be created: registrant of four or five digits, characters
 * `- . _ ; ( ) / : * ~ $ =`, ASCII letters and digits, at most 255 characters in all.
 */
export function isRegistrableDoi(canonical: string): boolean {
  return canonical.length <= MAX_REGISTRABLE_LENGTH && REGISTRABLE.test(canonical);
}

function findName(spelling: Spelling): ParseResult<Spelling> {
  const encodedForm = WEB_FORM.exec(spelling.text) ?? INFO_FORM.exec(spelling.text);
  if (encodedForm === null) return ok(dropLabel(spelling));
  const path = dropQueryAndFragment(sliceSpelling(spelling, encodedForm[0].length));
  const decoded = decodePercent(path);
  return decoded.ok ? ok(dropLabel(decoded.value)) : decoded;
}

function dropLabel(spelling: Spelling): Spelling {
  return sliceSpelling(spelling, LABEL.exec(spelling.text)?.[0].length ?? 0);
}

function readName(name: Spelling): ParseResult<Doi> {
  if (!name.text.startsWith('10.')) {
    return problem('not-a-doi', 'A DOI name begins with “10.”.', positionOf(name, 0));
  }
  const slash = name.text.indexOf('/');
  if (slash === -1) {
    return problem(
      'doi-suffix',
      'A DOI has a “/” and a suffix after its prefix.',
      positionOf(name, name.text.length),
    );
  }
  const prefix = name.text.slice(0, slash);
  if (!PREFIX.test(prefix)) {
    return problem(
      'doi-prefix',
      'A DOI prefix is “10.” and a registrant number of four to nine digits.',
      positionOf(name, 0),
    );
  }
  if (slash + 1 === name.text.length) {
    return problem('doi-suffix', 'The suffix after the “/” is missing.', positionOf(name, slash + 1));
  }
  const unprintable = findUnprintable(name.text);
  if (unprintable !== -1) {
    return problem(
      'character',
      'A DOI holds no white space, control characters or broken Unicode.',
      positionOf(name, unprintable),
    );
  }
  const suffix = lowerCaseAscii(name.text.slice(slash + 1));
  return ok({ prefix, suffix, canonical: `${prefix}/${suffix}` });
}
