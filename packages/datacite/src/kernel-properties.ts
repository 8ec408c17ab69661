import type { DataciteMetadata } from './metadata.ts';

/** The properties of a description in DataCite's JSON, in the kernel's order (Metadata Schema 4.7); no identifier, no URL. */
export const kernelProperties: readonly (keyof DataciteMetadata)[] = [
  'creators',
  'titles',
  'publisher',
  'publicationYear',
  'types',
  'subjects',
  'contributors',
  'dates',
  'language',
  'alternateIdentifiers',
  'relatedIdentifiers',
  'relatedItems',
  'sizes',
  'formats',
  'version',
  'rightsList',
  'descriptions',
  'geoLocations',
  'fundingReferences',
];
