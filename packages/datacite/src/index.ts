export { toBibtex } from './bibtex.ts';
export { formatCitation } from './citation.ts';
export {
  type Absent,
  checkHeartbeat,
  createDoi,
  type DoiAnswer,
  deleteDoi,
  getDoi,
  getDoiUrl,
  putDoi,
  type Taken,
} from './client.ts';
export { type CredentialCheck, checkCredentials } from './credentials.ts';
export { type CslItem, toCslJson } from './csl-json.ts';
export { type DataciteError, pointToSource } from './datacite-errors.ts';
export { toDataciteJson } from './datacite-json.ts';
export { type DoiEvent, doiAttributes, SCHEMA_VERSION } from './doi-attributes.ts';
export {
  compareDoi,
  type DoiDifference,
  type DoiRecord,
  type DoiState,
  type WantedDoi,
} from './doi-record.ts';
export { type CitedName, knownCreators } from './facts.ts';
export type { DataciteConfig, Later, Refused } from './http.ts';
export { kernelProperties } from './kernel-properties.ts';
export type * from './metadata.ts';
export { createPidReference, type PidReference } from './pid-reference.ts';
export type { MetadataProblem } from './problems.ts';
export { toRis } from './ris.ts';
export {
  areCreatorsCollectors,
  isPhysicalObject,
  type ParentRelation,
  type ParentSample,
  type Sample,
  type SampleMaterial,
  type SamplePlace,
  toSample,
  withoutSample,
  withSample,
} from './sample.ts';
export { type SampleResult, validateSample } from './sample-reader.ts';
export { toSchemaOrg } from './schema-org.ts';
export { type MetadataLevel, type ValidationResult, validateMetadata } from './validate.ts';
export * from './vocabularies.ts';
export { fromDataciteXml, type XmlMetadataProblem, type XmlReadResult } from './xml-read.ts';
export { toDataciteXml } from './xml-write.ts';
