import type { RelatedIdentifier } from '@mintmark/datacite';
import type { VersionFacts, WorkFacts } from './work-facts.ts';

type Shown = VersionFacts & { doi: string };

/** The versions that others see and can cite. */
export function shownVersions(facts: WorkFacts): Shown[] {
  return facts.versions.filter((each): each is Shown => each.state === 'archived' && each.doi !== null);
}

/**
 * What the DOI of one version says of its work and its neighbours (DataCite Metadata Schema 4.7, appendix 1): IsVersionOf
 * the concept DOI, IsNewVersionOf the version before, IsPreviousVersionOf the one after. Versions that are withdrawn,
 * deleted or without a DOI are passed over, and say nothing themselves, so that each relation has its counterpart.
 */
export function versionRelations(facts: WorkFacts, itemId: string): RelatedIdentifier[] {
  const shown = shownVersions(facts);
  const at = shown.findIndex((each) => each.itemId === itemId);
  if (at === -1) return [];
  const previous = shown[at - 1];
  const next = shown[at + 1];
  return [
    ...(facts.concept === null ? [] : [relateTo(facts.concept.pid, 'IsVersionOf')]),
    ...(previous === undefined ? [] : [relateTo(previous.doi, 'IsNewVersionOf')]),
    ...(next === undefined ? [] : [relateTo(next.doi, 'IsPreviousVersionOf')]),
  ];
}

/**
 * What the concept DOI says: HasVersion each version, and nothing of what would keep it out of ORCID records
 * (IsVersionOf, IsPartOf, IsPreviousVersionOf, IsIdenticalTo).
 */
export function conceptRelations(facts: WorkFacts): RelatedIdentifier[] {
  return shownVersions(facts).map((each) => relateTo(each.doi, 'HasVersion'));
}

function relateTo(doi: string, relationType: RelatedIdentifier['relationType']): RelatedIdentifier {
  return { relatedIdentifier: doi, relatedIdentifierType: 'DOI', relationType };
}
