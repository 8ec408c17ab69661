import { type KeptResult, keptProblem, type ReadKept, readKeptSequence } from './noid-kept-sequence.ts';
import { type PerlEntries, readPerlEntries } from './noid-perl-text.ts';
import type { NoidSequenceState } from './noid-sequence.ts';

/**
 * Longest text of a minter's state that is looked at, in UTF-16 units. It may have 8,000,000 lines, which is two
 * million names of a long-term minter as db_dump writes them.
 */
export const NOID_STATE_LENGTH_LIMIT = 128 * 2 ** 20;

/** `long` holds every name for good, `medium` gives each once, `short` begins again when its names are used up. */
export type NoidTerm = 'long' | 'medium' | 'short';

/**
 * The state of a minter that was run elsewhere. `template` and `zone` are as parseNoidTemplate and
 * createNoidSequence take them, and `sequence` goes on with resumeNoidSequence. Names are whole: zone, prefix and
 * check character included.
 */
export type ImportedMinter = {
  template: string;
  zone: string;
  /** Null when the source does not tell; Nog gives each name once. */
  term: NoidTerm | null;
  sequence: NoidSequenceState;
  /** Names that must not be minted; a long-term minter of Perl Noid holds every name it gave out. */
  held: string[];
  /**
   * Names to be minted before new ones, in their order. `at` is the earliest time, `2026-03-01T12:00:00`, by the
   * clock of the minter's machine, whose time zone is not kept; null for at once.
   */
  queued: { name: string; at: string | null }[];
  /** Names given out at least once, in no order; null when the source does not list them. */
  issued: string[] | null;
};

/** Why a text is not the state of a minter, and where: a line from 1 on, or a JSON pointer (RFC 6901). */
export type ImportProblem = {
  code: string;
  message: string;
  at: { line: number } | { pointer: string };
};

export type ImportResult = { ok: true; value: ImportedMinter } | { ok: false; problem: ImportProblem };

/**
 * Reads the state of a Nog minter as JSON: the `minterState` of EZID (members `c0/top`, `c0/value`, …, lists as
 * text), or what noidy keeps (members `c0: {top, value}`, …, lists as arrays), alone or inside the record that
 * holds it (`minterState`, `minter_state`, or a Django fixture's `fields.minterState`).
 *
 * Nog keeps no list of names, so `issued` is null and nothing is held or queued; a state that says it holds or
 * queues names is refused rather than read without them.
 * Never throws. Limits: {@link NOID_STATE_LENGTH_LIMIT}, 293 counters, masks with room for 2^53 − 1 names.
 * Problem codes: `too-long`, `json`, `not-a-minter`, `names-missing`, and those of the sequence: `missing`,
 * `number`, `template`, `growth`, `counters`.
 */
export function readNogState(text: string): ImportResult {
  if (text.length > NOID_STATE_LENGTH_LIMIT) return nogProblem('too-long', 'This text is too long.', '');
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return nogProblem('json', 'This is not JSON.', '');
  }
  const found = findNogState(value);
  if (found === null) {
    return nogProblem('not-a-minter', 'This JSON holds no state of a minter: it has no template.', '');
  }
  const { state, pointer } = found;
  const kept = readKeptSequence((name) => readMember(state, name));
  if (!kept.ok) {
    const { code, message, field } = kept.problem;
    return nogProblem(code, message, pointer + pointTo(state, field));
  }
  for (const field of ['held', 'queued']) {
    if (Number(readMember(state, field) ?? 0) > 0) {
      return nogProblem('names-missing', `Names are ${field}, but not listed.`, `${pointer}/${field}`);
    }
  }
  const { template, zone, state: sequence } = kept.value;
  return {
    ok: true,
    value: { template: template.text, zone, term: null, sequence, held: [], queued: [], issued: null },
  };
}

/**
 * Reads the state of a minter of Perl Noid (or of Nog, from its Berkeley DB file) in one of three textual forms:
 *
 * - `db_dump -p NOID/noid.bdb`, also without `-p`: exact, and cut-off files are noticed. The one to use.
 * - `noid dbinfo dump`: complete, but a value with line ends that look like further entries is misread.
 * - `noid dbinfo full`: sequence and queue only. `issued` is null; when names are held it is refused, because
 *   it does not list them.
 *
 * Bindings and notes are left out. Never throws. Limits: {@link NOID_STATE_LENGTH_LIMIT}, 293 counters, masks with
 * room for 2^53 − 1 names.
 * Problem codes: `too-long`, `dump` for lines that are not of the form, `cut-off`, `names-missing`, and those of
 * the sequence: `missing`, `number`, `template`, `growth`, `generator`, `counters`.
 */
export function readPerlNoidState(text: string): ImportResult {
  if (text.length > NOID_STATE_LENGTH_LIMIT) return perlProblem('too-long', 'This text is too long.', 1);
  const parsed = readPerlEntries(
    text,
    (key) => key.startsWith(':/') || key.endsWith('\t:/c') || key.endsWith('\t:/h'),
  );
  if (!parsed.ok) {
    const { code, message, line } = parsed.problem;
    return perlProblem(code, message, line);
  }
  return interpretPerlEntries(parsed.value);
}

/** What {@link readPerlNoidState} makes of entries that were read already. */
export function interpretPerlEntries({ entries, lines, listsNames }: PerlEntries): ImportResult {
  const read: ReadKept = (name) => entries.get(`:/${name}`) ?? null;
  const lineOf = (field: string) => lines.get(`:/${field}`) ?? 1;
  const kept = readKeptSequence(read);
  const names: KeptResult<Pick<ImportedMinter, 'held' | 'queued' | 'issued'>> = listsNames
    ? { ok: true, value: listNames(entries) }
    : listQueueOnly(entries, read);
  for (const result of [kept, names]) {
    if (!result.ok) {
      const { code, message, field } = result.problem;
      return perlProblem(code, message, lineOf(field));
    }
  }
  if (!kept.ok || !names.ok) throw new Error('unreachable');
  const { template, zone, state } = kept.value;
  return {
    ok: true,
    value: { template: template.text, zone, term: readTerm(read), sequence: state, ...names.value },
  };
}

/** Perl keeps yes as 1, and no as 0 or nothing. */
export function readTerm(read: ReadKept): NoidTerm {
  if (isYes(read('longterm'))) return 'long';
  return isYes(read('wrap')) ? 'short' : 'medium';
}

function isYes(kept: string | null): boolean {
  return kept !== null && kept !== '' && kept !== '0';
}

function listNames(entries: ReadonlyMap<string, string>): Pick<ImportedMinter, 'held' | 'queued' | 'issued'> {
  const held: string[] = [];
  const issued: string[] = [];
  for (const [key, value] of entries) {
    const tab = key.indexOf('\t');
    if (tab <= 0) continue;
    const field = key.slice(tab + 1);
    if (field === ':/h') held.push(key.slice(0, tab));
    if (field === ':/c' && (value.split('|', 1)[0] ?? '').includes('i')) issued.push(key.slice(0, tab));
  }
  return { held, queued: listQueue(entries), issued };
}

function listQueueOnly(
  entries: ReadonlyMap<string, string>,
  read: ReadKept,
): KeptResult<Pick<ImportedMinter, 'held' | 'queued' | 'issued'>> {
  if (Number(read('held') ?? 0) > 0) {
    return keptProblem(
      'names-missing',
      'Names are held, but not listed: use “dbinfo dump” or db_dump.',
      'held',
    );
  }
  return { ok: true, value: { held: [], queued: listQueue(entries), issued: null } };
}

/** Keys of the queue are `:/q/` date `/` number `/` name, so that their order is that of the queue. */
function listQueue(entries: ReadonlyMap<string, string>): { name: string; at: string | null }[] {
  const keys = [...entries.keys()].filter((key) => /^:\/q\/[0-9]{14}\//.test(key)).sort();
  return keys.flatMap((key) => {
    const name = entries.get(key) ?? '';
    const status = (entries.get(`${name}\t:/c`) ?? 'q').charAt(0);
    // Perl Noid leaves a name that was taken out of the queue in its place, and passes over it when its turn comes.
    if (name === '' || status !== 'q') return [];
    return [{ name, at: readQueueDate(key.slice(4, 18)) }];
  });
}

function readQueueDate(digits: string): string | null {
  const parts = /^(....)(..)(..)(..)(..)(..)$/.exec(digits);
  if (parts === null || Number(digits) === 0) return null;
  const [, year, month, day, hour, minute, second] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function findNogState(value: unknown): { state: JsonObject; pointer: string } | null {
  const paths = [
    [],
    ['minterState'],
    ['minter_state'],
    ['fields', 'minterState'],
    ['0', 'fields', 'minterState'],
  ];
  for (const path of paths) {
    let state: unknown = value;
    for (const name of path) {
      if (Array.isArray(state)) state = state.length === 1 ? state[Number(name)] : undefined;
      else state = isObject(state) && Object.hasOwn(state, name) ? state[name] : undefined;
    }
    if (isObject(state) && Object.hasOwn(state, 'template')) {
      return { state, pointer: path.map((name) => `/${name}`).join('') };
    }
  }
  return null;
}

/** A member as Perl would keep it; `c0/value` is also looked for as `value` in `c0`. */
function readMember(state: JsonObject, name: string): string | null {
  const direct = Object.hasOwn(state, name) ? state[name] : undefined;
  const slash = name.indexOf('/');
  if (direct === undefined && slash !== -1) {
    const outer = Object.hasOwn(state, name.slice(0, slash)) ? state[name.slice(0, slash)] : undefined;
    return isObject(outer) ? readMember(outer, name.slice(slash + 1)) : null;
  }
  if (typeof direct === 'string') return direct;
  if (typeof direct === 'number') return String(direct);
  return Array.isArray(direct) ? direct.join(' ') : null;
}

function pointTo(state: JsonObject, field: string): string {
  if (field === '') return '';
  return Object.hasOwn(state, field) ? `/${field.replaceAll('/', '~1')}` : `/${field}`;
}

function nogProblem(code: string, message: string, pointer: string): { ok: false; problem: ImportProblem } {
  return { ok: false, problem: { code, message, at: { pointer } } };
}

function perlProblem(code: string, message: string, line: number): { ok: false; problem: ImportProblem } {
  return { ok: false, problem: { code, message, at: { line } } };
}
