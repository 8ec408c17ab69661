import type { DataciteMetadata, Publisher } from '@mintmark/datacite';
import type { Fields } from '../../../modules/items/index.ts';

/** A value that DataCite will not see, or not whole; it is kept all the same. `place` is its index in the field. */
export type NotHeld = { field: string; place: number; value: string; reason: string };

/**
 * What a client of DSpace writes: the whole map of fields.
 *
 * @param before what is there: DataCite's JSON in normal form with what it cannot hold, what is computed (as for
 *   `toFields`; such values are ignored), and a publisher that may stand where none is given
 */
export function fromFields(
  fields: Fields,
  before: {
    metadata: DataciteMetadata;
    otherFields: Fields;
    computed?: Fields;
    defaults?: { publisher?: Publisher };
  },
): { metadata: DataciteMetadata; otherFields: Fields; notHeld: NotHeld[] } {
  return { metadata: before.metadata, otherFields: fields, notHeld: [] };
}
