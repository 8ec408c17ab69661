import type { DataciteMetadata, RelatedIdentifierType, RelationType } from '@mintmark/datacite';
import {
  arkToUrl,
  doiToUrl,
  handleToUrl,
  normalizeArk,
  normalizeDoi,
  normalizeHandle,
} from '@mintmark/identifiers';
import type { ExternalId } from '@mintmark/orcid';
import { toSafeHref } from '../../../http/safe-href.ts';

/** Relations to a whole, to another version, and to the very same thing. What ORCID has no word for is left out. */
const relationships: Partial<Record<RelationType, 'self' | 'part-of' | 'version-of'>> = {
  IsPartOf: 'part-of',
  IsPublishedIn: 'part-of',
  IsVersionOf: 'version-of',
  HasVersion: 'version-of',
  IsNewVersionOf: 'version-of',
  IsPreviousVersionOf: 'version-of',
  IsVariantFormOf: 'version-of',
  IsOriginalFormOf: 'version-of',
  IsIdenticalTo: 'self',
};

type Form = {
  type: string;
  normalize: (text: string) => string | null;
  url: (value: string) => string | null;
};

const asWritten = (text: string): string => text;
const noUrl = (): null => null;

/** What ORCID calls each kind of identifier; kinds that it does not know are left out. */
const forms: Partial<Record<RelatedIdentifierType, Form>> = {
  ARK: { type: 'ark', normalize: normalizeArk, url: (ark) => arkToUrl(ark) },
  arXiv: {
    type: 'arxiv',
    normalize: (text) => text.replace(/^arxiv:\s*/i, ''),
    url: (id) => `https://arxiv.org/abs/${encodeURI(id)}`,
  },
  bibcode: { type: 'bibcode', normalize: asWritten, url: noUrl },
  CSTR: { type: 'cstr', normalize: asWritten, url: noUrl },
  DOI: { type: 'doi', normalize: normalizeDoi, url: (doi) => doiToUrl(doi) },
  EISSN: { type: 'issn', normalize: asWritten, url: noUrl },
  Handle: { type: 'handle', normalize: normalizeHandle, url: (handle) => handleToUrl(handle) },
  // An IGSN ID is a DOI; the older ones were Handles under 10273.
  IGSN: {
    type: 'doi',
    normalize: (text) => normalizeDoi(text),
    url: (doi) => doiToUrl(doi),
  },
  ISBN: { type: 'isbn', normalize: asWritten, url: noUrl },
  ISSN: { type: 'issn', normalize: asWritten, url: noUrl },
  PMID: { type: 'pmid', normalize: asWritten, url: noUrl },
  PURL: { type: 'uri', normalize: toSafeHref, url: toSafeHref },
  RRID: { type: 'rrid', normalize: asWritten, url: noUrl },
  URL: { type: 'uri', normalize: toSafeHref, url: toSafeHref },
  URN: { type: 'urn', normalize: asWritten, url: noUrl },
  w3id: { type: 'uri', normalize: toSafeHref, url: toSafeHref },
};

/** An ISSN is never one thing's own, and an ISBN only a book's. */
const ofAWhole: ReadonlySet<string> = new Set(['ISSN', 'EISSN']);

/** What the registry takes of one value, and of its address. */
const VALUE_LIMIT = 2084;
/** More relations than that tell a reader nothing. */
const MOST_IDS = 100;

/** Identifiers that the description itself gives: other names of the thing, what it is part of, and other versions. */
export function describedIds(metadata: DataciteMetadata): ExternalId[] {
  const others = (metadata.alternateIdentifiers ?? []).map((each) =>
    toExternalId(each.alternateIdentifierType, each.alternateIdentifier, 'self'),
  );
  const related = (metadata.relatedIdentifiers ?? []).map((each) => {
    const relationship = relationships[each.relationType];
    return relationship === undefined
      ? null
      : toExternalId(each.relatedIdentifierType, each.relatedIdentifier, relationship);
  });
  return [...others, ...related].filter((each) => each !== null);
}

/** One identifier as ORCID has it; null where it has no such kind, or the value is none of its kind. */
export function toExternalId(
  scheme: string,
  text: string,
  relationship: 'self' | 'part-of' | 'version-of',
): ExternalId | null {
  const name = Object.keys(forms).find((each) => each.toLowerCase() === scheme.toLowerCase());
  const form = name === undefined ? undefined : forms[name as RelatedIdentifierType];
  if (name === undefined || form === undefined) return null;
  const value = form.normalize(text.trim());
  if (value === null || value === '' || value.length > VALUE_LIMIT) return null;
  const url = form.url(value);
  return {
    'external-id-type': form.type,
    'external-id-value': value,
    ...(url === null || url.length > VALUE_LIMIT ? {} : { 'external-id-url': { value: url } }),
    'external-id-relationship': ofAWhole.has(name) ? 'part-of' : relationship,
  };
}

/** Each identifier once: what comes first says how it is related. */
export function uniqueIds(ids: readonly ExternalId[]): ExternalId[] {
  const seen = new Map<string, ExternalId>();
  for (const id of ids) {
    const key = `${id['external-id-type']} ${id['external-id-value'].toLowerCase()}`;
    if (!seen.has(key)) seen.set(key, id);
  }
  return [...seen.values()].slice(0, MOST_IDS);
}
