import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { presentMoment } from '../../../http/moment.ts';
import { readField } from '../../accounts/index.ts';
import { listRequests } from '../find-request.ts';
import { identifierUrl, stateTexts } from '../pages/describe.ts';
import { REQUESTS_PATH, requestPath } from '../pages/paths.ts';
import type { RequestPageContext } from '../pages/signed-in.ts';
import type { PermanentIdRequest } from '../request.ts';

const SHOWN = 50;

/** Somebody's own requests, newest first, with what is asked of them. */
export async function sendOwnRequests(
  ctx: RequestPageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
): Promise<FastifyReply> {
  const typed = readField(request.query, 'before');
  const before = /^\d{1,15}$/.test(typed) ? Number(typed) : null;
  const found = await listRequests(ctx.db, person, { of: 'own' }, { limit: SHOWN + 1, before });
  const shown = found.slice(0, SHOWN);
  const last = found.length > SHOWN ? shown.at(-1) : undefined;
  return ctx.pages.send(reply, 200, 'own-requests', {
    title: 'My requests',
    requests: shown.map(presentOwn),
    next: last === undefined ? null : `${REQUESTS_PATH}?before=${last.seq}`,
  });
}

function presentOwn(request: PermanentIdRequest) {
  const { label, requester } = stateTexts[request.state];
  return {
    href: requestPath(request.id),
    name: request.originalName,
    type: request.type,
    state: request.state === 'pending' ? 'Changes are asked of you' : label,
    isAskedOfMe: request.state === 'pending',
    text: requester,
    identifier:
      request.state === 'published' && request.permanentId !== null
        ? { text: request.permanentId, href: identifierUrl(request.permanentId) }
        : null,
    page: request.state === 'published' ? `/packages/${request.folderId}` : null,
    createdAt: presentMoment(request.createdAt),
    updatedAt: presentMoment(request.updatedAt),
  };
}
