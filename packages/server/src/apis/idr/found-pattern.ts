/**
 * Release 4 asks whether a pattern is found anywhere in a value; everything else here matches whole values. A pattern
 * that arrives in release 4's way is therefore stored with what it leaves open written out, for that scheme alone.
 */
const BEFORE = '[\\s\\S]*(?:';
const AFTER = ')[\\s\\S]*';

/** The pattern that matches a whole value exactly where `pattern` is found in it. */
export function toWholePattern(pattern: string): string {
  return isAnchored(pattern) ? pattern : `${BEFORE}${pattern}${AFTER}`;
}

/** The pattern as it came over release 4; any other pattern as it is. */
export function toFoundPattern(pattern: string): string {
  return pattern.startsWith(BEFORE) && pattern.endsWith(AFTER)
    ? pattern.slice(BEFORE.length, -AFTER.length)
    : pattern;
}

/** `^…$` without alternatives, of which one could be open. */
function isAnchored(pattern: string): boolean {
  return pattern.startsWith('^') && /(?:^|[^\\])(?:\\\\)*\$$/.test(pattern) && !pattern.includes('|');
}
