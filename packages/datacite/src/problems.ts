/** One thing wrong in a description: where (a JSON pointer, RFC 6901) and one sentence on what to do. */
export type MetadataProblem = { pointer: string; detail: string };

/** More problems than this are counted, not listed: nobody corrects a longer list at one sitting. */
const PROBLEM_LIMIT = 100;

/** Collects problems up to `PROBLEM_LIMIT`; what is over the limit is only counted. */
export type ProblemList = {
  /** `detail` may be a function where the sentence is costly: it is called only if the problem is listed. */
  add(pointer: string, detail: string | (() => string)): void;
  /** Number of problems found so far, listed or not. */
  count(): number;
  /** The problems in the order found; when some were left out, a last one at '' says how many. */
  list(): MetadataProblem[];
};

/** @returns an empty list of problems. */
export function createProblemList(): ProblemList {
  const problems: MetadataProblem[] = [];
  let count = 0;
  return {
    add(pointer, detail) {
      count += 1;
      if (count > PROBLEM_LIMIT) return;
      problems.push({ pointer, detail: typeof detail === 'string' ? detail : detail() });
    },
    count: () => count,
    list() {
      const leftOut = count - problems.length;
      if (leftOut === 0) return problems;
      const last = {
        pointer: '',
        detail: `${leftOut} more problem${leftOut === 1 ? ' was' : 's were'} left out of this list; correct these first.`,
      };
      return [...problems, last];
    },
  };
}

/** @returns `pointer` with one more step, escaped by RFC 6901 section 3. */
export function pointTo(pointer: string, step: string | number): string {
  const name = String(step);
  return `${pointer}/${/[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name}`;
}

/** @returns `value` as it may be shown inside a sentence: on one line, in quotes, at most 60 characters. */
export function quote(value: string): string {
  const line = value.replace(/\p{Cc}|\p{Cs}/gu, '\u{FFFD}');
  return line.length > 60 ? `'${line.slice(0, 57).toWellFormed()}...'` : `'${line}'`;
}
