export type { Repository } from './datacite/credentials.ts';
export { type DataciteStandInOptions, startDataciteStandIn } from './datacite/index.ts';
export * from './orcid/index.ts';
export type { StandIn } from './stand-in.ts';
