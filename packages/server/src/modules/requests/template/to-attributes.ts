import type { DataciteMetadata } from '@mintmark/datacite';
import type { FolderAttribute } from './folder-attribute.ts';

/** Writes DataCite metadata as attributes of the template; publication year and identifier are left to the service. */
export function toAttributes(_metadata: DataciteMetadata): FolderAttribute[] {
  return [];
}

/** `after` in place of what `before` says in the template's words; what the template does not know stays. */
export function mergeAttributes(
  before: readonly FolderAttribute[],
  after: readonly FolderAttribute[],
): FolderAttribute[] {
  return [...before, ...after];
}
