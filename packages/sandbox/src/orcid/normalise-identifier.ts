import type { Kind } from './kinds.ts';
import type { Json, JsonObject } from './read-item.ts';

/** An external-id as it is stored. */
export type ExternalId = {
  'external-id-type': string | null;
  'external-id-value': string | null;
  'external-id-url': { value: string } | null;
  'external-id-relationship': string | null;
};

/**
 * Brings an identifier into the form in which copies are found, or null where the value is no such identifier.
 * Types without a rule keep their value.
 */
export function normaliseIdentifier(type: string, value: string): string | null {
  const text = value.trim();
  switch (type) {
    case 'doi': {
      const found = /(?:^|doi\.org\/|doi:\s*)(10\.\d+(?:\.\d+)*\/\S+)$/i.exec(decode(text));
      return found?.[1]?.toLowerCase() ?? null;
    }
    case 'issn': {
      const found = /(\d{4})[-\u2010-\u2015\s]?(\d{3}[\dXx])/.exec(text);
      return found === null ? null : `${found[1]}-${found[2]}`.toUpperCase();
    }
    case 'isbn': {
      const compact = text.replace(/^isbn(?:-1[03])?:?/i, '').replace(/[-\u2010-\u2015\s]/g, '');
      return /^(\d{13}|\d{9}[\dXx])$/.test(compact) ? compact.toUpperCase() : null;
    }
    case 'pmid':
      return (
        /(?:^|pubmed\/|pubmed\.ncbi\.nlm\.nih\.gov\/|med\/|pmid:\s*)(\d{1,9})\/?$/i.exec(text)?.[1] ?? null
      );
    case 'pmc': {
      const digits = /(?:^|\/|:\s*)(?:PMC)?(\d{1,10})\/?$/i.exec(text)?.[1];
      return digits === undefined ? null : `PMC${digits}`;
    }
    case 'arxiv': {
      const found =
        /(?:^|arxiv\.org\/(?:abs|pdf)\/|arxiv:\s*)((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?)(?:\.pdf)?$/i.exec(
          text,
        );
      return found === null ? null : `arXiv:${found[1]}`;
    }
    case 'bibcode':
      return /(?:^|abs\/)(\d{4}[^\s/]{15})/.exec(decode(text))?.[1] ?? null;
    case 'uri':
      return text.replace(/^https?:\/\//i, '').replace(/\/$/, '') || null;
    default:
      return text;
  }
}

/** Finds what says that two items of one source are the same thing: normalised identifiers that are `self`. */
export function findSelfKeys(kind: Kind, content: JsonObject): string[] {
  switch (kind.family) {
    case 'work':
    case 'affiliation':
      return keysOf(readExternalIds(content['external-ids']), true);
    case 'funding':
      // ORCID compares identifiers of grants as they are written.
      return keysOf(readExternalIds(content['external-ids']), false);
    case 'peer-review':
      return keysOf(readExternalIds(content['review-identifiers']), true);
    case 'research-resource':
      return keysOf(readExternalIds(asObject(content.proposal)['external-ids']), true);
    case 'person':
      return [personKey(content)];
    default:
      return kind.family satisfies never;
  }
}

/** Reads the identifiers out of an `external-ids` container as it is stored. */
export function readExternalIds(container: Json | undefined): ExternalId[] {
  const found = asObject(container)['external-id'];
  return Array.isArray(found) ? (found as ExternalId[]) : [];
}

function keysOf(ids: readonly ExternalId[], normalised: boolean): string[] {
  return ids
    .filter((id) => id['external-id-relationship'] === 'self')
    .map((id) => {
      const type = id['external-id-type'] ?? '';
      const value = id['external-id-value'] ?? '';
      return `${type} ${normalised ? (normaliseIdentifier(type, value) ?? value) : value}`;
    });
}

/** What makes a fact about a person the same fact. */
function personKey(content: JsonObject): string {
  if (content.content !== undefined) return String(content.content);
  if (content['external-id-type'] !== undefined) {
    return `${content['external-id-type']} ${content['external-id-value']}`;
  }
  return String(asObject(content.url ?? content.country).value);
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
