import type { Client } from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import type {
  DoiFilterCheck,
  HeldIdentifier,
  IdentifyItemRequest,
  Item,
  ItemFilter,
  ItemRequest,
  Page,
} from './types.ts';

/** What can be done with items. Every function throws `MintmarkError`. */
export type ItemClient = {
  /** Makes an item, in the workspace or archived. Repeated safely: one call makes one item. */
  createItem(request: ItemRequest): Promise<Item>;
  readItem(uuid: string): Promise<Item>;
  /** One page of the items that may be read, newest first unless sorted otherwise. */
  listItems(filter?: ItemFilter): Promise<Page<Item>>;
  /** Puts an item of the workspace into the archive; its metadata must be complete. */
  archiveItem(uuid: string): Promise<Item>;
  /** Withdraws an archived item: its identifiers lead to a tombstone that shows the reason. */
  withdrawItem(uuid: string, request: { reason: string }): Promise<Item>;
  /** Shows a withdrawn item again. */
  reinstateItem(uuid: string): Promise<Item>;
  /** Deletes an item for good; what was announced leads to a tombstone. */
  deleteItem(uuid: string): Promise<void>;
  /** Gives an item a DOI, or takes the one that it has a step further. */
  identifyItem(uuid: string, request: IdentifyItemRequest): Promise<HeldIdentifier>;
  /** Whether an item fits a DOI filter of its organisation; for administrators. */
  checkDoiFilter(organisation: string, name: string, item: string): Promise<DoiFilterCheck>;
};

/** How calls of the client are made; see create-client.ts. */
type Calls = {
  answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<NonNullable<T>>;
  answered(call: Promise<{ error?: unknown; response: Response }>): Promise<unknown>;
  createIdempotencyKey(): string;
};

export function createItemClient(
  api: Client<paths>,
  { answerOf, answered, createIdempotencyKey }: Calls,
): ItemClient {
  const oneItem = (uuid: string) => ({
    params: { path: { uuid }, header: { 'idempotency-key': createIdempotencyKey() } },
  });
  return {
    createItem: (body) =>
      answerOf(
        api.POST('/api/v1/items', {
          params: { header: { 'idempotency-key': createIdempotencyKey() } },
          body,
        }),
      ),
    readItem: (uuid) => answerOf(api.GET('/api/v1/items/{uuid}', { params: { path: { uuid } } })),
    listItems: (filter = {}) => answerOf(api.GET('/api/v1/items', { params: { query: filter } })),
    archiveItem: (uuid) => answerOf(api.POST('/api/v1/items/{uuid}/archive', { ...oneItem(uuid), body: {} })),
    withdrawItem: (uuid, body) =>
      answerOf(api.POST('/api/v1/items/{uuid}/withdraw', { ...oneItem(uuid), body })),
    reinstateItem: (uuid) =>
      answerOf(api.POST('/api/v1/items/{uuid}/reinstate', { ...oneItem(uuid), body: {} })),
    async deleteItem(uuid) {
      await answered(api.DELETE('/api/v1/items/{uuid}', { params: { path: { uuid } } }));
    },
    identifyItem: (uuid, body) =>
      answerOf(api.POST('/api/v1/items/{uuid}/identifiers', { ...oneItem(uuid), body })),
    checkDoiFilter: (slug, name, item) =>
      answerOf(
        api.POST('/api/v1/organisations/{slug}/doi-filters/{name}/check', {
          params: { path: { slug, name } },
          body: { item },
        }),
      ),
  };
}
