import {
  findGs1Ai,
  hasValidCheckDigit,
  type ParseResult,
  parseByGrammar,
  parseGs1Value,
} from '@mintmark/identifiers';
import type { CompiledIdentifier, CompiledScheme } from './compile-scheme.ts';
import { VALUE_LENGTH_LIMIT } from './pattern.ts';

/** A value in canonical form, or why it is none: `position` is where in the value. */
export type ValueResult = ParseResult<string>;

/**
 * Reads one value of an application identifier: by the grammar that the scheme names, or in the gs1 profile by GS1's own
 * syntax, then by its pattern and its check digit.
 */
export function readValue(scheme: CompiledScheme, identifier: CompiledIdentifier, text: string): ValueResult {
  const { definition, pattern } = identifier;
  if (text === '') return refuse('empty', `${definition.label} has no value.`);
  if (text.length > VALUE_LENGTH_LIMIT) {
    return refuse(
      'too-long',
      `${definition.label} has at most ${VALUE_LENGTH_LIMIT} characters.`,
      VALUE_LENGTH_LIMIT,
    );
  }
  const read = readByGrammar(scheme, identifier, text);
  if (!read.ok) return read;
  // A pattern may be meant for the spelling, such as that of a GTIN-13, or for the canonical form.
  if (!pattern.matches(text) && (text === read.value || !pattern.matches(read.value))) {
    return refuse('pattern', `This is not a ${definition.label} of ${scheme.document.namespace}.`);
  }
  if (definition.checkDigit !== undefined && !hasValidCheckDigit(definition.checkDigit, read.value)) {
    return refuse(
      'check-digit',
      `The check digit of this ${definition.label} does not fit; one of its characters is mistyped.`,
      Math.max(text.length - 1, 0),
    );
  }
  return read;
}

function readByGrammar(
  { profile }: CompiledScheme,
  { definition }: CompiledIdentifier,
  text: string,
): ValueResult {
  if (definition.grammar !== undefined) return parseByGrammar(definition.grammar, text);
  const isOfGs1 = profile === 'gs1' && findGs1Ai(definition.ai) !== null;
  return isOfGs1 ? parseGs1Value(definition.ai, text) : { ok: true, value: text };
}

function refuse(code: string, message: string, position = 0): ValueResult {
  return { ok: false, problem: { code, message, position } };
}
