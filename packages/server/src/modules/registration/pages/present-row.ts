import { presentMoment } from '../../../http/moment.ts';
import type { QueueEntry } from '../queue/list-queue.ts';
import type { NamedAccount } from '../queue/select-queue.ts';
import {
  describeAttempts,
  describeHold,
  presentOptionalMoment,
  statusTexts,
  wantedTexts,
} from './describe.ts';
import { entryPath } from './paths.ts';

/** A row of the queue for a page. @param accounts those that the reader sees, the row's own among them */
export function presentRow(entry: QueueEntry, accounts: readonly NamedAccount[]) {
  const { pid, status, state, attempts, lastAnswer } = entry;
  const own = accounts.find(({ account }) => account.id === entry.account.id)?.account ?? null;
  const hold = state !== 'pending' || own === null ? null : describeHold(own);
  return {
    pid,
    status: { name: status, ...statusTexts[status] },
    state,
    attempts: describeAttempts(attempts),
    isFirst: attempts === 0,
    hold,
    next: state === 'pending' && hold === null ? presentOptionalMoment(entry.nextAttemptAt) : null,
    answer: lastAnswer?.detail ?? null,
    answerStatus: lastAnswer?.status ?? null,
    answeredAt: lastAnswer === null ? null : presentMoment(new Date(lastAnswer.at)),
    ...presentErrors(entry),
    href: entryPath(pid),
    item: presentHolder(entry.holder),
    repositoryId: entry.account.repositoryId,
    organisation: entry.organisation,
    wanted: wantedTexts[entry.wanted],
    wantedAt: presentMoment(entry.wantedAt),
    acknowledgedAt: presentOptionalMoment(entry.acknowledgedAt),
  };
}

/** What a refusal says of fields; where that is all that it says, only the place of it. */
function presentErrors({ state, lastAnswer }: QueueEntry) {
  const errors = state === 'refused' ? (lastAnswer?.errors ?? []) : [];
  return {
    place: errors.find(({ detail }) => detail === lastAnswer?.detail)?.pointer || null,
    errors: errors.filter(({ detail }) => detail !== lastAnswer?.detail),
  };
}

/** Only items have a page of their own here. */
function presentHolder(holder: QueueEntry['holder']): { href: string; text: string } | null {
  return holder?.type === 'item' ? { href: `/app/items/${holder.id}`, text: 'Item' } : null;
}
