import type { QueueEntry, QueueSummary, RegistrarAccount } from '@mintmark/client';
import { formatErrors } from './failures.ts';
import { formatAnswer, formatTime } from './present.ts';
import { formatFacts, formatTable } from './table.ts';

export function formatQueueEntry(entry: QueueEntry): string {
  const { lastAnswer, account } = entry;
  const facts = formatFacts([
    ['Identifier', entry.pid],
    ['Status', entry.status],
    ['State', entry.state],
    ['Wanted', entry.wanted],
    ['Asked for', formatTime(entry.wantedAt)],
    ['Repository', account.repositoryId],
    ['Organisation', entry.organisation],
    ['Names', entry.holder === null ? null : `${entry.holder.type} ${entry.holder.id}`],
    ['Attempts', String(entry.attempts)],
    ['Next attempt', entry.nextAttemptAt === null ? null : formatTime(entry.nextAttemptAt)],
    ['Acknowledged', entry.acknowledgedAt === null ? null : formatTime(entry.acknowledgedAt)],
    ['Last answer', lastAnswer === null ? null : formatAnswer(lastAnswer)],
  ]);
  return lastAnswer === null || lastAnswer.errors.length === 0
    ? facts
    : `${facts}\n${formatErrors(lastAnswer.errors)}`;
}

export function formatQueueEntries(entries: readonly QueueEntry[], columns: number | null): string {
  return formatTable(
    ['Identifier', 'Status', 'State', 'Attempts', 'Next attempt', 'Last answer'],
    entries.map((entry) => [
      entry.pid,
      entry.status,
      entry.state,
      String(entry.attempts),
      entry.nextAttemptAt === null ? '' : formatTime(entry.nextAttemptAt),
      entry.lastAnswer?.detail ?? '',
    ]),
    columns,
  );
}

export function formatQueueSummary(summary: QueueSummary): string {
  const parts = summary.accounts.map((account) =>
    [
      formatAccount(account),
      formatFacts([
        ...countsOf(account.statuses),
        ['Refused', account.states.refused ? String(account.states.refused) : null],
        ['Next attempt', account.nextAttemptAt === null ? null : formatTime(account.nextAttemptAt)],
      ]),
    ]
      .filter(Boolean)
      .join('\n'),
  );
  const alerts = summary.alerts.map(({ day, subject }) => `${day}  ${subject}`);
  return [
    ...(summary.heldBack === null ? [] : [`Nothing is sent: ${summary.heldBack}`]),
    ...parts,
    ...(alerts.length === 0 ? [] : [`Alerts\n${alerts.join('\n')}`]),
  ].join('\n\n');
}

function countsOf(counts: Readonly<Record<string, number>>): [string, string][] {
  return Object.entries(counts).flatMap(([name, count]) =>
    count === 0 ? [] : [[name, count.toLocaleString('en')] as [string, string]],
  );
}

export function formatAccount(account: RegistrarAccount): string {
  const { pause, outage } = account;
  return formatFacts([
    ['Repository', account.repositoryId],
    ['Id', account.id],
    ['Organisation', account.organisation],
    ['Registrar', account.url],
    ['Works', describeWork(account)],
    ['Paused', pause === null ? null : `since ${formatTime(pause.since)}: ${pause.reason}`],
    ['Out of order', outage === null ? null : `since ${formatTime(outage.since)}: ${outage.detail}`],
    ['Alerts to', account.alertAddress],
  ]);
}

function describeWork({ requestsPerFiveMinutes, concurrency }: RegistrarAccount): string {
  return `${requestsPerFiveMinutes.toLocaleString('en')} requests in five minutes at most, ${concurrency} at a time`;
}

export function formatAccounts(accounts: readonly RegistrarAccount[], columns: number | null): string {
  return formatTable(
    ['Repository', 'Organisation', 'State', 'Requests', 'At a time', 'Id'],
    accounts.map((account) => [
      account.repositoryId,
      account.organisation,
      describeState(account),
      String(account.requestsPerFiveMinutes),
      String(account.concurrency),
      account.id,
    ]),
    columns,
  );
}

function describeState({ pause, outage }: Pick<RegistrarAccount, 'pause' | 'outage'>): string {
  if (pause !== null) return 'paused';
  return outage === null ? 'works' : 'out of order';
}
