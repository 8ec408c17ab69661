import { presentMoment } from '../../../http/moment.ts';
import type { WishedChange } from '../changes/change.ts';
import type { RequestComment } from '../comments/comment.ts';
import type { HistoryEntry } from '../history.ts';
import { describeAction, describeActor, describeAnchor } from './describe.ts';

/** Moves and comments as one story, oldest first. */
export function presentTimeline(history: readonly HistoryEntry[], comments: readonly RequestComment[]) {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const moves = history
    // The comments themselves tell more.
    .filter(({ action }) => action !== 'comment')
    .map((entry) => ({
      at: entry.at,
      kind: 'move' as const,
      by: describeActor(entry.actor),
      what: describeAction(entry.action),
      label: entry.label,
      body: entry.comment,
      internal: entry.internal,
      id: null,
      about: null,
      replyTo: null,
    }));
  const said = comments.map((comment) => {
    const parent = comment.replyTo === null ? undefined : byId.get(comment.replyTo);
    return {
      at: comment.createdAt,
      kind: 'comment' as const,
      by: describeActor(comment.actor),
      what: comment.internal ? 'commented, among curators' : 'commented',
      label: null,
      body: comment.body,
      internal: comment.internal,
      id: comment.id,
      about: describeAnchor(comment.anchor),
      replyTo: parent === undefined ? null : { id: parent.id, by: describeActor(parent.actor) },
    };
  });
  return [...moves, ...said]
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, ...each }) => ({ ...each, at: presentMoment(at) }));
}

const stateTexts: Readonly<Record<WishedChange['state'], string>> = {
  open: 'Open',
  done: 'Done',
  declined: 'Not done',
};

/** What was asked for, newest round first. */
export function presentRounds(changes: readonly WishedChange[]) {
  const rounds = [...new Set(changes.map(({ round }) => round))].sort((one, other) => other - one);
  return rounds.map((round) => ({
    round,
    changes: changes
      .filter((change) => change.round === round)
      .map(({ id, text, anchor, state, answer }) => ({
        id,
        text,
        about: describeAnchor(anchor),
        state,
        mark: stateTexts[state],
        answer: answer ?? '',
      })),
  }));
}
