import type { RequestNews, RequestNewsKind } from './news.ts';

/**
 * Who is told: the requester; who looks after the request; every curator and administrator of its organisation, with one
 * mail to where they get theirs.
 */
export type Audience = 'requester' | 'assignee' | 'curators';

type Rule = {
  to: readonly Audience[];
  /** Whether people are told of what they did themselves, as a receipt or as the outcome of long work. */
  actorToo?: boolean;
};

const rules: Readonly<Record<Exclude<RequestNewsKind, 'commented'>, Rule>> = {
  submitted: { to: ['requester', 'curators'], actorToo: true },
  assigned: { to: ['requester', 'assignee'] },
  returned: { to: ['requester'] },
  resubmitted: { to: ['curators'] },
  'status-changed': { to: ['requester'] },
  approved: { to: ['requester'] },
  published: { to: ['requester', 'curators'], actorToo: true },
  failed: { to: ['requester', 'curators'], actorToo: true },
  'move-failed': { to: ['curators'], actorToo: true },
  rejected: { to: ['requester'] },
  withdrawn: { to: ['requester', 'curators'], actorToo: true },
};

/** Whom news is for. A curator is only told of their own receipts: a requester who is curator too, as requester. */
export function audiencesOf(news: RequestNews): Rule {
  return news.kind === 'commented' ? { to: audiencesOfComment(news) } : rules[news.kind];
}

/** A comment is for the other side; where nobody looks after the request, for all curators. */
function audiencesOfComment(news: Extract<RequestNews, { kind: 'commented' }>): Audience[] {
  const { actor, internal, request } = news;
  const curators: Audience = request.assigneeId === null ? 'curators' : 'assignee';
  const isOfRequester = actor.kind === 'person' && actor.accountId === request.requesterId;
  if (internal || isOfRequester) return [curators];
  return request.assigneeId === null ? ['requester'] : ['requester', 'assignee'];
}
