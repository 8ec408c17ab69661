import type { DataciteMetadata, RelatedIdentifier } from '@mintmark/datacite';
import type { VersionFacts, WorkFacts } from './work-facts.ts';

type Shown = VersionFacts & { doi: string };

/** The versions that others see and can cite. */
export function shownVersions({ versions }: Pick<WorkFacts, 'versions'>): Shown[] {
  return versions.filter((each): each is Shown => each.state === 'archived' && each.doi !== null);
}

/**
 * Whether the concept DOI is, or is to be, announced: some version can be cited, and there are several in the archive. A
 * first version alone needs no other name, should the second never be finished; once announced, it stays so.
 */
export function isConceptDue(facts: WorkFacts): boolean {
  if (facts.concept === null || shownVersions(facts).length === 0) return false;
  const archived = facts.versions.filter((each) => each.state === 'archived');
  return facts.concept.state !== 'reserved' || archived.length > 1;
}

/**
 * What the DOI of one version says of its work and its neighbours (DataCite Metadata Schema 4.7, appendix 1): IsVersionOf
 * the concept DOI, IsNewVersionOf the version before, IsPreviousVersionOf the one after. Versions that are withdrawn,
 * deleted or without a DOI are passed over. The version itself is taken as one that is being announced, so that what it
 * says is right from the start.
 */
export function versionRelations(facts: WorkFacts, itemId: string): RelatedIdentifier[] {
  const own = facts.versions.find((each) => each.itemId === itemId);
  if (own === undefined) return [];
  const others = shownVersions(facts).filter((each) => each.itemId !== itemId);
  const previous = others.findLast((each) => each.number < own.number);
  const next = others.find((each) => each.number > own.number);
  const announced = facts.versions.map((each) => (each === own ? { ...own, doi: own.doi ?? '' } : each));
  const concept = isConceptDue({ ...facts, versions: announced }) ? facts.concept : null;
  return [
    ...(concept === null ? [] : [relateTo(concept.pid, 'IsVersionOf')]),
    ...(previous === undefined ? [] : [relateTo(previous.doi, 'IsNewVersionOf')]),
    ...(next === undefined ? [] : [relateTo(next.doi, 'IsPreviousVersionOf')]),
  ];
}

/** What keeps a DOI out of the ORCID records of its creators, or is true of one version and not of the work. */
const NOT_OF_A_CONCEPT: ReadonlySet<string> = new Set<RelatedIdentifier['relationType']>([
  'IsIdenticalTo',
  'IsPartOf',
  'IsVersionOf',
  'IsPreviousVersionOf',
  'IsNewVersionOf',
]);

/**
 * What the concept DOI says: the record of the newest version, and HasVersion each version.
 * @param newest the record of the newest archived version that may be told of, as it was entered
 */
export function renderConcept(facts: WorkFacts, newest: DataciteMetadata): DataciteMetadata {
  const versions = shownVersions(facts).map((each) => relateTo(each.doi, 'HasVersion'));
  const own = (newest.relatedIdentifiers ?? []).filter(
    (each) =>
      !NOT_OF_A_CONCEPT.has(each.relationType) &&
      !versions.some((version) => version.relatedIdentifier === each.relatedIdentifier.toLowerCase()),
  );
  const { relatedIdentifiers: _, ...rest } = newest;
  const relations = [...own, ...versions];
  return relations.length === 0 ? rest : { ...rest, relatedIdentifiers: relations };
}

function relateTo(doi: string, relationType: RelatedIdentifier['relationType']): RelatedIdentifier {
  return { relatedIdentifier: doi, relatedIdentifierType: 'DOI', relationType };
}
