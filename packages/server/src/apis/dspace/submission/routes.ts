import type { FastifyInstance } from 'fastify';
import { deleteItem, findItem, findItemByNumber, searchItems } from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { requireCaller } from '../frame/caller.ts';
import { refusal } from '../frame/errors.ts';
import { pageOf, readPage, sendHal } from '../frame/hal.ts';
import {
  type FoundItem,
  hasScope,
  requireReadable,
  requireRight,
  requireScopes,
  requireUuid,
} from '../items/find-readable.ts';
import { withIdentifiers } from '../items/item-resource.ts';
import { readItemBody } from '../items/read-item-body.ts';
import { readKnown, readWritten } from '../items/read-routes.ts';
import { createFromFields } from '../items/write-fields.ts';
import { readOwningCollection } from '../items/write-routes.ts';
import { readEmbedTree } from '../resources/read-embeds.ts';
import { JSON_TYPE, requireMediaTypeOfBody, requireSomeone } from '../resources/require-media-type.ts';
import { renderAll, type Viewer } from '../resources/resource.ts';
import { readVersions, sendLinked, sendResource, viewerOf } from '../resources/send-resource.ts';
import { workspaceItemResource } from './workspace-item-resource.ts';

type OfItem = { Params: { id: string; link: string } };

/** `submission/workspaceitems`: items that are not archived yet. */
export function registerSubmissionRoutes(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const signedIn = { schema: { hide: true }, onRequest: [requireSomeone] };

  app.get('/submission/workspaceitems', signedIn, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const asked = readPage(request);
    requireScopes(requireCaller(request), ['pid:read']);
    const page = { sort: 'created', ...asked } as const;
    const { items, total } = await searchItems(ctx.db, viewer.reader, { state: 'workspace' }, page);
    const rights = { read: true, edit: false, administer: false, seeStatus: true };
    const known = await withIdentifiers(
      viewer,
      items.map((item) => ({ item, rights })),
    );
    const resources = known.map((each) => workspaceItemResource(viewer, each));
    return sendHal(
      reply,
      pageOf(ctx.config, request, asked, {
        name: 'workspaceitems',
        items: await renderAll(resources, readEmbedTree(request)),
        total: total ?? items.length,
      }),
    );
  });

  app.post(
    '/submission/workspaceitems',
    { schema: { hide: true }, onRequest: [requireMediaTypeOfBody([JSON_TYPE]), requireSomeone] },
    async (request, reply) => {
      const actor = requireCaller(request);
      const body = readItemBody(request.body ?? {});
      const collection = await readOwningCollection(ctx, request);
      requireScopes(actor, ['pid:mint']);
      const { discoverable } = body;
      const wish = { state: 'workspace', collection, discoverable } as const;
      const { item } = await createFromFields(ctx, actor, body.fields, wish);
      const viewer = viewerOf(ctx, api, request);
      const resource = workspaceItemResource(viewer, await readWritten(viewer, item));
      reply.header('location', resource.self);
      return sendResource(request, reply, resource, { status: 201, version: item.version });
    },
  );

  app.get('/submission/workspaceitems/search/item', signedIn, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const { uuid } = request.query as Record<string, unknown>;
    if (uuid === undefined || uuid === '') throw refusal(400, 'A required parameter is missing');
    const found = await findItem(ctx.db, viewer.reader, requireUuid(uuid));
    if (found === null) return reply.code(204).send();
    requireReadable(viewer.reader, found.rights);
    if (found.item.state !== 'workspace') return reply.code(204).send();
    const known = await readKnown(viewer, found);
    return sendResource(request, reply, workspaceItemResource(viewer, known), {
      version: known.item.version,
    });
  });

  app.get<OfItem>('/submission/workspaceitems/:id', signedIn, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const known = await readKnown(viewer, await requireSubmission(viewer, request.params.id));
    return sendResource(request, reply, workspaceItemResource(viewer, known), {
      version: known.item.version,
    });
  });

  app.get<OfItem>('/submission/workspaceitems/:id/:link', signedIn, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const known = await readKnown(viewer, await requireSubmission(viewer, request.params.id));
    return sendLinked(viewer, request, reply, workspaceItemResource(viewer, known), request.params.link);
  });

  app.delete<OfItem>('/submission/workspaceitems/:id', signedIn, async (request, reply) => {
    const actor = requireCaller(request);
    const { item, rights } = await requireSubmission(viewerOf(ctx, api, request), request.params.id);
    requireRight(actor, rights.edit && hasScope(actor, 'pid:publish'));
    const versions = readVersions(request);
    await deleteItem(ctx, actor, item.id, versions === null ? {} : { versions });
    return reply.code(204).send();
  });
}

/** @throws DspaceRefusal 401, 403, 404 */
async function requireSubmission(viewer: Viewer, id: string): Promise<FoundItem> {
  const seq = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : null;
  const found = seq === null ? null : await findItemByNumber(viewer.ctx.db, viewer.reader, seq);
  if (found === null) throw refusal(404);
  // Before its state: the numbers are those of all items, and anyone can count them through.
  requireReadable(viewer.reader, found.rights);
  if (found.item.state !== 'workspace') throw refusal(404);
  return found;
}
