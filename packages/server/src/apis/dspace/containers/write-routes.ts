import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../errors.ts';
import {
  type Container,
  type ContainerType,
  createCollection,
  createCommunity,
  deleteContainer,
  type Fields,
  findCollection,
  findCommunity,
  updateContainer,
} from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import { applyMetadataPatch } from '../crosswalk/index.ts';
import type { DspaceApi } from '../frame/api.ts';
import { requireCaller } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';
import { requireScopes, requireUuid } from '../items/find-readable.ts';
import { readMetadata, withTitle } from '../items/read-item-body.ts';
import { readItemPatch } from '../patch/read-patch.ts';
import { JSON_TYPE, PATCH_TYPE, requireMediaType, requireSomeone } from '../resources/require-media-type.ts';
import { readVersions, sendResource, viewerOf } from '../resources/send-resource.ts';
import { containerResource, containerUrl } from './container-resource.ts';
import { requireContainer } from './read-routes.ts';

type OfContainer = { Params: { uuid: string } };

const kinds = [
  { room: 'communities', type: 'community', find: findCommunity },
  { room: 'collections', type: 'collection', find: findCollection },
] as const;

/** `core/communities` and `core/collections`: making, changing and deleting them. */
export function registerContainerWriteRoutes(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const taking = (...types: string[]) => ({
    schema: { hide: true },
    onRequest: [requireMediaType(types), requireSomeone],
  });
  for (const { room, type, find } of kinds) {
    app.post(`/core/${room}`, taking(JSON_TYPE), async (request, reply) => {
      const container = await createContainer(ctx, request, type);
      reply.header('location', containerUrl({ api }, container));
      return sendContainer(ctx, api, request, reply, container, 201);
    });

    app.put<OfContainer>(`/core/${room}/:uuid`, taking(JSON_TYPE), async (request, reply) => {
      const id = requireUuid(request.params.uuid);
      const { metadata, name } = readBody(request.body, { id, type });
      await requireContainer(ctx, find, id);
      return change(ctx, api, request, reply, type, id, { metadata, name });
    });

    app.patch<OfContainer>(`/core/${room}/:uuid`, taking(PATCH_TYPE, JSON_TYPE), async (request, reply) => {
      const id = requireUuid(request.params.uuid);
      const patch = readItemPatch(request.body);
      if (patch.withdrawn !== null || patch.discoverable !== null) throw refusal(422);
      const before = await requireContainer(ctx, find, id);
      const result = applyMetadataPatch(shownFields(before), patch.metadata);
      if (!result.ok) {
        throw refusal(result.kind === 'malformed' ? 400 : 422, undefined, { detail: result.detail });
      }
      const metadata = result.fields;
      return change(ctx, api, request, reply, type, id, { metadata, name: readTitle(metadata) });
    });

    app.delete<OfContainer>(
      `/core/${room}/:uuid`,
      { schema: { hide: true }, onRequest: [requireSomeone] },
      async (request, reply) => {
        const actor = requireCaller(request);
        const { id } = await requireContainer(ctx, find, request.params.uuid);
        requireScopes(actor, ['pid:mint']);
        await deleteContainer(ctx, actor, type, id, readVersions(request));
        return reply.code(204).send();
      },
    );
  }
}

async function createContainer(
  ctx: DspaceContext,
  request: FastifyRequest,
  type: ContainerType,
): Promise<Container> {
  const actor = requireCaller(request);
  const { parent } = request.query as Record<string, unknown>;
  const body = readBody(request.body, { id: null, type });
  const hasParent = parent !== undefined && parent !== '';
  const parentId = hasParent ? requireUuid(parent) : null;
  requireScopes(actor, ['pid:mint']);
  return orUnprocessable(() => {
    if (type === 'community') return createCommunity(ctx, actor, { parentId, ...body });
    if (parentId === null) throw refusal(400, 'A required parameter is missing');
    return createCollection(ctx, actor, { ...body, parentId });
  });
}

async function change(
  ctx: DspaceContext,
  api: DspaceApi,
  request: FastifyRequest,
  reply: FastifyReply,
  type: ContainerType,
  id: string,
  { metadata, name }: { metadata: Fields; name: string },
): Promise<FastifyReply> {
  const actor = requireCaller(request);
  requireScopes(actor, ['pid:mint']);
  const container = await updateContainer(ctx, actor, type, id, {
    change: { metadata, name },
    versions: readVersions(request),
  });
  return sendContainer(ctx, api, request, reply, container);
}

async function sendContainer(
  ctx: DspaceContext,
  api: DspaceApi,
  request: FastifyRequest,
  reply: FastifyReply,
  container: Container,
  status = 200,
): Promise<FastifyReply> {
  const resource = await containerResource(viewerOf(ctx, api, request), container);
  return sendResource(request, reply, resource, { status, version: container.version });
}

/** @throws DspaceRefusal 400 for what is no object; 422 for one of another thing, or without a title */
function readBody(
  body: unknown,
  expected: { id: string | null; type: ContainerType },
): { metadata: Fields; name: string } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refusal(400);
  const { uuid, id, type, name, metadata } = body as Record<string, unknown>;
  for (const each of [uuid, id]) {
    if (expected.id !== null && typeof each === 'string' && each.toLowerCase() !== expected.id) {
      throw refusal(422, undefined, { detail: 'The body is of another thing than the address.' });
    }
  }
  if (typeof type === 'string' && type !== expected.type) {
    throw refusal(422, undefined, { detail: `This is no ${expected.type}.` });
  }
  const fields = withTitle(readMetadata(metadata), name);
  return { metadata: fields, name: readTitle(fields) };
}

/** What a container is called. @throws DspaceRefusal 422 where it has no title */
function readTitle(fields: Fields): string {
  const title = fields['dc.title']?.[0]?.value.trim() ?? '';
  if (title !== '' && title.length <= 1000) return title;
  throw refusal(422, undefined, { detail: 'dc.title is needed, with at most 1000 characters.' });
}

/** The metadata of a container as it is shown. */
function shownFields({ metadata, name }: Container): Fields {
  return withTitle(metadata, name);
}

/** A parent that is not there is no mistake of the address in DSpace. */
async function orUnprocessable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-input') {
      throw refusal(422, undefined, { detail: error.message });
    }
    throw error;
  }
}
