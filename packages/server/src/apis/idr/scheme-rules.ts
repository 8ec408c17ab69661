import { compilePattern } from '../../anchors/pattern.ts';
import { messages } from './messages.ts';
import type { SentIdentifier } from './read-scheme-body.ts';
import type { FieldError } from './rules.ts';

/** What patterns may have together before they are compiled; more is refused by the rules of every scheme. */
const PATTERNS_LENGTH_LIMIT = 100_000;

/**
 * The rules that release 4 has for the application identifiers of a namespace, in its order, its words and its places,
 * which do not say which identifier is meant. The rules that it lacks are those of every scheme.
 */
export function checkSchemeRules(identifiers: readonly SentIdentifier[]): FieldError[] {
  const names = indexNames(identifiers);
  const length = identifiers.reduce((sum, { regex }) => sum + regex.length, 0);
  return [
    ...findDuplicates(identifiers),
    ...identifiers.flatMap((identifier) => [
      ...checkQualifiers(identifier, names),
      ...(length > PATTERNS_LENGTH_LIMIT ? [] : checkPattern(identifier.regex)),
    ]),
  ];
}

type Names = {
  /** By ai and by shortcode. */
  qualifiers: ReadonlyMap<string, SentIdentifier>;
  /** Those that somebody lists as a qualifier. */
  listed: ReadonlySet<string>;
};

function indexNames(identifiers: readonly SentIdentifier[]): Names {
  const all = identifiers.filter(({ type }) => type === 'Q');
  return {
    qualifiers: new Map(all.flatMap((each) => [[each.shortcode, each] as const, [each.ai, each] as const])),
    listed: new Set(identifiers.flatMap(({ qualifiers = [] }) => qualifiers)),
  };
}

function findDuplicates(identifiers: readonly SentIdentifier[]): FieldError[] {
  const ais = new Set<string>();
  const shortcodes = new Set<string>();
  const errors: FieldError[] = [];
  const note = (seen: Set<string>, name: string): void => {
    if (seen.has(name))
      errors.push({ field: 'applicationIdentifiers', message: messages.duplicateIdentifier(name) });
    seen.add(name);
  };
  for (const { ai, shortcode } of identifiers) {
    note(ais, ai);
    note(shortcodes, shortcode);
  }
  return errors;
}

function checkQualifiers(identifier: SentIdentifier, names: Names): FieldError[] {
  const { ai, shortcode, type, qualifiers = [] } = identifier;
  const tell = (message: string): FieldError => ({ field: 'qualifiers', message });
  switch (type) {
    case 'I':
      return qualifiers.flatMap((name) => {
        const found = names.qualifiers.get(name);
        if (found === undefined) return [tell(messages.qualifierNotFound(name))];
        return (found.qualifiers ?? []).length > 0
          ? [tell(messages.qualifierMustNotHaveQualifiers(name))]
          : [];
      });
    case 'Q':
      return names.listed.has(ai) || names.listed.has(shortcode)
        ? []
        : [tell(messages.qualifierNotPartOfPrimary(ai))];
    case 'D':
      return qualifiers.length > 0 ? [tell(messages.dataAttributeMustNotHaveQualifiers(ai))] : [];
    default:
      return type satisfies never;
  }
}

function checkPattern(regex: string): FieldError[] {
  return compilePattern(regex).ok ? [] : [{ field: 'regex', message: messages.invalidRegex(regex) }];
}
