import { compilePattern } from '../../../anchors/pattern.ts';
import type { Condition } from './condition.ts';
import type { ItemFacts } from './facts.ts';
import { readValues } from './metadata-path.ts';

/** What one condition of a filter said, with its place in the filter (JSON pointer). */
export type Verdict = { pointer: string; kind: string; holds: boolean };

/** Whether a filter matches an item. */
export function evaluateFilter(condition: Condition, facts: ItemFacts): boolean {
  if ('and' in condition) return condition.and.every((each) => evaluateFilter(each, facts));
  if ('or' in condition) return condition.or.some((each) => evaluateFilter(each, facts));
  if ('not' in condition) return !evaluateFilter(condition.not, facts);
  if ('type' in condition) {
    return condition.type.includes(facts.metadata.types?.resourceTypeGeneral ?? '');
  }
  if ('collection' in condition) {
    return facts.collectionId !== null && condition.collection.includes(facts.collectionId);
  }
  if ('community' in condition) {
    return facts.communityIds.some((each) => condition.community.includes(each));
  }
  if ('metadata' in condition) return matchesMetadata(condition.metadata, facts);
  if ('files' in condition) {
    const { min = 0, max = Number.POSITIVE_INFINITY } = condition.files;
    return facts.fileCount >= min && facts.fileCount <= max;
  }
  if ('archived' in condition) return (facts.state === 'archived') === condition.archived;
  if ('withdrawn' in condition) return (facts.state === 'withdrawn') === condition.withdrawn;
  if ('hasDoi' in condition) return facts.hasDoi === condition.hasDoi;
  if ('always' in condition) return condition.always;
  return condition satisfies never;
}

/** What each condition of a filter says of an item, the outermost first; all of them, whether they mattered or not. */
export function explainFilter(condition: Condition, facts: ItemFacts, pointer = ''): Verdict[] {
  const [kind = ''] = Object.keys(condition);
  const own = { pointer, kind, holds: evaluateFilter(condition, facts) };
  const place = `${pointer}/${kind}`;
  if ('not' in condition) return [own, ...explainFilter(condition.not, facts, place)];
  const parts = 'and' in condition ? condition.and : 'or' in condition ? condition.or : [];
  return [own, ...parts.flatMap((each, index) => explainFilter(each, facts, `${place}/${index}`))];
}

/** Patterns were compiled once when the filter was stored, with the same limits. */
function matchesMetadata({ path, matches }: { path: string; matches: string }, facts: ItemFacts): boolean {
  const compiled = compilePattern(matches);
  if (!compiled.ok) throw new Error(`a stored filter has a pattern that cannot be read: ${compiled.message}`);
  return readValues(facts.metadata, path).some((value) => compiled.pattern.matches(value));
}
