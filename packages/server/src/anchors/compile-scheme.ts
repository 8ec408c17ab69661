import { compilePattern, type Pattern } from './pattern.ts';
import {
  type ApplicationIdentifier,
  profileOf,
  type SchemeDocument,
  type SchemeProfile,
} from './scheme-document.ts';

/** One application identifier, ready to read values. */
export type CompiledIdentifier = {
  definition: ApplicationIdentifier;
  pattern: Pattern;
  /** Of an I: the sequences of qualifiers, by `ai`, that may follow it; the parts of a sequence may be left out. */
  sequences: readonly (readonly string[])[];
};

/** A scheme, ready to read identifiers. */
export type CompiledScheme = {
  document: SchemeDocument;
  profile: SchemeProfile;
  /** By `ai`, and by `shortcode` where no `ai` has that name. */
  identifiers: ReadonlyMap<string, CompiledIdentifier>;
};

/**
 * Makes a stored document ready to read identifiers.
 * @throws Error when the document breaks a rule that it was checked against before it was stored
 */
export function compileScheme(document: SchemeDocument): CompiledScheme {
  const byShortcode = new Map(document.applicationIdentifiers.map((each) => [each.shortcode, each.ai]));
  const toAi = (name: string): string => byShortcode.get(name) ?? name;
  const compiled = document.applicationIdentifiers.map((definition): CompiledIdentifier => {
    const result = compilePattern(definition.regex);
    if (!result.ok) throw new Error(`${document.namespace} (${definition.ai}): ${result.message}`);
    return {
      definition,
      pattern: result.pattern,
      sequences: (definition.qualifierSequences ?? [definition.qualifiers ?? []]).map((each) =>
        each.map(toAi),
      ),
    };
  });
  return {
    document,
    profile: profileOf(document),
    identifiers: new Map([
      ...compiled.map((each) => [each.definition.shortcode, each] as const),
      ...compiled.map((each) => [each.definition.ai, each] as const),
    ]),
  };
}
