import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type About,
  linkContext,
  listOwnLinks,
  sendLinkset,
  setCaching,
  type TypedLinkContext,
} from './answer.ts';
import type { Decision } from './decide.ts';
import { buildLinkset } from './linkset.ts';
import { readLinksetProfile, wantsPage } from './media.ts';
import type { AnchorRequest } from './read-request.ts';
import { listTemplateValues } from './target.ts';
import { formatUri } from './uris.ts';
import { writeLinkHeader } from './write-links.ts';

type Choices = Extract<Decision, { kind: 'choices' }>;

/** 300: several links fit as well (RFC 9110, section 15.4.1); a page for people, a linkset of them for programs. */
export function answerChoices(
  ctx: TypedLinkContext,
  request: FastifyRequest,
  reply: FastifyReply,
  about: About,
  { level, targets }: Choices,
  asked: AnchorRequest,
): FastifyReply {
  setCaching(reply, about.personal);
  const alternates = targets.map(({ link, location }) => ({
    href: location,
    rel: 'alternate',
    type: link.types[0],
    title: link.title,
    hreflang: link.hreflang,
  }));
  reply.header(
    'link',
    writeLinkHeader([...listOwnLinks(about), linkContext(about.publicUrl), ...alternates]),
  );
  if (!wantsPage(request.headers.accept)) {
    const wanted = readLinksetProfile(request.headers.accept);
    const linkset = buildLinkset({
      levels: [{ ...level, links: targets.map(({ link }) => link) }],
      successors: [],
      valuesOf: (anchor) => listTemplateValues(asked, anchor),
      profile: wanted?.profile ?? asked.scheme.profile,
      publicUrl: about.publicUrl,
    });
    return sendLinkset(request, reply, linkset, 300, wanted);
  }
  const page = {
    title: level.document.description || 'Several links',
    uri: formatUri(about.anchor, about.publicUrl),
    organisation: level.document.organisation,
    choices: targets.map(({ link, location }) => ({
      title: link.title,
      href: location,
      language: link.hreflang[0] ?? null,
      facts: [
        ...link.hreflang.map(nameLanguage),
        ...link.types.map((type) => TYPE_NAMES.get(type) ?? type),
        ...(link.context === '' ? [] : [link.context]),
      ].join(', '),
    })),
  };
  return reply.code(300).type('text/html; charset=utf-8').send(ctx.pages.render('link-choices', page));
}

const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ['text/html', 'web page'],
  ['application/pdf', 'PDF'],
]);

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** A language as English calls it, or its tag. */
function nameLanguage(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
