import { isDeepStrictEqual } from 'node:util';
import type { ApplicationIdentifier, SchemeDocument } from '../../../anchors/scheme-document.ts';

type Told = Record<string, unknown>;

/**
 * What the history says of a change: the members that differ, and below `applicationIdentifiers` by `ai` those of each
 * that differ; null for one that was not there, or no longer is. Null when nothing differs.
 */
export function describeChange(
  before: SchemeDocument & { shared: boolean },
  after: SchemeDocument & { shared: boolean },
): { before: Told; after: Told } | null {
  const { applicationIdentifiers: old, ...oldMembers } = before;
  const { applicationIdentifiers: recent, ...recentMembers } = after;
  const members = compare(oldMembers, recentMembers);
  const identifiers = compareIdentifiers(old, recent);
  const isReordered = identifiers === null && !isDeepStrictEqual(old, recent);
  if (members === null && identifiers === null && !isReordered) return null;
  const tell = (side: 'before' | 'after', list: readonly ApplicationIdentifier[]): Told => ({
    ...members?.[side],
    ...(identifiers === null ? {} : { applicationIdentifiers: identifiers[side] }),
    ...(isReordered ? { order: list.map(({ ai }) => ai) } : {}),
  });
  return { before: tell('before', old), after: tell('after', recent) };
}

function compareIdentifiers(
  old: readonly ApplicationIdentifier[],
  recent: readonly ApplicationIdentifier[],
): { before: Told; after: Told } | null {
  const told = { before: {} as Told, after: {} as Told };
  const before = new Map(old.map((each) => [each.ai, each]));
  const after = new Map(recent.map((each) => [each.ai, each]));
  for (const ai of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(ai), after.get(ai)];
    if (was !== undefined && is !== undefined) {
      const change = compare(was, is);
      if (change === null) continue;
      told.before[ai] = change.before;
      told.after[ai] = change.after;
    } else {
      told.before[ai] = was ?? null;
      told.after[ai] = is ?? null;
    }
  }
  return Object.keys(told.after).length === 0 ? null : told;
}

function compare(old: object, recent: object): { before: Told; after: Told } | null {
  const [before, after] = [old as Told, recent as Told];
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  if (changed.length === 0) return null;
  const pick = (from: Told) => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
