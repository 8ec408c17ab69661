import type { Item, ItemState } from '../item.ts';

/** What a list of items is narrowed to; what is left out does not narrow. */
export type ItemFilter = {
  /** Words, phrases in quotation marks, `or` and `-`, as a search engine takes them. */
  text?: string;
  state?: Exclude<ItemState, 'deleted'>;
  organisationId?: string;
  collectionId?: string;
  /** resourceTypeGeneral. */
  type?: string;
  /** Canonical name of an identifier that the item has. */
  pid?: string;
  workId?: string;
  ownerId?: string;
  updatedSince?: Date;
};

export const itemSorts = ['created', '-created', 'updated', '-updated'] as const;
export type ItemSort = (typeof itemSorts)[number];

/** A page after a cursor, or by its number, counted from 0, as DSpace has them. */
export type ItemPage =
  | { sort: ItemSort; limit: number; cursor?: string | undefined }
  | { sort: ItemSort; number: number; size: number };

export type FoundItems = {
  items: Item[];
  /** The cursor of the next page; null for the last one, and for pages by number. */
  next: string | null;
  /** How many there are in all; null for pages after a cursor. */
  total: number | null;
};
