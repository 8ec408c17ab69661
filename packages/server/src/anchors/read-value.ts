import {
  type ParseResult,
  parseArk,
  parseDoi,
  parseHandle,
  parseIgsn,
  parseOrcid,
} from '@mintmark/identifiers';
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
  return definition.grammar === undefined
    ? { ok: true, value: text }
    : readByGrammar(definition.grammar, text);
}

function readByGrammar(grammar: string, text: string): ValueResult {
  const parse = grammars[grammar];
  if (parse === undefined) throw new Error(`there is no grammar ${grammar}`);
  const parsed = parse(text);
  return parsed.ok ? { ok: true, value: parsed.value.canonical } : parsed;
}

const grammars: Record<string, (text: string) => ParseResult<{ canonical: string }>> = {
  doi: parseDoi,
  ark: parseArk,
  handle: parseHandle,
  igsn: parseIgsn,
  orcid: parseOrcid,
};

function refuse(code: string, message: string, position = 0): ValueResult {
  return { ok: false, problem: { code, message, position } };
}
