import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Anchor } from '../../anchors/anchor.ts';
import type { AppContext } from '../../context.ts';
import { CONTEXT_PATH } from './json-ld-context.ts';
import type { Linkset } from './linkset.ts';
import { listWebLinks } from './linkset.ts';
import { chooseLinksetType, LINKSET_JSON, type LinksetProfile, readLinksetProfile } from './media.ts';
import { formatUri } from './uris.ts';
import { joinLinks, type WebLink, writeLinkHeader, writeLinksetText } from './write-links.ts';

export type TypedLinkContext = Pick<AppContext, 'config' | 'db' | 'pages' | 'metrics' | 'now' | 'log'>;

/** What every answer about an identifier says. */
export type About = {
  anchor: Anchor;
  publicUrl: string;
  /** Whether the answer depends on who asks, so that no shared cache may keep it. */
  personal: boolean;
  successors: readonly { from: Anchor; to: Anchor }[];
};

/**
 * A target may change at any moment, and that must hold at once: caches may keep an answer, but ask again before they
 * use it.
 */
export function setCaching(reply: FastifyReply, personal: boolean): void {
  reply.headers({
    vary: personal ? 'Accept, Accept-Language, Authorization' : 'Accept, Accept-Language',
    'cache-control': personal ? 'private, no-cache' : 'no-cache',
  });
}

/** Where the identifier stands uncompressed, and where all its links are. */
export function listOwnLinks({ anchor, publicUrl, successors }: About): WebLink[] {
  const uri = formatUri(anchor, publicUrl);
  return [
    { href: uri, rel: 'owl:sameAs' },
    { href: `${uri}?linkType=linkset`, rel: 'linkset', type: LINKSET_JSON },
    ...successors.map(({ to }) => ({ href: formatUri(to, publicUrl), rel: 'successor-version' })),
  ];
}

export function answerRedirect(
  reply: FastifyReply,
  about: About,
  redirect: { status: 302 | 307; location: string; further: Iterable<WebLink> },
): FastifyReply {
  setCaching(reply, about.personal);
  return reply
    .code(redirect.status)
    .headers({
      location: redirect.location,
      link: writeLinkHeader(joinLinks(listOwnLinks(about), redirect.further)),
    })
    .send();
}

/** A linkset in the one or the other media type (RFC 9264); 304 to who has it already. */
export function answerLinkset(
  request: FastifyRequest,
  reply: FastifyReply,
  about: About,
  linkset: Linkset,
  status: 200 | 300 = 200,
): FastifyReply {
  setCaching(reply, about.personal);
  reply.header('link', writeLinkHeader([...listOwnLinks(about), linkContext(about.publicUrl)]));
  return sendLinkset(request, reply, linkset, status, readLinksetProfile(request.headers.accept));
}

/** The context that makes JSON-LD of a linkset. */
export function linkContext(publicUrl: string): WebLink {
  return {
    href: `${publicUrl}${CONTEXT_PATH}`,
    rel: 'http://www.w3.org/ns/json-ld#context',
    type: 'application/ld+json',
  };
}

/** @param wanted the profile that the linkset is written by because the request named it */
export function sendLinkset(
  request: FastifyRequest,
  reply: FastifyReply,
  linkset: Linkset,
  status: 200 | 300,
  wanted: LinksetProfile | null = null,
): FastifyReply {
  const type = chooseLinksetType(request.headers.accept);
  const body = type === LINKSET_JSON ? JSON.stringify(linkset) : writeLinksetText(listWebLinks(linkset));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', etag);
  if (status === 200 && isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
  // As bytes: to a text the framework would add a charset, which neither media type has.
  return reply.code(status).type(nameType(type, wanted)).send(Buffer.from(body));
}

/** A profile is named only to who asked for one: others compare the media type as a text. */
function nameType(type: string, wanted: LinksetProfile | null): string {
  return type === LINKSET_JSON && wanted !== null ? `${type};profile="${wanted.uri}"` : type;
}

/** Weak comparison (RFC 9110, section 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
