import { advancePast } from './noid-advance.ts';
import { setHold } from './noid-circulation.ts';
import { writeKeptSequence } from './noid-kept-sequence.ts';
import type { NoidMinter } from './noid-minter.ts';
import {
  circulationKey,
  formatCirculation,
  type NoidAnswer,
  type NoidContext,
  readCirculation,
  refuse,
} from './noid-store.ts';

/**
 * Moves a minter past names that were minted elsewhere, as {@link advancePast} does, and records them as given out.
 * Answers one line a name; names that cannot be the minter's, or are too far ahead, do not keep the others from
 * being passed.
 */
export function advanceMinter(
  context: NoidContext,
  minter: NoidMinter,
  names: readonly string[],
  options: { limit?: number } = {},
): NoidAnswer {
  if (names.length === 0) return refuse('error: no id(s) specified');
  const before = minter.state;
  const results = names.map((name) => advanceTo(context, minter, name, options));
  const set = (name: string, value: string) => context.store.set(`:/${name}`, value);
  writeKeptSequence(set, minter.template, minter.state, before);
  return {
    lines: results.map(({ line }) => line),
    errors: [],
    isDone: results.every(({ isDone }) => isDone),
  };
}

function advanceTo(
  context: NoidContext,
  minter: NoidMinter,
  name: string,
  options: { limit?: number },
): { line: string; isDone: boolean } {
  const result = advancePast(minter.state, name, options);
  switch (result.outcome) {
    case 'wrong-check-character':
      return { line: `iderr: ${name} has a check character error`, isDone: false };
    case 'malformed':
      return { line: `iderr: ${name} ${result.problem.message}`, isDone: false };
    case 'not-found':
      return {
        line: `error: ${name} is not among the next ${result.searched} names; hold it.`,
        isDone: false,
      };
    case 'already-past':
      recordIssue(context, minter, name);
      return { line: `id: ${name} was past already`, isDone: true };
    case 'advanced':
      minter.state = result.state;
      recordIssue(context, minter, name);
      context.log(`Advanced past ${name}, to ${result.position} names.`);
      return { line: `id: ${name} is past now, with ${result.position} names`, isDone: true };
    default:
      return result satisfies never;
  }
}

function recordIssue(context: NoidContext, minter: NoidMinter, name: string): void {
  const { store } = context;
  if (readCirculation(store.get(circulationKey(name))) !== '') return;
  store.set(circulationKey(name), formatCirculation(context, 'i', '', minter.state.position));
  if (minter.term === 'long') setHold(context, name, true);
}
