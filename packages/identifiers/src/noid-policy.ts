import type { NoidTerm } from './noid-import.ts';

/** What the durability of a minter's names depends on; `acceptsAny`: names that it did not mint may be bound. */
export type NoidPolicyFacts = {
  naan: string;
  prefix: string;
  /** With the letter of the order and the `k`, as in the template: `rddk`. */
  mask: string;
  isRandom: boolean;
  term: NoidTerm;
  acceptsAny: boolean;
};

/**
 * The durability policy of Noid in seven letters, `GRANITE` at best, with `-` for each property that is missing:
 * **G**lobally unique, **R**andom order, **A**lphabetic runs of two at most, **N**on-reassignable,
 * **I**mpression safe (no hyphen in the prefix), **T**ranscription safe (check character), **E**lided vowels.
 */
export function describeNoidPolicy(facts: NoidPolicyFacts): string {
  const { naan, prefix, mask, isRandom, term, acceptsAny } = facts;
  // A growing mask can put any number of its first character in front.
  const kinds = mask.replace('k', 'e').replace(/^ze/, 'zeeee').slice(1);
  const letters = prefix.replace(/[a-z]/gi, 'e') + kinds;
  const properties: [string, boolean][] = [
    ['G', naan !== '' && naan !== '00000'],
    ['R', isRandom],
    ['A', !acceptsAny && !letters.includes('eee')],
    ['N', term === 'long'],
    ['I', !acceptsAny && !prefix.includes('-')],
    ['T', mask.endsWith('k')],
    ['E', !acceptsAny && !/[aeiouy]/i.test(prefix)],
  ];
  return properties.map(([letter, holds]) => (holds ? letter : '-')).join('');
}

/** Each letter's meaning, in their order. */
export const NOID_POLICY_LETTERS: readonly string[] = [
  '(G)lobally unique: under a name assigning authority’s own number',
  '(R)andom order: the order of names tells nothing',
  '(A)lphabetic runs of two letters at most, so that no acronyms appear',
  '(N)on-reassignable: a name is given out once',
  '(I)mpression safe: no hyphen that typesetting could add or drop',
  '(T)ranscription safe: a check character finds mistyped names',
  '(E)lided vowels, so that no words appear',
];
