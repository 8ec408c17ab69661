import { InvalidIdentifierError, ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import { dropQueryAndFragment, positionOf, readSpelling, type Spelling, sliceSpelling } from './spelling.ts';

/*
 * ORCID iD (ORCID, "Structure of the ORCID Identifier"; ISO 27729 ISNI; check character ISO 7064 MOD 11-2):
 *
 *   orcid = 4DIGIT "-" 4DIGIT "-" 4DIGIT "-" 3DIGIT check
 *   check = DIGIT | "X"
 *
 * Spellings read: without any hyphens; with a small x; with the hyphens and dashes that word processors put
 * there (U+2010 to U+2015, U+2212); after "orcid:"; and as an address
 *
 *   [ "http" [ "s" ] "://" ] [ "www." | "sandbox." ] "orcid.org/" orcid [ "/" ]
 *
 * whose query and fragment are ignored. The environment an address names is not kept: a sandbox iD and a
 * production iD with the same digits are two people, so whoever stores an iD stores its environment beside it.
 */
const WEB_FORM = /^(?:https?:\/\/)?(?:www\.|sandbox\.)?orcid\.org\//i;
const LABEL = /^orcid:\s{0,8}/i;
const DASHES = /[\u2010-\u2015\u2212]/g;
const FORM = /^(?:\d{4}-\d{4}-\d{4}-\d{3}[\dXx]|\d{15}[\dXx])$/;

/** An ORCID iD; `canonical` is its 16 characters with hyphens, such as `0000-0002-1825-0097`. */
export type OrcidId = { canonical: string };

/** The number blocks ISNI set aside for ORCID, as the first fifteen digits, both ends included. */
const ASSIGNED_BLOCKS: readonly (readonly [first: string, last: string])[] = [
  ['000000015000000', '000000035000000'],
  ['000900000000000', '000900100000000'],
];

/**
 * Reads any accepted spelling of an ORCID iD (list above).
 * Problem codes: `empty`, `too-long`, `orcid-form`, and `check-character` when only the last character is
 * wrong for the fifteen digits before it, which means that somewhere a digit was mistyped.
 */
export function parseOrcid(text: string): ParseResult<OrcidId> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const name = findName(spelling.value);
  if (!FORM.test(name.text)) {
    return problem(
      'orcid-form',
      'An ORCID iD has sixteen digits in four groups of four, such as 0000-0002-1825-0097; the last may be X.',
      positionOf(name, 0),
    );
  }
  const characters = name.text.replaceAll('-', '').toUpperCase();
  const digits = characters.slice(0, 15);
  if (characters.charAt(15) !== computeCheckCharacter(digits)) {
    return problem(
      'check-character',
      'The last character of this ORCID iD does not fit the others; one of them is mistyped.',
      positionOf(name, name.text.length - 1),
    );
  }
  return ok({ canonical: (characters.match(/.{4}/g) ?? []).join('-') });
}

/** Whether the text is an accepted spelling of an ORCID iD with the right check character. */
export function isOrcid(text: string): boolean {
  return parseOrcid(text).ok;
}

/** Like {@link parseOrcid}, but throws InvalidIdentifierError. */
export function assertOrcid(text: string): OrcidId {
  return valueOrThrow(parseOrcid(text));
}

/** The sixteen characters with hyphens and a capital X of any accepted spelling, or null. */
export function normalizeOrcid(text: string): string | null {
  const result = parseOrcid(text);
  return result.ok ? result.value.canonical : null;
}

/**
 * The display form ORCID's guidelines ask for: the full https address. Only for iDs of the production registry;
 * for the sandbox use {@link orcidToUrl} with its base. Throws InvalidIdentifierError.
 */
export function formatOrcid(id: string | OrcidId): string {
  return orcidToUrl(id);
}

/**
 * The address of an ORCID record; `base` is the registry's address, with or without a closing slash, such as
 * `https://sandbox.orcid.org`. Throws InvalidIdentifierError.
 */
export function orcidToUrl(id: string | OrcidId, base = 'https://orcid.org'): string {
  const { canonical } = typeof id === 'string' ? assertOrcid(id) : id;
  return `${base.replace(/\/$/, '')}/${canonical}`;
}

/**
 * Whether the iD lies in one of the two number blocks ORCID issues from: 0000-0001-5000-0007 to
 * 0000-0003-5000-0001 and 0009-0000-0000-0000 to 0009-0010-0000-0000. False for a text that is no ORCID iD.
 */
export function isAssignedOrcid(id: string | OrcidId): boolean {
  const canonical = typeof id === 'string' ? normalizeOrcid(id) : id.canonical;
  if (canonical === null) return false;
  const digits = canonical.replaceAll('-', '').slice(0, 15);
  return ASSIGNED_BLOCKS.some(([first, last]) => first <= digits && digits <= last);
}

/**
 * The check character (`0`–`9` or `X`) for the first fifteen digits of an ORCID iD, hyphens allowed; ISO 7064
 * MOD 11-2. Throws InvalidIdentifierError with code `orcid-form` for anything but fifteen digits.
 */
export function orcidCheckCharacter(first15: string): string {
  const digits = first15.replaceAll('-', '');
  if (!/^\d{15}$/.test(digits)) {
    throw new InvalidIdentifierError({
      code: 'orcid-form',
      message: 'The check character of an ORCID iD is computed from fifteen digits.',
      position: 0,
    });
  }
  return computeCheckCharacter(digits);
}

function findName(spelling: Spelling): Spelling {
  const webForm = WEB_FORM.exec(spelling.text);
  const name =
    webForm === null
      ? sliceSpelling(spelling, LABEL.exec(spelling.text)?.[0].length ?? 0)
      : dropClosingSlash(dropQueryAndFragment(sliceSpelling(spelling, webForm[0].length)));
  return { text: name.text.replace(DASHES, '-'), positions: name.positions };
}

function dropClosingSlash(path: Spelling): Spelling {
  return path.text.endsWith('/') ? sliceSpelling(path, 0, path.text.length - 1) : path;
}

function computeCheckCharacter(digits: string): string {
  let total = 0;
  for (const digit of digits) total = ((total + Number(digit)) * 2) % 11;
  const check = (12 - total) % 11;
  return check === 10 ? 'X' : String(check);
}
