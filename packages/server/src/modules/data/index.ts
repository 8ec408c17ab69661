export { ensureArea, ensureHome } from './areas/ensure-area.ts';
export { readAttributesInput } from './attributes/read-input.ts';
export {
  type AttributeInput,
  replaceAttributes,
  replaceAttributesWithin,
  writeAttributesWithin,
} from './attributes/replace-attributes.ts';
export { readAttributes } from './attributes/store.ts';
export { holdFolder, listFilesBelow, listFoldersBelow, ownsAllBelow } from './below/list-below.ts';
export { countBelow, type FileBelow } from './below/store.ts';
export * from './bytes.ts';
export { copyNode } from './copy-node.ts';
export { createFolder } from './create-folder.ts';
export { createFolders } from './create-folders.ts';
export type { AfterAttributes, DataContext, FoundNode, Reader } from './data-context.ts';
export { placeFile, placeFiles } from './files/place-files.ts';
export {
  findNode,
  findNodeByPath,
  type Need,
  readNode,
  requireNode,
  rightsForAccount,
} from './find-node.ts';
export { countChildren, listChildren } from './list-children.ts';
export {
  compareManifest,
  compareManifests,
  digestOf,
  listManifestEntries,
  readManifest,
  takeManifest,
} from './manifests/store.ts';
export { dataAccountColumns } from './merging/store.ts';
export { moveNode, relocateFolder } from './move-node.ts';
export { judgeName } from './name.ts';
export * from './node.ts';
export { registerDataPages } from './pages/register.ts';
export { putPermissions, readPermissions } from './permissions/put-permissions.ts';
export { holdsQuota } from './quotas/count-usage.ts';
export { registerDataRoutes } from './routes.ts';
export { PutAttributesBody } from './schema.ts';
export { liftSeal, sealFolder } from './seals/seal-folder.ts';
export { readChild as findChild } from './store.ts';
export { emptyTrash } from './trash/empty-trash.ts';
export { deleteNode, restoreNode } from './trash/trash-node.ts';
