/** One thing that is wrong with an item or message. */
export type ItemProblem = {
  /** JSON pointer (RFC 6901) to the member it concerns; of a missing member, where it should be. */
  pointer: string;
  /** A sentence: what is wrong, and what would be right. */
  detail: string;
  /** The code with which ORCID would refuse it, such as 9022. */
  code: number;
};

/** Appends a member to a JSON pointer. */
export function pointTo(pointer: string, member: string | number): string {
  return `${pointer}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

const QUOTE_LIMIT = 60;

/** A value in a sentence: short, on one line. */
export function quote(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return `"${line.length > QUOTE_LIMIT ? `${line.slice(0, QUOTE_LIMIT)}…` : line}"`;
}

/** Alternatives in a sentence; of many, the first ones. */
export function listWords(words: readonly string[]): string {
  if (words.length > 12) return `one of ${words.slice(0, 6).join(', ')} and so on`;
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
