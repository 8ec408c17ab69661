import { drawFirstDrand48 } from './drand48.ts';
import {
  countNoidNames,
  formatNoidName,
  NOG_GROWTH_LENGTH,
  type NoidTemplate,
  parseNoidTemplate,
} from './noid.ts';

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
  checkRandomState(template.value, state);
  return scatter(template.value, { ...state, counters: [...state.counters] });
}

function countUp(template: NoidTemplate, zone: string, start: number): NoidSequence {
  const limit = template.total ?? Number.MAX_SAFE_INTEGER;
  let position = start;
  return {
    next() {
      if (position >= limit) return null;
      position += 1;
      return formatNoidName(template, position - 1, zone);
    },
    get position() {
      return position;
    },
    get state() {
      return { template: template.text, zone, position, mask: template.mask, maskStart: 0, counters: [] };
    },
  };
}

/*
 * Perl Noid's random order. The names of a mask are dealt to 293 counters as runs of equal length, the last one
 * shorter. Mint number k seeds drand48 with k, draws one of the counters that are not used up, and takes the
 * next name of its run. Which counters are used up depends on all draws before, so there is no formula for the
 * k-th name; the counters are the state.
 */
function scatter(template: NoidTemplate, start: NoidSequenceState): NoidSequence & { skip(): boolean } {
  let state = start;
  let current = withMask(template, state.mask);
  let active = listActiveCounters(current.total, state.counters);

  /** The number of the next name, from 0; null when the template has no more. */
  function draw(): number | null {
    if (active.length === 0) {
      const grown = growMask(template, state);
      if (grown === null) return null;
      state = grown;
      current = withMask(template, state.mask);
      active = listActiveCounters(current.total, state.counters);
    }
    const runLength = measureRun(current.total);
    const pick = Math.floor(drawFirstDrand48(state.position - state.maskStart) * active.length);
    const counter = active[pick] ?? 0;
    const taken = (state.counters[counter] ?? 0) + 1;
    state.counters[counter] = taken;
    if (taken === countRun(current.total, counter)) active.splice(pick, 1);
    state.position += 1;
    return (counter * runLength + taken) % current.total;
  }

  return {
    next() {
      const n = draw();
      return n === null ? null : formatNoidName(current, n, state.zone);
    },
    skip: () => draw() !== null,
    get position() {
      return state.position;
    },
    get state() {
      return { ...state, counters: [...state.counters] };
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

function withMask(template: NoidTemplate, mask: string): NoidTemplate & { total: number } {
  return { ...template, mask, total: countNoidNames(mask) };
}

function measureRun(total: number): number {
  return Math.floor(total / COUNTER_COUNT) + 1;
}

/** How many names counter number `counter` has to give. */
function countRun(total: number, counter: number): number {
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
