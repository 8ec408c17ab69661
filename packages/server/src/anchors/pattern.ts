import { RE2JS } from 're2js';
import { estimatePatternSize } from './pattern-size.ts';

/** No identifier in use is longer; together with the limit below it bounds the time that a match can take. */
export const VALUE_LENGTH_LIMIT = 2048;
const PATTERN_LENGTH_LIMIT = 2000;
/** Instructions of the compiled pattern. Matching takes time by this number times the length of the value. */
const PROGRAM_SIZE_LIMIT = 500;
/**
 * That number times that length at most, which is some 10 ms of a match. A pattern has room for every value that it can
 * count out: it takes an instruction for each character.
 */
const STEPS_LIMIT = 2 ** 18;

/** A pattern that somebody supplied, which matches whole values in linear time. */
export type Pattern = { matches(value: string): boolean };

export type PatternResult = { ok: true; pattern: Pattern } | { ok: false; message: string };

/**
 * Compiles a pattern of a scheme for matching whole values. Patterns are written by organisations and matched against
 * what anyone sends, so they run on a linear-time engine (RE2 syntax: no look-around, no back-references).
 */
export function compilePattern(source: string): PatternResult {
  if (source.length > PATTERN_LENGTH_LIMIT) {
    return { ok: false, message: `A pattern has at most ${PATTERN_LENGTH_LIMIT} characters.` };
  }
  const tooLarge = {
    ok: false,
    message: 'The pattern is too large; use smaller counts in its repetitions.',
  } as const;
  if (estimatePatternSize(source) > 2 * PROGRAM_SIZE_LIMIT) return tooLarge;
  try {
    const compiled = RE2JS.compile(source);
    const size = compiled.programSize();
    if (size > PROGRAM_SIZE_LIMIT) return tooLarge;
    const lengthLimit = Math.min(VALUE_LENGTH_LIMIT, STEPS_LIMIT / size);
    return {
      ok: true,
      // `matches` holds only for the whole value, whatever alternatives the pattern has.
      pattern: { matches: (value) => value.length <= lengthLimit && compiled.matches(value) },
    };
  } catch (error) {
    return { ok: false, message: `The pattern cannot be read: ${describe(error)}` };
  }
}

function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message.slice(0, 200)}. Look-around and back-references are not offered.`;
}
