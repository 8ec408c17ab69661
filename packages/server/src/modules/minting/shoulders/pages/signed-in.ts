import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../../context.ts';
import { AppError } from '../../../../errors.ts';
import type { PersonActor } from '../../../../http/actor.ts';
import {
  authenticateSession,
  createFormToken,
  loginUrl,
  readField,
  requireFormToken,
} from '../../../accounts/index.ts';

export type PageContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pages' | 'secrets'>;

/** Options of every route here: pages are no part of the API's description. */
export const page = { schema: { hide: true } };

/** What forms of these pages are about; a form of another page cannot stand in for them. */
const ABOUT = 'shoulders';

type Answer = Promise<FastifyReply>;

/**
 * A handler for people who are signed in; others are asked to sign in and come back to the same page. What is sent by
 * a form must come from a page that was shown to the same session.
 */
export function signedIn(
  ctx: PageContext,
  answer: (request: FastifyRequest, reply: FastifyReply, person: PersonActor) => Answer,
): (request: FastifyRequest, reply: FastifyReply) => Answer {
  return async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    if (person === null) return sendSignedOutPage(ctx, request, reply);
    if (request.method === 'POST') requireFormToken(ctx, person, ABOUT, request);
    return answer(request, reply, person);
  };
}

function sendSignedOutPage(ctx: PageContext, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('www-authenticate', 'Bearer realm="Mintmark"');
  return ctx.pages.send(reply, 401, 'shoulders-signed-out', {
    title: 'Sign in to see your shoulders',
    loginUrl: loginUrl(ctx, request.method === 'GET' ? request.url : '/app/shoulders'),
  });
}

/** The value that forms of these pages carry. */
export function formTokenOf(ctx: PageContext, person: PersonActor): string {
  return createFormToken(ctx, person, ABOUT);
}

/** Leads a browser that sent a form to the page of what came of it. */
export function goTo(ctx: PageContext, reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(`${ctx.config.publicUrl}${path}`, 303);
}

/** The id in the address of a page. @throws AppError not-found */
export function readId(request: FastifyRequest): string {
  const id = readField(request.params, 'id');
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  throw new AppError('not-found', 'There is no such page here, or you may not see it.');
}
