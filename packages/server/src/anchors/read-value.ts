import { hasValidCheckDigit, type ParseResult, parseByGrammar } from '@mintmark/identifiers';
import type { CompiledIdentifier, CompiledScheme } from './compile-scheme.ts';
import { VALUE_LENGTH_LIMIT } from './pattern.ts';

/** A value in canonical form, or why it is none: `position` is where in the value. */
export type ValueResult = ParseResult<string>;

/**
 * Reads one value of an application identifier: its pattern, then the grammar and the check digit that the scheme names.
 * Values of the gs1 profile are read by GS1's own syntax besides.
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
  if (!pattern.matches(text)) {
    return refuse('pattern', `This is not a ${definition.label} of ${scheme.document.namespace}.`);
  }
  const read =
    definition.grammar === undefined
      ? { ok: true as const, value: text }
      : parseByGrammar(definition.grammar, text);
  if (!read.ok || definition.checkDigit === undefined) return read;
  return hasValidCheckDigit(definition.checkDigit, read.value)
    ? read
    : refuse('check-digit', `The check digit of this ${definition.label} is wrong.`, text.length - 1);
}

function refuse(code: string, message: string, position = 0): ValueResult {
  return { ok: false, problem: { code, message, position } };
}
