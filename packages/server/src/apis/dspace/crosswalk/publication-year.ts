import type { DataciteMetadata } from '@mintmark/datacite';
import type { Fields, FieldValue } from '../../../modules/items/index.ts';

/** Property 5 has no field of its own: it is the year of dc.date.issued, else that of dc.date.available. */
const ISSUED = 'dc.date.issued';
const AVAILABLE = 'dc.date.available';

/** The year with which a date begins; undefined where it begins with none. */
function readYear(values: readonly FieldValue[] | undefined): number | undefined {
  const year = /^\s*([1-9]\d{3})(?!\d)/.exec(values?.[0]?.value ?? '')?.[1];
  return year === undefined ? undefined : Number(year);
}

/** Whether the year of publication says nothing that a date does not say, so that it is not shown as one. */
export function hasHiddenYear(metadata: DataciteMetadata, otherFields: Fields): boolean {
  const { dates = [], publicationYear } = metadata;
  return (
    dates.some(({ dateType }) => dateType === 'Issued') ||
    readYear(otherFields[ISSUED]) === publicationYear ||
    readYear(otherFields[AVAILABLE]) === publicationYear
  );
}

/**
 * Sets the year anew where one of its two dates has changed.
 *
 * @param fields what the client wrote, without what is computed
 * @param otherFields keeps dc.date.available where the year comes from it, which tells it from one that was given
 */
export function putPublicationYear(
  metadata: DataciteMetadata,
  otherFields: Map<string, readonly FieldValue[]>,
  fields: ReadonlyMap<string, readonly FieldValue[]>,
  changed: ReadonlySet<string>,
): DataciteMetadata {
  const issued = readYear(fields.get(ISSUED));
  if (!changed.has(ISSUED) && (issued !== undefined || !changed.has(AVAILABLE))) return metadata;
  const { publicationYear: _, ...others } = metadata;
  if (issued !== undefined) return { ...others, publicationYear: issued };
  const values = fields.get(AVAILABLE);
  const available = readYear(values);
  if (available === undefined || values === undefined) return others;
  otherFields.set(AVAILABLE, values);
  return { ...others, publicationYear: available };
}
