import { kernelProperties } from './kernel-properties.ts';
import { isObject } from './reading.ts';

/** One reason of a refusal. */
export type DataciteError = {
  /**
   * JSON pointer to the property of the description it concerns, for example '/creators'; '' for the
   * description as a whole; '/target' for the DOI's URL; null when it concerns none of these.
   */
  pointer: string | null;
  /** What DataCite called the property, or null. */
  source: string | null;
  detail: string;
};

/** Reasons longer than this are cut: a proxy's page or a stack trace helps nobody at a form field. */
const DETAIL_LIMIT = 1000;

/**
 * Names under `source` that differ from our property's: columns of DataCite's database, elements of the XSD,
 * and elements that stand in more than one property (those point at the description as a whole).
 */
const POINTERS: Readonly<Record<string, string>> = {
  url: '/target',
  xml: '',
  metadata: '',
  resource: '',
  schema_version: '',
  creator: '/creators',
  creatorName: '/creators',
  title: '/titles',
  publication_year: '/publicationYear',
  resource_type: '/types',
  resourceType: '/types',
  subject: '/subjects',
  contributor: '/contributors',
  contributorName: '/contributors',
  date: '/dates',
  identifiers: '/alternateIdentifiers',
  alternate_identifiers: '/alternateIdentifiers',
  alternateIdentifier: '/alternateIdentifiers',
  related_identifiers: '/relatedIdentifiers',
  relatedIdentifier: '/relatedIdentifiers',
  related_items: '/relatedItems',
  relatedItem: '/relatedItems',
  relatedItemIdentifier: '/relatedItems',
  size: '/sizes',
  format: '/formats',
  version_info: '/version',
  rights_list: '/rightsList',
  rights: '/rightsList',
  description: '/descriptions',
  geo_locations: '/geoLocations',
  geoLocation: '/geoLocations',
  geoLocationPlace: '/geoLocations',
  geoLocationPoint: '/geoLocations',
  geoLocationBox: '/geoLocations',
  geoLocationPolygon: '/geoLocations',
  polygonPoint: '/geoLocations',
  pointLatitude: '/geoLocations',
  pointLongitude: '/geoLocations',
  funding_references: '/fundingReferences',
  fundingReference: '/fundingReferences',
  funderName: '/fundingReferences',
  funderIdentifier: '/fundingReferences',
  awardNumber: '/fundingReferences',
  awardTitle: '/fundingReferences',
  givenName: '',
  familyName: '',
  nameIdentifier: '',
  affiliation: '',
};

const PROPERTIES: ReadonlySet<string> = new Set(kernelProperties);

/**
 * Finds the property of our description that DataCite means.
 *
 * @param source as DataCite wrote it: 'creators', 'publication_year', or the torn "creatorName', attribute
 *   'nameType" of an attribute error.
 * @returns a JSON pointer, '' for the whole description, '/target' for the URL, or null for anything else.
 */
export function pointToSource(source: string): string | null {
  const name = /^[A-Za-z_]+/.exec(source)?.[0] ?? '';
  if (PROPERTIES.has(name)) return `/${name}`;
  return (Object.hasOwn(POINTERS, name) ? POINTERS[name] : undefined) ?? null;
}

/**
 * Reads the reasons out of any of DataCite's error bodies: a list with `source` (validation), a list with
 * `status`, one object instead of a list (bad query), or a list printed as text (middleware).
 *
 * @param body the parsed JSON, or undefined when the body was no JSON.
 * @param fallback the detail to use when the body names no reason.
 * @returns at least one reason.
 */
export function readErrors(body: unknown, fallback: string): [DataciteError, ...DataciteError[]] {
  const given = isObject(body) ? (body.errors ?? body.error) : body;
  const entries = Array.isArray(given) ? given : [given];
  const [first, ...others] = entries.slice(0, 100).flatMap(readError);
  return first === undefined ? [{ pointer: null, source: null, detail: fallback }] : [first, ...others];
}

function readError(entry: unknown): DataciteError[] {
  if (typeof entry === 'string' && entry.trim() !== '') {
    return [{ pointer: null, source: null, detail: entry.trim().slice(0, DETAIL_LIMIT) }];
  }
  if (!isObject(entry)) return [];
  const title = entry.title ?? entry.detail ?? entry.message;
  if (typeof title !== 'string' || title.trim() === '') return [];
  const source = typeof entry.source === 'string' ? entry.source : null;
  const pointer = source === null ? null : pointToSource(source);
  return [{ pointer, source, detail: title.trim().slice(0, DETAIL_LIMIT) }];
}
