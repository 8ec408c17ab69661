import type { RegistrarAccount } from '../registration.ts';
import type { QueueEntry } from './list-queue.ts';
import type { NamedAccount } from './select-queue.ts';
import type { QueueSummary } from './summarize-queue.ts';

export function presentEntry(entry: QueueEntry) {
  const { pid, status, state, wanted, account, organisation, attempts, lastAnswer, holder } = entry;
  return {
    pid,
    status,
    state,
    wanted,
    account,
    organisation,
    attempts,
    nextAttemptAt: entry.nextAttemptAt?.toISOString() ?? null,
    lastAnswer: lastAnswer === null ? null : { ...lastAnswer, errors: [...lastAnswer.errors] },
    holder,
    wantedAt: entry.wantedAt.toISOString(),
    acknowledgedAt: entry.acknowledgedAt?.toISOString() ?? null,
  };
}

/** Everything about an account but its password. */
export function presentAccount(account: RegistrarAccount, organisation: string) {
  const { id, registrar, url, repositoryId, concurrency, alertAddress, pause, outage } = account;
  return {
    id,
    organisation,
    registrar,
    url,
    repositoryId,
    requestsPerFiveMinutes: account.requestsPerFiveMinutes,
    configuredRequestsPerFiveMinutes: account.configuredRequestsPerFiveMinutes,
    concurrency,
    pause: pause === null ? null : { since: pause.since.toISOString(), reason: pause.reason },
    outage:
      outage === null
        ? null
        : {
            since: outage.since.toISOString(),
            detail: outage.detail,
            nextHeartbeatAt: outage.nextHeartbeatAt?.toISOString() ?? null,
          },
    alertAddress,
  };
}

export function presentNamedAccount({ account, organisation }: NamedAccount) {
  return presentAccount(account, organisation);
}

export function presentSummary(summary: QueueSummary) {
  const { statuses, states, heldBack } = summary;
  return {
    statuses,
    states,
    heldBack,
    accounts: summary.accounts.map((each) => ({
      ...presentNamedAccount(each),
      statuses: each.statuses,
      states: each.states,
      nextAttemptAt: each.nextAttemptAt?.toISOString() ?? null,
    })),
    alerts: summary.alerts.map(({ organisation, cause, day, subject, body, createdAt, mail }) => ({
      organisation,
      cause,
      day,
      subject,
      body,
      createdAt: createdAt.toISOString(),
      mail,
    })),
  };
}
