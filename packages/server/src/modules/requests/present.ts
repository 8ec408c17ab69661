import { type EventActor, presentEventActor } from '../../events.ts';
import type { WishedChange } from './changes/change.ts';
import type { CheckState } from './checklist/checklist.ts';
import type { RequestComment } from './comments/comment.ts';
import type { RequestProblem } from './creating/request-problem.ts';
import type { RequestDifference } from './diff/diff-request.ts';
import type { HistoryEntry } from './history.ts';
import type { RequestStep } from './pipelines/step.ts';
import type { PermanentIdRequest } from './request.ts';

/** What a request is shown with beside its row. */
export type Around = {
  organisation: string;
  assignee: { name: string | null; orcid: string } | null;
  /** Null: the folder is deleted. */
  folder: { name: string; path: string } | null;
};

export function presentRequest(request: PermanentIdRequest, { organisation, assignee, folder }: Around) {
  return {
    id: request.id,
    type: request.type,
    state: request.state,
    status: request.label,
    failedIn: request.failedIn,
    organisation,
    requester: presentEventActor(request.requestedBy),
    assignee: assignee === null ? null : { name: assignee.name, orcid: assignee.orcid },
    folder: {
      id: request.folderId,
      name: folder?.name ?? request.originalName,
      path: folder?.path ?? null,
      originalPath: request.originalPath,
    },
    permanentId: request.permanentId,
    version: request.version,
    createdAt: request.createdAt.toISOString(),
    updatedAt: request.updatedAt.toISOString(),
    updatedBy: presentEventActor(request.updatedBy),
    publishedAt: request.publishedAt?.toISOString() ?? null,
  };
}

export function presentHistoryEntry(entry: HistoryEntry) {
  return {
    at: entry.at.toISOString(),
    action: entry.action,
    state: entry.state,
    status: entry.label,
    comment: entry.comment,
    internal: entry.internal,
    actor: presentEventActor(entry.actor),
  };
}

export function presentComment(comment: RequestComment) {
  return {
    ...comment,
    actor: presentEventActor(comment.actor),
    createdAt: comment.createdAt.toISOString(),
  };
}

export function presentChange({ position: _, ...change }: WishedChange) {
  return {
    ...change,
    createdAt: change.createdAt.toISOString(),
    answeredAt: change.answeredAt?.toISOString() ?? null,
  };
}

export function presentCheck(check: CheckState) {
  return { ...check, actor: presentActorOrNull(check.actor), at: check.at.toISOString() };
}

function presentActorOrNull(actor: EventActor | null) {
  return actor === null ? null : presentEventActor(actor);
}

export function presentProblem({ check, attribute, detail, cyverse }: RequestProblem) {
  return { check, attribute, detail, code: cyverse.code };
}

/** How many files of a kind of change are shown; all are counted. */
const SHOWN = 1000;

export function presentDifference({ since, attributes, files }: RequestDifference) {
  return {
    since: since === null ? null : { at: since.at.toISOString(), purpose: since.purpose },
    attributes: [...attributes],
    files: {
      added: cut(files.added),
      removed: cut(files.removed),
      changed: cut(files.changed),
    },
  };
}

function cut<T>(list: readonly T[]): { count: number; first: T[] } {
  return { count: list.length, first: list.slice(0, SHOWN) };
}

/** @param curates whether what is in the way may be shown */
export function presentStep(step: RequestStep, curates: boolean) {
  return {
    run: step.run,
    pipeline: step.pipeline,
    step: step.step,
    state: step.state,
    attempts: step.attempts,
    nextTryAt: step.nextTryAt?.toISOString() ?? null,
    problem: curates ? step.problem : null,
    finishedAt: step.finishedAt?.toISOString() ?? null,
  };
}
