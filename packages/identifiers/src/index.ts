export {
  type Ark,
  type ArkInflection,
  arkAncestors,
  arkToUrl,
  assertArk,
  formatArk,
  hasArkParentSegment,
  isArk,
  normalizeArk,
  parseArk,
  splitArkInflection,
} from './ark.ts';
export {
  type CheckDigitName,
  checkDigitNames,
  computeCheckDigit,
  hasValidCheckDigit,
} from './check-digits.ts';
export { DATACITE_SUFFIX_LIMIT, formatDataciteSuffix, parseDataciteSuffix } from './datacite-suffix.ts';
export {
  assertDoi,
  type Doi,
  doiToUrl,
  formatDoi,
  isDoi,
  isRegistrableDoi,
  normalizeDoi,
  parseDoi,
} from './doi.ts';
export { type GrammarName, grammarNames, parseByGrammar } from './grammars.ts';
export type { Gs1Component } from './gs1-ai-row.ts';
export { findGs1Ai, type Gs1Ai, gs1Ais, gs1ConvenienceNames } from './gs1-application-identifiers.ts';
export {
  compressGs1DigitalLink,
  decompressGs1Path,
  type Gs1CompressionOptions,
  isCompressedGs1Path,
} from './gs1-compression.ts';
export {
  assertGs1DigitalLink,
  formatGs1DigitalLink,
  type Gs1DigitalLink,
  type Gs1Element,
  type Gs1ParseOptions,
  isGs1DigitalLink,
  normalizeGs1DigitalLink,
  parseGs1DigitalLink,
  parseGs1Path,
} from './gs1-digital-link.ts';
export { formatGs1ElementString, parseGs1ElementString, readGs1Scan } from './gs1-element-string.ts';
export { type Gs1LinterName, gs1Linters } from './gs1-linters.ts';
export { type Gs1ValueOptions, parseGs1Value } from './gs1-value.ts';
export {
  assertHandle,
  formatHandle,
  type Handle,
  handleToUrl,
  isHandle,
  normalizeHandle,
  parseHandle,
} from './handle.ts';
export { assertIgsn, formatIgsn, type Igsn, isIgsn, normalizeIgsn, parseIgsn } from './igsn.ts';
export { assertIsbn, formatIsbn, type Isbn, isbnToUrl, isIsbn, normalizeIsbn, parseIsbn } from './isbn.ts';
export { assertIssn, formatIssn, type Issn, isIssn, issnToUrl, normalizeIssn, parseIssn } from './issn.ts';
export {
  formatNoidName,
  type NoidOrder,
  type NoidTemplate,
  noidCheckCharacter,
  parseNoidTemplate,
  validateNoidName,
} from './noid.ts';
export { advancePast, NOID_ADVANCE_LIMIT, type NoidAdvance } from './noid-advance.ts';
export { advanceMinter } from './noid-advance-minter.ts';
export {
  type ApplyNoidRule,
  bindElement,
  fetchElements,
  NOID_VALUE_LENGTH_LIMIT,
  type NoidBinding,
} from './noid-bind.ts';
export { holdNames, queueNames } from './noid-circulation.ts';
export {
  type ImportedMinter,
  type ImportProblem,
  type ImportResult,
  NOID_STATE_LENGTH_LIMIT,
  type NoidTerm,
  readNogState,
  readPerlNoidState,
} from './noid-import.ts';
export { importNoidMinter } from './noid-import-store.ts';
export { keepNote, listMinterInfo } from './noid-info.ts';
export { mintNoids } from './noid-mint.ts';
export {
  createNoidMinter,
  type NoidMinter,
  type NoidMinterSettings,
  openNoidMinter,
} from './noid-minter.ts';
export { describeNoidPolicy, type NoidPolicyFacts } from './noid-policy.ts';
export {
  createNoidSequence,
  describeNoidExhaustion,
  type NoidSequence,
  type NoidSequenceState,
  resumeNoidSequence,
} from './noid-sequence.ts';
export { createNoidMemoryStore, type NoidAnswer, type NoidContext, type NoidStore } from './noid-store.ts';
export { validateNames } from './noid-validate-lines.ts';
export {
  assertOrcid,
  formatOrcid,
  isAssignedOrcid,
  isOrcid,
  normalizeOrcid,
  type OrcidId,
  orcidCheckCharacter,
  orcidToUrl,
  parseOrcid,
} from './orcid.ts';
export { type IdentifierProblem, InvalidIdentifierError, type ParseResult } from './parse-result.ts';
export { type Pid, parsePid } from './pid.ts';
export { assertRaid, formatRaid, isRaid, normalizeRaid, parseRaid, type Raid, raidToUrl } from './raid.ts';
export { assertRor, formatRor, isRor, normalizeRor, parseRor, type RorId, rorToUrl } from './ror.ts';
