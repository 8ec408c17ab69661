import type { DataciteMetadata } from '@mintmark/datacite';
import type { Fields } from '../../../modules/items/index.ts';

/**
 * What a client of DSpace reads.
 *
 * @param metadata DataCite's JSON in normal form
 * @param otherFields what the kernel cannot hold, as `fromFields` left it
 * @param computed values that are not written but follow from elsewhere (dc.identifier.uri, dc.date.accessioned,
 *   dc.date.available); they stand before the field's own values, which are left out where they say the same
 */
export function toFields(_metadata: DataciteMetadata, otherFields: Fields, _computed: Fields = {}): Fields {
  return otherFields;
}
