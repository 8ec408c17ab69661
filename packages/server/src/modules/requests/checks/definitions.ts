import type { CheckDefinition } from './check.ts';

/**
 * The checklist, in the order in which a curator works through it. What a curator has to judge is never an error:
 * programs that know CyVerse's API alone have no way to tick it.
 */
export const checkDefinitions: readonly CheckDefinition[] = [
  {
    name: 'entitlement',
    phase: 'intake',
    severity: 'error',
    automatic: true,
    text: 'The requester may have another identifier: their plan allows it, and the number of this year is not used up.',
  },
  {
    name: 'readme',
    phase: 'data',
    severity: 'error',
    automatic: true,
    text: 'A README at the top of the folder says how the data came about and how to use them.',
  },
  {
    name: 'inventory',
    phase: 'data',
    severity: 'warning',
    automatic: false,
    text: 'The README, or a file beside it, lists what is in the folder.',
  },
  {
    name: 'organised',
    phase: 'data',
    severity: 'warning',
    automatic: false,
    text: 'Folders and files are laid out so that a stranger finds their way.',
  },
  {
    name: 'biosamples',
    phase: 'data',
    severity: 'warning',
    automatic: false,
    text: 'Sequences come with facts on their specimens and a list of BioSample IDs. Tick it where there are no sequences.',
  },
  {
    name: 'folder-name',
    phase: 'data',
    severity: 'warning',
    automatic: true,
    text: 'The folder is named Creator_subject_date, or nearly so.',
  },
  {
    name: 'no-spaces',
    phase: 'data',
    severity: 'warning',
    automatic: true,
    text: 'Names of folders and files have neither spaces nor special characters.',
  },
  {
    name: 'not-whole-compressed',
    phase: 'data',
    severity: 'error',
    automatic: true,
    text: 'The package is not a single archive, and what is compressed is LAZ, gzip, zip or tar.',
  },
  {
    name: 'size-count',
    phase: 'data',
    severity: 'suggestion',
    automatic: true,
    text: 'The package is no larger than 100 GB and holds no more than 1000 files; else its place is agreed on.',
  },
  {
    name: 'required-metadata',
    phase: 'metadata',
    severity: 'error',
    automatic: true,
    text: 'Everything that the template asks for is filled in, and nothing in it is wrong.',
  },
  {
    name: 'description',
    phase: 'metadata',
    severity: 'warning',
    automatic: false,
    text: 'The description tells people outside the field what the data are.',
  },
  {
    name: 'subjects-3',
    phase: 'metadata',
    severity: 'warning',
    automatic: true,
    text: 'Three subjects or more are given.',
  },
  {
    name: 'subjects-split',
    phase: 'metadata',
    severity: 'warning',
    automatic: true,
    text: 'Each subject stands in an attribute of its own.',
  },
  {
    name: 'year-identifier-blank',
    phase: 'metadata',
    severity: 'error',
    automatic: true,
    text: 'Identifier and publication year were left to the service.',
  },
  {
    name: 'licence',
    phase: 'metadata',
    severity: 'warning',
    automatic: true,
    text: 'The licence is ODC PDDL or CC0, or an exception is agreed on.',
  },
  {
    name: 'orcid',
    phase: 'metadata',
    severity: 'suggestion',
    automatic: true,
    text: 'Creators and contributors have their ORCID iDs.',
  },
  {
    name: 'canonical-repo',
    phase: 'fit',
    severity: 'warning',
    automatic: false,
    text: 'No repository of the field, such as those for sequences, should have these data instead.',
  },
  {
    name: 'landing',
    phase: 'after',
    severity: 'warning',
    automatic: true,
    text: 'The package is public, its page says what the metadata say, and the identifier leads there.',
  },
];
