import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  authenticateLogIn,
  createShortLivedToken,
  createShortLivedTokenFor,
  endLogIns,
  isAccessToken,
  logIn,
  logInWithToken,
  readField,
  renewLogIn,
} from '../../../modules/accounts/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { readBearer, readCaller, requireCaller } from '../frame/caller.ts';
import { sendNewCsrfToken } from '../frame/csrf.ts';
import { CHALLENGE, refusal } from '../frame/errors.ts';
import { halLinks, pageOfAll, readEmbeds, sendHal } from '../frame/hal.ts';
import { presentStatus } from './present-status.ts';

const FORM_LIMIT_BYTES = 16_384;
const FORM = /^application\/x-www-form-urlencoded(?:\s*;|$)/i;
const hide = { schema: { hide: true } };
/** Asking who one is does not change the token that the next form carries. */
const quiet = { ...hide, config: { keepsCsrfToken: true } };

/** `authn`: logging in and out, and who one is. */
export async function registerAuthn(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): Promise<void> {
  app.get('/authn', quiet, async (_request, reply) => sendHal(reply, presentAuthn(api)));

  await app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: FORM_LIMIT_BYTES });
    const options = { ...hide, config: { takesForm: true } };
    scope.post('/authn/login', options, async (request, reply) => {
      const jwt = await logInOrRenew(ctx, request);
      if (jwt === null) throw refusal(401, 'Authentication failed!');
      sendNewCsrfToken(ctx, api, reply);
      reply.headers({ authorization: `Bearer ${jwt}`, 'www-authenticate': CHALLENGE });
      const actor = await authenticateLogIn(ctx, jwt);
      return sendHal(reply, presentStatus(api, actor, readEmbeds(request)));
    });
  });
  refuseReading(app, '/authn/login');

  app.post('/authn/logout', hide, async (request, reply) => {
    const caller = readCaller(request);
    if (caller !== null) await endLogIns(ctx, caller);
    sendNewCsrfToken(ctx, api, reply);
    return reply.code(204).send();
  });
  refuseReading(app, '/authn/logout');

  app.get('/authn/status', quiet, async (request, reply) => {
    reply.header('www-authenticate', CHALLENGE);
    return sendHal(reply, presentStatus(api, readCaller(request), readEmbeds(request)));
  });
  app.get('/authn/status/specialGroups', quiet, async (request, reply) =>
    sendHal(reply, pageOfAll(ctx.config, request, { name: 'specialGroups', items: [] })),
  );

  app.post('/authn/shortlivedtokens', hide, async (request, reply) => {
    requireCaller(request);
    const token = await createTokenForAddress(ctx, request);
    if (token === null) throw refusal(403);
    return sendShortLivedToken(api, reply, token);
  });
}

/** A GET of what only a POST does must not give a new token either: it changes nothing, not even that. */
function refuseReading(app: FastifyInstance, url: string): void {
  app.get(url, quiet, async () => {
    throw refusal(405, undefined, { headers: { allow: 'POST' } });
  });
}

/** By the name and password of a form; else a log-in that still holds is renewed, or an access token logs in. */
async function logInOrRenew(ctx: DspaceContext, request: FastifyRequest): Promise<string | null> {
  const form = FORM.test(request.headers['content-type'] ?? '') ? request.body : null;
  const [name, password] = [readField(form, 'user'), readField(form, 'password')];
  if (name !== '' || password !== '') return logIn(ctx, { name, password, address: request.ip });
  const token = readBearer(request);
  if (token === null) return null;
  return isAccessToken(ctx.config, token) ? logInWithToken(ctx, token) : renewLogIn(ctx, token);
}

async function createTokenForAddress(ctx: DspaceContext, request: FastifyRequest): Promise<string | null> {
  const token = readBearer(request);
  if (token === null) return null;
  return isAccessToken(ctx.config, token)
    ? createShortLivedTokenFor(ctx, token)
    : createShortLivedToken(ctx, token);
}

function sendShortLivedToken(api: DspaceApi, reply: FastifyReply, token: string): FastifyReply {
  return sendHal(reply, {
    token,
    type: 'shortlivedtoken',
    _links: halLinks({ self: api.href('/authn/shortlivedtokens') }),
  });
}

function presentAuthn(api: DspaceApi): object {
  return {
    type: 'authn',
    _links: halLinks({
      login: api.href('/authn/login'),
      logout: api.href('/authn/logout'),
      status: api.href('/authn/status'),
      shortlivedtokens: api.href('/authn/shortlivedtokens'),
      self: api.href('/authn'),
    }),
  };
}
