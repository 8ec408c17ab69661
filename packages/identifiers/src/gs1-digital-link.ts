import { findFirstKey, findGs1PathStart, readGs1Path } from './gs1-digital-link-path.ts';
import { readGs1Query } from './gs1-digital-link-query.ts';
import { type RawPiece, splitPiece } from './gs1-uri-piece.ts';
import type { Gs1ValueOptions } from './gs1-value.ts';
import { ok, type ParseResult, problem, valueOrThrow } from './parse-result.ts';
import { lowerCaseAscii, MAX_INPUT_LENGTH, positionOf, readSpelling } from './spelling.ts';

/*
 * GS1 Digital Link URI, uncompressed (GS1 Digital Link Standard: URI Syntax, section 4; keys and qualifiers by GS1's
 * syntax dictionary, attribute "dlpkey"):
 *
 *   uri       = ( "http" | "https" | "HTTP" | "HTTPS" ) "://" host stem gs1-path [ "?" query ] [ "#" fragment ]
 *   stem      = *( "/" segment )                              ; whatever the owner of the host likes
 *   gs1-path  = "/" key "/" value *( "/" qualifier "/" value )
 *   key       = AI of a primary key | its convenience name    ; "01" | "gtin"
 *   qualifier = AI of a qualifier of that key, in the order of one of its sequences | its convenience name
 *   query     = [ parameter ] *( "&" [ parameter ] )
 *   parameter = AI "=" value | name [ "=" text ]              ; data attribute | anything else
 *
 * Values are percent-encoded; in the query "+" is a space. The rightmost key of the path counts. Octets that encode
 * unreserved characters are read as those characters everywhere (RFC 3986 section 6.2.2.2), also in AIs.
 *
 * Which AIs must or must not be marked together is not asked: the dictionary puts that question to all carriers on an
 * item at once, and GS1's syntax engine does not put it when it reads an address.
 */
const SCHEME = /^(?:https?|HTTPS?):\/\//;
/** Names, IPv4 and IPv6 addresses and ports; neither user names nor percent-encoded names. */
const FOREIGN_IN_HOST = /[^A-Za-z0-9.\-:[\]]/;
const FOREIGN_IN_URI = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/;
const FOREIGN_IN_REQUEST = /[^\x21-\x7e]/;
const BROKEN_OCTET = /%(?![0-9A-Fa-f]{2})/;

/** A value and its AI: `{ ai: '01', value: '09506000134352' }`. */
export type Gs1Element = { ai: string; value: string };

/**
 * What a GS1 Digital Link says. `stem`: scheme, host and what stands in front of the primary key, without a closing
 * slash (`https://example.org/some`), or empty. Values are decoded, a GTIN has 14 digits. `attributes` and
 * `otherParameters` (name and value, decoded) are in the order of the query.
 */
export type Gs1DigitalLink = {
  stem: string;
  primaryKey: Gs1Element;
  qualifiers: readonly Gs1Element[];
  attributes: readonly Gs1Element[];
  otherParameters: readonly (readonly [string, string])[];
};

/**
 * `convenienceNames`: whether names such as `gtin` stand for AIs in the path, in any case (the default).
 * `shortGtins`: whether AI 01 takes GTIN-8, GTIN-12 and GTIN-13 too (the default).
 */
export type Gs1ParseOptions = Gs1ValueOptions & { convenienceNames?: boolean };

/**
 * Reads a whole, uncompressed GS1 Digital Link (grammar above); the fragment is dropped. A closing slash is refused, as
 * the syntax does; {@link parseGs1Path} takes it.
 * Problem codes: `empty`, `too-long`, `not-a-gs1-digital-link`, `gs1-host`, `character`, `percent-encoding`,
 * `gs1-key`, `gs1-empty-segment`, `gs1-odd-segments`, `gs1-unknown-ai`, `gs1-qualifier`, `gs1-qualifier-order`,
 * `gs1-repeated`, `gs1-attribute`, and for values `gs1-length`, `gs1-characters`, `gs1-check-digit`, `gs1-content`.
 */
export function parseGs1DigitalLink(uri: string, options: Gs1ParseOptions = {}): ParseResult<Gs1DigitalLink> {
  const spelling = readSpelling(uri);
  if (!spelling.ok) return spelling;
  const link = readUri(spelling.value.text, options);
  if (link.ok) return link;
  const { code, message, position } = link.problem;
  return problem(code, message, positionOf(spelling.value, position));
}

/**
 * Reads the path and the query of a request to a resolver, as they came on the request line: still percent-encoded,
 * `query` without its `?`. The path begins with the primary key; one closing slash is tolerated (GS1-Conformant
 * resolver, "SHOULD tolerate trailing slashes"). `stem` of the result is empty. Positions are those of
 * `path + '?' + query`. Problem codes: those of {@link parseGs1DigitalLink}, without those of scheme and host.
 */
export function parseGs1Path(
  path: string,
  query = '',
  options: Gs1ParseOptions = {},
): ParseResult<Gs1DigitalLink> {
  const length = path.length + 1 + query.length;
  if (length > MAX_INPUT_LENGTH) {
    return problem('too-long', `An address has at most ${MAX_INPUT_LENGTH} characters.`, MAX_INPUT_LENGTH);
  }
  const start = path.startsWith('/') ? 1 : 0;
  const end = path.length > start && path.endsWith('/') ? path.length - 1 : path.length;
  if (start === end) return problem('empty', 'There is no identifier in this path.', start);
  const flaw =
    findFlaw(path, FOREIGN_IN_URI, 0) ??
    findFlaw(path, BROKEN_OCTET, 0) ??
    findFlaw(query, FOREIGN_IN_REQUEST, path.length + 1) ??
    findFlaw(query, BROKEN_OCTET, path.length + 1);
  if (flaw !== null) return flaw;
  const segments = splitPiece({ text: path.slice(start, end), start }, '/');
  return readLink('', segments, { text: query, start: path.length + 1 }, options);
}

/** Whether the text is a whole GS1 Digital Link. */
export function isGs1DigitalLink(uri: string): boolean {
  return parseGs1DigitalLink(uri).ok;
}

/** Like {@link parseGs1DigitalLink}, but throws InvalidIdentifierError. */
export function assertGs1DigitalLink(uri: string): Gs1DigitalLink {
  return valueOrThrow(parseGs1DigitalLink(uri));
}

/** The canonical form of a whole GS1 Digital Link, as {@link formatGs1DigitalLink} writes it, or null. */
export function normalizeGs1DigitalLink(uri: string): string | null {
  const result = parseGs1DigitalLink(uri);
  return result.ok ? formatGs1DigitalLink(result.value) : null;
}

/**
 * Writes a GS1 Digital Link in canonical form: stem, AIs as numbers, all but unreserved characters percent-encoded
 * (RFC 3986 section 2.3), attributes in order of their AIs as text, other parameters after them. With an empty stem it
 * begins with `/`.
 */
export function formatGs1DigitalLink(link: Gs1DigitalLink): string {
  const path = [link.primaryKey, ...link.qualifiers].map(({ ai, value }) => `/${ai}/${encodeSegment(value)}`);
  const attributes = [...link.attributes].sort((one, other) => (one.ai < other.ai ? -1 : 1));
  const query = [
    ...attributes.map(({ ai, value }) => `${ai}=${encodeText(value)}`),
    ...link.otherParameters.map(encodeParameter),
  ];
  return `${link.stem}${path.join('')}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

function readUri(uri: string, options: Gs1ParseOptions): ParseResult<Gs1DigitalLink> {
  const flaw = findFlaw(uri, FOREIGN_IN_URI, 0) ?? findFlaw(uri, BROKEN_OCTET, 0);
  if (flaw !== null) return flaw;
  const scheme = SCHEME.exec(uri)?.[0];
  if (scheme === undefined) {
    return problem(
      'not-a-gs1-digital-link',
      'A GS1 Digital Link begins with “https://” or “http://”, all in small or all in capital letters.',
      0,
    );
  }
  const hash = uri.indexOf('#');
  const whole = hash === -1 ? uri : uri.slice(0, hash);
  const mark = whole.indexOf('?');
  const pathEnd = mark === -1 ? whole.length : mark;
  const slash = whole.slice(0, pathEnd).indexOf('/', scheme.length);
  const hostEnd = slash === -1 ? pathEnd : slash;
  const host = whole.slice(scheme.length, hostEnd);
  const foreign = host.search(FOREIGN_IN_HOST);
  if (host === '' || foreign !== -1) {
    return problem(
      'gs1-host',
      'Here the address has no proper host name.',
      scheme.length + Math.max(foreign, 0),
    );
  }
  const segments = splitPiece({ text: whole.slice(hostEnd + 1, pathEnd), start: hostEnd + 1 }, '/');
  const start = findGs1PathStart(segments, options) ?? findFirstKey(segments, options);
  const first = segments[start];
  if (first === undefined) {
    return problem('gs1-key', 'This address names no GS1 primary key.', Math.min(hostEnd + 1, pathEnd));
  }
  const stem = lowerCaseAscii(scheme + host) + whole.slice(hostEnd, first.start - 1);
  const query = { text: whole.slice(pathEnd + 1), start: pathEnd + 1 };
  return readLink(stem, segments.slice(start), query, options);
}

function readLink(
  stem: string,
  segments: readonly RawPiece[],
  query: RawPiece,
  options: Gs1ParseOptions,
): ParseResult<Gs1DigitalLink> {
  const path = readGs1Path(segments, options);
  if (!path.ok) return path;
  const parameters = readGs1Query(query, path.value, options);
  if (!parameters.ok) return parameters;
  const { primaryKey, qualifiers } = path.value;
  return ok({ stem, primaryKey, qualifiers, ...parameters.value });
}

function findFlaw(text: string, pattern: RegExp, start: number): ReturnType<typeof problem> | null {
  const index = text.search(pattern);
  if (index === -1) return null;
  return pattern === BROKEN_OCTET
    ? problem('percent-encoding', 'Two hexadecimal digits follow each “%” of an address.', start + index)
    : problem('character', 'This character must be percent-encoded in an address.', start + index);
}

/** Unreserved characters stay; `encodeURIComponent` leaves five of the reserved ones. */
function encodeText(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** Without `=` if the value is empty, since a number in front of `=` is an AI. */
function encodeParameter([name, value]: readonly [string, string]): string {
  return value === '' && name !== '' ? encodeText(name) : `${encodeText(name)}=${encodeText(value)}`;
}

/** A value `.` or `..` would be taken for a step in the hierarchy (RFC 3986 section 5.2.4) if it stood there bare. */
function encodeSegment(value: string): string {
  return value === '.' || value === '..' ? value.replaceAll('.', '%2E') : encodeText(value);
}
