import { type MetadataReading, toMetadata } from '../template/to-metadata.ts';
import { type CheckFacts, type CheckResult, type Finding, failed, type HandedFact, passed } from './check.ts';
import { checkDefinitions } from './definitions.ts';
import { checkCompression, checkReadme, checkSize } from './files.ts';
import {
  checkBlanks,
  checkLicence,
  checkOrcids,
  checkRequired,
  checkSubjects,
  checkSubjectsSplit,
} from './metadata.ts';
import { checkFolderName, checkSpaces } from './names.ts';

type Check = (facts: CheckFacts, reading: MetadataReading) => Finding;

const open: Finding = { outcome: 'open', detail: null, places: [] };

const automatic: Readonly<Record<string, Check>> = {
  entitlement: ({ entitlement }) => (entitlement === null ? passed : readHanded(entitlement)),
  readme: checkReadme,
  'folder-name': checkFolderName,
  'no-spaces': checkSpaces,
  'not-whole-compressed': checkCompression,
  'size-count': checkSize,
  'required-metadata': checkRequired,
  'subjects-3': checkSubjects,
  'subjects-split': checkSubjectsSplit,
  'year-identifier-blank': checkBlanks,
  licence: checkLicence,
  orcid: checkOrcids,
  landing: ({ landing }) => (landing === null ? open : readHanded(landing)),
};

/** Runs every automatic check; those that a curator ticks come back open. In the order of the checklist. */
export function runChecks(facts: CheckFacts): CheckResult[] {
  const reading = toMetadata(facts.attributes, facts.context);
  return checkDefinitions.map(({ name, severity, automatic: isAutomatic }) => {
    const check = automatic[name];
    return {
      name,
      severity,
      automatic: isAutomatic,
      ...(check === undefined ? open : check(facts, reading)),
    };
  });
}

/** The one check of what was published: it holds until something else is published. */
export function runLandingCheck(landing: HandedFact): CheckResult {
  const name = 'landing';
  const definition = checkDefinitions.find((each) => each.name === name);
  if (definition === undefined) throw new Error(`no check ${name}`);
  const { severity, automatic: isAutomatic } = definition;
  return { name, severity, automatic: isAutomatic, ...readHanded(landing) };
}

function readHanded({ holds, detail }: HandedFact): Finding {
  return holds ? { ...passed, detail } : failed(detail);
}
