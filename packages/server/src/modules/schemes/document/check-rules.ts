import { compileScheme } from '../../../anchors/compile-scheme.ts';
import { compilePattern } from '../../../anchors/pattern.ts';
import { estimatePatternSize } from '../../../anchors/pattern-size.ts';
import { readValue } from '../../../anchors/read-value.ts';
import type { ApplicationIdentifier } from '../../../anchors/scheme-document.ts';
import type { InputProblem } from '../../../errors.ts';
import { needsLetters } from './namespace-name.ts';
import type { DraftDocument, DraftIdentifier } from './read-shape.ts';

/**
 * The rules that a document keeps beyond the shape of its members. What the shape has left out of the draft was told
 * already, so it is passed over here.
 * @returns every problem, with its place
 */
export function checkRules(draft: DraftDocument): InputProblem[] {
  const identifiers = draft.applicationIdentifiers;
  const named = indexByName(identifiers);
  return [
    ...checkPrimary(identifiers),
    ...checkNames(draft),
    ...identifiers.flatMap((each) => checkQualifiers(each, named)),
    ...checkQualifiersAreUsed(identifiers, named),
    ...checkPatterns(draft),
  ];
}

function checkPrimary(identifiers: readonly DraftIdentifier[]): InputProblem[] {
  // One whose type could not be read may have been meant as the identifier.
  return identifiers.some(({ type }) => type === 'I' || type === undefined)
    ? []
    : [{ pointer: '/applicationIdentifiers', detail: 'At least one must be an identifier (type I).' }];
}

function checkNames(draft: DraftDocument): InputProblem[] {
  const problems: InputProblem[] = [];
  const owners = new Map<string, { pointer: string; member: 'ai' | 'shortcode' }>();
  const mustBeLetters = draft.namespace !== undefined && needsLetters(draft.namespace);
  for (const { pointer, ai, shortcode } of draft.applicationIdentifiers) {
    for (const member of ['ai', 'shortcode'] as const) {
      const name = member === 'ai' ? ai : shortcode;
      // An `ai` that was left out is the shortcode.
      if (name === undefined || (member === 'ai' && ai === shortcode)) continue;
      const owner = owners.get(name);
      if (owner !== undefined) {
        const detail = `“${name}” is the ${owner.member} of ${owner.pointer} already; both name things in addresses.`;
        problems.push({ pointer: `${pointer}/${member}`, detail });
      }
      if (owner === undefined) owners.set(name, { pointer, member });
      if (mustBeLetters && /^\d/.test(name)) {
        const detail = `In ${draft.namespace} this starts with a letter: /${draft.namespace}/${name} would be another identifier.`;
        problems.push({ pointer: `${pointer}/${member}`, detail });
      }
    }
  }
  return problems;
}

function checkQualifiers(each: DraftIdentifier, named: Named): InputProblem[] {
  const { pointer, type, qualifiers = [], qualifierSequences } = each;
  if (type === 'Q' || type === 'D') {
    const what = type === 'Q' ? 'A qualifier' : 'A data attribute';
    const refuse = (member: string): InputProblem => ({
      pointer: `${pointer}/${member}`,
      detail: `${what} (type ${type}) has no qualifiers of its own.`,
    });
    return [
      ...(qualifiers.length === 0 ? [] : [refuse('qualifiers')]),
      ...(qualifierSequences === undefined ? [] : [refuse('qualifierSequences')]),
    ];
  }
  const problems: InputProblem[] = [];
  const seen = new Set<DraftIdentifier>();
  for (const [index, name] of qualifiers.entries()) {
    const place = `${pointer}/qualifiers/${index}`;
    const found = named.get(name);
    if (found === undefined) {
      problems.push({ pointer: place, detail: `No qualifier here has the ai or shortcode “${name}”.` });
    } else if (found.type !== undefined && found.type !== 'Q') {
      problems.push({ pointer: place, detail: `“${name}” is of type ${found.type}; only type Q qualifies.` });
    } else if (seen.has(found)) problems.push({ pointer: place, detail: `“${name}” is listed twice.` });
    if (found !== undefined) seen.add(found);
  }
  return [...problems, ...checkSequences(each, named, seen)];
}

function checkSequences(
  { pointer, qualifierSequences = [] }: DraftIdentifier,
  named: Named,
  listed: ReadonlySet<DraftIdentifier>,
): InputProblem[] {
  if (qualifierSequences.length === 0) return [];
  const problems: InputProblem[] = [];
  const used = new Set<DraftIdentifier>();
  for (const [row, sequence] of qualifierSequences.entries()) {
    const inThis = new Set<DraftIdentifier>();
    for (const [column, name] of sequence.entries()) {
      const place = `${pointer}/qualifierSequences/${row}/${column}`;
      const found = named.get(name);
      if (found === undefined || !listed.has(found)) {
        problems.push({
          pointer: place,
          detail: `“${name}” is not among the qualifiers of this identifier.`,
        });
      } else if (inThis.has(found)) {
        problems.push({ pointer: place, detail: `“${name}” stands in this sequence twice.` });
      }
      if (found === undefined) continue;
      inThis.add(found);
      used.add(found);
    }
  }
  for (const each of listed) {
    if (used.has(each)) continue;
    problems.push({
      pointer: `${pointer}/qualifierSequences`,
      detail: `The qualifier “${each.ai}” stands in no sequence, so it could never be used.`,
    });
  }
  return problems;
}

function checkQualifiersAreUsed(identifiers: readonly DraftIdentifier[], named: Named): InputProblem[] {
  const listed = new Set(
    identifiers
      .filter(({ type }) => type === 'I' || type === undefined)
      .flatMap(({ qualifiers = [] }) => qualifiers.map((name) => named.get(name))),
  );
  return identifiers
    .filter((each) => each.type === 'Q' && !listed.has(each))
    .map(({ pointer }) => ({
      pointer,
      detail: 'No identifier (type I) lists this among its qualifiers.',
    }));
}

/** More would keep the process busy for seconds; the patterns of GS1 come to a fifth of it. */
const PATTERNS_SIZE_LIMIT = 100_000;

function checkPatterns(draft: DraftDocument): InputProblem[] {
  const identifiers = draft.applicationIdentifiers;
  const size = identifiers.reduce((sum, { regex = '' }) => sum + estimatePatternSize(regex), 0);
  if (size <= PATTERNS_SIZE_LIMIT) return identifiers.flatMap((each) => checkValues(each, draft));
  return [
    {
      pointer: '/applicationIdentifiers',
      detail: 'The patterns are too large together; use smaller counts.',
    },
  ];
}

function checkValues(each: DraftIdentifier, { namespace, profile }: DraftDocument): InputProblem[] {
  const { pointer, type, regex, fallback, examples = [] } = each;
  const problems: InputProblem[] = [];
  if (fallback !== undefined && type !== undefined && type !== 'Q') {
    problems.push({ pointer: `${pointer}/fallback`, detail: 'Only a qualifier (type Q) has this.' });
  }
  if (regex === undefined) return problems;
  const compiled = compilePattern(regex);
  if (!compiled.ok) return [...problems, { pointer: `${pointer}/regex`, detail: compiled.message }];
  if (examples.length === 0 || !isComplete(each)) return problems;
  const { pointer: _, ...definition } = each;
  const scheme = compileScheme({
    id: '',
    namespace: namespace ?? '',
    namespaceURI: '',
    namespaceProfile: '',
    ...(profile === undefined ? {} : { profile }),
    applicationIdentifiers: [definition as ApplicationIdentifier],
  });
  const identifier = scheme.identifiers.get(each.ai);
  for (const [index, example] of examples.entries()) {
    if (identifier === undefined) continue;
    const read = readValue(scheme, identifier, example);
    if (read.ok) continue;
    problems.push({
      pointer: `${pointer}/examples/${index}`,
      detail: `This example would be refused: ${read.problem.message}`,
    });
  }
  return problems;
}

function isComplete(draft: DraftIdentifier): draft is DraftIdentifier & ApplicationIdentifier {
  const { title, label, shortcode, ai, type, regex } = draft;
  return [title, label, shortcode, ai, type, regex].every((each) => each !== undefined);
}

type Named = ReadonlyMap<string, DraftIdentifier>;

/** By `ai` before `shortcode`, as in addresses; of two with one name the first. */
function indexByName(identifiers: readonly DraftIdentifier[]): Named {
  const named = new Map<string, DraftIdentifier>();
  for (const member of ['ai', 'shortcode'] as const) {
    for (const each of identifiers) {
      const name = each[member];
      if (name !== undefined && !named.has(name)) named.set(name, each);
    }
  }
  return named;
}
