import type { Kind } from './kinds.ts';
import { presentItem, presentSummary, presentTime } from './present-item.ts';
import type { Json, JsonObject } from './read-item.ts';
import type { Item } from './registry.ts';
import type { OrcidState } from './state.ts';

/** Shows the section of a kind with these items: grouped summaries of activities, or a plain list. */
export function presentSection(
  state: OrcidState,
  orcid: string,
  kind: Kind,
  items: readonly Item[],
): JsonObject {
  const head = { 'last-modified-date': latest(items) };
  const tail = { path: `/${orcid}/${kind.sectionPath}` };
  if (kind.family === 'person') {
    return { ...head, [kind.name]: items.map((item) => presentItem(state, orcid, kind, item)), ...tail };
  }
  const groups = groupItems(items).map((group) => presentGroup(state, orcid, kind, group));
  switch (kind.family) {
    case 'affiliation':
      return { ...head, 'affiliation-group': groups, ...tail };
    case 'peer-review':
      return { ...head, group: presentReviewGroups(state, orcid, kind, items), ...tail };
    case 'work':
    case 'funding':
    case 'research-resource':
      return { ...head, group: groups, ...tail };
    default:
      return kind.family satisfies never;
  }
}

/** The latest change of items in ORCID's shape; null where there are none. */
export function latest(items: readonly Item[]): Json {
  if (items.length === 0) return null;
  return presentTime(new Date(Math.max(...items.map((item) => item.lastModifiedAt.getTime()))));
}

/** One thing that several sources tell: their summaries, with the identifiers that they share. */
function presentGroup(state: OrcidState, orcid: string, kind: Kind, items: readonly Item[]): JsonObject {
  const summaries = items.map((item) => presentSummary(state, orcid, kind, item));
  const listed: JsonObject =
    kind.family === 'affiliation'
      ? { summaries: summaries.map((summary) => ({ [`${kind.name}-summary`]: summary })) }
      : { [`${kind.name}-summary`]: summaries };
  return {
    'last-modified-date': latest(items),
    'external-ids': { 'external-id': sharedIds(kind, summaries) },
    ...listed,
  };
}

/** Peer reviews are grouped by the group that convened them, and within it as all activities are. */
function presentReviewGroups(state: OrcidState, orcid: string, kind: Kind, items: readonly Item[]): Json[] {
  const byGroup = Map.groupBy(items, (item) => String(item.content['review-group-id']));
  return [...byGroup].map(([groupId, reviews]) => ({
    'last-modified-date': latest(reviews),
    'external-ids': {
      'external-id': [
        {
          'external-id-type': 'peer-review',
          'external-id-value': groupId,
          'external-id-normalized': null,
          'external-id-normalized-error': null,
          'external-id-url': null,
          'external-id-relationship': null,
        },
      ],
    },
    'peer-review-group': groupItems(reviews).map((group) => presentGroup(state, orcid, kind, group)),
  }));
}

/** Puts together items that share an identifier of the thing itself, also by way of a third item. */
function groupItems(items: readonly Item[]): Item[][] {
  const groupOfKey = new Map<string, Item[]>();
  const groups = new Set<Item[]>();
  for (const item of items) {
    const joined = [...new Set(item.selfKeys.flatMap((key) => groupOfKey.get(key) ?? []))];
    const touched = new Set(item.selfKeys.map((key) => groupOfKey.get(key)));
    for (const group of touched) if (group !== undefined) groups.delete(group);
    const group = [...joined, item];
    groups.add(group);
    for (const member of group) for (const key of member.selfKeys) groupOfKey.set(key, group);
  }
  return [...groups];
}

function sharedIds(kind: Kind, summaries: readonly JsonObject[]): Json[] {
  const seen = new Map<string, Json>();
  for (const summary of summaries) {
    const container = kind.family === 'research-resource' ? summary.proposal : summary;
    for (const id of idsOf(container)) {
      if (id['external-id-relationship'] !== 'self') continue;
      const key = `${id['external-id-type']} ${JSON.stringify(id['external-id-normalized'] ?? id['external-id-value'])}`;
      if (!seen.has(key)) seen.set(key, id);
    }
  }
  return [...seen.values()];
}

function idsOf(holder: Json | undefined): JsonObject[] {
  const container = isObject(holder) ? holder['external-ids'] : null;
  const ids = isObject(container) ? container['external-id'] : null;
  return Array.isArray(ids) ? ids.filter(isObject) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
