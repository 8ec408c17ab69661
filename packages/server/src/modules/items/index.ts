export { archiveItem, type MoveWish } from './archive-item.ts';
export { deleteContainer, updateContainer } from './containers/change-container.ts';
export type {
  Container,
  ContainerChange,
  ContainerFilter,
  ContainerType,
  ContainerWish,
  NumberedPage,
} from './containers/container.ts';
export { createCollection, createCommunity } from './containers/create-container.ts';
export {
  findCollection,
  findCommunity,
  type ListedContainers,
  listCollections,
  listCommunities,
} from './containers/find-containers.ts';
export { readHandles } from './containers/store.ts';
export { type CreateItemWish, createItem } from './create-item.ts';
export { deleteItem } from './delete-item.ts';
export { findItem, findItemByNumber, requireItem } from './find-item.ts';
export { deleteIdentifier } from './identifiers/delete-identifier.ts';
export { createHolderFinder, findHolder } from './identifiers/find-holder.ts';
export { createIdentifiedFinder } from './identifiers/find-identified.ts';
export { listIdentifiers } from './identifiers/list-identifiers.ts';
export { mintDoi } from './identifiers/mint-doi.ts';
export { registerDoi } from './identifiers/register-doi.ts';
export { reserveDoi } from './identifiers/reserve-doi.ts';
export {
  type DoiStatus,
  doiStatuses,
  type Fields,
  type FieldValue,
  type HeldIdentifier,
  type Item,
  type ItemFile,
} from './item.ts';
export type { ItemContext, Reader } from './item-context.ts';
export { registerItemPages } from './pages/register.ts';
export type { ItemRights } from './policy.ts';
export { reinstateItem } from './reinstate-item.ts';
export { registerItemRoutes } from './routes.ts';
export {
  type FoundItems,
  type ItemFilter,
  type ItemPage,
  type ItemSort,
  itemSorts,
} from './search/filter.ts';
export { searchItems } from './search/search-items.ts';
export { readItemSettings } from './settings/store.ts';
export { type ItemChange, updateItem } from './update-item.ts';
export { withdrawItem } from './withdraw-item.ts';
