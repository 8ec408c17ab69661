import { parsePid } from '@mintmark/identifiers';
import type { FastifyInstance } from 'fastify';
import { findCollection, searchItems } from '../../../modules/items/index.ts';
import type { DspaceContext } from '../context.ts';
import type { DspaceApi } from '../frame/api.ts';
import { refusal } from '../frame/errors.ts';
import { type AskedPage, halLinks, pageOf, readPage, sendHal } from '../frame/hal.ts';
import { requireUuid } from '../items/find-readable.ts';
import { itemResource, itemUrl, type KnownItem, withIdentifiers } from '../items/item-resource.ts';
import { readEmbedTree } from '../resources/read-embeds.ts';
import { renderResource, type Viewer } from '../resources/resource.ts';
import { viewerOf } from '../resources/send-resource.ts';

const GREATEST_LENGTH = 1000;
/** Lists show what their reader may read; this is for those who look after an item as for everyone else. */
const READABLE = { read: true, edit: false, administer: false, seeStatus: true };

type Query = { query: string | null; scope: string | null; findsItems: boolean };

/**
 * `discover/search/objects`: archived items by words, or by one of their identifiers. Clients list a repository with it.
 * Facets, filters, other configurations and other kinds of objects are DSpace's own; a search for those finds nothing.
 */
export function registerDiscoverRoutes(app: FastifyInstance, ctx: DspaceContext, api: DspaceApi): void {
  app.get('/discover/search/objects', { schema: { hide: true } }, async (request, reply) => {
    const viewer = viewerOf(ctx, api, request);
    const asked = readPage(request);
    const wish = readQuery(request.query as Record<string, unknown>);
    const { known, total } = await search(viewer, wish, asked);
    const embeds = readEmbedTree(request);
    const objects: object[] = [];
    for (const each of known) {
      const indexableObject = await renderResource(itemResource(viewer, each), embeds);
      objects.push({
        hitHighlights: null,
        type: 'discover',
        _links: halLinks({ indexableObject: itemUrl(viewer, each.item.id) }),
        _embedded: { indexableObject },
      });
    }
    return sendHal(reply, {
      id: null,
      scope: wish.scope,
      query: wish.query,
      appliedFilters: null,
      sort: null,
      configuration: null,
      type: 'discover',
      _links: halLinks({ self: `${ctx.config.publicUrl}${request.url}` }),
      _embedded: {
        searchResult: {
          // An embedded page has its list also when that is empty.
          _embedded: { objects },
          ...pageOf(ctx.config, request, asked, { name: 'objects', items: objects, total }),
        },
      },
    });
  });
}

async function search(
  viewer: Viewer,
  { query, scope, findsItems }: Query,
  asked: AskedPage,
): Promise<{ known: KnownItem[]; total: number }> {
  const { db } = viewer.ctx;
  if (scope !== null && (await findCollection(db, requireUuid(scope))) === null) {
    throw refusal(422, undefined, { detail: 'The scope is a collection; there is none with this uuid.' });
  }
  if (!findsItems) return { known: [], total: 0 };
  const identifier = query === null ? null : parsePid(query);
  const found = await searchItems(
    db,
    viewer.reader,
    {
      state: 'archived',
      ...(scope === null ? {} : { collectionId: scope }),
      ...(identifier?.ok ? { pid: identifier.value.canonical } : query === null ? {} : { text: query }),
    },
    { sort: 'created', ...asked },
  );
  const readable = found.items.map((item) => ({ item, rights: READABLE }));
  return { known: await withIdentifiers(viewer, readable), total: found.total ?? readable.length };
}

/** `*` and `*:*` are how clients ask for everything. */
function readQuery(asked: Record<string, unknown>): Query {
  const read = (name: string): string | null => {
    const value = asked[name];
    if (value === undefined || value === '') return null;
    if (typeof value === 'string' && value.length <= GREATEST_LENGTH) return value.trim();
    throw refusal(400, 'A required parameter is invalid', { detail: `${name} is not one short text.` });
  };
  const query = read('query');
  return {
    query: query === '*' || query === '*:*' || query === '' ? null : query,
    scope: read('scope'),
    findsItems:
      [null, 'item'].includes(read('dsoType')?.toLowerCase() ?? null) &&
      [null, 'default'].includes(read('configuration')) &&
      !Object.keys(asked).some((name) => name.startsWith('f.')),
  };
}
