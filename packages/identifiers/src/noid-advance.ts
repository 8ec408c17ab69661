import {
  countNoidNames,
  NOG_GROWTH_LENGTH,
  type NoidTemplate,
  parseNoidTemplate,
  validateNoidName,
} from './noid.ts';
import { findRun, type NoidSequenceState, resumeNoidSequence, resumeScattered } from './noid-sequence.ts';
import type { IdentifierProblem } from './parse-result.ts';

/** How many names {@link advancePast} passes over at most, unless told; some tenths of a second. */
export const NOID_ADVANCE_LIMIT = 1_000_000;

/**
 * What became of a name that was minted elsewhere. `position` counts the names given out, as in the state.
 * `already-past`: the sequence gave the name out, or passed over it, before. `advanced`: it is behind `state`
 * now, with all names before it. `wrong-check-character`: right but for its last character. `malformed`: of
 * another template or zone, or too long to be counted. `not-found`: not among the next `searched` names; the
 * sequence stays where it was.
 */
export type NoidAdvance =
  | { outcome: 'already-past'; position: number }
  | { outcome: 'advanced'; position: number; state: NoidSequenceState }
  | { outcome: 'wrong-check-character' | 'malformed'; problem: IdentifierProblem }
  | { outcome: 'not-found'; searched: number };

/**
 * Moves a sequence so that a name minted elsewhere, zone and check character included, never comes again. The
 * names between are passed over and do not come either. The state given is not changed.
 *
 * Whether a name is past is told from the state alone, at once. Sequential and growing orders are moved at once
 * too; random orders and Nog's have no formula and run forward name by name (some ten million a second), for
 * `limit` names at most, 1,000,000 unless told.
 * Throws RangeError for a state that no sequence can have, and for a limit that is no integer from 0 on.
 */
export function advancePast(
  state: NoidSequenceState,
  name: string,
  { limit = NOID_ADVANCE_LIMIT }: { limit?: number } = {},
): NoidAdvance {
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError('A limit is an integer from 0 on.');
  const template = parseNoidTemplate(state.template);
  if (!template.ok) throw new RangeError(`Not a state of a Noid sequence: ${template.problem.message}`);
  const { position } = resumeNoidSequence(state);
  const valid = validateNoidName(template.value, name, state.zone);
  if (!valid.ok) {
    const { problem } = valid;
    return { outcome: problem.code === 'check-character' ? 'wrong-check-character' : 'malformed', problem };
  }
  const { n, mask } = valid.value;
  switch (template.value.order) {
    case 'sequential':
    case 'growing':
      if (n < position) return { outcome: 'already-past', position };
      return { outcome: 'advanced', position: n + 1, state: { ...state, position: n + 1 } };
    case 'random':
    case 'nog':
      return runForward(template.value, state, { n, mask }, limit);
    default:
      return template.value.order satisfies never;
  }
}

function runForward(
  template: NoidTemplate,
  state: NoidSequenceState,
  { n, mask }: { n: number; mask: string },
  limit: number,
): NoidAdvance {
  const sequence = resumeScattered(template, state);
  if (mask.length < sequence.mask.length) return { outcome: 'already-past', position: state.position };
  const { counter, taken } = findRun(countNoidNames(mask), n);
  const isPast = () => sequence.mask.length === mask.length && sequence.readCounter(counter) >= taken;
  if (isPast()) return { outcome: 'already-past', position: state.position };
  if (countNamesBefore(state, mask) >= limit) return { outcome: 'not-found', searched: limit };
  for (let searched = 0; searched < limit; searched += 1) {
    if (!sequence.skip()) return { outcome: 'not-found', searched };
    if (isPast()) return { outcome: 'advanced', position: sequence.position, state: sequence.state };
  }
  return { outcome: 'not-found', searched: limit };
}

/** How many names of shorter masks must be passed over before the first of `mask`. */
function countNamesBefore(state: NoidSequenceState, mask: string): number {
  let count = 0;
  for (let shorter = state.mask; shorter.length < mask.length; ) {
    count += countNoidNames(shorter);
    shorter = mask.slice(mask.length - shorter.length - NOG_GROWTH_LENGTH);
  }
  return count === 0 ? 0 : count - (state.position - state.maskStart);
}
