import {
  createNoidSequence,
  type NoidSequence,
  type NoidSequenceState,
  parseNoidTemplate,
  resumeNoidSequence,
} from '@mintmark/identifiers';

/**
 * Names of Noid shoulders by their numbers. Random orders have no formula for the n-th name, so each sequence is kept
 * where it stands, with a few places before that to go back to when a transaction was rolled back.
 */
export type NoidSequences = {
  /** How many names have to be gone through before the one with number `position` + 1 (from 1) can be made. */
  distanceTo(order: NoidOrder, position: number): number;
  /** Adds a place to start from. @throws RangeError for a state that no sequence can have */
  resumeFrom(state: NoidSequenceState): void;
  /**
   * The names with the numbers `position` + 1 to `position` + `count`; fewer when the template has no more.
   * @throws Error when the template cannot be read
   */
  namesAfter(order: NoidOrder, position: number, count: number): string[];
  /** Where the order stands after the last call of namesAfter; for a checkpoint. */
  currentState(order: NoidOrder): NoidSequenceState | null;
};

/** A template and what stands before its mask, such as `eedk` and `99999/fk4`. */
export type NoidOrder = { template: string; zone: string };

/** Transactions that overlap are few; each may have to go back to where it began. */
const PLACES_KEPT = 8;

type Kept = { sequence: NoidSequence | null; places: NoidSequenceState[] };

export function createNoidSequences(): NoidSequences {
  const all = new Map<string, Kept>();

  function keep({ template, zone }: NoidOrder): Kept {
    const key = `${template} ${zone}`;
    const kept = all.get(key) ?? { sequence: null, places: [] };
    all.set(key, kept);
    return kept;
  }

  function remember(kept: Kept, state: NoidSequenceState): void {
    kept.places = [state, ...kept.places.filter((each) => each.position !== state.position)].slice(
      0,
      PLACES_KEPT,
    );
  }

  /** The nearest place at or before a position; null for the start of the order. */
  function nearest(kept: Kept, position: number): NoidSequence | NoidSequenceState | null {
    const candidates = [kept.sequence, ...kept.places].filter(
      (each) => each !== null && each.position <= position,
    );
    return candidates.reduce(
      (best, each) => (best === null || (each !== null && each.position > best.position) ? each : best),
      null,
    );
  }

  return {
    distanceTo(order, position) {
      return position - (nearest(keep(order), position)?.position ?? 0);
    },

    resumeFrom(state) {
      remember(keep(state), resumeNoidSequence(state).state);
    },

    namesAfter(order, position, count) {
      const kept = keep(order);
      const start = nearest(kept, position);
      if (kept.sequence !== null && start !== kept.sequence) remember(kept, kept.sequence.state);
      const sequence = start === null ? open(order) : 'next' in start ? start : resumeNoidSequence(start);
      kept.sequence = sequence;
      while (sequence.position < position) {
        if (sequence.next() === null) return [];
      }
      remember(kept, sequence.state);
      const names: string[] = [];
      while (names.length < count) {
        const name = sequence.next();
        if (name === null) break;
        names.push(name);
      }
      return names;
    },

    currentState(order) {
      return keep(order).sequence?.state ?? null;
    },
  };
}

function open({ template, zone }: NoidOrder): NoidSequence {
  const parsed = parseNoidTemplate(template);
  if (!parsed.ok) throw new Error(`the template ${template} cannot be read: ${parsed.problem.message}`);
  return createNoidSequence(parsed.value, { zone });
}
