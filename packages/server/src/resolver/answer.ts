import type { FastifyReply } from 'fastify';
import type { AppContext } from '../context.ts';
import { AppError } from '../errors.ts';
import { presentProblem, sendProblem } from '../http/problem.ts';
import { addressPid, referTo } from './addresses.ts';
import type { Decision } from './decide.ts';
import { explainReading, suggestRemedies } from './hints.ts';
import { presentLanding } from './landing-page.ts';
import { formatLinkHeader } from './link-header.ts';
import type { Found } from './look-up.ts';
import type { Asked } from './parse.ts';
import { orcidBases, withholdUnauthenticatedOrcids } from './people.ts';
import { representations } from './representations.ts';
import type { ResolutionDocument } from './store.ts';
import { citeWithdrawn, presentTombstone } from './tombstone-page.ts';

type AnswerContext = Pick<AppContext, 'config' | 'pages' | 'metrics'>;

/**
 * A target may change, and an identifier be withdrawn, at any moment, and that must hold at once: caches may keep
 * an answer, but ask again before they use it.
 */
const CACHE_CONTROL = 'no-cache';

/** The hot path: a few strings and no document. */
export function answerRedirect(
  ctx: AnswerContext,
  reply: FastifyReply,
  { pid, location }: Extract<Decision, { kind: 'redirect' }>,
): FastifyReply {
  const { cite, local, info } = addressPid(pid, ctx.config.publicUrl);
  return reply
    .code(302)
    .headers({
      location,
      link: `<${cite}>; rel="cite-as", <${local}>; rel="canonical", <${info}>; rel="describedby"; type="text/html"`,
      vary: 'Accept',
      'cache-control': CACHE_CONTROL,
    })
    .send();
}

/** The landing page. */
export function answerLanding(
  ctx: AnswerContext,
  reply: FastifyReply,
  found: Found,
  document: ResolutionDocument,
): FastifyReply {
  const { publicUrl, orcid } = ctx.config;
  const addresses = addressPid(found.resolution.pid, publicUrl);
  const page = presentLanding(found, document, addresses, orcidBases(orcid.standInUrl));
  forbidIndexing(reply, found);
  return sendPage(ctx, reply.header('link', formatLinkHeader(page.links)), 200, 'landing', page);
}

/** One representation of the description. */
export function answerRepresentation(
  ctx: AnswerContext,
  reply: FastifyReply,
  { found, representation, mediaType }: Extract<Decision, { kind: 'representation' }>,
  document: ResolutionDocument,
): FastifyReply {
  const addresses = addressPid(found.resolution.pid, ctx.config.publicUrl);
  const metadata = withholdUnauthenticatedOrcids(document.metadata ?? {}, document.authenticatedOrcids);
  forbidIndexing(reply, found);
  return reply
    .code(200)
    .headers({
      link: formatLinkHeader([
        { href: addresses.cite, rel: 'cite-as' },
        { href: addresses.info, rel: 'describes', type: 'text/html' },
      ]),
      vary: 'Accept',
      'cache-control': CACHE_CONTROL,
    })
    .type(`${mediaType}; charset=utf-8`)
    .send(representation.render(metadata, referTo(addresses, found.resolution.target)));
}

/** The tombstone: a page for people, and a problem document with the same facts for machines. */
export function answerWithdrawn(
  ctx: AnswerContext,
  reply: FastifyReply,
  { found, asPage }: Extract<Decision, { kind: 'withdrawn' }>,
  document: ResolutionDocument,
): FastifyReply {
  const addresses = addressPid(found.resolution.pid, ctx.config.publicUrl);
  if (asPage) {
    const page = { ...presentTombstone(document, addresses), contactEmail: ctx.config.contactEmail };
    return sendPage(ctx, reply.header('link', formatLinkHeader(page.links)), 410, 'tombstone', page);
  }
  const refusal = new AppError(
    'withdrawn',
    `${addresses.cite} was withdrawn. ${document.reason ?? ''}`.trim(),
  );
  const problem = {
    ...presentProblem(refusal, ctx.config.publicUrl),
    reason: document.reason,
    withdrawnAt: document.withdrawnAt,
    citation: citeWithdrawn(document, addresses),
  };
  return reply
    .code(410)
    .headers({
      link: formatLinkHeader([{ href: addresses.cite, rel: 'cite-as' }]),
      vary: 'Accept',
      'cache-control': CACHE_CONTROL,
    })
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

/** 404 for what is not here, reserved names included; 400 for what cannot be read at all. */
export function answerUnknown(
  ctx: AnswerContext,
  reply: FastifyReply,
  decision: Extract<Decision, { kind: 'unknown' | 'unreadable' }>,
  asked: Asked,
): FastifyReply {
  const isUnknown = decision.kind === 'unknown';
  reply.header('vary', 'Accept');
  if (decision.asPage) {
    const page = {
      title: titleUnknown(decision, asked),
      asked: asked.shown,
      reading: explainReading(asked),
      wasRead: asked.kind === 'pid',
      hints: suggestRemedies(asked),
    };
    return sendPage(ctx, reply, isUnknown ? 404 : 400, 'not-found', page);
  }
  const text = isUnknown
    ? `There is no identifier “${asked.shown}” here.`
    : `“${asked.shown}” cannot be read.`;
  const remedies = suggestRemedies(asked).map((hint) =>
    hint.href === null ? hint.text : `${hint.text}: ${hint.href}`,
  );
  const detail = [text, explainReading(asked), ...remedies].join(' ');
  return sendProblem(
    reply,
    new AppError(isUnknown ? 'not-found' : 'invalid-input', detail),
    ctx.config.publicUrl,
  );
}

function titleUnknown({ kind }: Decision, asked: Asked): string {
  if (kind === 'unreadable') return 'This address cannot be read';
  const isForeign = asked.kind === 'unreadable' && asked.problem.code === 'unknown-scheme';
  return isForeign ? 'There is nothing at this address' : 'There is no such identifier here';
}

/** 406 with the list of what there is (RFC 9110 section 15.5.7). */
export function answerNotAcceptable(
  ctx: AnswerContext,
  reply: FastifyReply,
  { described }: Extract<Decision, { kind: 'not-acceptable' }>,
): FastifyReply {
  const offered = described
    ? representations.map(({ name, mediaTypes }) => `${mediaTypes[0]} (or ?format=${name})`)
    : [];
  const reason = described ? '' : ' It has no description yet, so there are no other forms.';
  const detail = `It can be had as text/html${offered.map((each) => `, ${each}`).join('')}.${reason}`;
  return sendProblem(
    reply.header('vary', 'Accept'),
    new AppError('not-acceptable', detail),
    ctx.config.publicUrl,
  );
}

/** What is registered, but not public, is found by those who know it, not by search engines. */
function forbidIndexing(reply: FastifyReply, { resolution }: Found): void {
  if (resolution.state === 'registered') reply.header('x-robots-tag', 'noindex');
}

function sendPage(
  ctx: AnswerContext,
  reply: FastifyReply,
  status: number,
  name: string,
  data: { title: string } & Record<string, unknown>,
): FastifyReply {
  return reply
    .code(status)
    .headers({ vary: 'Accept', 'cache-control': CACHE_CONTROL })
    .type('text/html; charset=utf-8')
    .send(ctx.pages.render(name, data));
}
