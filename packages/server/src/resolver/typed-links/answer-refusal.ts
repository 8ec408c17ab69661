import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Anchor } from '../../anchors/anchor.ts';
import { formatAnchor } from '../../anchors/anchor.ts';
import { AppError } from '../../errors.ts';
import { sendProblem } from '../../http/problem.ts';
import { cutForShow } from '../parse.ts';
import type { AddressProblem } from './address.ts';
import type { TypedLinkContext } from './answer.ts';
import type { MissingReason } from './decide.ts';
import type { Level } from './look-up.ts';
import { wantsPage } from './media.ts';
import { formatUri } from './uris.ts';
import { writeLinkHeader } from './write-links.ts';

/** 400: what is wrong with the address, and where. */
export function answerWrong(
  ctx: TypedLinkContext,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: AddressProblem,
): FastifyReply {
  const { pointer, position } = problem;
  const refusal = new AppError('invalid-input', problem.message, {
    problems: [{ pointer, detail: problem.message }],
  });
  reply.header('vary', 'Accept');
  if (!wantsPage(request.headers.accept)) {
    return sendProblem(reply, refusal, ctx.config.publicUrl, { reason: problem.code, position });
  }
  const path = request.raw.url ?? '/';
  return sendRefusalPage(ctx, reply, 400, {
    title: 'This address cannot be read',
    detail: problem.message,
    asked: cutForShow(path),
    place: describePlace(pointer, position),
    more: null,
  });
}

/** 404: in words that tell apart what a reader can do about it, but never what only others may know. */
export function answerMissing(
  ctx: TypedLinkContext,
  request: FastifyRequest,
  reply: FastifyReply,
  missing: { anchor: Anchor; reason: MissingReason },
): FastifyReply {
  const uri = formatUri(missing.anchor, ctx.config.publicUrl);
  const detail = `${explainMissing(missing.reason)} (${cutForShow(formatAnchor(missing.anchor))})`;
  reply.header('vary', 'Accept, Accept-Language');
  if (missing.reason === 'no-such-type') {
    const linkset = { href: `${uri}?linkType=linkset`, rel: 'linkset', type: 'application/linkset+json' };
    reply.header('link', writeLinkHeader([{ href: uri, rel: 'owl:sameAs' }, linkset]));
  }
  if (wantsPage(request.headers.accept)) {
    return sendRefusalPage(ctx, reply, 404, {
      title: missing.reason === 'no-such-type' ? 'There is no such link here' : 'There is no link here',
      detail: explainMissing(missing.reason),
      asked: cutForShow(formatAnchor(missing.anchor)),
      place: null,
      more:
        missing.reason === 'no-such-type' ? { text: 'The default link of this identifier', href: uri } : null,
    });
  }
  return sendProblem(reply, new AppError('not-found', detail), ctx.config.publicUrl);
}

/** 410 with the reason. */
export function answerGone(
  ctx: TypedLinkContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { anchor, document }: Level,
): FastifyReply {
  const { reason, withdrawnAt } = document;
  const uri = formatUri(anchor, ctx.config.publicUrl);
  reply.headers({
    vary: 'Accept',
    link: writeLinkHeader([{ href: uri, rel: 'owl:sameAs' }]),
  });
  const detail = `${uri} was withdrawn. ${reason ?? ''}`.trim();
  if (wantsPage(request.headers.accept)) {
    return sendRefusalPage(ctx, reply, 410, {
      title: 'Withdrawn',
      detail: reason ?? 'No reason was given.',
      asked: cutForShow(formatAnchor(anchor)),
      place: null,
      more: null,
    });
  }
  const refusal = new AppError('withdrawn', detail);
  return sendProblem(reply, refusal, ctx.config.publicUrl, { reason, withdrawnAt });
}

function explainMissing(reason: MissingReason): string {
  switch (reason) {
    case 'unknown':
      return 'Nothing is registered here for this identifier.';
    case 'unknown-part':
      return 'Its last part is not registered here, and what is known of the rest does not hold for it.';
    case 'inactive':
    case 'no-links':
      return 'At present there is no link for this identifier.';
    case 'no-such-type':
      return 'This identifier has no link of the type that was asked for; its linkset lists those that it has.';
    default:
      return reason satisfies never;
  }
}

function describePlace(pointer: string, position: number): string {
  const [, part = '', name = ''] = pointer.split('/');
  const where =
    part === 'path' ? `part ${Number(name) + 1} of the path` : `“${name || 'the query'}” in the query`;
  return position === 0 ? `In ${where}.` : `In ${where}, at character ${position + 1}.`;
}

type Refusal = {
  title: string;
  detail: string;
  asked: string;
  place: string | null;
  more: { text: string; href: string } | null;
};

function sendRefusalPage(
  ctx: TypedLinkContext,
  reply: FastifyReply,
  status: number,
  page: Refusal,
): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(ctx.pages.render('link-refused', page));
}
