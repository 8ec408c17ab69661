import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../../context.ts';
import type { Tx } from '../../../db/index.ts';
import { listCurators, readAccountNames } from '../../accounts/index.ts';
import { readCurationSettings } from '../curation/store.ts';
import { insertMessage } from '../messages/store.ts';
import { notify } from '../notify.ts';
import { cut } from '../templates/blocks.ts';
import { type Audience, audiencesOf } from './audiences.ts';
import { type ComposedNews, composeNews } from './compose.ts';
import type { RequestNews } from './news.ts';

const SUBJECT_LIMIT = 300;

type NewsContext = Pick<AppContext, 'config' | 'now'>;

/**
 * Tells everybody whom it concerns what happened to a request, in the transaction of what happened: a notice to each
 * person, and one mail to where the organisation's curators get theirs. Mails are sent later, by rows written here; a mail
 * server that is down changes nothing.
 */
export async function tellOfRequest(tx: Tx, ctx: NewsContext, news: RequestNews): Promise<void> {
  const { request } = news;
  const curators = await listCurators(tx, {
    organisationId: request.organisationId,
    orcidEnvironment: ctx.config.orcid.environment,
  });
  const curatorIds = curators.map(({ accountId }) => accountId);
  const compose = await openComposer(tx, news);
  for (const [accountId, audience] of chooseRecipients(news, curatorIds)) {
    const { title, body, html } = compose(audience);
    const notice = {
      accountId,
      kind: `request-${news.kind}` as const,
      title,
      body,
      link: pageOf(news),
      once: nameOccasion(news),
      mail: {
        html,
        organisationId: request.organisationId,
        replyToAccountId: audience === 'curators' ? null : actingCurator(news, curatorIds),
        isCaught: ctx.config.mail === null,
      },
    };
    await notify(tx, notice, ctx.now());
  }
  if (audiencesOf(news).to.includes('curators')) await mailCurators(tx, ctx, news, compose('curators'));
}

/** Whom news is for, by account, each in the first of the roles that they have. */
function chooseRecipients(news: RequestNews, curatorIds: readonly string[]): Map<string, Audience> {
  const { requesterId, assigneeId } = news.request;
  const { to, actorToo = false } = audiencesOf(news);
  const recipients = new Map<string, Audience>();
  const add = (accountId: string, audience: Audience): void => {
    if (!recipients.has(accountId)) recipients.set(accountId, audience);
  };
  // Nobody was assigned: that is no news for anybody.
  if (news.kind === 'assigned' && assigneeId === null) return recipients;
  for (const audience of to) {
    if (audience === 'requester') add(requesterId, audience);
    if (audience === 'assignee' && assigneeId !== null) add(assigneeId, audience);
    if (audience === 'curators') for (const id of curatorIds) add(id, audience);
  }
  // The requester is not shown what curators say among themselves, even if they are one.
  if (news.kind === 'commented' && news.internal) recipients.delete(requesterId);
  if (!actorToo && news.actor.kind === 'person') recipients.delete(news.actor.accountId);
  return recipients;
}

async function openComposer(tx: Tx, news: RequestNews): Promise<(audience: Audience) => ComposedNews> {
  const { requesterId, assigneeId } = news.request;
  const names = await readAccountNames(tx, assigneeId === null ? [requesterId] : [requesterId, assigneeId]);
  const requester = names.get(requesterId);
  if (requester === undefined) throw new Error('the requester of a request has no account');
  const assignee = assigneeId === null ? null : (names.get(assigneeId) ?? null);
  return (audience) => composeNews(news, { requester, assignee }, audience);
}

async function mailCurators(
  tx: Tx,
  ctx: NewsContext,
  news: RequestNews,
  { title, body, html }: ComposedNews,
): Promise<void> {
  const { organisationId } = news.request;
  const isCaught = ctx.config.mail === null;
  const { address } = await readCurationSettings(tx, organisationId);
  if (address === null && !isCaught) return;
  await insertMessage(tx, {
    id: randomUUID(),
    organisationId,
    address,
    subject: cut(title, SUBJECT_LIMIT),
    body,
    html,
    link: pageOf(news),
    once: nameOccasion(news),
    createdAt: ctx.now(),
    isCaught,
  });
}

/** Answers of the requester and of colleagues may reach who acted; a requester's address is told to nobody. */
function actingCurator({ actor }: RequestNews, curatorIds: readonly string[]): string | null {
  return actor.kind === 'person' && curatorIds.includes(actor.accountId) ? actor.accountId : null;
}

function pageOf({ request }: RequestNews): string {
  return `/app/requests/${request.id}`;
}

function nameOccasion({ request, kind, occasion }: RequestNews): string {
  return `request|${request.id}|${kind}|${occasion}`;
}
