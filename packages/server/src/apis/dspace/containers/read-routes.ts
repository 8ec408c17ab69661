import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Container, findCollection, findCommunity } from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { refusal } from '../frame/errors.ts';
import { halLinks, sendHal } from '../frame/hal.ts';
import { requireUuid } from '../items/find-readable.ts';
import { sendLinked, sendRelated, sendResource, viewerOf } from '../resources/send-resource.ts';
import { collectionsOf, communitiesOf, containerResource } from './container-resource.ts';

const hidden = { schema: { hide: true } } as const;
type OfContainer = { Params: { uuid: string; link: string } };

/** `core/communities` and `core/collections`: what is read of them. Everyone may. */
export function registerContainerReadRoutes(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  registerSearches(app, ctx, api);
  for (const { room, find, list } of rooms) {
    app.get(`/core/${room}`, hidden, async (request, reply) => {
      const viewer = viewerOf(ctx, api, request);
      return sendRelated(viewer, request, reply, { load: (asked) => list(viewer, asked) });
    });
    app.get<OfContainer>(`/core/${room}/:uuid`, hidden, async (request, reply) => {
      const container = await requireContainer(ctx, find, request.params.uuid);
      const resource = await containerResource(viewerOf(ctx, api, request), container);
      return sendResource(request, reply, resource, { version: container.version });
    });
    app.get<OfContainer>(`/core/${room}/:uuid/:link`, hidden, async (request, reply) => {
      const viewer = viewerOf(ctx, api, request);
      const resource = await containerResource(
        viewer,
        await requireContainer(ctx, find, request.params.uuid),
      );
      return sendLinked(viewer, request, reply, resource, request.params.link);
    });
  }
}

type Find = typeof findCommunity;

const rooms = [
  { room: 'communities', find: findCommunity, list: communitiesOf },
  { room: 'collections', find: findCollection, list: collectionsOf },
] as const;

/** @throws DspaceRefusal 404; 400 for a text that is no uuid */
export async function requireContainer(
  ctx: Pick<DspaceContext, 'db'>,
  find: Find,
  id: unknown,
): Promise<Container> {
  const found = await find(ctx.db, requireUuid(id));
  if (found === null) throw refusal(404);
  return found;
}

function registerSearches(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const href = api.href('/core/communities/search');

  app.get('/core/communities/search', hidden, async (_request, reply) =>
    sendHal(reply, {
      _links: halLinks({ subCommunities: `${href}/subCommunities{?parent}`, top: `${href}/top` }),
    }),
  );

  for (const name of ['top', 'findAllTop']) {
    app.get(`/core/communities/search/${name}`, hidden, async (request, reply) => {
      const viewer = viewerOf(ctx, api, request);
      return sendRelated(viewer, request, reply, { load: (asked) => communitiesOf(viewer, asked, null) });
    });
  }

  app.get('/core/communities/search/subCommunities', hidden, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const parent = await requireContainer(ctx, findCommunity, requireParameter(request, 'parent'));
    return sendRelated(viewer, request, reply, { load: (asked) => communitiesOf(viewer, asked, parent.id) });
  });
}

/** @throws DspaceRefusal 400 where a parameter is missing */
function requireParameter(request: FastifyRequest, name: string): unknown {
  const value = (request.query as Record<string, unknown>)[name];
  if (value === undefined || value === '') throw refusal(400, 'A required parameter is missing');
  return value;
}
