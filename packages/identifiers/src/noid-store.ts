/*
 * Where a minter keeps what it knows: entries of text under keys, as Perl Noid keeps them in Berkeley DB, so that
 * the contents of one can be those of the other.
 *
 *   :/oacounter, :/template, …   the minter itself; see noid-kept-sequence.ts
 *   :/q/DATE/NUMBER/VALUE        the queue, in its order; the value is the name
 *   :/:/KEY                      notes
 *   :/idmap/ELEMENT<tab>PATTERN  rules for elements that are not bound
 *   NAME<tab>:/c                 circulation record: status|date|contact|names given out so far
 *   NAME<tab>:/h                 there is a hold
 *   NAME<tab>ELEMENT             a binding
 */

/**
 * The entries of one minter. The caller wraps each call of the minter's functions in a transaction that lets
 * nobody else write; the functions themselves neither begin nor commit one.
 */
export type NoidStore = {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
  /**
   * The entries whose key begins with `prefix`, in the order of the keys' UTF-8 octets, read one after the other:
   * there may be millions. Nothing is set or deleted while they are read.
   */
  scan(prefix: string): Iterable<readonly [key: string, value: string]>;
};

/** What a minter's functions work with. */
export type NoidContext = {
  store: NoidStore;
  /** The time of this call; kept to the second, in UTC. */
  now: Date;
  /** Who calls, as the circulation records name them; without `|`. */
  contact: string;
  /** Takes one line for the minter's log. */
  log(line: string): void;
};

/**
 * What a minter answers: `lines` as Noid prints them on standard output, `errors` as it prints them on standard
 * error. `isDone` is false when anything was refused.
 */
export type NoidAnswer = { lines: string[]; errors: string[]; isDone: boolean };

export function answer(...lines: string[]): NoidAnswer {
  return { lines, errors: [], isDone: true };
}

export function refuse(...errors: string[]): NoidAnswer {
  return { lines: [], errors, isDone: false };
}

/** A store that forgets, for trials and tests. */
export function createNoidMemoryStore(): NoidStore {
  const entries = new Map<string, string>();
  return {
    get: (key) => entries.get(key) ?? null,
    set: (key, value) => void entries.set(key, value),
    delete: (key) => void entries.delete(key),
    scan(prefix) {
      const found: [string, string][] = [];
      for (const entry of entries) if (entry[0].startsWith(prefix)) found.push(entry);
      return found.sort(([a], [b]) => compareOctets(a, b));
    },
  };
}

function compareOctets(a: string, b: string): number {
  // UTF-16 units sort as UTF-8 octets do, except beyond U+FFFF; those are compared as whole characters.
  const [left, right] = [[...a], [...b]];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** `20260301120000` in UTC: dates in this form sort as times do. */
export function formatNoidDate(date: Date): string {
  return date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

export function circulationKey(name: string): string {
  return `${name}\t:/c`;
}

export function holdKey(name: string): string {
  return `${name}\t:/h`;
}

/**
 * The status letters of a circulation record, the newest first: `i` issued, `q` queued, `u` taken out of the queue.
 * Empty when there is none or it is damaged.
 */
export function readCirculation(record: string | null): string {
  const status = (record ?? '').split('|', 1)[0] ?? '';
  return /^[iqu]+$/.test(status) ? status : '';
}

/** The record keeps the new status and the one before it, as Perl Noid does. */
export function formatCirculation(
  { now, contact }: NoidContext,
  status: string,
  before: string,
  count: number,
): string {
  return `${status}${before.charAt(0)}|${formatNoidDate(now)}|${contact}|${count}`;
}

/** A number kept under a key; 0 when there is none. */
export function readNumber(store: NoidStore, key: string): number {
  const value = Number(store.get(key) ?? 0);
  return Number.isSafeInteger(value) ? value : 0;
}

/** Why a text cannot be a name or an element in a store, or null. */
export function findUnkeepable(text: string): string | null {
  if (text === '') return 'it is empty';
  if (text.length > 8192) return 'it is too long';
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'it has a control character';
  return text.startsWith(':') ? 'it begins with “:”' : null;
}
