import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { FaultRegistry } from '../control/faults.ts';
import { targetOf } from '../control/install-control.ts';
import { InvalidToken } from './access.ts';
import { ERROR_CODES, presentError, RegistryError } from './errors.ts';
import { KINDS } from './kinds.ts';
import { sendMessage } from './messages.ts';
import { negotiate } from './negotiate.ts';
import { readBearer } from './openid.ts';
import { registerBulk } from './routes-bulk.ts';
import { registerGroups } from './routes-groups.ts';
import { registerItems } from './routes-items.ts';
import { registerNotifications } from './routes-notifications.ts';
import { registerRecord } from './routes-record.ts';
import { registerSearch } from './routes-search.ts';
import { registerWebhooks } from './routes-webhooks.ts';
import type { OrcidState } from './state.ts';

/** Faults that answer with one of ORCID's own refusals, whatever the request. */
export const REGISTRY_FAULTS: readonly string[] = ERROR_CODES.map((code) => `registry-${code}`);

/** Registers the record API v3.0, and beside it the webhooks, which have no version. */
export async function registerRecordApi(
  app: FastifyInstance,
  state: OrcidState,
  faults: FaultRegistry,
  strikeChaos: preHandlerAsyncHookHandler,
): Promise<void> {
  await app.register(
    async (api) => {
      giveFace(api);
      api.setNotFoundHandler((request, reply) => sendError(state, notServed(request), request, reply));
      registerItems(api, state);
      registerBulk(api, state);
      registerRecord(api, state);
      registerGroups(api, state);
      registerSearch(api, state);
      registerNotifications(api, state);
    },
    { prefix: '/v3.0' },
  );
  await app.register(async (api) => {
    giveFace(api);
    registerWebhooks(api, state);
  });

  /** How bodies are read, errors are shown and faults strike. */
  function giveFace(api: FastifyInstance): void {
    api.removeAllContentTypeParsers();
    api.addContentTypeParser(
      '*',
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string) => body,
    );
    api.setErrorHandler((error, request, reply) => sendError(state, error, request, reply));
    api.addHook('preHandler', strikeChaos);
    api.addHook('preHandler', async (request) => {
      const kind = faults.strike(REGISTRY_FAULTS, targetOf(request))?.kind;
      const code = ERROR_CODES.find((each) => `registry-${each}` === kind);
      if (code !== undefined) throw new RegistryError(code);
    });
    api.addHook('onSend', async (_request, reply, payload) => {
      // ORCID's 406 has a JSON body that no header announces.
      if (reply.statusCode === 406) reply.removeHeader('content-type');
      return payload;
    });
  }
}

function sendError(
  state: OrcidState,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof InvalidToken) {
    return reply.code(401).type('application/json;charset=UTF-8').send(JSON.stringify(error.body));
  }
  const refusal = error instanceof RegistryError ? error : asRefusal(error);
  const clientId = state.tokens.get(readBearer(request) ?? '')?.clientId;
  const clientName = clientId === undefined ? null : (state.clients.get(clientId)?.name ?? clientId);
  const body = presentError(refusal, clientName);
  reply.code(refusal.status).headers(refusal.headers);
  // A caller that accepts nothing that the registry writes is told so in JSON.
  if (negotiate(request.headers.accept) !== null) return sendMessage(request, reply, 'error', body);
  return reply.type('application/json;charset=UTF-8').send(JSON.stringify(body));
}

/** What Fastify refuses itself, such as a body that is too large, and what nobody expected. */
function asRefusal(error: unknown): RegistryError {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 500) throw error;
  return new RegistryError(9001, { detail: String(error) }, { status });
}

/** A path that is served with another method is told apart from one that is not served at all. */
function notServed(request: FastifyRequest): RegistryError {
  const [, , , section = ''] = (request.url.split('?', 1)[0] ?? '').split('/');
  const known = KINDS.some((kind) => kind.itemPath === section || kind.sectionPath === section);
  const status = known || READ_ONLY.includes(section) ? 405 : 404;
  return new RegistryError(9001, { detail: 'Nothing is served here' }, { status });
}

const READ_ONLY = ['record', 'person', 'activities', 'personal-details', 'email', 'biography'];
