import { RESOURCE_TYPES } from '@mintmark/datacite';
import { compilePattern } from '../../../anchors/pattern.ts';
import type { InputProblem } from '../../../errors.ts';
import type { Condition } from './condition.ts';
import { findPathProblem } from './metadata-path.ts';

/** Groups in groups. */
export const DEPTH_LIMIT = 10;
export const CONDITIONS_LIMIT = 100;
/** Each is matched against every value at its path whenever the filter is asked. */
export const PATTERNS_LIMIT = 20;
export const PATTERN_LENGTH_LIMIT = 500;
export const LIST_LIMIT = 100;
const FILES_LIMIT = 1_000_000;
const PROBLEMS_TOLD = 50;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type ConditionResult =
  | { ok: true; condition: Condition }
  | { ok: false; problems: readonly InputProblem[] };

type Reading = { problems: InputProblem[]; conditions: number; patterns: number };

/**
 * Reads the condition of a filter as somebody wrote it, whatever it is, within the limits above.
 * @param pointer where it stands in the request (JSON pointer)
 * @returns the condition, or every problem with its place
 */
export function readCondition(input: unknown, pointer: string): ConditionResult {
  const reading: Reading = { problems: [], conditions: 0, patterns: 0 };
  const condition = readOne(reading, input, pointer, 1);
  if (reading.conditions > CONDITIONS_LIMIT) {
    addProblem(reading, pointer, `A filter has at most ${CONDITIONS_LIMIT} conditions.`);
  }
  if (reading.patterns > PATTERNS_LIMIT) {
    addProblem(reading, pointer, `A filter has at most ${PATTERNS_LIMIT} patterns.`);
  }
  if (condition === null || reading.problems.length > 0) return { ok: false, problems: reading.problems };
  return { ok: true, condition };
}

const kinds = [
  'and',
  'or',
  'not',
  'type',
  'collection',
  'community',
  'metadata',
  'files',
  'archived',
  'withdrawn',
  'hasDoi',
  'always',
] as const;
type Kind = (typeof kinds)[number];

const isKind = (name: string): name is Kind => (kinds as readonly string[]).includes(name);

/** @returns null where there is a problem, which was noted */
function readOne(reading: Reading, input: unknown, pointer: string, depth: number): Condition | null {
  reading.conditions += 1;
  if (reading.conditions > CONDITIONS_LIMIT) return null;
  if (depth > DEPTH_LIMIT) {
    return addProblem(reading, pointer, `Conditions are nested at most ${DEPTH_LIMIT} deep.`);
  }
  if (!isObject(input)) return addProblem(reading, pointer, 'A condition is an object with one member.');
  const [kind, ...others] = Object.keys(input);
  if (kind === undefined || others.length > 0) {
    return addProblem(
      reading,
      pointer,
      'A condition has exactly one member; join several with "and" or "or".',
    );
  }
  if (!isKind(kind)) {
    return addProblem(
      reading,
      pointer,
      `There is no condition "${kind.slice(0, 50)}"; there are ${kinds.join(', ')}.`,
    );
  }
  return readKind(reading, kind, input[kind], `${pointer}/${kind}`, depth);
}

function readKind(
  reading: Reading,
  kind: Kind,
  value: unknown,
  pointer: string,
  depth: number,
): Condition | null {
  switch (kind) {
    case 'and':
    case 'or': {
      const parts = readGroup(reading, value, pointer, depth);
      if (parts === null) return null;
      return kind === 'and' ? { and: parts } : { or: parts };
    }
    case 'not': {
      const part = readOne(reading, value, pointer, depth + 1);
      return part === null ? null : { not: part };
    }
    case 'type': {
      const type = readList(reading, value, pointer, readType);
      return type === null ? null : { type };
    }
    case 'collection': {
      const collection = readList(reading, value, pointer, readUuid);
      return collection === null ? null : { collection };
    }
    case 'community': {
      const community = readList(reading, value, pointer, readUuid);
      return community === null ? null : { community };
    }
    case 'metadata':
      return readMatch(reading, value, pointer);
    case 'files':
      return readFiles(reading, value, pointer);
    case 'archived':
    case 'withdrawn':
    case 'hasDoi':
    case 'always':
      if (typeof value !== 'boolean') return addProblem(reading, pointer, 'This is true or false.');
      return { [kind]: value } as Condition;
    default:
      return kind satisfies never;
  }
}

function readGroup(reading: Reading, value: unknown, pointer: string, depth: number): Condition[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > LIST_LIMIT) {
    return addProblem(reading, pointer, `This is a list of 1 to ${LIST_LIMIT} conditions.`);
  }
  const parts = value.map((each, index) => readOne(reading, each, `${pointer}/${index}`, depth + 1));
  return parts.every((part) => part !== null) ? parts : null;
}

function readList(
  reading: Reading,
  value: unknown,
  pointer: string,
  readEntry: (entry: unknown) => string | { problem: string },
): string[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > LIST_LIMIT) {
    return addProblem(reading, pointer, `This is a list of 1 to ${LIST_LIMIT} texts.`);
  }
  const entries: string[] = [];
  for (const [index, entry] of value.entries()) {
    const read = readEntry(entry);
    if (typeof read === 'string') entries.push(read);
    else addProblem(reading, `${pointer}/${index}`, read.problem);
  }
  return entries.length === value.length ? entries : null;
}

function readType(entry: unknown): string | { problem: string } {
  const known: readonly string[] = RESOURCE_TYPES;
  if (typeof entry === 'string' && known.includes(entry)) return entry;
  return { problem: 'This is no resourceTypeGeneral of DataCite, such as Dataset.' };
}

function readUuid(entry: unknown): string | { problem: string } {
  if (typeof entry === 'string' && UUID.test(entry)) return entry.toLowerCase();
  return { problem: 'This is not a UUID.' };
}

function readMatch(reading: Reading, value: unknown, pointer: string): Condition | null {
  if (!isObject(value)) return addProblem(reading, pointer, 'This is an object with path and matches.');
  const before = reading.problems.length;
  refuseOthers(reading, value, pointer, ['path', 'matches']);
  const { path, matches } = value;
  const pathProblem =
    typeof path === 'string' ? findPathProblem(path) : 'This is a text such as titles/title.';
  if (pathProblem !== null) addProblem(reading, `${pointer}/path`, pathProblem);
  const patternProblem = findPatternProblem(reading, matches);
  if (patternProblem !== null) addProblem(reading, `${pointer}/matches`, patternProblem);
  if (reading.problems.length > before || typeof path !== 'string' || typeof matches !== 'string')
    return null;
  return { metadata: { path, matches } };
}

function findPatternProblem(reading: Reading, pattern: unknown): string | null {
  reading.patterns += 1;
  if (reading.patterns > PATTERNS_LIMIT) return null;
  if (typeof pattern !== 'string' || pattern === '') return 'This is a regular expression of RE2.';
  if (pattern.length > PATTERN_LENGTH_LIMIT)
    return `A pattern has at most ${PATTERN_LENGTH_LIMIT} characters.`;
  const compiled = compilePattern(pattern);
  return compiled.ok ? null : compiled.message;
}

function readFiles(reading: Reading, value: unknown, pointer: string): Condition | null {
  if (!isObject(value)) return addProblem(reading, pointer, 'This is an object with min, max or both.');
  const before = reading.problems.length;
  refuseOthers(reading, value, pointer, ['min', 'max']);
  const { min, max } = value;
  if (min === undefined && max === undefined) addProblem(reading, pointer, 'Give min, max or both.');
  for (const [name, number] of Object.entries({ min, max })) {
    const isCount = Number.isInteger(number) && Number(number) >= 0 && Number(number) <= FILES_LIMIT;
    if (number !== undefined && !isCount) {
      addProblem(reading, `${pointer}/${name}`, `This is a whole number from 0 to ${FILES_LIMIT}.`);
    }
  }
  if (reading.problems.length === before && Number(min ?? 0) > Number(max ?? FILES_LIMIT)) {
    addProblem(reading, `${pointer}/max`, 'This is less than min, so nothing could match.');
  }
  if (reading.problems.length > before) return null;
  return {
    files: {
      ...(min === undefined ? {} : { min: Number(min) }),
      ...(max === undefined ? {} : { max: Number(max) }),
    },
  };
}

function refuseOthers(
  reading: Reading,
  value: Record<string, unknown>,
  pointer: string,
  known: readonly string[],
): void {
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) {
      addProblem(
        reading,
        pointer,
        `There is no member "${name.slice(0, 50)}" here; there are ${known.join(', ')}.`,
      );
    }
  }
}

function addProblem(reading: Reading, pointer: string, detail: string): null {
  if (reading.problems.length < PROBLEMS_TOLD) reading.problems.push({ pointer, detail });
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
