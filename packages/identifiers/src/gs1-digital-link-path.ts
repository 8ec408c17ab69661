import { findGs1Ai, type Gs1Ai, gs1ConvenienceNames } from './gs1-application-identifiers.ts';
import type { Gs1Element, Gs1ParseOptions } from './gs1-digital-link.ts';
import { decodePiece, type Piece, placeOf, type RawPiece } from './gs1-uri-piece.ts';
import { describeGs1Ai, readGs1Value } from './gs1-value.ts';
import { ok, type ParseResult, problem } from './parse-result.ts';
import { lowerCaseAscii } from './spelling.ts';

const aisByName: ReadonlyMap<string, string> = new Map(Object.entries(gs1ConvenienceNames));

/** What the path of a GS1 Digital Link names, with the key's entry in the table. */
export type Gs1PathElements = { key: Gs1Ai; primaryKey: Gs1Element; qualifiers: readonly Gs1Element[] };

/**
 * Where the GS1 part of a path begins: the rightmost primary key, found in steps of two from the end, since a stem may
 * hold anything, even what looks like a key. Null if there is none or something else than an AI stands after it.
 */
export function findGs1PathStart(segments: readonly RawPiece[], options: Gs1ParseOptions): number | null {
  for (let index = segments.length - 2; index >= 0; index -= 2) {
    const entry = findSegmentAi(segments[index], options);
    if (entry === null) return null;
    if (entry.primaryKey !== null) return index;
  }
  return null;
}

/** Index of the first segment that names a primary key, or -1; to tell what is wrong after it. */
export function findFirstKey(segments: readonly RawPiece[], options: Gs1ParseOptions): number {
  return segments.findIndex((segment) => (findSegmentAi(segment, options)?.primaryKey ?? null) !== null);
}

/**
 * Reads the segments of the GS1 part of a path: primary key, value, and qualifiers with their values.
 * Problem codes: `gs1-key`, `gs1-empty-segment`, `gs1-odd-segments`, `gs1-unknown-ai`, `gs1-qualifier`,
 * `gs1-qualifier-order`, `gs1-repeated`, `percent-encoding`, and those of `parseGs1Value`.
 */
export function readGs1Path(
  segments: readonly RawPiece[],
  options: Gs1ParseOptions,
): ParseResult<Gs1PathElements> {
  const empty = segments.find(({ text }) => text === '');
  if (empty !== undefined) {
    return problem('gs1-empty-segment', 'Between two slashes of this path nothing is written.', empty.start);
  }
  let key: Gs1Ai | null = null;
  const elements: Gs1Element[] = [];
  for (let index = 0; index < segments.length; index += 2) {
    const name = segments[index];
    const raw = segments[index + 1];
    if (name === undefined) break;
    const entry = readSegmentAi(name, options);
    if (!entry.ok) return entry;
    const flaw: ReturnType<typeof problem> | null =
      key === null
        ? findKeyFlaw(entry.value, name)
        : findQualifierFlaw(key, elements.slice(1), entry.value, name);
    if (flaw !== null) return flaw;
    key ??= entry.value;
    if (raw === undefined) {
      return problem(
        'gs1-odd-segments',
        `${describeGs1Ai(entry.value)} stands at the end of this path without a value.`,
        name.start + name.text.length,
      );
    }
    const value = readPieceValue(entry.value, raw, false, options);
    if (!value.ok) return value;
    elements.push({ ai: entry.value.ai, value: value.value });
  }
  const [primaryKey, ...qualifiers] = elements;
  if (key === null || primaryKey === undefined) {
    return problem('gs1-key', 'This path names no GS1 primary key.', segments[0]?.start ?? 0);
  }
  return ok({ key, primaryKey, qualifiers });
}

/** Decodes and reads one value; problems point to where they stand in the whole address. */
export function readPieceValue(
  entry: Gs1Ai,
  raw: RawPiece,
  isQuery: boolean,
  options: Gs1ParseOptions,
): ParseResult<string> {
  const piece = decodePiece(raw, isQuery);
  if (!piece.ok) return piece;
  const value = readGs1Value(entry, piece.value.text, options);
  if (value.ok) return value;
  const { code, message, position } = value.problem;
  return problem(code, message, placeOf(piece.value, position));
}

/** Whether one of the key's sequences has all these qualifiers, so that in the right order they make a path. */
export function canQualify(key: Gs1Ai, qualifiers: readonly string[]): boolean {
  const sequences = key.primaryKey?.sequences ?? [];
  return sequences.some((sequence) => qualifiers.every((each) => sequence.includes(each)));
}

function readSegmentAi(segment: RawPiece, options: Gs1ParseOptions): ParseResult<Gs1Ai> {
  const entry = findSegmentAi(segment, options);
  if (entry !== null) return ok(entry);
  const decoded = decodePiece(segment, false);
  return decoded.ok ? unknownAi(decoded.value) : decoded;
}

function findSegmentAi(segment: RawPiece | undefined, options: Gs1ParseOptions): Gs1Ai | null {
  if (segment === undefined) return null;
  const decoded = decodePiece(segment, false);
  if (!decoded.ok) return null;
  const { text } = decoded.value;
  const named = (options.convenienceNames ?? true) ? aisByName.get(lowerCaseAscii(text)) : undefined;
  return findGs1Ai(named ?? text);
}

function unknownAi({ text, start }: Piece): ReturnType<typeof problem> {
  const isNumber = /^\d{1,4}$/.test(text);
  return problem(
    'gs1-unknown-ai',
    isNumber
      ? `GS1 has no Application Identifier ${text}.`
      : 'Here the path has something else than a GS1 Application Identifier.',
    start,
  );
}

function findKeyFlaw(entry: Gs1Ai, { start }: RawPiece): ReturnType<typeof problem> | null {
  if (entry.primaryKey !== null) return null;
  return problem('gs1-key', `${describeGs1Ai(entry)} is no primary key; a path begins with one.`, start);
}

function findQualifierFlaw(
  key: Gs1Ai,
  before: readonly Gs1Element[],
  entry: Gs1Ai,
  { start }: RawPiece,
): ReturnType<typeof problem> | null {
  const earlier = before.map(({ ai }) => ai);
  const name = describeGs1Ai(entry);
  if (entry.ai === key.ai || earlier.includes(entry.ai)) {
    return problem('gs1-repeated', `${name} stands twice in this path.`, start);
  }
  if (!canQualify(key, [entry.ai])) {
    return problem('gs1-qualifier', `${name} is no qualifier of ${describeGs1Ai(key)}.`, start);
  }
  const sequence = (key.primaryKey?.sequences ?? []).find((each) => {
    return [...earlier, entry.ai].every((ai) => each.includes(ai));
  });
  if (sequence === undefined) {
    return problem('gs1-qualifier', `${name} may not stand with AI ${earlier.join(' and ')}.`, start);
  }
  const last = earlier.at(-1);
  if (last === undefined || sequence.indexOf(last) < sequence.indexOf(entry.ai)) return null;
  return problem(
    'gs1-qualifier-order',
    `${name} stands before AI ${last}: the order is ${sequence.join(', ')}.`,
    start,
  );
}
