import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { authenticateSession } from '../authenticate.ts';
import { clearUserCodeCookie, readUserCodeCookie, setUserCodeCookie } from '../cookies.ts';
import { createFormToken, requireFormToken } from '../form-token.ts';
import { presentOrcidUrl } from '../sign-in/orcid-client.ts';
import { loginUrl } from '../sign-in/pages.ts';
import { readField } from '../tokens/token-form.ts';
import { chooseScopes, presentOffer } from './consent-page.ts';
import { decideDevice, findWaitingDevice, type WaitingDevice } from './decide-device.ts';
import { paths, type ServerContext } from './provider.ts';
import { formatUserCode, readUserCode } from './user-code.ts';

const page = { schema: { hide: true }, exposeHeadRoute: false };
const ABOUT = 'device';
const UNKNOWN_CODE =
  'No program waits with this code. Compare it with the one that is shown; after ten minutes the program has to ask for a new one.';

/**
 * The pages where a person types the code that a program on another device shows, sees what it asks for, and decides
 * (RFC 8628 section 3.3). They work without JavaScript.
 */
export function registerDevicePage(app: FastifyInstance, ctx: ServerContext): void {
  app.get(paths.device, page, async (request, reply) => {
    const inAddress = new URL(request.url, ctx.config.publicUrl).searchParams.get('user_code');
    const person = await authenticateSession(ctx, request);
    if (person === null) {
      // The code goes round by a sealed cookie: addresses to return to are written down, and codes are not.
      const userCode = readUserCode(inAddress ?? '');
      if (userCode !== null) setUserCodeCookie(ctx, reply, userCode);
      return reply.header('cache-control', 'no-store').redirect(loginUrl(ctx, paths.device), 303);
    }
    const kept = readUserCodeCookie(ctx, request);
    if (kept !== null) clearUserCodeCookie(ctx, reply);
    // Only filled in: looking it up counts towards the limit of wrong codes, and other sites can lead people here.
    const userCode = readUserCode(inAddress ?? kept ?? '');
    return sendCodePage(ctx, reply, 200, person, userCode === null ? '' : formatUserCode(userCode));
  });

  app.post(paths.device, page, async (request, reply) => {
    const person = await authenticateSession(ctx, request);
    if (person === null) return reply.redirect(loginUrl(ctx, paths.device), 303);
    requireFormToken(ctx, person, ABOUT, request);
    const typed = readField(request.body, 'user_code');
    switch (readField(request.body, 'decision')) {
      case 'allow':
        return allow(ctx, request, reply, person, typed);
      case 'deny':
        return sendDonePage(ctx, reply, person, typed, null);
      default:
        return sendDecisionPage(ctx, reply, person, typed);
    }
  });
}

async function allow(
  ctx: ServerContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
  typed: string,
): Promise<FastifyReply> {
  const device = await findWaitingDevice(ctx, person, readUserCode(typed));
  if (device === null) return sendCodePage(ctx, reply, 400, person, typed, UNKNOWN_CODE);
  const chosen = chooseScopes(person, device.scopes, request.body);
  if (chosen.length > 0) return sendDonePage(ctx, reply, person, typed, chosen);
  return renderDecision(
    ctx,
    reply,
    400,
    person,
    typed,
    device,
    'Leave at least one of them on, or do not allow it.',
  );
}

async function sendDecisionPage(
  ctx: ServerContext,
  reply: FastifyReply,
  person: PersonActor,
  typed: string,
): Promise<FastifyReply> {
  const device = await findWaitingDevice(ctx, person, readUserCode(typed));
  if (device === null) return sendCodePage(ctx, reply, 400, person, typed, UNKNOWN_CODE);
  return renderDecision(ctx, reply, 200, person, typed, device, null);
}

function renderDecision(
  ctx: ServerContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  typed: string,
  device: WaitingDevice,
  problem: string | null,
): FastifyReply {
  return ctx.pages.send(reply, status, 'oauth-device-decision', {
    title: `Allow ${device.client.name}?`,
    client: device.client,
    userCode: formatUserCode(readUserCode(typed) ?? ''),
    person: presentPerson(ctx, person),
    offer: presentOffer(person, device.scopes),
    formToken: createFormToken(ctx, person, ABOUT),
    switchUrl: loginUrl(ctx, paths.device),
    problem,
  });
}

function sendCodePage(
  ctx: ServerContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  typed: string,
  problem: string | null = null,
): FastifyReply {
  return ctx.pages.send(reply, status, 'oauth-device-code', {
    title: 'Connect a device',
    person: presentPerson(ctx, person),
    formToken: createFormToken(ctx, person, ABOUT),
    typed: typed.slice(0, 40),
    problem,
  });
}

async function sendDonePage(
  ctx: ServerContext,
  reply: FastifyReply,
  person: PersonActor,
  typed: string,
  chosen: Parameters<typeof decideDevice>[3],
): Promise<FastifyReply> {
  const client = await decideDevice(ctx, person, readUserCode(typed), chosen);
  if (client === null) return sendCodePage(ctx, reply, 400, person, typed, UNKNOWN_CODE);
  return ctx.pages.send(reply, 200, 'oauth-device-done', {
    title: chosen === null ? 'It was not allowed' : 'The device is connected',
    client,
    allowed: chosen !== null,
  });
}

function presentPerson(ctx: ServerContext, person: PersonActor): { name: string | null; orcidUrl: string } {
  return { name: person.name, orcidUrl: presentOrcidUrl(ctx.config, person.orcid) };
}
