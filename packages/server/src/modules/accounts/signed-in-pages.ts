import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import type { PersonActor } from '../../http/actor.ts';
import { authenticateSession } from './authenticate.ts';
import { createFormToken, requireFormToken } from './form-token.ts';
import { loginUrl } from './sign-in/pages.ts';
import { readField } from './tokens/token-form.ts';

export type PageContext = Pick<AppContext, 'config' | 'db' | 'now' | 'pages' | 'secrets'>;

/** Options of routes that answer with pages: they are no part of the API's description. */
export const page = { schema: { hide: true } };

/** Pages about one thing, for people who are signed in. */
export type PageArea = {
  /** What its forms are about; a form of another page cannot stand in for them. */
  about: string;
  /** Where its pages begin. */
  home: string;
  /** What others see; the view gets `loginUrl`, and `isHome` for whether it leads back to where the pages begin. */
  signedOut: { view: string; title: string };
  /** Where people come back to who sign in first. Default: the page that they opened; after a form, `home`. */
  returnTo?: (request: FastifyRequest) => string;
};

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

export type SignedInPages = {
  /**
   * A handler for people who are signed in; others are asked to sign in and come back. What is sent by a form must come
   * from a page that was shown to the same session.
   */
  signedIn(
    ctx: PageContext,
    answer: (request: FastifyRequest, reply: FastifyReply, person: PersonActor) => Promise<FastifyReply>,
  ): Handler;
  /** The value that forms of these pages carry. */
  formTokenOf(ctx: Pick<AppContext, 'secrets'>, person: PersonActor): string;
};

export function createSignedInPages(area: PageArea): SignedInPages {
  const { about, home, signedOut } = area;
  const returnTo =
    area.returnTo ?? ((request: FastifyRequest) => (request.method === 'GET' ? request.url : home));

  return {
    formTokenOf: (ctx, person) => createFormToken(ctx, person, about),

    signedIn: (ctx, answer) => async (request, reply) => {
      const person = await authenticateSession(ctx, request);
      if (person === null) {
        const back = returnTo(request);
        reply.header('www-authenticate', 'Bearer realm="Mintmark"');
        return ctx.pages.send(reply, 401, signedOut.view, {
          title: signedOut.title,
          loginUrl: loginUrl(ctx, back),
          isHome: back === home,
        });
      }
      if (request.method === 'POST') requireFormToken(ctx, person, about, request);
      return answer(request, reply, person);
    },
  };
}

/** Leads a browser that sent a form to the page of what came of it. */
export function goTo(ctx: Pick<AppContext, 'config'>, reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(`${ctx.config.publicUrl}${path}`, 303);
}

/** The id in the address of a page. @throws AppError not-found, with what is said of other ids that lead nowhere */
export function readPageId(
  request: FastifyRequest,
  missing = 'There is no such page here, or you may not see it.',
): string {
  const id = readField(request.params, 'id');
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  throw new AppError('not-found', missing);
}
