export { deleteContainer, updateContainer } from './containers/change-container.ts';
export type { Container, ContainerType } from './containers/container.ts';
export { createCollection, createCommunity } from './containers/create-container.ts';
export {
  findCollection,
  findCommunity,
  listCollections,
  listCommunities,
} from './containers/find-containers.ts';
export { readHandles } from './containers/store.ts';
export { createItem } from './create-item.ts';
export { deleteItem } from './delete-item.ts';
export { findItem, findItemByNumber } from './find-item.ts';
export { createHolderFinder } from './identifiers/find-holder.ts';
export { createIdentifiedFinder } from './identifiers/find-identified.ts';
export {
  announceIdentifiedItem,
  discardIdentifiedItem,
  reserveIdentifiedItem,
} from './identifiers/identified-item.ts';
export { listIdentifiers } from './identifiers/list-identifiers.ts';
export { registerDoi } from './identifiers/register-doi.ts';
export type { AfterItemChange, Fields, FieldValue, HeldIdentifier, Item, ItemFile } from './item.ts';
export { itemsAccountColumns } from './merging/store.ts';
export { registerItemPages } from './pages/register.ts';
export type { ItemRights } from './policy.ts';
export { reinstateItem } from './reinstate-item.ts';
export { registerItemRoutes } from './routes.ts';
export { searchItems } from './search/search-items.ts';
export { readItemSettings } from './settings/store.ts';
export { listNaming } from './store.ts';
export { type ItemChange, updateItem, updateItemWithin } from './update-item.ts';
export { withdrawItem } from './withdraw-item.ts';
export { type Published, readPublished } from './works/read-published.ts';
