import type { DataciteMetadata } from '@mintmark/datacite';
import type { Item } from '../item.ts';

/** What filters look at: an item as it is after the move that asks. */
export type ItemFacts = {
  state: Item['state'];
  metadata: DataciteMetadata;
  fileCount: number;
  collectionId: string | null;
  /** The communities that its collection is in, from the inside out. */
  communityIds: readonly string[];
  /** Whether it has a DOI that is announced already; names that are only reserved do not count. */
  hasDoi: boolean;
};
