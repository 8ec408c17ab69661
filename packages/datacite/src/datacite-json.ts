import { SCHEMA_VERSION } from './doi-attributes.ts';
import { dropAbsent, findContainer } from './facts.ts';
import type { DataciteMetadata } from './metadata.ts';
import { type PidReference, toPidReference } from './pid-reference.ts';
import { nameResourceType } from './resource-types.ts';

/**
 * The description in the form of application/vnd.datacite.datacite+json: all lists present, the type also in
 * the words of other formats, and the container worked out.
 *
 * @param metadata a description that `validateMetadata` returned, of any level.
 * @param pid a DOI, ARK or Handle as text, or a reference to one. `doi` is absent for the other two.
 */
export function toDataciteJson(
  metadata: DataciteMetadata,
  pid: string | PidReference,
): Record<string, unknown> {
  const { type, name, id, url } = toPidReference(pid);
  const names = nameResourceType(metadata.types?.resourceTypeGeneral);
  const container = findContainer(metadata);
  return dropAbsent({
    id,
    doi: type === 'DOI' ? name : undefined,
    url,
    types: {
      ris: names.ris,
      bibtex: names.bibtex,
      citeproc: names.csl,
      schemaOrg: names.schemaOrg,
      ...metadata.types,
    },
    creators: (metadata.creators ?? []).map(withLists),
    titles: metadata.titles ?? [],
    publisher: metadata.publisher,
    container: container === null ? {} : { type: 'Series', ...container },
    subjects: metadata.subjects ?? [],
    contributors: (metadata.contributors ?? []).map(withLists),
    dates: metadata.dates ?? [],
    publicationYear: metadata.publicationYear,
    language: metadata.language,
    alternateIdentifiers: metadata.alternateIdentifiers ?? [],
    identifiers: (metadata.alternateIdentifiers ?? []).map((alternate) => {
      return { identifier: alternate.alternateIdentifier, identifierType: alternate.alternateIdentifierType };
    }),
    sizes: metadata.sizes ?? [],
    formats: metadata.formats ?? [],
    version: metadata.version,
    rightsList: metadata.rightsList ?? [],
    descriptions: metadata.descriptions ?? [],
    geoLocations: metadata.geoLocations ?? [],
    fundingReferences: metadata.fundingReferences ?? [],
    relatedIdentifiers: metadata.relatedIdentifiers ?? [],
    relatedItems: metadata.relatedItems ?? [],
    schemaVersion: SCHEMA_VERSION,
  });
}

function withLists<T extends object>(agent: T): object {
  return { nameIdentifiers: [], affiliation: [], ...agent };
}
