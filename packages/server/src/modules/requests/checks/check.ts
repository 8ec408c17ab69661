import type { Anchor } from '../request.ts';
import type { FolderAttribute } from '../template/folder-attribute.ts';
import type { MetadataContext } from '../template/to-metadata.ts';

export type CheckSeverity = 'error' | 'warning' | 'suggestion';
export type CheckPhase = 'intake' | 'data' | 'metadata' | 'fit' | 'after';

/** One line of the checklist. */
export type CheckDefinition = {
  name: string;
  phase: CheckPhase;
  /** Publishing waits for errors that failed, unless a curator waives them with a reason. */
  severity: CheckSeverity;
  /** Found out by `runChecks`; else a curator ticks it. */
  automatic: boolean;
  text: string;
};

/** A fact that only others can know: `null` while nobody does. */
export type HandedFact = { holds: boolean; detail: string } | null;

/** What the automatic checks look at. */
export type CheckFacts = {
  folderName: string;
  /** Every file below the folder; paths with slashes, from below the folder. */
  files: readonly { path: string; bytes: number }[];
  /** Folders below it, empty ones too, where they are known; names of folders are taken from `files` as well. */
  folders?: readonly string[];
  attributes: readonly FolderAttribute[];
  context: MetadataContext;
  /** ORCID iDs (0000-0002-1825-0097) whose owners have signed in here. */
  authenticatedOrcids: ReadonlySet<string>;
  /** Whether the requester may have another identifier this year. */
  entitlement: HandedFact;
  /** Whether the published package answers as it should. */
  landing: HandedFact;
};

export type CheckResult = {
  name: string;
  severity: CheckSeverity;
  automatic: boolean;
  outcome: 'open' | 'passed' | 'failed';
  /** What is wrong and what to do; null: nothing to say. */
  detail: string | null;
  /** The attributes or files that it is about, the first twenty. */
  places: readonly Anchor[];
};
