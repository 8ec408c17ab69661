import { type DataciteMetadata, knownCreators } from '@mintmark/datacite';

/** What DataCite has for a value that is not known (kernel 4.7, appendix 3). */
const UNKNOWN = '(:unkn)';

/**
 * Completes what DSpace archives although it says less than the kernel needs, as DSpace's own crosswalk to DataCite
 * does. Creators whom nobody names are unknown, the year is that of the archiving, which is DSpace's dc.date.available,
 * and a resource of no type is another one. A title is not made up.
 */
export function completeRecord(metadata: DataciteMetadata, archivedAt: Date): DataciteMetadata {
  const { creators, ...others } = withoutUnknown(metadata);
  return {
    ...others,
    creators: creators ?? [{ name: UNKNOWN }],
    publicationYear: metadata.publicationYear ?? archivedAt.getUTCFullYear(),
    types: metadata.types ?? { resourceTypeGeneral: 'Other' },
  };
}

/** A record without creators that were made up for it. */
export function withoutUnknown(metadata: DataciteMetadata): DataciteMetadata {
  const { creators: _, ...others } = metadata;
  const known = knownCreators(metadata);
  return known.length === 0 ? others : { ...others, creators: known };
}
