import { drawFirstDrand48 } from './drand48.ts';
import { countNoidNames, NOG_GROWTH_LENGTH, type NoidTemplate, parseNoidTemplate } from './noid.ts';
import { createNoidFormatter } from './noid-format.ts';

/** Perl Noid spreads the random names of a mask over this many counters. */
const COUNTER_COUNT = 293;

/**
 * Everything needed to go on with a sequence later; plain JSON of at most some 5 kB. `position` counts the
 * names given out so far. For random orders `mask` is the mask in use (a Nog mask grows), `maskStart` the
 * position at which its use began, and `counters` how many names each counter has given out.
 */
export type NoidSequenceState = {
  template: string;
  zone: string;
  position: number;
  mask: string;
  maskStart: number;
  counters: number[];
};

/**
 * A sequence of names. `next` gives the next name, zone and check character included, or null for good when the
 * template has no more; `position` counts the names given out; `state` is a copy to keep and resume from.
 */
export type NoidSequence = {
  next(): string | null;
  readonly position: number;
  readonly state: NoidSequenceState;
};

/**
 * Starts the sequence of a template's names in the very order in which Perl Noid (`r`, `s`, `z`) or Nog (a mask
 * such as `eedk`) mints them. `zone` is as in formatNoidName; `at` is how many names to pass over first, which
 * for the random orders takes time in proportion. Passing over more names than there are leaves none.
 * Throws RangeError when `at` is not a non-negative integer.
 */
export function createNoidSequence(
  template: NoidTemplate,
  options: { zone?: string; at?: number } = {},
): NoidSequence {
  const { zone = '', at = 0 } = options;
  if (!Number.isSafeInteger(at) || at < 0) {
    throw new RangeError('The position in a sequence is an integer from 0 on.');
  }
  if (template.order === 'sequential' || template.order === 'growing') {
    return countUp(template, zone, Math.min(at, template.total ?? at));
  }
  const state = openMask({ template: template.text, zone, position: 0, mask: template.mask });
  const sequence = scatter(template, state);
  while (sequence.position < at && sequence.skip());
  return sequence;
}

/**
 * Goes on where a sequence stood when its `state` was taken. Throws RangeError for a state that no sequence can
 * have: an unreadable template, another mask, counters that do not add up.
 */
export function resumeNoidSequence(state: NoidSequenceState): NoidSequence {
  const template = parseNoidTemplate(state.template);
  if (!template.ok) throw new RangeError(`Not a state of a Noid sequence: ${template.problem.message}`);
  const { order, total } = template.value;
  if (!Number.isSafeInteger(state.position) || state.position < 0) throw brokenState('position');
  if (order === 'sequential' || order === 'growing') {
    if (state.position > (total ?? Number.MAX_SAFE_INTEGER)) throw brokenState('position');
    return countUp(template.value, state.zone, state.position);
  }
  return resumeScattered(template.value, state);
}

/** What only random orders can do: pass over a name without writing it, and tell how far a counter has come. */
export type ScatteredSequence = NoidSequence & {
  /** @returns false when the template has no more names */
  skip(): boolean;
  readonly mask: string;
  /** How many names of its run counter number `counter` of the mask in use has given out. */
  readCounter(counter: number): number;
};

/** As {@link resumeNoidSequence}, for a random order or Nog's. */
export function resumeScattered(template: NoidTemplate, state: NoidSequenceState): ScatteredSequence {
  checkRandomState(template, state);
  return scatter(template, { ...state, counters: [...state.counters] });
}

/** In a mask with room for `total` names, the counter that gives out number `n`, and as which of its run, from 1. */
export function findRun(total: number, n: number): { counter: number; taken: number } {
  const runLength = measureRun(total);
  // Number 0 is the last of the last run; see draw().
  const place = n === 0 ? total : n;
  const counter = Math.floor((place - 1) / runLength);
  return { counter, taken: place - counter * runLength };
}

function countUp(template: NoidTemplate, zone: string, start: number): NoidSequence {
  const limit = template.total ?? Number.MAX_SAFE_INTEGER;
  let position = start;
  let mask = growTo(template, start);
  let room = countNoidNames(mask);
  let format = createNoidFormatter(template, mask, zone);
  return {
    next() {
      if (position >= limit) return null;
      if (position >= room) {
        mask = growTo(template, position);
        room = countNoidNames(mask);
        format = createNoidFormatter(template, mask, zone);
      }
      position += 1;
      return format(position - 1);
    },
    get position() {
      return position;
    },
    get state() {
      return { template: template.text, zone, position, mask: template.mask, maskStart: 0, counters: [] };
    },
  };
}

/** The shortest mask of a growing template that has room for the name with number `n`. */
function growTo({ mask, total }: NoidTemplate, n: number): string {
  let grown = mask;
  if (total !== null) return grown;
  for (let room = countNoidNames(mask); room <= n; room = countNoidNames(grown)) {
    grown = mask.charAt(0) + grown;
  }
  return grown;
}

/*
 * Perl Noid's random order. The names of a mask are dealt to 293 counters as runs of equal length, the last one
 * shorter. Mint number k seeds drand48 with k, draws one of the counters that are not used up, and takes the
 * next name of its run. Which counters are used up depends on all draws before, so there is no formula for the
 * k-th name; the counters are the state.
 */
function scatter(template: NoidTemplate, start: NoidSequenceState): ScatteredSequence {
  const { zone } = start;
  const counters = start.counters;
  let { position, mask, maskStart } = start;
  let total = countNoidNames(mask);
  let runLength = measureRun(total);
  let format = createNoidFormatter(template, mask, zone);
  let active = listActiveCounters(total, counters);
  const readState = (): NoidSequenceState => ({
    template: template.text,
    zone,
    position,
    mask,
    maskStart,
    counters: [...counters],
  });

  function grow(): boolean {
    const grown = growMask(template, readState());
    if (grown === null) return false;
    ({ mask, maskStart } = grown);
    counters.splice(0, counters.length, ...grown.counters);
    total = countNoidNames(mask);
    runLength = measureRun(total);
    format = createNoidFormatter(template, mask, zone);
    active = listActiveCounters(total, counters);
    return true;
  }

  /** The number of the next name, from 0; -1 when the template has no more. */
  function draw(): number {
    if (active.length === 0 && !grow()) return -1;
    const pick = Math.floor(drawFirstDrand48(position - maskStart) * active.length);
    const counter = active[pick] ?? 0;
    const taken = (counters[counter] ?? 0) + 1;
    counters[counter] = taken;
    if (taken === countRun(total, counter)) active.splice(pick, 1);
    position += 1;
    const n = counter * runLength + taken;
    return n === total ? 0 : n;
  }

  return {
    next() {
      const n = draw();
      return n === -1 ? null : format(n);
    },
    skip: () => draw() !== -1,
    get mask() {
      return mask;
    },
    readCounter: (counter) => counters[counter] ?? 0,
    get position() {
      return position;
    },
    get state() {
      return readState();
    },
  };
}

function openMask(state: Omit<NoidSequenceState, 'maskStart' | 'counters'>): NoidSequenceState {
  const total = countNoidNames(state.mask);
  const runCount = Math.min(COUNTER_COUNT, Math.ceil(total / measureRun(total)));
  return { ...state, maskStart: state.position, counters: new Array<number>(runCount).fill(0) };
}

/** Nog's rule "add3"; null for templates that end with their mask, and when names could not be counted. */
function growMask(template: NoidTemplate, state: NoidSequenceState): NoidSequenceState | null {
  const mask = state.mask.slice(0, NOG_GROWTH_LENGTH) + state.mask;
  const isCountable = Number.isSafeInteger(countNoidNames(mask));
  return template.order === 'nog' && isCountable ? openMask({ ...state, mask }) : null;
}

/** The first runs are this long. Written as Perl writes it, so that its rounding of large masks is met too. */
function measureRun(total: number): number {
  return Math.floor(total / COUNTER_COUNT + 1);
}

/** The words in which Perl Noid tells that a bounded template has no more names. */
export function describeNoidExhaustion(total: number): string {
  return `error: identifiers exhausted (stopped at ${total}).`;
}

/** How many names counter number `counter` has to give. */
export function countRun(total: number, counter: number): number {
  const runLength = measureRun(total);
  return Math.min(runLength, total - counter * runLength);
}

function listActiveCounters(total: number, counters: readonly number[]): number[] {
  return counters.flatMap((taken, counter) => (taken < countRun(total, counter) ? [counter] : []));
}

function checkRandomState(template: NoidTemplate, state: NoidSequenceState): void {
  const { mask, maskStart, counters, position } = state;
  const head = mask.slice(0, mask.length - template.mask.length);
  const block = template.mask.slice(0, NOG_GROWTH_LENGTH);
  const growths = head.length / NOG_GROWTH_LENGTH;
  const isGrown = template.order === 'nog' && Number.isInteger(growths) && head === block.repeat(growths);
  if (!mask.endsWith(template.mask) || (head !== '' && !isGrown)) throw brokenState('mask');
  const total = countNoidNames(mask);
  if (!Number.isSafeInteger(total)) throw brokenState('mask');
  let expectedStart = 0;
  for (let growth = 0; growth < growths; growth += 1) {
    expectedStart += countNoidNames(block.repeat(growth) + template.mask);
  }
  if (maskStart !== expectedStart) throw brokenState('maskStart');
  const fresh = openMask({ ...state, position: maskStart });
  const isPossible = (taken: number, counter: number) =>
    Number.isSafeInteger(taken) && taken >= 0 && taken <= countRun(total, counter);
  if (counters.length !== fresh.counters.length) throw brokenState('counters');
  if (!counters.every(isPossible)) throw brokenState('counters');
  if (counters.reduce((sum, taken) => sum + taken, 0) !== position - maskStart) throw brokenState('counters');
}

function brokenState(field: keyof NoidSequenceState): RangeError {
  return new RangeError(`Not a state of a Noid sequence: its ${field} cannot be.`);
}
