/**
 * About how many instructions a pattern of RE2 syntax compiles to, counted from its text: compiling `a{0,1000}` two
 * hundred times over takes more than a second, so a pattern that is too large is found before it is compiled. What is
 * not well-formed is counted somehow; compiling refuses it.
 */
export function estimatePatternSize(source: string): number {
  /** Sizes of the groups that are open, and in each what the last part of it counted for. */
  const open: { total: number; last: number }[] = [{ total: 0, last: 0 }];
  const add = (size: number): void => {
    const group = open.at(-1);
    if (group === undefined) return;
    group.total += size;
    group.last = size;
  };
  for (let at = 0; at < source.length; ) {
    const part = PART.exec(source.slice(at, at + PART_LENGTH_LIMIT))?.[0] ?? source.charAt(at);
    const [, least, most] = COUNT.exec(part) ?? [];
    const group = open.at(-1);
    if (part === '(') open.push({ total: 0, last: 0 });
    else if (part === ')' && open.length > 1) add((open.pop()?.total ?? 0) + 2);
    else if (least !== undefined && group !== undefined) {
      const repeated = group.last * Math.max(Number(least), Number(most ?? 0), 1);
      group.total += repeated - group.last;
      group.last = repeated;
    } else add(1);
    at += part.length;
  }
  return open.reduce((sum, { total }) => sum + total, 0);
}

/** A count; a class or an escape, which are one instruction whatever is in them; or a single character. */
const PART = /^(?:\{\d{1,4}(?:,\d{0,4})?\}|\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)/su;
const COUNT = /^\{(\d+)(?:,(\d*))?\}$/;
/** A pattern is no longer, so neither is a part of one. */
const PART_LENGTH_LIMIT = 2000;
