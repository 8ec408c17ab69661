import { stringify } from 'csv-stringify/sync';

/** The columns of iSamples' simple template; the identifier stands in the first. */
const COLUMNS = [
  'id',
  'label',
  'description',
  'hasContextCategory',
  'hasMaterialCategory',
  'hasSpecimenCategory',
  'keywords',
  'informalClassification',
  'producedBy_label',
  'producedBy_description',
  'producedBy_hasFeatureOfInterest',
  'producedBy_responsibility',
  'producedBy_resultTime',
  'producedBy_samplingSite_description',
  'producedBy_samplingSite_label',
  'producedBy_samplingSite_location_elevationInMeters',
  'producedBy_samplingSite_location_latitude',
  'producedBy_samplingSite_location_longitude',
  'producedBy_samplingSite_placeName',
  'registrant',
  'samplingPurpose',
  'curation_label',
  'curation_description',
  'curation_accessContraints',
  'curation_location',
  'curation_responsibility',
  'compliesWith',
  'authorizedBy',
] as const;

/** The template with a row for each identifier, as RFC 4180 writes it. */
export function fillTemplate(identifiers: readonly string[]): string {
  const empty = COLUMNS.slice(1).map(() => '');
  return stringify([[...COLUMNS], ...identifiers.map((each) => [each, ...empty])], {
    record_delimiter: 'windows',
  });
}

/** The value of Content-Disposition (RFC 6266) for a name that a client chose, of which only the last part counts. */
export function inlineAs(filename: string): string {
  const name =
    filename
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\p{Cc}/gu, '') || 'identifiers.csv';
  if (/^[A-Za-z0-9!#$&+.^_`|~-]+$/.test(name)) return `inline; filename=${name}`;
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `inline; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
