import { type ProblemList, pointTo, quote } from './problems.ts';

/**
 * Readers turn unknown JSON into typed, normalised values and report what is wrong on the way. They are
 * composed to the fixed shape of the kernel, so nesting deeper than that shape is a wrong type and is never
 * walked: no input can exhaust the stack.
 */
export type Reader<T> = (value: unknown, pointer: string, reading: Reading) => T | undefined;

/** What one run of readers shares. `forms`: also check the forms of identifiers, dates and languages. */
export type Reading = { problems: ProblemList; forms: boolean };

/** A check of a text's form: the text as it should be kept, or one sentence on what is wrong. */
export type FormCheck = (text: string) => { ok: true; value: string } | { ok: false; detail: string };

/** A longer list is refused; the largest collaborations have some thousand authors. */
const LIST_LIMIT = 10_000;

/** Dates are few in any real record, and checking one can take 2 ms. */
export const DATE_LIMIT = 500;

/** A longer text is refused, in bytes of UTF-8: room for an abstract of some thirty pages. */
const TEXT_LIMIT_BYTES = 65_535;

/** Everything outside the production Char of XML 1.0, section 2.2; lone surrogates included. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** @returns true for what counts as not given: absent, null, or a text of white space only. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function readText(value: unknown, pointer: string, { problems }: Reading): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value !== 'string') {
    problems.add(pointer, `This must be text in quotes, not ${describeType(value)}.`);
    return undefined;
  }
  if (value.length > TEXT_LIMIT_BYTES || Buffer.byteLength(value) > TEXT_LIMIT_BYTES) {
    problems.add(
      pointer,
      `This text is longer than ${TEXT_LIMIT_BYTES} bytes, the most allowed; shorten it.`,
    );
    return undefined;
  }
  const wrong = NOT_XML.exec(value);
  if (wrong) {
    const code = (wrong[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    problems.add(pointer, `Character ${wrong.index + 1} (U+${code}) cannot be written in XML; remove it.`);
    return undefined;
  }
  return value.trim();
}

/** Text on one line: white space is trimmed at the ends and runs with a line break become one space. */
export const line: Reader<string> = (value, pointer, reading) =>
  readText(value, pointer, reading)?.replace(/\s+/g, (space) => (/[\n\r\t]/.test(space) ? ' ' : space));

/** Text of several lines: line breaks become '\n'. */
export const lines: Reader<string> = (value, pointer, reading) =>
  readText(value, pointer, reading)?.replace(/\r\n?/g, '\n');

/** One line whose form `check` confirms; without form checks the text is kept as it is. */
export function formed(check: FormCheck): Reader<string> {
  return (value, pointer, reading) => {
    const text = line(value, pointer, reading);
    if (text === undefined) return undefined;
    const result = check(text);
    if (result.ok) return result.value;
    if (reading.forms) reading.problems.add(pointer, result.detail);
    return text;
  };
}

/** One of a controlled vocabulary, spelt exactly; `name` is what the vocabulary is called in the kernel. */
export function oneOf<const T extends string>(vocabulary: readonly T[], name: string): Reader<T> {
  const known: ReadonlySet<string> = new Set(vocabulary);
  const isKnown = (text: string): text is T => known.has(text);
  return (value, pointer, reading) => {
    const text = line(value, pointer, reading);
    if (text === undefined) return undefined;
    if (isKnown(text)) return text;
    const hint = findNearest(text, vocabulary);
    const advice =
      hint !== null
        ? `did you mean '${hint}'?`
        : vocabulary.length <= 12
          ? `use one of ${vocabulary.join(', ')}.`
          : `choose one from the list of DataCite Metadata Schema 4.7.`;
    reading.problems.add(pointer, `${quote(text)} is not a ${name}; ${advice}`);
    return undefined;
  };
}

/** A year of four digits, as a number or as text. */
export const year: Reader<number> = (value, pointer, { problems }) => {
  if (isAbsent(value)) return undefined;
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  if (/^[1-9]\d{3}$/.test(text)) return Number(text);
  problems.add(pointer, 'This must be a year of four digits, for example 2024.');
  return undefined;
};

/** Degrees within ±`limit`, as a number or as a decimal number in text. */
export function degrees(name: 'latitude' | 'longitude', limit: 90 | 180): Reader<number> {
  return (value, pointer, { problems }) => {
    if (isAbsent(value)) return undefined;
    const isDecimal =
      typeof value === 'string' && /^\s*[-+]?(\d{1,3}(\.\d{0,30})?|\.\d{1,30})\s*$/.test(value);
    const number = typeof value === 'number' || isDecimal ? Number(value) : Number.NaN;
    // Adding 0 turns -0, which JSON and XML write as 0, into 0.
    if (Math.abs(number) <= limit) return number + 0;
    problems.add(
      pointer,
      `A ${name} must be a number of degrees between -${limit} and ${limit}, with a point as the decimal sign.`,
    );
    return undefined;
  };
}

/** A list of at most `limit` `item`s, each called `noun` in messages. An empty list is read as absent. */
export function listOf<T>(item: Reader<T>, noun: string, limit = LIST_LIMIT): Reader<T[]> {
  return (value, pointer, reading) => {
    if (isAbsent(value)) return undefined;
    if (!Array.isArray(value)) {
      reading.problems.add(pointer, `This must be a list ([ … ]) with one entry for each ${noun}.`);
      return undefined;
    }
    if (value.length > limit) {
      reading.problems.add(pointer, `This list has ${value.length} entries; ${limit} are the most allowed.`);
      return undefined;
    }
    const items: T[] = [];
    for (const [index, entry] of value.entries()) {
      const at = pointTo(pointer, index);
      if (isAbsent(entry)) {
        reading.problems.add(at, `This ${noun} is empty; fill it in or remove it.`);
        continue;
      }
      const read = item(entry, at, reading);
      if (read !== undefined) items.push(read);
    }
    return items.length === 0 ? undefined : items;
  };
}

/** A list read by `many`, or one entry of it alone, read by `one` at its own place. */
export function readerOfOneOrMany<T>(one: Reader<T>, many: Reader<T[]>): Reader<T[]> {
  return (value, pointer, reading) => {
    if (isAbsent(value) || Array.isArray(value)) return many(value, pointer, reading);
    const read = one(value, pointer, reading);
    return read === undefined ? undefined : [read];
  };
}

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Read<S extends Shape> = { [K in keyof S]: S[K] extends Reader<infer T> ? T : never };

/** What an object of the kernel may hold. */
export type ObjectSpec<R extends Shape, O extends Shape> = {
  /** What one such object is called in messages. */
  noun: string;
  required: R;
  optional: O;
  /** Names that DataCite's own answers carry and that say nothing of their own: read past in silence. */
  ignored?: readonly string[];
  /** Names people often give here, with the sentence that helps them. */
  hints?: Readonly<Record<string, string>>;
  /** Rules between properties. Values that could not be read are absent here. */
  rule?: (read: Partial<Read<R> & Read<O>>, pointer: string, reading: Reading) => void;
};

/**
 * An object with the properties of `spec` and no others. Without a required property it is not read; one with
 * nothing in it is read as absent.
 */
export function objectOf<R extends Shape, O extends Shape>(
  spec: ObjectSpec<R, O>,
): Reader<Read<R> & Partial<Read<O>>> {
  const shape: Shape = { ...spec.required, ...spec.optional };
  const names = Object.keys(shape);
  const members = Object.entries(shape).map(([name, reader]) => ({
    name,
    reader,
    step: pointTo('', name),
    isRequired: Object.hasOwn(spec.required, name),
  }));
  return (value, pointer, reading) => {
    if (isAbsent(value)) return undefined;
    if (!isObject(value)) {
      reading.problems.add(
        pointer,
        `This ${spec.noun} must be an object ({ … }), not ${describeType(value)}.`,
      );
      return undefined;
    }
    reportUnknownNames(value, names, spec, pointer, reading);
    const read: Record<string, unknown> = {};
    let complete = true;
    for (const { name, reader, step, isRequired } of members) {
      const given = Object.hasOwn(value, name) ? value[name] : undefined;
      if (given === undefined && !isRequired) continue;
      const result = reader(given, pointer + step, reading);
      if (result !== undefined) {
        read[name] = result;
      } else if (isRequired) {
        complete = false;
        if (isAbsent(given)) {
          reading.problems.add(
            pointer + step,
            `This ${spec.noun} lacks '${name}'; fill it in or remove the ${spec.noun}.`,
          );
        }
      }
    }
    // `read` has exactly the results of `shape`'s readers; the type system cannot follow the loop above.
    spec.rule?.(read as Partial<Read<R> & Read<O>>, pointer, reading);
    if (Object.keys(read).length === 0) return undefined;
    return complete ? (read as Read<R> & Partial<Read<O>>) : undefined;
  };
}

/** Reads a bare text as the object it stands for, `{ [name]: text }`, before `reader` sees it. */
export function orText<T>(name: string, reader: Reader<T>): Reader<T> {
  return (value, pointer, reading) =>
    reader(typeof value === 'string' && !isAbsent(value) ? { [name]: value } : value, pointer, reading);
}

/** @returns true for a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describeType(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'string' ? 'text' : 'a number';
}

function reportUnknownNames(
  value: Record<string, unknown>,
  names: readonly string[],
  spec: { noun: string; ignored?: readonly string[]; hints?: Readonly<Record<string, string>> },
  pointer: string,
  { problems }: Reading,
): void {
  for (const name of Object.keys(value)) {
    if (names.includes(name) || spec.ignored?.includes(name)) continue;
    const hint = spec.hints && Object.hasOwn(spec.hints, name) ? spec.hints[name] : undefined;
    // A pointer repeats the name in full, so an absurdly long one is reported at its parent.
    const at = name.length > 200 ? pointer : pointTo(pointer, name.toWellFormed());
    problems.add(at, () => hint ?? explainUnknownName(name, names, spec.noun));
  }
}

function explainUnknownName(name: string, names: readonly string[], noun: string): string {
  const nearest = findNearest(name, names);
  const advice = nearest === null ? `known are ${names.join(', ')}.` : `did you mean '${nearest}'?`;
  return `The property ${quote(name)} is not known in a DataCite ${noun}; ${advice}`;
}

/** @returns the candidate most like `text` by letters, or null when none is near. */
function findNearest<T extends string>(text: string, candidates: readonly T[]): T | null {
  if (text.length > 60) return null;
  const folded = text.toLowerCase().replace(/[\s_-]/g, '');
  let best: T | null = null;
  let bestDistance = Math.max(1, Math.floor(folded.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = countEdits(folded, candidate.toLowerCase().replace(/[\s_-]/g, ''));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance: insertions, deletions and replacements of one character. */
function countEdits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
