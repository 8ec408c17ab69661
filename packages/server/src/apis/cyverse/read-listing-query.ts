import { type Static, Type } from 'typebox';

/** What requests can be listed by, in CyVerse's words. */
const sortFields = [
  'type',
  'target_type',
  'requested_by',
  'date_submitted',
  'status',
  'date_updated',
  'updated_by',
] as const;
export type SortField = (typeof sortFields)[number];

const Status = Type.String({ maxLength: 64 });

/** The query of a listing, as it comes; other parameters are passed over, as in CyVerse. */
export const ListingQuery = Type.Object({
  limit: Type.Optional(Type.String({ pattern: '^0*[1-9][0-9]{0,14}$' })),
  offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
  'sort-field': Type.Optional(Type.Enum(sortFields)),
  'sort-dir': Type.Optional(Type.Enum(['ASC', 'DESC'])),
  statuses: Type.Optional(Type.Union([Status, Type.Array(Status, { maxItems: 100 })])),
});

export type Listing = {
  /** Null: all of them. */
  statuses: readonly string[] | null;
  sort: { field: SortField; descending: boolean };
  offset: number;
  /** Null: no limit. */
  limit: number | null;
};

/**
 * What a query of a listing asks for. Without a field to sort by, the newest come first whatever direction is named;
 * with one and no direction, the order is ascending.
 */
export function readListingQuery(query: Static<typeof ListingQuery>): Listing {
  const { limit, offset, 'sort-field': field, 'sort-dir': direction, statuses } = query;
  return {
    statuses: statuses === undefined ? null : [statuses].flat(),
    sort:
      field === undefined
        ? { field: 'date_submitted', descending: true }
        : { field, descending: direction === 'DESC' },
    offset: offset === undefined ? 0 : Number(offset),
    limit: limit === undefined ? null : Number(limit),
  };
}
