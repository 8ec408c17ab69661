import { presentEventActor, type StoredEvent } from '../../../events.ts';
import type { ListedDeposit } from './lists/store.ts';

/** A deposit as our own API shows it. */
export function presentDeposit(deposit: ListedDeposit) {
  return {
    id: deposit.id,
    kind: deposit.kind,
    thing: deposit.thing,
    title: deposit.title,
    orcid: deposit.orcid,
    personName: deposit.personName,
    state: deposit.state,
    reason: deposit.reason,
    detail: deposit.detail,
    problems: [...deposit.problems],
    putCode: deposit.putCode,
    groupId: deposit.groupId,
    attempts: deposit.attempts,
    nextAttemptAt: deposit.nextAttemptAt?.toISOString() ?? null,
    acknowledgedAt: deposit.acknowledgedAt?.toISOString() ?? null,
    createdAt: deposit.createdAt.toISOString(),
    updatedAt: deposit.updatedAt.toISOString(),
  };
}

export function presentDepositWithHistory(deposit: ListedDeposit, events: readonly StoredEvent[]) {
  return {
    ...presentDeposit(deposit),
    wanted: deposit.wanted,
    acknowledged: deposit.acknowledged,
    history: events.map(({ at, action, actor, after, reason }) => ({
      at: at.toISOString(),
      action,
      by: presentEventActor(actor),
      state: stateIn(after),
      detail: reason,
    })),
  };
}

/** The state that an event says a deposit went to. */
export function stateIn(after: unknown): string | null {
  if (typeof after !== 'object' || after === null || !('state' in after)) return null;
  return typeof after.state === 'string' ? after.state : null;
}
