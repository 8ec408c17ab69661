import type { FaultMatch, FaultOrder } from './faults.ts';

type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

/**
 * Reads a fault from the body of `POST /_control/faults`.
 * Unknown members are refused: a test with a misspelt option must not pass because no fault struck.
 */
export function parseFaultOrder(input: unknown, kinds: readonly string[]): Checked<FaultOrder> {
  if (!isObject(input)) return { ok: false, problem: 'A fault is a JSON object.' };
  const unknown = Object.keys(input).find((key) => !Object.hasOwn(MEMBERS, key));
  if (unknown !== undefined) return { ok: false, problem: `Unknown member "${unknown}".` };
  for (const [key, accepts] of Object.entries(MEMBERS)) {
    if (input[key] !== undefined && !accepts.test(input[key])) {
      return { ok: false, problem: `"${key}" must be ${accepts.meaning}.` };
    }
  }
  const { kind } = input;
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    return { ok: false, problem: `"kind" must be one of ${kinds.join(', ')}.` };
  }
  const rate = numberOrNull(input.rate);
  return {
    ok: true,
    value: {
      kind,
      // By chance and once would rarely be what a load test means.
      count: input.count === undefined ? (rate === null ? 1 : null) : numberOrNull(input.count),
      match: toMatch(input.match),
      rate,
      seed: numberOrNull(input.seed) ?? 1,
      delayMs: numberOrNull(input.delayMs),
      retryAfterSeconds: numberOrNull(input.retryAfterSeconds),
      body: stringOrNull(input.body),
      contentType: stringOrNull(input.contentType),
    },
  };
}

type Member = { meaning: string; test: (value: unknown) => boolean };

const TEXT: Member = { meaning: 'a string', test: (value) => typeof value === 'string' };
const WHOLE: Member = { meaning: 'a whole number, 0 or more', test: isWhole };

const MEMBERS: Record<string, Member> = {
  kind: TEXT,
  count: { meaning: 'a whole number or null', test: (value) => value === null || isWhole(value) },
  match: {
    meaning: 'an object with the strings method, pathPrefix, doi',
    test: (value) =>
      isObject(value) &&
      Object.entries(value).every(
        ([key, member]) => MATCH_MEMBERS.includes(key) && typeof member === 'string',
      ),
  },
  rate: {
    meaning: 'a number from 0 to 1',
    test: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  },
  seed: WHOLE,
  delayMs: WHOLE,
  retryAfterSeconds: WHOLE,
  body: TEXT,
  contentType: TEXT,
};

const MATCH_MEMBERS = ['method', 'pathPrefix', 'doi'];

function toMatch(value: unknown): FaultMatch {
  if (!isObject(value)) return {};
  const match: FaultMatch = {};
  if (typeof value.method === 'string') match.method = value.method;
  if (typeof value.pathPrefix === 'string') match.pathPrefix = value.pathPrefix;
  if (typeof value.doi === 'string') match.doi = value.doi;
  return match;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
