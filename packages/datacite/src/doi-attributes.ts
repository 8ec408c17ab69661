import type { DataciteMetadata } from './metadata.ts';

/**
 * The one value with which DataCite checks every element and names it in its answer: versions behind the
 * namespace ('…/kernel-4.7') are unknown to its validator, which then checks nothing.
 */
export const SCHEMA_VERSION = 'http://datacite.org/schema/kernel-4';

/** Moves between states: draft → registered, any → findable, findable → registered. */
export type DoiEvent = 'register' | 'publish' | 'hide';

/**
 * Builds the attributes of `putDoi`.
 *
 * @param metadata a description that `validateMetadata` returned.
 * @param options.url where the DOI is to resolve; null for a draft without a target.
 * @param options.event the change of state; left out, the state stays (a new DOI becomes a draft).
 * @param options.reason kept by DataCite with the DOI, meant for event 'hide'.
 * @returns attributes that replace the description whole: DataCite keeps what an update does not name, so an
 *   absent list is sent as [] and an absent text as null. An absent publisher, year or type is not sent, since
 *   DataCite has no way to clear them.
 */
export function doiAttributes(
  metadata: DataciteMetadata,
  options: { url: string | null; event?: DoiEvent; reason?: string | null },
): Record<string, unknown> {
  const { publisher, publicationYear, types } = metadata;
  return {
    schemaVersion: SCHEMA_VERSION,
    ...(options.event === undefined ? {} : { event: options.event }),
    ...(options.url === null ? {} : { url: options.url }),
    ...(options.reason === undefined || options.reason === null ? {} : { reason: options.reason }),
    creators: metadata.creators ?? [],
    titles: metadata.titles ?? [],
    ...(publisher === undefined ? {} : { publisher }),
    ...(publicationYear === undefined ? {} : { publicationYear }),
    ...(types === undefined ? {} : { types }),
    subjects: metadata.subjects ?? [],
    contributors: metadata.contributors ?? [],
    dates: metadata.dates ?? [],
    language: metadata.language ?? null,
    alternateIdentifiers: metadata.alternateIdentifiers ?? [],
    relatedIdentifiers: metadata.relatedIdentifiers ?? [],
    relatedItems: metadata.relatedItems ?? [],
    sizes: metadata.sizes ?? [],
    formats: metadata.formats ?? [],
    version: metadata.version ?? null,
    rightsList: metadata.rightsList ?? [],
    descriptions: metadata.descriptions ?? [],
    geoLocations: metadata.geoLocations ?? [],
    fundingReferences: metadata.fundingReferences ?? [],
  };
}
