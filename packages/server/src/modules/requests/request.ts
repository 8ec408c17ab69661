import type { EventActor } from '../../events.ts';

/** How far a request is; requests.md 5.2 with CyVerse's names as labels. */
export const requestStates = [
  /** Submitted; its folder is being staged. */
  'staging',
  'submitted',
  'evaluation',
  /** Back with the requester, who is asked for changes. */
  'pending',
  'approved',
  /** Approved; being published. */
  'publishing',
  'published',
  /** A step of staging, publishing or returning failed for good; it can be resumed. */
  'failed',
  /** Its folder is on its way back. */
  'rejecting',
  'withdrawing',
  'rejected',
  'withdrawn',
] as const;
export type RequestState = (typeof requestStates)[number];

/** The states in which steps are worked off. */
export const pipelineStates = ['staging', 'publishing', 'rejecting', 'withdrawing'] as const;
export type PipelineState = (typeof pipelineStates)[number];

export const requestTypes = ['DOI', 'ARK'] as const;
export type RequestType = (typeof requestTypes)[number];

/** A request for a permanent identifier of a folder. */
export type PermanentIdRequest = {
  id: string;
  seq: number;
  organisationId: string;
  type: RequestType;
  requesterId: string;
  /** The requester as they were known then. */
  requestedBy: EventActor;
  folderId: string;
  originalPath: string;
  originalParentId: string | null;
  originalName: string;
  state: RequestState;
  /** What it was doing when it failed; null unless it has. */
  failedIn: PipelineState | null;
  /** What CyVerse's clients call status: the name of a status code. */
  label: string;
  /** Null: it waits in the queue. */
  assigneeId: string | null;
  itemId: string | null;
  permanentId: string | null;
  publishedAt: Date | null;
  /** Counts changes; the ETag. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: EventActor;
};

/** What a comment or a wish for a change is about. */
export type Anchor = { attribute: string } | { file: string };
