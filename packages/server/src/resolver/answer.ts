import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../context.ts';
import { AppError } from '../errors.ts';
import { shareAuthenticatedOrcids } from '../http/agents.ts';
import { formatLinkHeader } from '../http/link-header.ts';
import { orcidBases } from '../http/orcids.ts';
import { addressPid, type PidAddresses, referTo } from '../http/pid-addresses.ts';
import { presentProblem, sendProblem } from '../http/problem.ts';
import { representations } from '../http/representations.ts';
import type { Decision } from './decide.ts';
import { writeErc } from './erc.ts';
import { presentLanding } from './landing-page.ts';
import type { Found } from './look-up.ts';
import type { Namespace } from './namespace.ts';
import { listLinksByResource } from './signposts.ts';
import type { ResolutionDocument } from './store.ts';
import { citeWithdrawn, presentTombstone } from './tombstone-page.ts';
import { sendLinkset } from './typed-links/answer.ts';
import { CONTEXT_PATH } from './typed-links/json-ld-context.ts';
import type { LinksOfPid } from './typed-links/links-of-pid.ts';

export type AnswerContext = Pick<AppContext, 'config' | 'pages' | 'metrics'>;

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
      link: `<${cite}>; rel="cite-as", <${local}>; rel="canonical", <${info}>; rel="describedby"; type="text/html", <${local}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`,
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
  namespace: Namespace,
): FastifyReply {
  const { publicUrl, orcid } = ctx.config;
  const addresses = addressPid(found.resolution.pid, publicUrl);
  const page = {
    ...presentLanding(found, document, addresses, { orcid: orcidBases(orcid.standInUrl), publicUrl }),
    persistence: namespace.shoulder?.persistence ?? null,
  };
  forbidIndexing(reply, found);
  return sendPage(ctx, reply.header('link', formatLinkHeader(page.links)), 200, 'landing', page);
}

/** All links of an identifier, as our page names them and for what they lead to (FAIR Signposting, level 2). */
export function answerLinkset(
  ctx: AnswerContext,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
  document: ResolutionDocument,
  registered: LinksOfPid,
): FastifyReply {
  const { publicUrl, orcid } = ctx.config;
  const addresses = addressPid(found.resolution.pid, publicUrl);
  const { links } = presentLanding(found, document, addresses, {
    orcid: orcidBases(orcid.standInUrl),
    publicUrl,
  });
  const context = { href: `${publicUrl}${CONTEXT_PATH}`, rel: 'http://www.w3.org/ns/json-ld#context' };
  forbidIndexing(reply, found);
  reply.headers({
    link: formatLinkHeader([
      { href: addresses.cite, rel: 'cite-as' },
      { ...context, type: 'application/ld+json' },
    ]),
    vary: registered.personal ? 'Accept, Authorization' : 'Accept',
    'cache-control': registered.personal ? `private, ${CACHE_CONTROL}` : CACHE_CONTROL,
  });
  const { linkset } = listLinksByResource(links, addresses);
  return sendLinkset(request, reply, { linkset: [...linkset, ...registered.contexts] }, 200);
}

/** The short record of an ARK as plain text. */
export function answerErc(
  ctx: AnswerContext,
  reply: FastifyReply,
  { found, brief }: Extract<Decision, { kind: 'erc' }>,
  document: ResolutionDocument,
  { shoulder }: Namespace,
): FastifyReply {
  const addresses = addressPid(found.resolution.pid, ctx.config.publicUrl);
  forbidIndexing(reply, found);
  reply.header('link', linkDescribed(addresses));
  return sendErc(reply, 200, writeErc({ found, document, addresses, shoulder, brief }));
}

/** Sends the reader on to a resolver that may know what is certainly not ours. */
export function answerElsewhere(reply: FastifyReply, location: string): FastifyReply {
  return reply.code(302).headers({ location, vary: 'Accept', 'cache-control': CACHE_CONTROL }).send();
}

/** One representation of the description. */
export function answerRepresentation(
  ctx: AnswerContext,
  reply: FastifyReply,
  { found, representation, mediaType }: Extract<Decision, { kind: 'representation' }>,
  document: ResolutionDocument,
): FastifyReply {
  const { publicUrl, orcid } = ctx.config;
  const addresses = addressPid(found.resolution.pid, publicUrl);
  const metadata = shareAuthenticatedOrcids(
    document.metadata ?? {},
    document.authenticatedOrcids,
    orcidBases(orcid.standInUrl),
  );
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

/** The tombstone: a page for people, and the same facts for machines. */
export function answerWithdrawn(
  ctx: AnswerContext,
  reply: FastifyReply,
  { found, form }: Extract<Decision, { kind: 'withdrawn' }>,
  document: ResolutionDocument,
  { shoulder }: Namespace,
): FastifyReply {
  const addresses = addressPid(found.resolution.pid, ctx.config.publicUrl);
  if (form === 'erc') {
    reply.header('link', linkDescribed(addresses));
    return sendErc(reply, 410, writeErc({ found, document, addresses, shoulder, brief: false }));
  }
  if (form === 'page') {
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

function linkDescribed({ local, cite }: PidAddresses): string {
  return formatLinkHeader([
    { href: local, rel: 'describes' },
    { href: cite, rel: 'cite-as' },
  ]);
}

const THUMP_REASONS = { 200: 'OK', 404: 'Not Found', 410: 'Gone' } as const;

/** Plain text with the status of THUMP 0.6, as the ARK specification shows it. */
export function sendErc(reply: FastifyReply, status: keyof typeof THUMP_REASONS, text: string): FastifyReply {
  return reply
    .code(status)
    .headers({
      'thump-status': `0.6 ${status} ${THUMP_REASONS[status]}`,
      vary: 'Accept',
      'cache-control': CACHE_CONTROL,
    })
    .type('text/plain; charset=utf-8')
    .send(text);
}

export function sendPage(
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
