import type { EventActor } from '../../../events.ts';
import { type Block, cut, facts, paragraph, renderHtml, renderText, tameLine } from '../templates/blocks.ts';
import type { Audience } from './audiences.ts';
import type { RequestNews } from './news.ts';

/** A person as others may know them: by name and iD, and by nothing else. */
export type KnownPerson = { name: string | null; orcid: string };

/** A notice, and the mail of it: `html` says what `body` says. */
export type ComposedNews = { title: string; body: string; html: string };

const COMMENT_LIMIT = 3000;
const REASON_LIMIT = 2000;
const ANSWER_LIMIT = 4000;
const CHANGES_LIMIT = 20;
const CHANGE_LIMIT = 250;

type People = { requester: KnownPerson; assignee: KnownPerson | null };

/** What one audience is told of a request. */
export function composeNews(news: RequestNews, people: People, audience: Audience): ComposedNews {
  const blocks = [
    ...describe(news, people, audience),
    ...quoteComment(news),
    factsOf(news, people),
    ...(audience === 'curators' ? quoteAnswer(news) : []),
  ];
  return { title: titleOf(news, people, audience), body: renderText(blocks), html: renderHtml(blocks) };
}

function titleOf(news: RequestNews, { requester }: People, audience: Audience): string {
  const { type, folderName, label } = news.request;
  const it = `${type} request for “${tameLine(folderName)}”`;
  switch (news.kind) {
    case 'submitted':
      return audience === 'requester'
        ? `${it} was submitted`
        : `New ${it} by ${tameLine(formatName(requester))}`;
    case 'assigned':
      return audience === 'assignee' ? `${it} was assigned to you` : `${it} is being reviewed`;
    case 'returned':
      return `${it} needs changes`;
    case 'resubmitted':
      return `${it} was resubmitted`;
    case 'commented':
      return `${news.internal ? 'Internal comment' : 'Comment'} on the ${it}`;
    case 'status-changed':
      return `${it}: status changed to ${tameLine(label)}`;
    case 'approved':
      return `${it} was approved`;
    case 'published':
      return `${it} is complete: ${news.permanentId}`;
    case 'failed':
      return `${it} stopped at a problem`;
    case 'move-failed':
      return `${it}: its folder could not be moved`;
    case 'rejected':
      return `${it} was rejected`;
    case 'withdrawn':
      return `${it} was withdrawn`;
    default:
      return news satisfies never;
  }
}

function describe(news: RequestNews, people: People, audience: Audience): Block[] {
  const by = formatActor(news.actor);
  const assignee = people.assignee === null ? 'A curator' : formatName(people.assignee);
  switch (news.kind) {
    case 'submitted':
      return audience === 'requester'
        ? [paragraph('Your request has reached the curators. You are told what becomes of it.')]
        : [paragraph(`${by} asks for a permanent identifier. The request waits in the queue.`)];
    case 'assigned':
      return audience === 'assignee'
        ? [paragraph(`${by} asks you to look after this request.`)]
        : [paragraph(`${assignee} looks after your request now. There is nothing for you to do.`)];
    case 'returned':
      return [
        paragraph(
          `${by} asks you for changes. Your folder can be changed until you send the request back to the curators.`,
        ),
        ...listChanges(news.changes),
      ];
    case 'resubmitted':
      return [paragraph(`${by} sent the request back to the curators.`)];
    case 'commented':
      return [
        paragraph(news.internal ? 'This comment is not shown to the requester.' : 'There is a comment.'),
      ];
    case 'status-changed':
      return [paragraph(`${by} changed the status of your request.`)];
    case 'approved':
      return [paragraph(`${by} approved your request. You are told when it is published.`)];
    case 'published':
      return [
        paragraph(
          audience === 'requester'
            ? 'Your folder is published. Cite it by its permanent identifier; everyone can read it.'
            : 'The folder is published, and the registrar has confirmed its identifier.',
        ),
      ];
    case 'failed':
      return [
        paragraph(
          audience === 'requester'
            ? 'Work on your request stopped at a problem. Nothing is lost, and the curators were told; there is nothing for you to do.'
            : 'Work on the request stopped. Nothing is lost: once the reason is mended, resume it on its page: it goes on at this step.',
        ),
      ];
    case 'move-failed':
      return [
        paragraph('The folder is where it was. Resume the request on its page when the reason is mended.'),
      ];
    case 'rejected':
      return [paragraph(`${by} rejected your request.`), returnOfFolder];
    case 'withdrawn':
      return [paragraph(`${by} withdrew the request.`), returnOfFolder];
    default:
      return news satisfies never;
  }
}

const returnOfFolder = paragraph(
  'The folder goes back to where it was before the request. A new request for it can be made.',
);

function listChanges(changes: Extract<RequestNews, { kind: 'returned' }>['changes']): Block[] {
  if (changes.length === 0) return [];
  const items = changes.slice(0, CHANGES_LIMIT).map(({ text, anchor }) => {
    const place = anchor === null ? '' : `${'file' in anchor ? anchor.file : anchor.attribute}: `;
    return cut(`${place}${text}`, CHANGE_LIMIT);
  });
  const more = changes.length - items.length;
  return [
    { kind: 'list', items },
    ...(more === 0 ? [] : [paragraph(`There are ${more} more on the page of the request.`)]),
  ];
}

function quoteComment(news: RequestNews): Block[] {
  const comment = 'comment' in news ? news.comment : null;
  if (comment === null || comment.trim() === '') return [];
  return [{ kind: 'quote', by: formatActor(news.actor), text: cut(comment, COMMENT_LIMIT) }];
}

function quoteAnswer(news: RequestNews): Block[] {
  const answer = news.kind === 'published' ? news.registrarAnswer : null;
  if (answer === null || answer.trim() === '') return [];
  return [{ kind: 'quote', by: 'The registrar', text: cut(answer, ANSWER_LIMIT) }];
}

function factsOf(news: RequestNews, { requester }: People): Block {
  const { type, folderName, label, path } = news.request;
  return facts({
    ...(news.kind === 'published' ? { Identifier: news.permanentId, 'Leads to': news.landingPage } : {}),
    ...(news.kind === 'failed' ? { Step: news.step, Reason: cut(news.reason, REASON_LIMIT) } : {}),
    ...(news.kind === 'failed' ? { Identifier: news.permanentId } : {}),
    ...(news.kind === 'move-failed'
      ? { Destination: news.destination, Reason: cut(news.reason, REASON_LIMIT) }
      : {}),
    Folder: folderName,
    Path: path,
    Type: type,
    Status: label,
    'Requested by': `${formatName(requester)} (${requester.orcid})`,
  });
}

function formatName({ name, orcid }: KnownPerson): string {
  return name ?? orcid;
}

function formatActor(actor: EventActor): string {
  switch (actor.kind) {
    case 'person':
      return actor.name ?? actor.orcid;
    case 'organisation-key':
    case 'service-account':
      return actor.name;
    case 'operator':
      return 'An operator of this service';
    case 'service':
      return 'The service';
    default:
      return actor satisfies never;
  }
}
