import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../errors.ts';
import { listIdentifiers, registerDoi } from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { readCaller, requireCaller } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';
import { halLinks, pageOfAll, sendHal } from '../frame/hal.ts';
import { requireEditableItem, requireReadableItem, requireUuid } from '../items/find-readable.ts';
import { readCoreId, readUriList } from '../resources/read-uri-list.ts';
import { JSON_TYPE, requireMediaType, URI_LIST } from '../resources/require-media-type.ts';
import { presentIdentifier } from './present-identifier.ts';

/** What DSpace says of parameters; its clients show it. */
const MISSING = 'A required parameter is missing';
const INVALID = 'A required parameter is invalid';

/** `pid/identifiers`: identifiers of items, and the wish for a DOI. */
export function registerIdentifierRoutes(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const hidden = { hide: true } as const;
  const post = {
    schema: hidden,
    onRequest: [
      requireMediaType([URI_LIST], { notServed: JSON_TYPE }),
      async (request: FastifyRequest) => {
        requireCaller(request);
      },
    ],
  };
  const register = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    registerIdentifier(ctx, request, reply);

  app.post('/pid/identifiers', post, register);
  // So the contract's example has it.
  if (api.prefix === '/rest/api') app.post('/identifiers', post, register);

  app.get('/pid/identifiers/:id', { schema: hidden }, async () => {
    throw refusal(405);
  });

  app.get('/pid/identifiers/search', { schema: hidden }, async (_request, reply) =>
    sendHal(reply, {
      _links: halLinks({ findByItem: api.href('/pid/identifiers/search/findByItem') }),
    }),
  );

  app.get('/pid/identifiers/search/findByItem', { schema: hidden }, async (request, reply) => {
    const { uuid } = request.query as Record<string, unknown>;
    if (uuid === undefined || uuid === '') throw refusal(400, MISSING);
    const { item } = await requireReadableItem(ctx.db, readCaller(request), requireUuid(uuid));
    const held = (await listIdentifiers(ctx.db, [item.id])).get(item.id) ?? [];
    const self = api.href('/pid/identifiers');
    const items = held.map((each) => ({
      id: null,
      ...presentIdentifier(each, ctx.config),
      _links: halLinks({ self }),
    }));
    return sendHal(reply, pageOfAll(ctx.config, request, { name: 'identifiers', items }));
  });
}

/**
 * Asks for the DOI of an item. What is wrong is told in this order: who asks, what they sent, whether there is such an
 * item, whether they may, and only then in which state it is.
 */
async function registerIdentifier(
  ctx: DspaceContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = requireCaller(request);
  const { type } = request.query as Record<string, unknown>;
  if (type === undefined || type === '') throw refusal(400, MISSING);
  if (type !== 'doi') throw refusal(400, INVALID);
  const id = readOneItem(request.body);
  const { item } = await requireEditableItem(ctx.db, actor, id, 'pid:publish');
  const held = await tellState(() => registerDoi(ctx, actor, item.id));
  return sendHal(reply, presentIdentifier(held, ctx.config), 201);
}

/** The uuid of the one item that a body names. @throws DspaceRefusal 400 */
function readOneItem(body: unknown): string {
  const uris = typeof body === 'string' ? readUriList(body) : [];
  const [uri, ...others] = uris;
  const id = uri === undefined || others.length > 0 ? null : readCoreId(uri, 'items');
  return requireUuid(id);
}

/** What speaks against a registration is the request's fault in DSpace, whatever it is. */
async function tellState<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'metadata-refused') {
      throw refusal(422, undefined, { detail: error.message });
    }
    throw error;
  }
}
