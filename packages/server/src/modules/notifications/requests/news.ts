import type { EventActor } from '../../../events.ts';

/** The request that there is news of, as it is after what happened. */
export type ToldRequest = {
  id: string;
  organisationId: string;
  /** DOI or ARK. */
  type: string;
  /** What CyVerse's clients call status. */
  label: string;
  folderName: string;
  /** Where the folder is now. */
  path: string;
  requesterId: string;
  /** Null: it waits in the queue. */
  assigneeId: string | null;
};

/** What one thing that was asked to be changed is about. */
type ToldChange = { text: string; anchor: { attribute: string } | { file: string } | null };

/** What happened to a request. Comments, names and paths are other people's words: shown, never interpreted. */
export type RequestNews = {
  request: ToldRequest;
  /** Who did it; `service` for what a pipeline did by itself. */
  actor: EventActor;
  /**
   * A name for this one time, such as the version of the request after the move, the id of a comment or `run-2`: the same
   * kind and occasion is told to a person once, however often it is repeated.
   */
  occasion: string;
} & RequestNewsMatter;

type RequestNewsMatter =
  | { kind: 'submitted'; comment: string | null }
  /** Somebody looks after it now: `request.assigneeId`; nothing is told when that is null. */
  | { kind: 'assigned'; comment: string | null }
  | { kind: 'returned'; comment: string | null; changes: readonly ToldChange[] }
  | { kind: 'resubmitted'; comment: string | null }
  /** `internal`: the requester is not told. */
  | { kind: 'commented'; comment: string; internal: boolean }
  /** Any other change of state or label: `request.label` is the new one. */
  | { kind: 'status-changed'; comment: string | null }
  | { kind: 'approved'; comment: string | null }
  | {
      kind: 'published';
      /** `10.5072/abc` or `ark:99999/abc`. */
      permanentId: string;
      /** The address that the identifier leads to. */
      landingPage: string;
      /** What the registrar answered, for curators. */
      registrarAnswer: string | null;
    }
  /** A pipeline stopped for good at a step, until somebody resumes it; `step` is what it does, in words. */
  | { kind: 'failed'; step: string; reason: string; permanentId: string | null }
  /** A move to staging, to the published folders or back did not work; it may be tried again by itself. */
  | { kind: 'move-failed'; destination: string; reason: string }
  | { kind: 'rejected'; comment: string | null }
  | { kind: 'withdrawn'; comment: string | null };

export type RequestNewsKind = RequestNews['kind'];
