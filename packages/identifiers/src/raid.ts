import { doiToUrl, parseDoi } from './doi.ts';
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
 * RAiD, the name of a research project (ISO 23527:2022; RAiD Metadata Schema, section 1.1 identifier.id):
 *
 *   raid   = prefix "/" suffix
 *   prefix = the prefix of a DOI, given out by DataCite
 *   suffix = 1*( letter | DIGIT )
 *
 * A RAiD is a DOI and compares as one, so its letters are written small. Handles under 10378.1 and 102.100.100 were
 * given to projects before the standard and are no RAiDs in its sense; `parseHandle` reads them.
 *
 * Spellings read: every spelling of a DOI; after "raid:"; and as an address
 *
 *   [ "http" [ "s" ] "://" ] [ "www." ] "raid.org/" raid [ "/" ], percent-encoded
 *
 * whose query and fragment are ignored.
 */
const WEB_FORM = /^(?:https?:\/{1,2})?(?:www\.)?raid\.org\/{1,2}/i;
const LABEL = /^raid:\s{0,8}/i;
const SUFFIX = /^[a-z0-9]+$/;

/** A RAiD; `canonical` is its DOI name `prefix + '/' + suffix`, such as `10.5072/a1b2c`. */
export type Raid = { prefix: string; suffix: string; canonical: string };

/**
 * Reads any accepted spelling of a RAiD (list above). The form does not tell a RAiD from another DOI with such a
 * suffix; only its registration agency knows.
 * Problem codes: `empty`, `too-long`, `not-a-raid`, `raid-suffix`, `percent-encoding`, and those of a DOI.
 */
export function parseRaid(text: string): ParseResult<Raid> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const name = findName(spelling.value);
  if (!name.ok) return name;
  const doi = parseDoi(name.value.text);
  if (!doi.ok) return explain(name.value, doi.problem);
  const { prefix, suffix, canonical } = doi.value;
  if (SUFFIX.test(suffix)) return ok({ prefix, suffix, canonical });
  return problem(
    'raid-suffix',
    'After the “/” a RAiD has letters and digits only.',
    positionOf(name.value, Math.max(name.value.text.length - suffix.length, 0)),
  );
}

/** Whether the text is an accepted spelling of a RAiD. */
export function isRaid(text: string): boolean {
  return parseRaid(text).ok;
}

/** Like {@link parseRaid}, but throws InvalidIdentifierError. */
export function assertRaid(text: string): Raid {
  return valueOrThrow(parseRaid(text));
}

/** The DOI name of any accepted spelling, or null. */
export function normalizeRaid(text: string): string | null {
  const result = parseRaid(text);
  return result.ok ? result.value.canonical : null;
}

/** The form the schema asks for: the full https address at raid.org. Throws InvalidIdentifierError. */
export function formatRaid(raid: string | Raid): string {
  return raidToUrl(raid);
}

/**
 * The address of a RAiD; `resolver` is its base address, with or without a closing slash; https://doi.org resolves
 * RAiDs as well. Throws InvalidIdentifierError.
 */
export function raidToUrl(raid: string | Raid, resolver = 'https://raid.org'): string {
  const { prefix, suffix, canonical } = typeof raid === 'string' ? assertRaid(raid) : raid;
  return doiToUrl({ prefix, suffix, canonical }, resolver);
}

function findName(spelling: Spelling): ParseResult<Spelling> {
  const webForm = WEB_FORM.exec(spelling.text);
  if (webForm === null) return ok(sliceSpelling(spelling, LABEL.exec(spelling.text)?.[0].length ?? 0));
  const path = dropQueryAndFragment(sliceSpelling(spelling, webForm[0].length));
  return decodePercent(path.text.endsWith('/') ? sliceSpelling(path, 0, path.text.length - 1) : path);
}

function explain(
  name: Spelling,
  { code, message, position }: { code: string; message: string; position: number },
): ParseResult<never> {
  const place = positionOf(name, position);
  if (code !== 'not-a-doi' && code !== 'empty') return problem(code, message, place);
  return problem('not-a-raid', 'A RAiD begins with “10.”, “raid:” or https://raid.org/.', place);
}
