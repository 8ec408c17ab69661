import type { Gs1Component } from './gs1-ai-row.ts';
import { findGs1Ai, type Gs1Ai } from './gs1-application-identifiers.ts';
import { type Gs1LinterName, gs1Linters } from './gs1-linters.ts';
import { ok, type ParseResult, problem } from './parse-result.ts';

/*
 * The value of one Application Identifier (GS1 General Specifications section 3; the syntax dictionary says how it is
 * read): its parts follow one another, each takes as many characters as it can, and optional parts may be missing from
 * the end. Each part holds characters of one set and passes its content checks.
 */
const FOREIGN_CHARACTER: Record<Gs1Component['characters'], RegExp> = {
  N: /[^0-9]/,
  X: /[^!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/,
  Y: /[^#\-/0-9A-Z]/,
  Z: /[^A-Za-z0-9_-]/,
};
const CHARACTERS: Record<Gs1Component['characters'], string> = {
  N: 'digits',
  X: 'the characters of GS1’s set 82 (ASCII letters, digits and ! " % & \' ( ) * + , - . / : ; < = > ? _)',
  Y: 'the characters of GS1’s set 39 (capital letters, digits and # - /)',
  Z: 'the characters of base64url',
};
/** A padded base64url text as GS1's reference check takes it: three characters or a multiple, padding included. */
const BASE64URL_PADDING = /[^=](={1,2})$/;

/** GTIN-8, GTIN-12 and GTIN-13 are written as GTIN-14 by zeros in front (General Specifications section 3.3.2). */
const SHORT_GTIN_LENGTHS: readonly number[] = [8, 12, 13];
const GTIN_LENGTH = 14;

/** What each check asks for: the end of a sentence that begins "This part must …". */
const RULES: Record<Gs1LinterName, string> = {
  couponcode: 'be a North American coupon code',
  couponposoffer: 'be a North American positive offer',
  csum: 'end in the check digit of the digits before it; one of them is mistyped',
  csumalpha: 'end in the check characters of those before them; one of them is mistyped',
  gcppos1: 'begin with a GS1 Company Prefix, which has four digits or more',
  gcppos2: 'have a GS1 Company Prefix, four digits or more, after its first digit',
  hasnondigit: 'have a character that is no digit',
  hh: 'be an hour from 00 to 23',
  hhmi: 'be a time of day from 0000 to 2359',
  hyphen: 'be a hyphen',
  iban: 'be an IBAN: a country’s letters, two check digits that fit, and the account',
  importeridx: 'be a letter, a digit, a hyphen or a low line',
  iso3166: 'be a country’s number in ISO 3166-1',
  iso3166999: 'be a country’s number in ISO 3166-1, or 999',
  iso3166alpha2: 'be a country’s two letters in ISO 3166-1',
  iso4217: 'be a currency’s number in ISO 4217',
  iso5218: 'be 0, 1, 2 or 9, as in ISO 5218',
  latitude: 'be a latitude from 0000000000 to 1800000000',
  longitude: 'be a longitude from 0000000000 to 3600000000',
  mediatype: 'be a media type from 01 to 10 or from 80 to 99',
  mi: 'be a minute from 00 to 59',
  nonzero: 'not be zero',
  nozeroprefix: 'not begin with a zero',
  packagetype: 'be a code of GS1’s list of package types',
  pcenc: 'have two hexadecimal digits after each “%”',
  pieceoftotal: 'be the number of a piece and the count of all, neither of them zero',
  posinseqslash: 'be a position, a slash and the last position, such as 1/3',
  ss: 'be a second from 00 to 59',
  winding: 'be 0, 1 or 9',
  yesno: 'be 0 or 1',
  yymmd0: 'be a date YYMMDD, or YYMM00 for a month',
  yymmdd: 'be a date YYMMDD',
  yyyymmdd: 'be a date YYYYMMDD',
  zero: 'be zero',
};

/** `shortGtins`: whether AI 01 takes GTIN-8, GTIN-12 and GTIN-13 too (the default) or 14 digits alone. */
export type Gs1ValueOptions = { shortGtins?: boolean };

/**
 * Reads the value of one AI, decoded and without its AI, and answers the canonical value: the value itself, but
 * GTIN-8, GTIN-12 and GTIN-13 of AI 01 as GTIN-14. Whether GS1 assigned a company prefix is not checked.
 * Problem codes: `gs1-unknown-ai`, `gs1-length`, `gs1-characters`, `gs1-check-digit`, `gs1-content`; positions are
 * those of the text as given.
 */
export function parseGs1Value(ai: string, text: string, options: Gs1ValueOptions = {}): ParseResult<string> {
  const entry = findGs1Ai(ai);
  if (entry === null)
    return problem('gs1-unknown-ai', 'GS1 has no Application Identifier of this number.', 0);
  return readGs1Value(entry, text, options);
}

/** {@link parseGs1Value} for an AI that has been found. */
export function readGs1Value(entry: Gs1Ai, text: string, options: Gs1ValueOptions): ParseResult<string> {
  const takesShortGtins = entry.ai === '01' && (options.shortGtins ?? true);
  const other = takesShortGtins ? ` (or ${SHORT_GTIN_LENGTHS.join(', ')})` : '';
  if (other === '' || !SHORT_GTIN_LENGTHS.includes(text.length)) return readComponents(entry, text, other);
  const padded = readComponents(entry, text.padStart(GTIN_LENGTH, '0'), other);
  if (padded.ok) return padded;
  const { code, message, position } = padded.problem;
  return problem(code, message, Math.max(0, position - GTIN_LENGTH + text.length));
}

/** What an AI is called in messages: its number and GS1's data title. */
export function describeGs1Ai({ ai, title }: Gs1Ai): string {
  return title === '' ? `AI ${ai}` : `AI ${ai} (${title})`;
}

function readComponents(entry: Gs1Ai, text: string, otherLengths: string): ParseResult<string> {
  const { min, max } = lengthsOf(entry);
  if (text.length < min || text.length > max) {
    const length = min === max ? String(min) : `${min} to ${max}`;
    return problem(
      'gs1-length',
      `A value of ${describeGs1Ai(entry)} has ${length}${otherLengths} characters; this one has ${text.length}.`,
      Math.min(text.length, max),
    );
  }
  let start = 0;
  for (const component of entry.components) {
    if (component.optional && start === text.length) break;
    const part = text.slice(start, start + component.max);
    const flaw = findFlaw(entry, component, part, start);
    if (flaw !== null) return flaw;
    start += part.length;
  }
  return ok(text);
}

function findFlaw(
  entry: Gs1Ai,
  component: Gs1Component,
  part: string,
  start: number,
): ReturnType<typeof problem> | null {
  const name = describeGs1Ai(entry);
  if (part.length < component.min) {
    const wanted = `${component.min} characters`;
    return problem('gs1-length', `${name}: the last part of the value has ${wanted}.`, start + part.length);
  }
  const foreign = findForeignCharacter(component, part);
  if (foreign !== -1) {
    return problem(
      'gs1-characters',
      `${name}: this part of the value holds ${CHARACTERS[component.characters]} only.`,
      start + foreign,
    );
  }
  for (const linter of component.linters) {
    const position = gs1Linters[linter](part);
    if (position === null) continue;
    const code = linter === 'csum' || linter === 'csumalpha' ? 'gs1-check-digit' : 'gs1-content';
    return problem(code, `${name}: this part of the value must ${RULES[linter]}.`, start + position);
  }
  return null;
}

function findForeignCharacter(component: Gs1Component, part: string): number {
  const padding = component.characters === 'Z' ? BASE64URL_PADDING.exec(part)?.[1] : undefined;
  const isPadded = padding !== undefined && part.length % 3 === 0;
  const content = isPadded ? part.slice(0, -padding.length) : part;
  return content.search(FOREIGN_CHARACTER[component.characters]);
}

function lengthsOf(entry: Gs1Ai): { min: number; max: number } {
  let min = 0;
  let max = 0;
  for (const component of entry.components) {
    if (!component.optional) min += component.min;
    max += component.max;
  }
  return { min, max };
}
