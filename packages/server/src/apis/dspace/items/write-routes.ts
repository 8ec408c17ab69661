import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../errors.ts';
import type { Versions } from '../../../http/etag.ts';
import { type Container, deleteItem, findCollection, updateItem } from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { requireCaller } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';
import { readItemPatch } from '../patch/read-patch.ts';
import { readCoreId, readUriList, readUuid } from '../resources/read-uri-list.ts';
import {
  JSON_TYPE,
  PATCH_TYPE,
  requireMediaType,
  requireSomeone,
  URI_LIST,
} from '../resources/require-media-type.ts';
import { readVersions, sendResource, viewerOf } from '../resources/send-resource.ts';
import { requireEditableItem, requireScopes, requireUuid } from './find-readable.ts';
import { itemResource, itemUrl } from './item-resource.ts';
import { patchItem } from './patch-item.ts';
import { readItemBody } from './read-item-body.ts';
import { readWritten } from './read-routes.ts';
import { createFromFields, updateFromFields, type WrittenItem } from './write-fields.ts';

type OfItem = { Params: { uuid: string } };

/** `core/items`: making, changing and deleting them. */
export function registerItemWriteRoutes(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const hidden = { hide: true } as const;
  const taking = (...types: string[]) => ({
    schema: hidden,
    onRequest: [requireMediaType(types), requireSomeone],
  });

  app.post('/core/items', taking(JSON_TYPE), async (request, reply) => {
    const actor = requireCaller(request);
    const body = readItemBody(request.body);
    // DSpace has its workspace for what is not archived yet.
    if (!body.inArchive) throw refusal(400, undefined, { detail: 'Make it in the workspace instead.' });
    const collection = await readOwningCollection(ctx, request);
    requireScopes(actor, ['pid:mint', 'pid:publish']);
    const { discoverable } = body;
    const written = await createFromFields(ctx, actor, body.fields, {
      state: 'archived',
      collection,
      discoverable,
    });
    reply.header('location', itemUrl({ api }, written.item.id));
    return sendWritten(ctx, api, request, reply, written, 201);
  });

  app.put<OfItem>('/core/items/:uuid', taking(JSON_TYPE), async (request, reply) => {
    const actor = requireCaller(request);
    const id = requireUuid(request.params.uuid);
    const body = readItemBody(request.body);
    if (body.id !== null && body.id !== id) {
      throw refusal(400, undefined, { detail: 'The body is of another item than the address.' });
    }
    const written = await againstLatest(readVersions(request), async (asked) => {
      const { item } = await requireEditableItem(ctx.db, actor, id, 'pid:mint');
      const versions = asked ?? new Set([item.version]);
      return updateFromFields(ctx, actor, item, body.fields, { versions });
    });
    return sendWritten(ctx, api, request, reply, written);
  });

  app.patch<OfItem>('/core/items/:uuid', taking(PATCH_TYPE, JSON_TYPE), async (request, reply) => {
    const actor = requireCaller(request);
    const id = requireUuid(request.params.uuid);
    const patch = readItemPatch(request.body);
    const scope = patch.withdrawn === null ? 'pid:mint' : 'pid:publish';
    const written = await againstLatest(readVersions(request), async (asked) => {
      const { item } = await requireEditableItem(ctx.db, actor, id, scope);
      return patchItem(ctx, actor, item, patch, asked);
    });
    return sendWritten(ctx, api, request, reply, written);
  });

  app.delete<OfItem>(
    '/core/items/:uuid',
    { schema: hidden, onRequest: [requireSomeone] },
    async (request, reply) => {
      const actor = requireCaller(request);
      const { item } = await requireEditableItem(ctx.db, actor, request.params.uuid, 'pid:publish');
      const versions = readVersions(request);
      await deleteItem(ctx, actor, item.id, versions === null ? {} : { versions });
      return reply.code(204).send();
    },
  );

  app.put<OfItem>('/core/items/:uuid/owningCollection', taking(URI_LIST), async (request, reply) => {
    const actor = requireCaller(request);
    const id = requireUuid(request.params.uuid);
    const uris = typeof request.body === 'string' ? readUriList(request.body) : [];
    const [uri, ...others] = uris;
    const collectionId = uri === undefined || others.length > 0 ? null : readCoreId(uri, 'collections');
    const wanted = requireUuid(collectionId);
    const { item } = await requireEditableItem(ctx.db, actor, id, 'pid:mint');
    if ((await findCollection(ctx.db, wanted)) === null) {
      throw refusal(422, undefined, { detail: 'There is no such collection.' });
    }
    await updateItem(ctx, actor, item.id, { collectionId: wanted });
    return reply.code(204).send();
  });
}

const GREATEST_TRIES = 10;

/**
 * Makes a change that starts from what is there. A client that names no version means whatever version there is, so it
 * is made anew where somebody else was faster.
 */
async function againstLatest<T>(
  versions: Versions | null,
  work: (versions: Versions | null) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(versions);
    } catch (error) {
      const isLate = error instanceof AppError && error.code === 'version-mismatch';
      if (!isLate || versions !== null || attempt === GREATEST_TRIES) throw error;
    }
  }
}

/** The collection that a new item is to be in; null where none is asked for. @throws DspaceRefusal 400 */
export async function readOwningCollection(
  ctx: DspaceContext,
  request: FastifyRequest,
): Promise<Container | null> {
  const { owningCollection } = request.query as Record<string, unknown>;
  if (owningCollection === undefined || owningCollection === '') return null;
  const uuid = typeof owningCollection === 'string' ? readUuid(owningCollection) : null;
  const found = uuid === null ? null : await findCollection(ctx.db, uuid);
  if (found === null)
    throw refusal(400, undefined, { detail: 'owningCollection is no collection that is there.' });
  return found;
}

async function sendWritten(
  ctx: DspaceContext,
  api: DspaceApi,
  request: FastifyRequest,
  reply: FastifyReply,
  { item, notHeld }: WrittenItem,
  status = 200,
): Promise<FastifyReply> {
  const viewer = viewerOf(ctx, api, request);
  const known = await readWritten(viewer, item);
  return sendResource(request, reply, itemResource(viewer, known), {
    status,
    version: known.item.version,
    // Values that stay here and that the DOI's metadata cannot say; DSpace has no word for it.
    extra: notHeld.length === 0 ? {} : { mintmark: { notHeld } },
  });
}
