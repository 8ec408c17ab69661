import type { AppContext } from '../../../context.ts';

type Alert = Parameters<AppContext['alerts']['raise']>[1];

const REASON_LIMIT = 2_000;

/** What an alert says: what DSpace's mail about a failed DOI says, how many more are concerned, and where to look. */
export function composeAlert(alert: Alert, publicUrl: string): { subject: string; body: string } {
  const { action, at, holder, pid, repositoryId, reason, others } = alert;
  const lines: [string, string | null][] = [
    ['Account', repositoryId],
    ['Action', action],
    ['Date', `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    ['Type', holder?.type ?? null],
    ['ID', holder?.id ?? null],
    ['DOI', pid],
    ['Reason', cutReason(reason)],
  ];
  const facts = lines.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  const parts = [
    describe(alert),
    facts.join('\n'),
    describeOthers(others),
    `Where to look: ${publicUrl}/app/queue`,
    'There is one mail a day at most for each cause; nothing is lost, and what waits goes on by itself.',
  ];
  return {
    subject: `${repositoryId}: ${title(alert)}`,
    body: parts.filter((part) => part !== '').join('\n\n'),
  };
}

function title({ cause, pid }: Alert): string {
  switch (cause) {
    case 'refused':
      return `the registrar refuses ${pid ?? 'a registration'}`;
    case 'account':
      return 'the registrar refuses the repository account';
    case 'outage':
      return 'the registrar is out of order';
    case 'hold-back':
      return 'registrations are held back';
    default:
      return cause satisfies never;
  }
}

function describe({ cause }: Alert): string {
  switch (cause) {
    case 'refused':
      return 'The registrar refused an identifier. It stays so until somebody mends it or queues it again.';
    case 'account':
      return 'The registrar does not accept the repository account. Its credentials or rights need mending; attempts are repeated.';
    case 'outage':
      return 'The registrar does not answer or has errors of its own. Everything waits, and goes on when it answers again.';
    case 'hold-back':
      return 'Nothing is sent to the registrar. If this service has moved, an operator confirms its new address.';
    default:
      return cause satisfies never;
  }
}

function describeOthers({ count, orMore }: Alert['others']): string {
  if (count === 0) return '';
  if (count === 1) return 'One more is concerned.';
  return `${orMore ? 'More than ' : ''}${count} more are concerned.`;
}

function cutReason(reason: string): string {
  const text = reason.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return text.length <= REASON_LIMIT ? text : `${text.slice(0, REASON_LIMIT - 1).toWellFormed()}…`;
}
