import { findGs1Ai, type Gs1Ai } from './gs1-application-identifiers.ts';
import { type Gs1DigitalLink, type Gs1Element, parseGs1DigitalLink } from './gs1-digital-link.ts';
import { type Piece, placeOf } from './gs1-uri-piece.ts';
import { describeGs1Ai, parseGs1Value, readGs1Value } from './gs1-value.ts';
import { ok, type ParseResult, problem } from './parse-result.ts';
import { positionOf, readSpelling } from './spelling.ts';

/*
 * GS1 element strings (General Specifications sections 4.14 and 7.8), in any order of their AIs:
 *
 *   elements  = bracketed | plain
 *   bracketed = 1*( "(" AI ")" value )                       ; "(" in a value is written "\("
 *   plain     = [ symbology ] [ FNC1 ] 1*( AI value [ FNC1 ] ) ; FNC1 ends a value without predefined length
 *   symbology = "]C1" | "]e0" | "]d2" | "]J1" | "]Q3"        ; ISO/IEC 15424, of symbols that hold element strings
 *   FNC1      = "^" | %x1D
 */
const SYMBOLOGY = /^\](?:C1|e0|d2|J1|Q3)/;
const FNC1 = '^';
/** What readers send for FNC1. */
const GROUP_SEPARATOR = '\u001d';
const BRACKETED_AI = /^\((\d{2,4})\)/;
const AI_LENGTHS = [2, 3, 4];
/** What readers put in front of GTINs in EAN/UPC and ITF-14 symbols, and in front of any other text. */
const ANY_SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
const BARE_GTIN = /^(?:\d{8}|\d{12,14})$/;

/** An AI with its value as it was found; `start` is where the AI stands. */
type Found = { entry: Gs1Ai; value: Piece; start: number };

/**
 * Writes the elements of a link as GS1 element strings, path first, with `^` for FNC1: in front, and after each value
 * whose AI has no predefined length and that is not the last. Stem and other parameters have no place there.
 */
export function formatGs1ElementString(link: Gs1DigitalLink): string {
  let text = '';
  let needsSeparator = true;
  for (const { ai, value } of [link.primaryKey, ...link.qualifiers, ...link.attributes]) {
    text += `${needsSeparator ? '^' : ''}${ai}${value}`;
    needsSeparator = !(findGs1Ai(ai)?.predefinedLength ?? false);
  }
  return text;
}

/**
 * Reads element strings (grammar above) as the GS1 Digital Link with the same elements, without a stem: the first
 * primary key is its key, what qualifies that key goes into the path, the rest are attributes in the order given. An
 * element may be repeated with the same value.
 * Problem codes: `empty`, `too-long`, `gs1-unknown-ai`, `gs1-key`, `gs1-repeated`, `gs1-attribute`, and those of
 * `parseGs1Value`.
 */
export function parseGs1ElementString(text: string): ParseResult<Gs1DigitalLink> {
  const spelling = readSpelling(text);
  if (!spelling.ok) return spelling;
  const { text: given } = spelling.value;
  const found = given.startsWith('(') ? splitBracketed(given) : splitPlain(given);
  const link = found.ok ? arrange(found.value) : found;
  if (link.ok) return link;
  const { code, message, position } = link.problem;
  return problem(code, message, positionOf(spelling.value, position));
}

/**
 * Reads what a barcode reader sends: a whole GS1 Digital Link, element strings, or the bare GTIN of an EAN, UPC or ITF
 * symbol, each with or without the symbology identifier of ISO/IEC 15424 in front. Eight or twelve to fourteen digits
 * whose check digit fits are a GTIN.
 * Problem codes: those of {@link parseGs1ElementString} and `parseGs1DigitalLink`.
 */
export function readGs1Scan(text: string): ParseResult<Gs1DigitalLink> {
  const prefixLength = ANY_SYMBOLOGY.exec(text)?.[0].length ?? 0;
  const content = text.slice(prefixLength);
  if (/^\s{0,8}https?:/i.test(content)) {
    const link = parseGs1DigitalLink(content);
    return link.ok ? link : movedBy(link.problem, prefixLength);
  }
  const digits = content.trim();
  if (!BARE_GTIN.test(digits)) return parseGs1ElementString(text);
  const gtin = parseGs1Value('01', digits);
  if (gtin.ok) return ok(linkOf({ ai: '01', value: gtin.value }, [], []));
  const elements = parseGs1ElementString(text);
  return elements.ok ? elements : movedBy(gtin.problem, text.indexOf(digits, prefixLength));
}

function splitBracketed(text: string): ParseResult<Found[]> {
  const found: Found[] = [];
  let next = 0;
  while (next < text.length) {
    const ai = BRACKETED_AI.exec(text.slice(next, next + 6))?.[1];
    const entry = findGs1Ai(ai ?? '');
    if (ai === undefined || entry === null) {
      return problem('gs1-unknown-ai', 'Here no GS1 Application Identifier stands in brackets.', next);
    }
    const value = readUpToBracket(text, next + ai.length + 2);
    found.push({ entry, value, start: next });
    next = placeOf(value, value.text.length);
  }
  return ok(found);
}

/** A value up to the next bracket or the end; the position after its last character is where reading goes on. */
function readUpToBracket(text: string, start: number): Piece {
  const units: string[] = [];
  const positions: number[] = [];
  let next = start;
  while (next < text.length && text.charAt(next) !== '(') {
    if (text.startsWith('\\(', next)) next += 1;
    units.push(text.charAt(next));
    positions.push(next);
    next += 1;
  }
  return { text: units.join(''), start, positions: [...positions, next] };
}

function splitPlain(given: string): ParseResult<Found[]> {
  const text = given.replaceAll(GROUP_SEPARATOR, FNC1);
  const found: Found[] = [];
  let next = SYMBOLOGY.exec(text)?.[0].length ?? 0;
  if (text.startsWith(FNC1, next)) next += 1;
  while (next < text.length) {
    const entry = findAiAt(text, next);
    if (entry === null) {
      return problem('gs1-unknown-ai', 'Here no GS1 Application Identifier stands.', next);
    }
    const start = next + entry.ai.length;
    const [value = ''] = text
      .slice(start, entry.predefinedLength ? start + lengthOf(entry) : undefined)
      .split(FNC1, 1);
    found.push({ entry, value: { text: value, start, positions: null }, start: next });
    next = start + value.length;
    if (text.startsWith(FNC1, next)) next += 1;
  }
  return ok(found);
}

/** No AI begins with another one, so at most one of these lengths answers. */
function findAiAt(text: string, start: number): Gs1Ai | null {
  for (const length of AI_LENGTHS) {
    const entry = findGs1Ai(text.slice(start, start + length));
    if (entry !== null) return entry;
  }
  return null;
}

function lengthOf(entry: Gs1Ai): number {
  return entry.components.reduce((length, { max }) => length + max, 0);
}

function arrange(found: readonly Found[]): ParseResult<Gs1DigitalLink> {
  const values = new Map<string, string>();
  for (const { entry, value, start } of found) {
    const read = readGs1Value(entry, value.text, { shortGtins: false });
    if (!read.ok) {
      return problem(read.problem.code, read.problem.message, placeOf(value, read.problem.position));
    }
    const earlier = values.get(entry.ai);
    if (earlier !== undefined && earlier !== read.value) {
      return problem('gs1-repeated', `${describeGs1Ai(entry)} stands twice, with two values.`, start);
    }
    values.set(entry.ai, read.value);
  }
  const key = found.find(({ entry }) => entry.primaryKey !== null)?.entry;
  if (key === undefined) return problem('gs1-key', 'None of these elements is a GS1 primary key.', 0);
  const qualifiers = chooseQualifiers(key, values);
  const path = [key.ai, ...qualifiers];
  const stray = found.find(({ entry }) => !path.includes(entry.ai) && !entry.dataAttribute);
  if (stray !== undefined) {
    return problem(
      'gs1-attribute',
      `${describeGs1Ai(stray.entry)} does not qualify ${describeGs1Ai(key)} here and is no data attribute.`,
      stray.start,
    );
  }
  const elementOf = (ai: string): Gs1Element => ({ ai, value: values.get(ai) ?? '' });
  const attributes = [...values.keys()].filter((ai) => !path.includes(ai));
  return ok(linkOf(elementOf(key.ai), qualifiers.map(elementOf), attributes.map(elementOf)));
}

/** Of the key's sequences the one of which most is there, in its order. */
function chooseQualifiers(key: Gs1Ai, values: ReadonlyMap<string, string>): string[] {
  const present = (key.primaryKey?.sequences ?? []).map((sequence) =>
    sequence.filter((ai) => values.has(ai)),
  );
  return present.reduce<string[]>((best, next) => (next.length > best.length ? next : best), []);
}

function linkOf(
  primaryKey: Gs1Element,
  qualifiers: readonly Gs1Element[],
  attributes: readonly Gs1Element[],
): Gs1DigitalLink {
  return { stem: '', primaryKey, qualifiers, attributes, otherParameters: [] };
}

function movedBy(
  { code, message, position }: { code: string; message: string; position: number },
  offset: number,
): ReturnType<typeof problem> {
  return problem(code, message, position + offset);
}
