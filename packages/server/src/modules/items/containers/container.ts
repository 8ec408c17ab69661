import type { Fields } from '../item.ts';

/** A community holds communities and collections; a collection holds items. */
export const containerTypes = ['community', 'collection'] as const;
export type ContainerType = (typeof containerTypes)[number];

export type Container = {
  type: ContainerType;
  id: string;
  seq: number;
  organisationId: string;
  /** The community that it is in; null for communities at the top alone. */
  parentId: string | null;
  name: string;
  metadata: Fields;
  /** The ETag. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** What a new container says of itself. */
export type ContainerWish = {
  /** Needed for a collection. A container belongs to the organisation of its parent. */
  parentId: string | null;
  /** Of a community at the top; undefined: the only one of the actor's. */
  organisation?: string | undefined;
  name: string;
  metadata?: Fields | undefined;
};

/** What is left out stays. */
export type ContainerChange = {
  parentId?: string | null | undefined;
  name?: string | undefined;
  metadata?: Fields | undefined;
};

export type ContainerFilter = {
  organisationId?: string;
  /** Null: communities at the top. */
  parentId?: string | null;
};

/** A page by its number, counted from 0, as DSpace has them. */
export type NumberedPage = { number: number; size: number };
