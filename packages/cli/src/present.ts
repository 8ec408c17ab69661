import type { Me, Pid, PidEvent, Registration } from '@mintmark/client';
import { formatErrors } from './failures.ts';
import { formatFacts, formatTable } from './table.ts';

export function formatPid(pid: Pid): string {
  return formatFacts([
    ['Identifier', pid.pid],
    ['Type', pid.type],
    ['State', pid.state],
    ['Title', readTitle(pid)],
    ['Cite as', pid.url],
    ['Leads to', pid.target ?? 'its own landing page'],
    ['Owner', pid.owner === null ? null : (pid.owner.name ?? pid.owner.orcid)],
    ['Withdrawn', pid.reason],
    ['Registration', pid.registration.state],
    ['Created', formatTime(pid.createdAt)],
    ['Changed', formatTime(pid.updatedAt)],
  ]);
}

export function formatPidList(pids: readonly Pid[], columns: number | null): string {
  return formatTable(
    ['Identifier', 'State', 'Type', 'Registration', 'Changed', 'Title'],
    pids.map((pid) => [
      pid.pid,
      pid.state,
      pid.type,
      pid.registration.state,
      formatTime(pid.updatedAt),
      readTitle(pid) ?? '',
    ]),
    columns,
  );
}

export function formatRegistration(registration: Registration): string {
  const { lastAnswer } = registration;
  const facts = formatFacts([
    ['Registration', registration.state],
    ['Registrar', registration.registrar],
    ['Held back', registration.heldBack],
    ['Attempts', String(registration.attempts)],
    ['Next attempt', registration.nextAttemptAt === null ? null : formatTime(registration.nextAttemptAt)],
    ['Acknowledged', registration.acknowledgedAt === null ? null : formatTime(registration.acknowledgedAt)],
    ['Last answer', lastAnswer === null ? null : formatAnswer(lastAnswer)],
  ]);
  return lastAnswer === null || lastAnswer.errors.length === 0
    ? facts
    : `${facts}\n${formatErrors(lastAnswer.errors)}`;
}

export function formatEvents(events: readonly PidEvent[]): string {
  return formatTable(
    ['When', 'What', 'Who', 'Reason'],
    events.map(({ at, action, actor, reason }) => [
      formatTime(at),
      action,
      actor.name ?? actor.orcid ?? actor.kind,
      reason ?? '',
    ]),
  );
}

export function formatMe(url: string, me: Me): string {
  const { account, token, organisations } = me;
  return formatFacts([
    ['Service', url],
    ['Person', account === null ? null : (account.name ?? account.orcid)],
    ['ORCID iD', account?.orcidUrl ?? null],
    ['Operator', me.operator ? 'yes' : null],
    [
      'Organisations',
      organisations.length === 0
        ? null
        : organisations.map(({ name, role }) => `${name} (${role})`).join(', '),
    ],
    ['Token', token?.name ?? null],
    ['May', me.scopes.join(' ')],
    ['Works until', token === null ? null : formatTime(token.expiresAt)],
  ]);
}

/** What a registrar answered; where it answered nothing, or was not asked to write, the sentence says so itself. */
export function formatAnswer({ status, detail }: { status: number | null; detail: string }): string {
  return status === null ? detail : `${status}: ${detail}`;
}

/** Seconds are left out: people compare days. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function readTitle({ metadata }: Pid): string | null {
  const titles: unknown = metadata?.titles;
  const first: unknown = Array.isArray(titles) ? titles[0] : null;
  return typeof first === 'object' && first !== null && 'title' in first && typeof first.title === 'string'
    ? first.title
    : null;
}
