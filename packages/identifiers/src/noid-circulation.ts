import { noidNameStart } from './noid.ts';
import type { NoidMinter } from './noid-minter.ts';
import {
  answer,
  circulationKey,
  formatCirculation,
  formatNoidDate,
  holdKey,
  type NoidAnswer,
  type NoidContext,
  readCirculation,
  readNumber,
  refuse,
} from './noid-store.ts';
import { listNameProblems } from './noid-validate-lines.ts';

/** Numbers in the queue's keys have six digits. */
const QUEUE_NUMBER_LIMIT = 1_000_000;

const LONGEST_DELAY_SECONDS = 100 * 366 * 86_400;

/**
 * `hold set` and `hold release`. A held name is passed over when its turn to be minted comes, and cannot be queued.
 * Nothing is done when one of the names cannot be the minter's.
 */
export function holdNames(
  context: NoidContext,
  minter: NoidMinter,
  directive: string,
  names: readonly string[],
): NoidAnswer {
  if (directive === '') return refuse('error: hold "set" or "release"?');
  if (directive !== 'set' && directive !== 'release') {
    return refuse(`error: unrecognized hold directive (${directive})`);
  }
  if (names.length === 0) return refuse('error: no id(s) specified');
  const problems = listNameProblems(minter, names);
  if (problems.length > 0) {
    return refuse('error: hold operation not started -- one or more ids did not validate:', ...problems);
  }
  for (const name of names) {
    if (minter.term === 'long') {
      const what = directive === 'set' ? 'placing hold' : 'releasing hold';
      context.log(`${formatNoidDate(context.now)} ${name}: ${what}`);
    }
    setHold(context, name, directive === 'set');
  }
  const holds = names.length === 1 ? '1 hold' : `${names.length} holds`;
  return answer(`Ok: ${holds} ${directive === 'set' ? 'placed' : 'released'}`);
}

/** Counts only what changes, so that the number of holds stays right when one is set or released twice. */
export function setHold({ store }: NoidContext, name: string, isHeld: boolean): void {
  const key = holdKey(name);
  if ((store.get(key) !== null) === isHeld) return;
  if (isHeld) store.set(key, '1');
  else store.delete(key);
  store.set(':/held', String(Math.max(readNumber(store, ':/held') + (isHeld ? 1 : -1), 0)));
}

/**
 * `queue`: names to be minted before new ones. `when` is `now`, a delay `N` or `Ns` (seconds) or `Nd` (days),
 * `first` (before all that have a time), `lvf` (lowest value first, before even those), or `delete`, which takes
 * names out of the queue. Answers a line a name, and how many were queued.
 */
export function queueNames(
  context: NoidContext,
  minter: NoidMinter,
  when: string,
  names: readonly string[],
): NoidAnswer {
  if (when.trim() === '') return refuse('error: queue when? (eg, first, lvf, 30d, now)');
  if (names.length === 0) return refuse('error: must specify at least one id to queue.');
  const place = readPlace(context, when);
  if (place === null && when !== 'delete') return refuse(`error: unrecognized queue time: ${when}`);
  const problems = listNameProblems(minter, names);
  if (problems.length > 0) {
    return refuse('error: queue operation not started -- one or more ids did not validate:', ...problems);
  }
  const lines: string[] = [];
  let queued = 0;
  for (const name of names) {
    const refused = place === null ? takeOut(context, name, minter) : putIn(context, minter, name, place);
    if (refused === null) queued += 1;
    else context.log(refused);
    lines.push(refused ?? `id: ${name}`);
  }
  if (place !== null && place.counter !== null) context.store.set(place.counter, String(place.number));
  const count = queued === 1 ? '1 identifier' : `${queued} identifiers`;
  lines.push(`note: ${count} ${place === null ? 'taken out of the queue' : 'queued'}`);
  return { lines, errors: [], isDone: queued === names.length };
}

/** Where in the queue: `counter` is the key that counts `number` on, null for `lvf`, where the value decides. */
type Place = { date: string; number: number; counter: string | null };

function readPlace({ store, now }: NoidContext, when: string): Place | null {
  const front = '0'.repeat(14);
  if (when === 'lvf') return { date: front, number: 0, counter: null };
  if (when === 'first') {
    return { date: front, number: Math.max(readNumber(store, ':/fseqnum'), 1), counter: ':/fseqnum' };
  }
  const delay = when === 'now' ? ['', '0', 's'] : /^([0-9]{1,11})([ds]?)$/.exec(when);
  if (delay === null) return null;
  const seconds = Number(delay[1]) * (delay[2] === 'd' ? 86_400 : 1);
  if (seconds > LONGEST_DELAY_SECONDS) return null;
  const date = formatNoidDate(new Date(now.getTime() + seconds * 1000));
  // Names with the same date stay in order by this number; a later date begins it anew.
  if (date > (store.get(':/gseqnum_date') ?? '0').padStart(14, '0')) {
    store.set(':/gseqnum_date', date);
    return { date, number: 1, counter: ':/gseqnum' };
  }
  return { date, number: Math.max(readNumber(store, ':/gseqnum'), 1), counter: ':/gseqnum' };
}

/** @returns why the name cannot be queued, or null */
function putIn(context: NoidContext, minter: NoidMinter, name: string, place: Place): string | null {
  const { store } = context;
  if (store.get(holdKey(name)) !== null) {
    return `error: a hold has been set for "${name}" and must be released before the identifier can be queued for minting.`;
  }
  const record = store.get(circulationKey(name));
  const status = readCirculation(record);
  if (status.startsWith('q')) {
    return `error: id ${name} cannot be queued since it appears to be in the queue already -- circ record is ${record}`;
  }
  const start = noidNameStart(minter.template, minter.zone);
  const value = name.startsWith(start) ? name.slice(start.length) : name;
  const number = String(place.number % QUEUE_NUMBER_LIMIT).padStart(6, '0');
  const key = `:/q/${place.date}/${number}/${value.padStart(readNumber(store, ':/padwidth'), '0')}`;
  store.set(key, name);
  store.set(circulationKey(name), formatCirculation(context, 'q', status, countGivenOut(minter)));
  store.set(':/queued', String(readNumber(store, ':/queued') + 1));
  if (place.counter !== null) place.number += 1;
  if (minter.term === 'long') {
    if (status === '') {
      context.log(`note: id ${name} being queued before first minting (to be pre-cycled)`);
    } else if (status.startsWith('i')) {
      context.log(`note: longterm id ${name} being queued for re-issue`);
    }
    context.log(`id: ${name} added to queue under ${key}`);
  }
  return null;
}

/** @returns why the name cannot be taken out, or null */
function takeOut(context: NoidContext, name: string, minter: NoidMinter): string | null {
  const { store } = context;
  const record = store.get(circulationKey(name));
  const status = readCirculation(record);
  if (status.startsWith('u')) {
    return `error: id ${name} has been unqueued already -- circ record is ${record}`;
  }
  if (!status.startsWith('q')) {
    return `error: id ${name} cannot be unqueued since it is not in the queue, circ record is ${record ?? '(none)'}`;
  }
  // The keys are by date, so the name is looked for: taking out is rare, and the queue short beside the store.
  const key = findKey(store.scan(':/q/'), name);
  if (key !== null) {
    store.delete(key);
    store.set(':/queued', String(Math.max(readNumber(store, ':/queued') - 1, 0)));
  }
  store.set(circulationKey(name), formatCirculation(context, 'u', status, countGivenOut(minter)));
  return null;
}

function findKey(entries: Iterable<readonly [string, string]>, wanted: string): string | null {
  for (const [key, value] of entries) if (value === wanted) return key;
  return null;
}

function countGivenOut({ state }: NoidMinter): number {
  return state.position;
}
