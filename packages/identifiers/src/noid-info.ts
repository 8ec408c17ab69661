import type { NoidMinter } from './noid-minter.ts';
import {
  answer,
  findUnkeepable,
  type NoidAnswer,
  type NoidContext,
  type NoidStore,
  refuse,
} from './noid-store.ts';

/** `note`: keeps a value of the user's under a key of the minter; prints nothing. */
export function keepNote(context: NoidContext, minter: NoidMinter, key: string, value: string): NoidAnswer {
  if (key === '' || value === '') return refuse('error: you must supply a key and a value.');
  const problem = findUnkeepable(key);
  if (problem !== null) return refuse(`error: "${key}" is no key of a note: ${problem}.`);
  context.store.set(`:/:/${key}`, value);
  if (minter.term === 'long') context.log(`note: note attempt under ${key} by ${context.contact}`);
  return answer();
}

/**
 * `dbinfo`: the entries of a store as lines, one after the other, since there may be millions. `brief` leaves out
 * the counters, `full` lists all of the minter itself, `dump` every entry.
 */
export function* listMinterInfo(store: NoidStore, level: 'brief' | 'full' | 'dump'): Generator<string> {
  if (level === 'dump') {
    for (const [key, value] of store.scan('')) yield `${key}: ${value}`;
    return;
  }
  let hasNotes = false;
  for (const [key, value] of store.scan(':/:/')) {
    if (!hasNotes) yield 'User Assigned Values:';
    hasNotes = true;
    yield `  ${key}: ${value}`;
  }
  if (hasNotes) yield '';
  yield 'Admin Values:';
  for (const [key, value] of store.scan(':/')) {
    if (key.startsWith(':/:/')) continue;
    if (level === 'full' || !/^:\/(?:c[0-9]|s[ai]clist)/.test(key)) yield `  ${key}: ${value}`;
  }
  yield '';
}
