import { writeKeptSequence } from './noid-kept-sequence.ts';
import type { NoidMinter } from './noid-minter.ts';
import { createNoidSequence, describeNoidExhaustion, resumeNoidSequence } from './noid-sequence.ts';
import {
  circulationKey,
  formatCirculation,
  formatNoidDate,
  holdKey,
  type NoidContext,
  type NoidStore,
  readCirculation,
  readNumber,
} from './noid-store.ts';

/**
 * Mints up to `count` names. Names of the queue whose time has come go first, the oldest first; then the sequence
 * goes on, past names that are held, queued, or were given out before. A long-term minter holds each name it gives
 * out; a short-term one begins again when its names are used up. Bindings of a name given out anew are removed.
 *
 * Answers the names in order, and in `problem` what ended it early, in the words of Noid.
 */
export function mintNoids(
  context: NoidContext,
  minter: NoidMinter,
  count: number,
): { names: string[]; problem: string | null } {
  const { store } = context;
  const generate = createGenerator(context, minter);
  const names: string[] = [];
  let held = 0;
  let mayBeQueued = readNumber(store, ':/queued') > 0;
  let problem: string | null = null;
  while (names.length < count && problem === null) {
    const queued = mayBeQueued ? takeFromQueue(context, minter) : null;
    mayBeQueued = queued !== null;
    const next = queued ?? generate.next();
    if (next === null) {
      problem = generate.describeEnd();
      break;
    }
    for (const element of next.elements) store.delete(`${next.name}\t${element}`);
    store.set(circulationKey(next.name), formatCirculation(context, 'i', next.status, generate.count()));
    if (minter.term === 'long') {
      store.set(holdKey(next.name), '1');
      held += 1;
      context.log(`m: ${next.name} ${formatCirculation(context, 'i', next.status, generate.count())}`);
    }
    names.push(next.name);
  }
  if (held > 0) store.set(':/held', String(readNumber(store, ':/held') + held));
  generate.keep();
  return { names, problem };
}

/** What a store has under one name. */
type Circulating = { name: string; status: string; isHeld: boolean; elements: string[] };

function readCirculating(store: NoidStore, name: string): Circulating {
  const found: Circulating = { name, status: '', isHeld: false, elements: [] };
  for (const [key, value] of store.scan(`${name}\t`)) {
    const element = key.slice(name.length + 1);
    if (element === ':/c') found.status = readCirculation(value);
    else if (element === ':/h') found.isHeld = true;
    else found.elements.push(element);
  }
  return found;
}

function takeFromQueue(context: NoidContext, { term }: NoidMinter): Circulating | null {
  const { store, now } = context;
  for (;;) {
    const [head] = takeFirst(store.scan(':/q/'));
    if (head === undefined) {
      store.set(':/fseqnum', '1');
      store.set(':/queued', '0');
      return null;
    }
    const [key, name] = head;
    if (key.slice(4, 18) > formatNoidDate(now)) return null;
    store.delete(key);
    store.set(':/queued', String(Math.max(readNumber(store, ':/queued') - 1, 0)));
    const found = readCirculating(store, name);
    if (found.isHeld) {
      if (term === 'long') context.log(`warning: id ${name} is held; it was taken out of the queue.`);
      continue;
    }
    if (found.status.startsWith('q')) return found;
    // An import can bring a queue of its own, with names that Noid had marked as taken out of it or given out.
    context.log(`note: id ${name} was in the queue, but not marked as queued; it was passed over.`);
  }
}

function takeFirst<T>(values: Iterable<T>): T[] {
  for (const value of values) return [value];
  return [];
}

function createGenerator(context: NoidContext, minter: NoidMinter) {
  const { store } = context;
  const { template, zone, term } = minter;
  let sequence = resumeNoidSequence(minter.state);
  let passedSinceName = 0;

  function nextName(): string | null {
    const name = sequence.next();
    if (name !== null || term !== 'short') return name;
    // After a whole round without a name there is none.
    if (template.total === null || passedSinceName >= template.total) return null;
    context.log(`${formatNoidDate(context.now)}: begins again; names given out before come again.`);
    sequence = createNoidSequence(template, { zone });
    return sequence.next();
  }

  function next(): Circulating | null {
    for (let name = nextName(); name !== null; name = nextName()) {
      const found = readCirculating(store, name);
      const wasGivenOut = found.status.startsWith('i') && term !== 'short';
      if (!found.isHeld && !wasGivenOut && !/^[qu]/.test(found.status)) {
        passedSinceName = 0;
        return found;
      }
      passedSinceName += 1;
      if (term === 'long' && !found.isHeld) {
        context.log(`note: ${name} was passed over; its status is "${found.status}".`);
      }
    }
    return null;
  }

  return {
    next,
    count: () => sequence.position,
    describeEnd: () => describeNoidExhaustion(sequence.position),
    keep() {
      const before = minter.state;
      minter.state = sequence.state;
      writeKeptSequence((name, value) => store.set(`:/${name}`, value), template, minter.state, before);
    },
  };
}
