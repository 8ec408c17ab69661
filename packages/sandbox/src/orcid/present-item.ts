import type { Kind } from './kinds.ts';
import { normaliseIdentifier } from './normalise-identifier.ts';
import type { Json, JsonObject } from './read-item.ts';
import type { Item, Source } from './registry.ts';
import type { OrcidState } from './state.ts';

/** Shows a whole item in ORCID's shape and order. */
export function presentItem(state: OrcidState, orcid: string, kind: Kind, item: Item): JsonObject {
  return pick(kind.members, presentMembers(state, orcid, kind, item));
}

/** Shows the summary of an activity, as its section lists it. */
export function presentSummary(state: OrcidState, orcid: string, kind: Kind, item: Item): JsonObject {
  const members = presentMembers(state, orcid, kind, item);
  if (kind.family === 'peer-review') {
    members['external-ids'] = members['review-identifiers'] ?? null;
    members['completion-date'] = members['review-completion-date'] ?? null;
  }
  return pick(kind.summaryMembers ?? kind.members, members);
}

/** Shows a source: the client by its id and name, or the person. Nobody asserts on behalf of another here. */
export function presentSource(state: OrcidState, source: Source): JsonObject {
  const isClient = 'clientId' in source;
  const path = isClient ? source.clientId : source.orcid;
  const host = new URL(state.issuer).host;
  const identifier = { uri: `${state.issuer}/${isClient ? 'client/' : ''}${path}`, path, host };
  const name = isClient ? (state.clients.get(path)?.name ?? path) : (state.people.get(path)?.name ?? null);
  return {
    'source-orcid': isClient ? null : identifier,
    'source-client-id': isClient ? identifier : null,
    'source-name': name === null ? null : { value: name },
    'assertion-origin-orcid': null,
    'assertion-origin-client-id': null,
    'assertion-origin-name': null,
  };
}

/** A time in ORCID's shape. */
export function presentTime(time: Date): JsonObject {
  return { value: time.getTime() };
}

function presentMembers(state: OrcidState, orcid: string, kind: Kind, item: Item): JsonObject {
  return {
    ...(kind.family === 'person' ? item.content : withNormalised(item.content)),
    'created-date': presentTime(item.createdAt),
    'last-modified-date': presentTime(item.lastModifiedAt),
    source: presentSource(state, item.source),
    'put-code': item.putCode,
    path: `/${orcid}/${kind.itemPath}/${item.putCode}`,
    visibility: item.visibility,
    // A text on activities, a number on what is said of the person.
    'display-index': kind.family === 'person' ? item.displayIndex : String(item.displayIndex),
  };
}

function pick(names: readonly string[], members: JsonObject): JsonObject {
  return Object.fromEntries(names.map((name) => [name, members[name] ?? null]));
}

/** Adds to every external-id in a content what it comes to when it is normalised. */
function withNormalised(content: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, normaliseWithin(value)]));
}

function normaliseWithin(value: Json): Json {
  if (Array.isArray(value)) return value.map(normaliseWithin);
  if (typeof value !== 'object' || value === null) return value;
  if (value['external-id-type'] === undefined) return withNormalised(value);
  const type = String(value['external-id-type']);
  const text = String(value['external-id-value']);
  const normalised = normaliseIdentifier(type, text);
  return {
    'external-id-type': type,
    'external-id-value': text,
    'external-id-normalized': normalised === null ? null : { value: normalised, transient: true },
    'external-id-normalized-error':
      normalised === null
        ? {
            'error-code': 'normalization-failed',
            'error-message': `Cannot normalize identifier value ${type}:${text}`,
            transient: true,
          }
        : null,
    'external-id-url': value['external-id-url'] ?? null,
    'external-id-relationship': value['external-id-relationship'] ?? null,
  };
}
