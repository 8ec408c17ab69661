import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { showRefusals } from '../../../http/pages.ts';
import { authenticateSession, page, readField, requireOurPages } from '../../accounts/index.ts';
import { allowConnectForm, sendToConnect } from '../connecting/pages.ts';
import { describeScope, usualScope } from '../connecting/scopes.ts';
import {
  declineInvitation,
  prepareInvitedConnect,
  readInvitingClient,
  requireLinked,
  unsubscribeInvited,
} from './answer-invitation.ts';
import { type Invitation, isOpen, stateOf } from './invitation.ts';
import { linkPath } from './link.ts';
import { readSurroundings } from './read-surroundings.ts';

type InvitedContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pages' | 'secrets'>;

const HOME = '/orcid/invitations/:token';
const BODY_LIMIT_BYTES = 16_384;

/** What somebody sees who follows the link of their invitation; they need not be known here. No JavaScript needed. */
export function registerInvitedPages(app: FastifyInstance, ctx: InvitedContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', { back: { href: '/', text: 'To the start page' } });
    // A mail program's one click comes in either form (RFC 8058 section 3.2), and what it says is known beforehand.
    scope.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
      (_request, _body, done) => done(null, {}),
    );

    scope.get(HOME, page, async (request, reply) => {
      const { invitation, token } = await readLinked(ctx, request);
      return sendInvitedPage(ctx, reply, invitation, token);
    });

    scope.post(`${HOME}/connect`, page, async (request, reply) => {
      requireOurPages(ctx, request);
      const person = await authenticateSession(ctx, request);
      const wish = await prepareInvitedConnect(ctx, readField(request.params, 'token'), person);
      return sendToConnect(ctx, request, reply, wish);
    });

    scope.post(`${HOME}/decline`, page, async (request, reply) => {
      requireOurPages(ctx, request);
      const token = readField(request.params, 'token');
      return sendInvitedPage(ctx, reply, await declineInvitation(ctx, token), token);
    });

    scope.get(`${HOME}/unsubscribe`, page, async (request, reply) => {
      const { invitation, token } = await readLinked(ctx, request);
      return sendUnsubscribePage(ctx, reply, invitation, { token, isDone: false });
    });

    // From anywhere: mail programs send it by themselves, and whoever holds the link may.
    scope.post(`${HOME}/unsubscribe`, page, async (request, reply) => {
      const token = readField(request.params, 'token');
      return sendUnsubscribePage(ctx, reply, await unsubscribeInvited(ctx, token), { token, isDone: true });
    });
  });
}

async function readLinked(
  ctx: InvitedContext,
  request: FastifyRequest,
): Promise<{ invitation: Invitation; token: string }> {
  const token = readField(request.params, 'token');
  return { invitation: await requireLinked(ctx, token), token };
}

async function sendInvitedPage(
  ctx: InvitedContext,
  reply: FastifyReply,
  invitation: Invitation,
  token: string,
): Promise<FastifyReply> {
  const { organisation, titles } = await readSurroundings(ctx.db, invitation);
  const client = await readInvitingClient(ctx, invitation);
  if (client !== null) allowConnectForm(ctx, reply, client);
  const canAnswer = client !== null && isOpen(invitation, ctx.now());
  return ctx.pages.send(reply, 200, 'orcid-invited', {
    title: `${organisation} asks you to connect your ORCID iD`,
    organisation,
    titles,
    name: invitation.name,
    state: stateOf(invitation, ctx.now()),
    canAnswer,
    asked: client === null ? [] : describeScope(usualScope(client)),
    isTrial: client !== null && client.environment !== 'production',
    until: invitation.expiresAt.toISOString().slice(0, 10),
    home: linkPath(token),
  });
}

async function sendUnsubscribePage(
  ctx: InvitedContext,
  reply: FastifyReply,
  invitation: Invitation,
  { token, isDone }: { token: string; isDone: boolean },
): Promise<FastifyReply> {
  const { organisation } = await readSurroundings(ctx.db, invitation);
  return ctx.pages.send(reply, 200, 'orcid-unsubscribe', {
    title: isDone ? 'No further mails' : `No mails from ${organisation}`,
    organisation,
    isDone,
    home: linkPath(token),
  });
}
