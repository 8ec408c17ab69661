import type { Db } from '../../../db/index.ts';
import type { Container, ContainerFilter, ContainerType, NumberedPage } from './container.ts';
import { countContainers, readContainer, selectContainers } from './store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The container with an id; null where there is none, and for what is no uuid. Everyone may read containers. */
export async function findContainer(db: Db, type: ContainerType, id: string): Promise<Container | null> {
  return UUID.test(id) ? readContainer(db, type, id.toLowerCase()) : null;
}

export const findCommunity = (db: Db, id: string): Promise<Container | null> =>
  findContainer(db, 'community', id);

export const findCollection = (db: Db, id: string): Promise<Container | null> =>
  findContainer(db, 'collection', id);

/** A page of containers, in the order of their creation, and how many there are in all. */
export type ListedContainers = { containers: Container[]; total: number };

async function listContainers(
  db: Db,
  type: ContainerType,
  page: NumberedPage,
  filter: ContainerFilter,
): Promise<ListedContainers> {
  const offset = page.number * page.size;
  const containers = await selectContainers(db, type, filter, { limit: page.size, offset });
  return { containers, total: await countContainers(db, type, filter) };
}

/** @param filter `parentId: null` for those at the top */
export const listCommunities = (
  db: Db,
  page: NumberedPage,
  filter: ContainerFilter = {},
): Promise<ListedContainers> => listContainers(db, 'community', page, filter);

/** @param filter `parentId` for those of one community */
export const listCollections = (
  db: Db,
  page: NumberedPage,
  filter: ContainerFilter = {},
): Promise<ListedContainers> => listContainers(db, 'collection', page, filter);
