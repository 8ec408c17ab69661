import {
  type Container,
  findCommunity,
  listCollections,
  listCommunities,
  readHandles,
} from '../../../modules/items/index.ts';
import type { AskedPage } from '../frame/hal.ts';
import { presentFields } from '../items/item-fields.ts';
import type { Related, Resource, ResourceList, Viewer } from '../resources/resource.ts';

/** Everyone reads containers. */
export async function containerResources(
  viewer: Viewer,
  containers: readonly Container[],
): Promise<Resource[]> {
  const handles = await readHandles(
    viewer.ctx.db,
    containers.map(({ id }) => id),
  );
  return containers.map((each) => resourceOf(viewer, each, handles.get(each.id) ?? null));
}

export async function containerResource(viewer: Viewer, container: Container): Promise<Resource> {
  const [resource] = await containerResources(viewer, [container]);
  if (resource === undefined) throw new Error('a container has no resource');
  return resource;
}

function resourceOf(viewer: Viewer, container: Container, handle: string | null): Resource {
  const { id, name, type, metadata } = container;
  const title = [{ value: name, language: null, authority: null, confidence: -1 }];
  return {
    self: containerUrl(viewer, container),
    body: {
      id,
      uuid: id,
      name,
      handle,
      metadata: presentFields({ ...metadata, 'dc.title': metadata['dc.title'] ?? title }),
      archivedItemsCount: -1,
      type,
    },
    related: type === 'community' ? communityLinks(viewer, container) : collectionLinks(viewer, container),
  };
}

export function containerUrl(
  { api }: Pick<Viewer, 'api'>,
  { type, id }: Pick<Container, 'type' | 'id'>,
): string {
  return api.href(`/core/${type === 'community' ? 'communities' : 'collections'}/${id}`);
}

const none: Related = { load: async () => null };

function parentOf(viewer: Viewer, { parentId }: Container): Related {
  return {
    async load() {
      const parent = parentId === null ? null : await findCommunity(viewer.ctx.db, parentId);
      return parent === null ? null : containerResource(viewer, parent);
    },
  };
}

function communityLinks(viewer: Viewer, community: Container): Record<string, Related> {
  return {
    collections: { load: (asked) => collectionsOf(viewer, asked, community.id) },
    logo: none,
    parentCommunity: parentOf(viewer, community),
    subcommunities: { load: (asked) => communitiesOf(viewer, asked, community.id) },
  };
}

function collectionLinks(viewer: Viewer, collection: Container): Record<string, Related> {
  return {
    logo: none,
    mappedItems: { load: async () => ({ name: 'mappedItems', resources: [], total: 0 }) },
    parentCommunity: parentOf(viewer, collection),
  };
}

/** @param parentId the community that they are in; null for those at the top, undefined for all */
export async function communitiesOf(
  viewer: Viewer,
  asked: AskedPage,
  parentId?: string | null,
): Promise<ResourceList> {
  const filter = parentId === undefined ? {} : { parentId };
  const { containers, total } = await listCommunities(viewer.ctx.db, asked, filter);
  const name = parentId === undefined || parentId === null ? 'communities' : 'subcommunities';
  return { name, resources: await containerResources(viewer, containers), total };
}

/** @param parentId the community that they are in; undefined for all */
export async function collectionsOf(
  viewer: Viewer,
  asked: AskedPage,
  parentId?: string,
): Promise<ResourceList> {
  const filter = parentId === undefined ? {} : { parentId };
  const { containers, total } = await listCollections(viewer.ctx.db, asked, filter);
  return { name: 'collections', resources: await containerResources(viewer, containers), total };
}
