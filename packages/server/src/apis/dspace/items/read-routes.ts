import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createIdentifiedFinder, findItem, type Item, searchItems } from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { refusal } from '../frame/errors.ts';
import { pageOf, readPage, sendHal } from '../frame/hal.ts';
import { readEmbedTree } from '../resources/read-embeds.ts';
import { renderAll, type Viewer } from '../resources/resource.ts';
import { sendLinked, sendRelated, sendResource, viewerOf } from '../resources/send-resource.ts';
import { bitstreamList, bundle } from './file-resources.ts';
import {
  type FoundItem,
  requireItemStatus,
  requireReadable,
  requireReadableItem,
  requireReading,
  requireUuid,
} from './find-readable.ts';
import { identifiersOf, itemResource, itemUrl, type KnownItem, withIdentifiers } from './item-resource.ts';

/** `core/items`: what is read of them. */
export function registerItemReadRoutes(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  const hidden = { schema: { hide: true } } as const;

  app.get('/core/items', hidden, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const asked = readPage(request);
    requireReading(viewer.reader);
    const found = await searchItems(
      ctx.db,
      viewer.reader,
      { state: 'archived' },
      { sort: 'created', ...asked },
    );
    const known = await withIdentifiers(viewer, found.items.map(asReadable));
    const items = await renderAll(
      known.map((each) => itemResource(viewer, each)),
      readEmbedTree(request),
    );
    return sendHal(
      reply,
      pageOf(ctx.config, request, asked, { name: 'items', items, total: found.total ?? items.length }),
    );
  });

  app.get<{ Params: { uuid: string } }>('/core/items/:uuid', hidden, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const known = await readKnown(
      viewer,
      await requireItemStatus(ctx.db, viewer.reader, request.params.uuid),
    );
    return sendResource(request, reply, itemResource(viewer, known), { version: known.item.version });
  });

  type Linked = { Params: { uuid: string; link?: string } };
  const sendLink = async (request: FastifyRequest<Linked>, reply: FastifyReply): Promise<FastifyReply> => {
    const { uuid, link = 'owningCollection' } = request.params;
    const viewer = viewerOf(ctx, api, request);
    const known = await readKnown(viewer, await requireReadableItem(ctx.db, viewer.reader, uuid));
    return sendLinked(viewer, request, reply, itemResource(viewer, known), link);
  };
  app.get<Linked>('/core/items/:uuid/:link', hidden, sendLink);
  // It answers PUT, too, and an address of its own answers for all of its methods.
  app.get<Linked>('/core/items/:uuid/owningCollection', hidden, sendLink);

  // Of what clients ask most, only what is answered is read.
  const findIdentified = createIdentifiedFinder(ctx.db);
  app.get<{ Params: { uuid: string } }>('/core/items/:uuid/identifiers', hidden, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const found = await findIdentified(viewer.reader, requireUuid(request.params.uuid));
    if (found === null) throw refusal(404);
    requireReadable(viewer.reader, found.rights);
    const identifiers = identifiersOf(viewer, found.identifiers, itemUrl(viewer, found.id));
    return sendRelated(viewer, request, reply, { load: async () => identifiers });
  });

  // The files of an item are resources below it, since they have no addresses of their own here.
  type Bundle = { Params: { uuid: string; bundle: string; place: string } };
  app.get<Bundle>('/core/items/:uuid/bundles/:bundle', hidden, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const item = await readWithBundle(viewer, request.params);
    return sendResource(request, reply, bundle(item, itemUrl(viewer, item.id)));
  });
  app.get<Bundle>('/core/items/:uuid/bundles/:bundle/bitstreams', hidden, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const item = await readWithBundle(viewer, request.params);
    const list = bitstreamList(item, itemUrl(viewer, item.id));
    return sendRelated(viewer, request, reply, {
      load: async ({ number, size }) => ({
        ...list,
        resources: list.resources.slice(number * size, (number + 1) * size),
      }),
    });
  });
  app.get<Bundle>('/core/items/:uuid/bundles/:bundle/bitstreams/:place', hidden, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const item = await readWithBundle(viewer, request.params);
    const { place } = request.params;
    const { resources } = bitstreamList(item, itemUrl(viewer, item.id));
    const found = /^[1-9]\d{0,5}$/.test(place) ? resources[Number(place) - 1] : undefined;
    if (found === undefined) throw refusal(404);
    return sendResource(request, reply, found);
  });
}

export async function readKnown(viewer: Viewer, found: FoundItem): Promise<KnownItem> {
  const [known] = await withIdentifiers(viewer, [found]);
  if (known === undefined) throw new Error('an item was lost on the way');
  return known;
}

/** The same of an item that was written just now by someone who may read it. */
export async function readWritten(viewer: Viewer, item: Item): Promise<KnownItem> {
  const found = await findItem(viewer.ctx.db, viewer.reader, item.id);
  return readKnown(viewer, found ?? asReadable(item));
}

function asReadable(item: Item): FoundItem {
  return { item, rights: { read: true, edit: false, administer: false, seeStatus: true } };
}

async function readWithBundle(viewer: Viewer, params: { uuid: string; bundle: string }): Promise<Item> {
  const { item } = await requireReadableItem(viewer.ctx.db, viewer.reader, params.uuid);
  if (params.bundle !== 'ORIGINAL' || item.files.length === 0) throw refusal(404);
  return item;
}
