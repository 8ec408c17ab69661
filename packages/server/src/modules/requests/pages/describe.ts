import type { EventActor } from '../../../events.ts';
import type { CheckSeverity } from '../checks/check.ts';
import type { RequestAction } from '../moves.ts';
import type { Pipeline } from '../pipelines/steps.ts';
import type { Anchor, PermanentIdRequest, PipelineState, RequestState } from '../request.ts';

/** States in plain words, and what each means for the two sides. */
export const stateTexts: Readonly<
  Record<RequestState, { label: string; requester: string; curator: string }>
> = {
  staging: {
    label: 'Being staged',
    requester: 'Your folder is being moved to where curators look at it. There is nothing for you to do.',
    curator: 'The folder is being moved to where you look at it. It can be assigned in a moment.',
  },
  submitted: {
    label: 'Waits for a curator',
    requester:
      'Nobody looks after it yet. You can still change what is in the folder, and withdraw the request.',
    curator: 'Nobody looks after it yet. Assign it to yourself to begin the review.',
  },
  evaluation: {
    label: 'Being reviewed',
    requester: 'A curator looks at your folder. You are told when something is needed from you.',
    curator: 'Look at metadata, files and checklist. Then return it with what has to change, or approve it.',
  },
  pending: {
    label: 'With the requester',
    requester: 'Curators ask you for changes. Make them, say what became of each, and send the request back.',
    curator: 'The requester was asked for changes. You are told when the request comes back.',
  },
  approved: {
    label: 'Approved',
    requester: 'Your request is approved and is published soon.',
    curator: 'It is approved. Publish it when the time has come.',
  },
  publishing: {
    label: 'Being published',
    requester: 'Your folder is being published. Nothing in it can be changed until that is done.',
    curator: 'It is being published, step by step. What waits is tried again by itself.',
  },
  published: {
    label: 'Published',
    requester: 'Your folder is published. Cite it by its permanent identifier.',
    curator: 'It is published, and its identifier leads to it.',
  },
  failed: {
    label: 'Stopped at a problem',
    requester: 'Work on your request stopped at a problem. Nothing is lost, and the curators were told.',
    curator: 'A step stopped. Mend the reason below, then resume it: everything done so far is kept.',
  },
  rejecting: {
    label: 'Rejected; the folder is on its way back',
    requester: 'Your request was rejected. The folder goes back to where it was.',
    curator: 'The folder goes back to where it was.',
  },
  withdrawing: {
    label: 'Withdrawn; the folder is on its way back',
    requester: 'You withdrew the request. The folder goes back to where it was.',
    curator: 'The requester withdrew it. The folder goes back to where it was.',
  },
  rejected: {
    label: 'Rejected',
    requester: 'Your request was rejected. The folder is yours again, and a new request can be made for it.',
    curator: 'It was rejected. The folder is back with the requester.',
  },
  withdrawn: {
    label: 'Withdrawn',
    requester: 'You withdrew the request. The folder is yours again, and a new request can be made for it.',
    curator: 'The requester withdrew it. The folder is back with them.',
  },
};

export const pipelineTexts: Readonly<Record<Pipeline, string>> = {
  staging: 'Staging',
  publishing: 'Publishing',
  returning: 'Giving the folder back',
};

export const failedInTexts: Readonly<Record<PipelineState, string>> = {
  staging: 'while it was staged',
  publishing: 'while it was published',
  rejecting: 'while its folder was given back',
  withdrawing: 'while its folder was given back',
};

/** What happened, in the history. */
export const actionTexts: Readonly<Record<RequestAction | 'submit', string>> = {
  submit: 'submitted the request',
  stage: 'staged the folder',
  assign: 'assigned it',
  reassign: 'assigned it to somebody else',
  unassign: 'put it back into the queue',
  return: 'asked for changes',
  resubmit: 'sent it back to the curators',
  reopen: 'took it up again',
  approve: 'approved it',
  publish: 'began to publish it',
  complete: 'published it',
  fail: 'stopped at a problem',
  retry: 'resumed it',
  reject: 'rejected it',
  withdraw: 'withdrew it',
  'finish-rejecting': 'gave the folder back',
  'finish-withdrawing': 'gave the folder back',
  label: 'changed the status',
  comment: 'commented',
  answer: 'answered a change',
  check: 'changed the checklist',
  describe: 'corrected the description',
};

export const severityTexts: Readonly<Record<CheckSeverity, string>> = {
  error: 'Needed',
  warning: 'Should be',
  suggestion: 'Could be',
};

/** An action that a newer version of the service may have written. */
export function describeAction(action: string): string {
  return Object.entries(actionTexts).find(([name]) => name === action)?.[1] ?? action;
}

/** Who did something, as people call them. */
export function describeActor(actor: EventActor): string {
  switch (actor.kind) {
    case 'person':
      return actor.name ?? actor.orcid;
    case 'organisation-key':
    case 'service-account':
      return actor.name;
    case 'operator':
      return 'An operator';
    case 'service':
      return 'The service';
    default:
      return actor satisfies never;
  }
}

/** What a comment or wish is about, for a page. */
export function describeAnchor(anchor: Anchor | null): string | null {
  if (anchor === null) return null;
  return 'file' in anchor ? `File ${anchor.file}` : `Metadata ${anchor.attribute}`;
}

export function titleOf({ type, originalName }: Pick<PermanentIdRequest, 'type' | 'originalName'>): string {
  return `${type} request for “${originalName}”`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long something has lasted, to the unit that people would say. */
export function formatDuration(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute';
  if (ms < HOUR_MS) return count(Math.floor(ms / MINUTE_MS), 'minute');
  if (ms < 2 * DAY_MS) return count(Math.floor(ms / HOUR_MS), 'hour');
  return count(Math.floor(ms / DAY_MS), 'day');
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}

/** Where the identifier leads. */
export function identifierUrl(permanentId: string): string {
  return permanentId.startsWith('ark:') ? `/${permanentId}` : `https://doi.org/${permanentId}`;
}
