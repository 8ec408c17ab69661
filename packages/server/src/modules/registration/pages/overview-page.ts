import type { FastifyReply } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { presentMoment } from '../../../http/moment.ts';
import { readOrganisationNames } from '../../accounts/index.ts';
import { mayManageAccount } from '../queue/policy.ts';
import { registrationStatuses } from '../queue/status.ts';
import { type QueueSummary, summarizeQueue } from '../queue/summarize-queue.ts';
import { describeHold, formatCount, presentOptionalMoment, statusTexts } from './describe.ts';
import { entriesPath } from './paths.ts';
import { formTokenOf, type QueuePageContext } from './signed-in.ts';

export const REASON_LIMIT = 1000;

/** What a form on the page came to: a sentence about all of it, or a mistake at one account. */
export type OverviewNews = { told?: string; mistake?: { accountId: string; text: string } };

const mailTexts: Readonly<Record<QueueSummary['alerts'][number]['mail'], string>> = {
  sent: 'mailed',
  waiting: 'to be mailed',
  kept: 'not mailed',
};

/** How the queue stands, by account and status, with what can be done about each account. */
export async function sendOverviewPage(
  ctx: QueuePageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  { told, mistake }: OverviewNews = {},
): Promise<FastifyReply> {
  const summary = await summarizeQueue(ctx, person);
  const names = await readOrganisationNames(
    ctx.db,
    summary.accounts.map(({ account }) => account.organisationId),
  );
  return ctx.pages.send(reply, status, 'queue', {
    title: 'Registration queue',
    formToken: formTokenOf(ctx, person),
    told: told ?? null,
    heldBack: summary.heldBack,
    reasonLimit: REASON_LIMIT,
    accounts: summary.accounts.map((each) => ({
      ...presentAccount(each),
      organisation: names.get(each.account.organisationId) ?? each.organisation,
      mayManage: mayManageAccount(person, each.account.organisationId),
      mistake: mistake?.accountId === each.account.id ? mistake.text : null,
    })),
    alerts: summary.alerts.map(({ subject, createdAt, mail }) => ({
      subject,
      createdAt: presentMoment(createdAt),
      mail: mailTexts[mail],
    })),
  });
}

function presentAccount({ account, statuses, states, nextAttemptAt }: QueueSummary['accounts'][number]) {
  const { id, repositoryId, url, pause, outage } = account;
  return {
    id,
    repositoryId,
    url,
    rate: `${formatCount(account.requestsPerFiveMinutes)} requests in five minutes at most`,
    pause: pause === null ? null : { since: presentMoment(pause.since), reason: pause.reason },
    outage:
      outage === null
        ? null
        : {
            since: presentMoment(outage.since),
            detail: outage.detail,
            next: presentOptionalMoment(outage.nextHeartbeatAt),
          },
    statuses: registrationStatuses.flatMap((status) =>
      statuses[status] === 0
        ? []
        : [
            {
              label: statusTexts[status].label,
              count: formatCount(statuses[status]),
              href: entriesPath({ account: id, status }),
            },
          ],
    ),
    refused:
      states.refused === 0
        ? null
        : { count: formatCount(states.refused), href: entriesPath({ account: id, state: 'refused' }) },
    next: describeHold(account) === null ? presentOptionalMoment(nextAttemptAt) : null,
  };
}
