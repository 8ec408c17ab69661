import { countNoidNames, NOG_GROWTH_LENGTH, type NoidTemplate, parseNoidTemplate } from './noid.ts';
import { countRun, type NoidSequenceState, resumeNoidSequence } from './noid-sequence.ts';

/*
 * How Perl Noid and Nog keep a sequence: under short names, with numbers as decimal text.
 *
 *   template     Noid: prefix.mask · Nog: shoulder{mask}, with the mask in use
 *   naan         Noid: what stands before the prefix, without its slash
 *   oacounter    names given out, in Nog those of the mask in use
 *   basecount    Nog: names given out under shorter masks
 *   total        room of the mask in use, 0 when there is no end
 *   percounter   length of a run
 *   cN/top, cN/value   length of run N, and names it has given out
 *   saclist, siclist   counters that are not used up, and those that are, by name and parted by spaces
 */

/** What is kept under a short name, or null. */
export type ReadKept = (name: string) => string | null;

/** A sequence as it was kept: its template and zone as {@link parseNoidTemplate} and formatNoidName take them. */
export type KeptSequence = { template: NoidTemplate; zone: string; state: NoidSequenceState };

/** Why what is kept is no sequence: `field` is the short name, empty for the whole. */
export type KeptProblem = { code: string; message: string; field: string };

export type KeptResult<T> = { ok: true; value: T } | { ok: false; problem: KeptProblem };

/** Generators of random numbers that draw as drand48 does; ports of Noid know others. */
const DRAND48_NAMES = new Set(['', 'drand48', 'PerlRandom', 'Perl_Random', 'perl rand()']);

const COUNTER_LIMIT = 293;

export function keptProblem(
  code: string,
  message: string,
  field: string,
): { ok: false; problem: KeptProblem } {
  return { ok: false, problem: { code, message, field } };
}

/**
 * Reads a kept sequence of Perl Noid or Nog and checks that it can be one.
 * Problem codes: `missing`, `number`, `template`, `growth`, `generator`, `counters`.
 */
export function readKeptSequence(read: ReadKept): KeptResult<KeptSequence> {
  const text = read('template') ?? '';
  if (text === '') return keptProblem('missing', 'There is no template here.', 'template');
  const shoulder = readNogTemplate(text);
  return shoulder === null ? readNoid(text, read) : readNog(shoulder, read);
}

/** `99999/fk4{eedk}` → shoulder and mask; null for a template of another form. */
export function readNogTemplate(text: string): { zone: string; mask: string } | null {
  const brace = text.indexOf('{');
  if (brace === -1 || !text.endsWith('}')) return null;
  return { zone: text.slice(0, brace), mask: text.slice(brace + 1, -1) };
}

function readNoid(text: string, read: ReadKept): KeptResult<KeptSequence> {
  const template = parseNoidTemplate(text);
  if (!template.ok) return keptProblem('template', template.problem.message, 'template');
  const naan = read('naan') ?? '';
  const generator = read('generator_random') ?? '';
  if (template.value.order === 'random' && !DRAND48_NAMES.has(generator)) {
    return keptProblem(
      'generator',
      `The names were drawn with “${generator}”, not drand48.`,
      'generator_random',
    );
  }
  const position = readCount(read, 'oacounter');
  if (!position.ok) return position;
  const counters =
    template.value.order === 'random'
      ? readCounters(read, template.value.mask)
      : { ok: true as const, value: [] };
  if (!counters.ok) return counters;
  // A NAAN with a slash in it is rare, and then taken as it is with the slash that Noid adds.
  const zone = naan.includes('/') ? `${naan}/` : naan;
  return verify(template.value, {
    template: template.value.text,
    zone,
    position: position.value,
    mask: template.value.mask,
    maskStart: 0,
    counters: counters.value,
  });
}

function readNog(shoulder: { zone: string; mask: string }, read: ReadKept): KeptResult<KeptSequence> {
  const mask = read('mask') ?? shoulder.mask;
  if (mask !== shoulder.mask) {
    return keptProblem('template', 'The mask is not the one in the template.', 'mask');
  }
  const growth = read('atlast') ?? `add${NOG_GROWTH_LENGTH}`;
  if (growth !== `add${NOG_GROWTH_LENGTH}`) {
    return keptProblem('growth', `Only masks that grow by “add3” can be read, not “${growth}”.`, 'atlast');
  }
  const before = readCount(read, 'basecount', 0);
  if (!before.ok) return before;
  const taken = readCount(read, 'oacounter');
  if (!taken.ok) return taken;
  const original = shrinkMask(mask, before.value);
  const template = original === null ? null : parseNoidTemplate(original);
  if (template === null) {
    return keptProblem('growth', 'No mask grows to this one after so many names.', 'basecount');
  }
  if (!template.ok || template.value.order !== 'nog') {
    return keptProblem('template', 'A mask has three or more of d and e, and perhaps k.', 'mask');
  }
  const counters = readCounters(read, mask.replace('k', ''));
  if (!counters.ok) return counters;
  return verify(template.value, {
    template: template.value.text,
    zone: shoulder.zone,
    position: before.value + taken.value,
    mask: mask.replace(/k$/, ''),
    maskStart: before.value,
    counters: counters.value,
  });
}

/** The mask that has grown to `mask` when `before` names were given out; null when none has. */
function shrinkMask(mask: string, before: number): string | null {
  if (!/^[de]{1,40}k?$/.test(mask)) return mask;
  let original = mask;
  let count = 0;
  while (count < before) {
    const shorter = original.slice(NOG_GROWTH_LENGTH);
    if (shorter.replace('k', '').length < NOG_GROWTH_LENGTH) return null;
    original = shorter;
    count += countNoidNames(original.replace('k', ''));
  }
  return count === before ? original : null;
}

function verify(template: NoidTemplate, state: NoidSequenceState): KeptResult<KeptSequence> {
  try {
    resumeNoidSequence(state);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return keptProblem('counters', error.message, state.counters.length === 0 ? 'oacounter' : '');
  }
  return { ok: true, value: { template, zone: state.zone, state } };
}

function readCounters(read: ReadKept, mask: string): KeptResult<number[]> {
  const total = countNoidNames(mask);
  const counters: number[] = [];
  const active: string[] = [];
  for (let index = 0; index < COUNTER_LIMIT; index += 1) {
    if (read(`c${index}/value`) === null) break;
    const taken = readCount(read, `c${index}/value`);
    if (!taken.ok) return taken;
    const top = readCount(read, `c${index}/top`);
    if (!top.ok) return top;
    // Runs of another length would deal the names out in another order.
    if (top.value !== countRun(total, index)) {
      return keptProblem(
        'counters',
        `“c${index}/top” is not the length of a run of this mask.`,
        `c${index}/top`,
      );
    }
    counters.push(taken.value);
    if (taken.value < top.value) active.push(`c${index}`);
  }
  // The names drawn depend on this list, so a list that says otherwise is a state that we would go on from wrongly.
  const listed = read('saclist');
  if (listed !== null && listed.trim().split(/ +/).join(' ') !== active.join(' ')) {
    return keptProblem('counters', 'The list of active counters does not fit the counters.', 'saclist');
  }
  return { ok: true, value: counters };
}

/** @param fallback what a field that is not kept stands for; without one it must be there */
function readCount(read: ReadKept, field: string, fallback?: number): KeptResult<number> {
  const text = read(field);
  if (text === null && fallback !== undefined) return { ok: true, value: fallback };
  if (text === null) return keptProblem('missing', `There is no “${field}” here.`, field);
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return { ok: true, value };
  return keptProblem('number', `“${field}” is no whole number from 0 on.`, field);
}

/** What keeping a sequence takes: `before` is what is kept already; only what differs is set. */
export function writeKeptSequence(
  set: (name: string, value: string) => void,
  template: NoidTemplate,
  state: NoidSequenceState,
  before: NoidSequenceState | null = null,
): void {
  const isSame = (field: 'position' | 'mask') => before !== null && before[field] === state[field];
  if (!isSame('position')) set('oacounter', String(state.position - state.maskStart));
  if (template.order === 'sequential' || template.order === 'growing') return;
  const total = countNoidNames(state.mask);
  const runs = state.counters.map((_, counter) => countRun(total, counter));
  if (!isSame('mask')) writeMask(set, template, state, total, runs);
  let isListChanged = before === null;
  for (const [counter, taken] of state.counters.entries()) {
    const was = isSame('mask') ? before?.counters[counter] : undefined;
    if (was === taken) continue;
    set(`c${counter}/value`, String(taken));
    isListChanged ||= was === undefined || was === runs[counter] || taken === runs[counter];
  }
  if (!isListChanged) return;
  const listNames = (isActive: boolean) =>
    runs.flatMap((run, counter) =>
      (state.counters[counter] ?? 0) < run === isActive ? [`c${counter} `] : [],
    );
  set('saclist', listNames(true).join(''));
  set('siclist', listNames(false).join(''));
}

function writeMask(
  set: (name: string, value: string) => void,
  template: NoidTemplate,
  state: NoidSequenceState,
  total: number,
  runs: readonly number[],
): void {
  set('total', String(total));
  set('oatop', String(total));
  set('percounter', String(runs[0] ?? 0));
  for (const [counter, run] of runs.entries()) set(`c${counter}/top`, String(run));
  if (template.order !== 'nog') return;
  const mask = template.hasCheckCharacter ? `${state.mask}k` : state.mask;
  set('template', `${state.zone}{${mask}}`);
  set('mask', mask);
  set('basecount', String(state.maskStart));
  set('atlast', `add${NOG_GROWTH_LENGTH}`);
}
