import type { Anchor } from '../request.ts';
import type { FolderAttribute } from '../template/folder-attribute.ts';
import type { MetadataContext } from '../template/to-metadata.ts';

export type CheckSeverity = 'error' | 'warning' | 'suggestion';
export type CheckPhase = 'intake' | 'data' | 'metadata' | 'fit' | 'after';

/** One line of the checklist. */
export type CheckDefinition = {
  name: string;
  phase: CheckPhase;
  /** An approval waits for errors, unless a curator waives them with a reason. */
  severity: CheckSeverity;
  /** Found out by `runChecks`; else a curator ticks it. */
  automatic: boolean;
  text: string;
};

/** A fact that only others can know. */
export type HandedFact = { holds: boolean; detail: string };

/** What the automatic checks look at. */
export type CheckFacts = {
  folderName: string;
  /** Every file below the folder; paths with slashes, from below the folder. */
  files: readonly { path: string; bytes: number }[];
  /** Folders below it that hold no file, where they are known; names of others are taken from `files`. */
  folders?: readonly string[];
  attributes: readonly FolderAttribute[];
  context: MetadataContext;
  /** ORCID iDs (0000-0002-1825-0097) whose owners have signed in here. */
  authenticatedOrcids: ReadonlySet<string>;
  /** Whether the requester may have another identifier this year. Null: nothing limits it. */
  entitlement: HandedFact | null;
  /** Whether the published package answers as it should. Null: not published, or not looked at yet. */
  landing: HandedFact | null;
};

/** What a check found. */
export type Finding = {
  outcome: 'open' | 'passed' | 'failed';
  /** What is wrong and what to do; null: nothing to say. */
  detail: string | null;
  /** The attributes or files that it is about, the first twenty. */
  places: readonly Anchor[];
};

export type CheckResult = Finding & Pick<CheckDefinition, 'name' | 'severity' | 'automatic'>;

/** As many places as a curator looks through at one sitting. */
const PLACE_LIMIT = 20;

export const passed: Finding = { outcome: 'passed', detail: null, places: [] };

export function failed(detail: string, places: readonly Anchor[] = []): Finding {
  return { outcome: 'failed', detail, places: places.slice(0, PLACE_LIMIT) };
}
