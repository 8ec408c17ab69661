import type { DataciteMetadata } from '@mintmark/datacite';
import type { Fields, FieldValue } from '../../../modules/items/index.ts';
import { readAll } from './read-all.ts';

/**
 * What a client of DSpace reads. Fields without values are left out.
 *
 * @param metadata DataCite's JSON in normal form
 * @param otherFields what the kernel cannot hold, as `fromFields` left it
 * @param computed values that are not written but follow from elsewhere (dc.identifier.uri, dc.date.accessioned,
 *   dc.date.available); they stand before the field's own values, which are left out where they say the same
 */
export function toFields(metadata: DataciteMetadata, otherFields: Fields, computed: Fields = {}): Fields {
  const result = new Map<string, readonly FieldValue[]>(
    Object.entries(computed).filter(([, values]) => values.length > 0),
  );
  for (const [field, shown] of readAll(metadata, otherFields)) {
    const before = result.get(field) ?? [];
    const said = new Set(before.map(({ value }) => value));
    const values = shown.map(({ value }) => value).filter(({ value }) => !said.has(value));
    if (before.length + values.length > 0) result.set(field, [...before, ...values]);
  }
  return Object.fromEntries([...result].sort(([one], [other]) => (one < other ? -1 : 1)));
}
