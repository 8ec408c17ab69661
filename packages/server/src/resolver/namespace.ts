import { type NoidTemplate, type Pid, parseNoidTemplate, validateNoidName } from '@mintmark/identifiers';
import type { Db } from '../db/index.ts';
import { findLongestShoulder, hasShoulders, type ShoulderFacts } from './store.ts';

/**
 * Whose names an identifier is among. `isOurs`: names with its NAAN or prefix are given out here. `shoulder`: the one
 * with the longest beginning that fits, or null; `spelling`: what the name's form alone says of it.
 */
export type Namespace = {
  isOurs: boolean;
  shoulder: ShoulderFacts | null;
  spelling: NameSpelling;
};

/**
 * - `fits`: the shoulder's template can make such a name
 * - `check-character`: only the last character does not fit the others
 * - `other-form`: the template makes no name of this form
 * - `unknown`: nothing is known of the shoulder's template
 */
export type NameSpelling = 'fits' | 'check-character' | 'other-form' | 'unknown';

/** Far above any shoulder in use. */
const LONGEST_SHOULDER = 100;

/** For what has no names around it that are known here. */
export const NOWHERE: Namespace = { isOurs: false, shoulder: null, spelling: 'unknown' };

/** Reads what is publicly known of the names around an ARK or Handle; of DOIs this service keeps no such account. */
export async function lookUpNamespace(db: Db, pid: Pid): Promise<Namespace> {
  if (pid.scheme === 'doi') return NOWHERE;
  const path = pid.scheme === 'ark' ? pid.canonical.slice('ark:'.length) : pid.canonical;
  const slash = path.indexOf('/');
  const prefix = path.slice(0, slash);
  const name = path.slice(slash + 1);
  const shoulder = await findLongestShoulder(db, pid.scheme, prefix, listBeginnings(name));
  if (shoulder === null) {
    return { isOurs: await hasShoulders(db, pid.scheme, prefix), shoulder, spelling: 'unknown' };
  }
  return { isOurs: true, shoulder, spelling: checkSpelling(name, shoulder) };
}

/** Every text that a shoulder of the name could be, the empty one included. */
function listBeginnings(name: string): string[] {
  const length = Math.min(name.length, LONGEST_SHOULDER);
  return Array.from({ length: length + 1 }, (_, end) => name.slice(0, end));
}

/** A matter of the spelling alone: a reserved name and one that nobody thought of get the same answer. */
function checkSpelling(name: string, shoulder: ShoulderFacts): NameSpelling {
  const template = readTemplate(shoulder.template);
  if (template === null) return 'unknown';
  const base = name.split(/[/.]/, 1)[0] ?? '';
  const checked = validateNoidName(
    template,
    `${shoulder.prefix}/${base}`,
    `${shoulder.prefix}/${shoulder.shoulder}`,
  );
  if (checked.ok) return 'fits';
  return checked.problem.code === 'check-character' ? 'check-character' : 'other-form';
}

function readTemplate(text: string | null): NoidTemplate | null {
  if (text === null) return null;
  const parsed = parseNoidTemplate(text);
  return parsed.ok ? parsed.value : null;
}
