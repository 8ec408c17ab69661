import {
  type Anchor,
  formatAnchor,
  listLevels,
  parseAnchor,
  SUCCESSORS_LIMIT,
} from '../../anchors/anchor.ts';
import type { CompiledScheme } from '../../anchors/compile-scheme.ts';
import type { AnchorDocument } from '../../anchors/link-document.ts';
import type { BatchReader } from '../../db/batch-reader.ts';
import type { AnchorRow } from './store.ts';

/** One level that is registered: the identifier itself or a less granular one. */
export type Level = { anchor: Anchor; document: AnchorDocument };

/** What is registered for an identifier. */
export type Found =
  /** Active ones, most granular first; never empty. */
  | { kind: 'levels'; levels: readonly Level[] }
  /** `unknown-part`: the level above is known, but does not answer for unknown values of this qualifier. */
  | { kind: 'missing'; reason: 'unknown' | 'unknown-part' | 'inactive' }
  | { kind: 'gone'; level: Level };

/** `successors`: what took the place of what, when a key was corrected, in the order in which they were followed. */
export type LookUp = {
  found: Found;
  epoch: number;
  /** Whether a range of keys may have a handler. */
  hasHandlers: boolean;
  successors: readonly { from: Anchor; to: Anchor }[];
};

/**
 * Looks an identifier up with all levels above it. A level that was not registered is passed over, unless the scheme
 * says that its qualifier has no fallback (an unknown serial number must not get the page of the genuine product).
 */
export async function lookUpAnchor(
  read: BatchReader<AnchorRow>,
  scheme: CompiledScheme,
  asked: Anchor,
): Promise<LookUp> {
  const above: Level[] = [];
  const successors: { from: Anchor; to: Anchor }[] = [];
  const seen = new Set<string>();
  let anchor = asked;
  let epoch = 0;
  let hasHandlers = false;
  let last: Level | null = null;
  for (;;) {
    const levels = listLevels(anchor);
    const rows = await Promise.all(levels.map((level) => read(formatAnchor(level))));
    epoch = Math.max(epoch, rows[0]?.epoch ?? 0);
    hasHandlers = rows[0]?.hasHandlers ?? false;
    const step = climb(scheme, levels, rows, above.length > 0);
    const to = step.successor === null ? null : parseAnchor(step.successor.document.successor ?? '');
    above.push(...step.active);
    if (step.successor !== null && to !== null && successors.length < SUCCESSORS_LIMIT) {
      const next = appendQualifiers(to, anchor, step.successor.anchor);
      seen.add(formatAnchor(anchor));
      if (!seen.has(formatAnchor(next))) {
        successors.push({ from: step.successor.anchor, to });
        last = step.successor;
        anchor = next;
        continue;
      }
    }
    if (above.length > 0) return { found: { kind: 'levels', levels: above }, epoch, hasHandlers, successors };
    if (last === null || step.found.kind === 'gone')
      return { found: step.found, epoch, hasHandlers, successors };
    // A successor that is not there: what it replaced answers for itself.
    const found: Found =
      last.document.state === 'active' ? { kind: 'levels', levels: [last] } : answerAlone(last);
    return { found, epoch, hasHandlers, successors: [] };
  }
}

type Step = { active: Level[]; successor: Level | null; found: Exclude<Found, { kind: 'levels' }> };

/** Goes up the levels until one has a successor, or none is left. */
function climb(
  scheme: CompiledScheme,
  levels: readonly Anchor[],
  rows: readonly (AnchorRow | null)[],
  isKnown: boolean,
): Step {
  const active: Level[] = [];
  let found: Step['found'] = { kind: 'missing', reason: 'unknown' };
  for (const [index, anchor] of levels.entries()) {
    const document = rows[index]?.document ?? null;
    if (document === null) {
      const part = anchor.qualifiers.at(-1)?.ai ?? '';
      const stays = scheme.identifiers.get(part)?.definition.fallback === false;
      const isKnownAbove = rows.slice(index + 1).some((row) => row !== null && row.document !== null);
      if (stays && isKnownAbove && !isKnown && active.length === 0) {
        return { active, successor: null, found: { kind: 'missing', reason: 'unknown-part' } };
      }
      continue;
    }
    const level = { anchor, document };
    if (document.successor !== null) return { active, successor: level, found };
    if (document.state === 'active') active.push(level);
    else if (active.length === 0 && !isKnown) {
      found = answerAlone(level);
      // Switched off or withdrawn on purpose: what is above does not answer instead.
      break;
    }
  }
  return { active, successor: null, found };
}

function answerAlone(level: Level): Step['found'] {
  return level.document.state === 'withdrawn'
    ? { kind: 'gone', level }
    : { kind: 'missing', reason: level.document.state === 'inactive' ? 'inactive' : 'unknown' };
}

/** The successor of a less granular level, with the qualifiers that were asked beyond that level. */
function appendQualifiers(to: Anchor, asked: Anchor, replaced: Anchor): Anchor {
  if (to.namespace !== asked.namespace) return to;
  return { ...to, qualifiers: [...to.qualifiers, ...asked.qualifiers.slice(replaced.qualifiers.length)] };
}
