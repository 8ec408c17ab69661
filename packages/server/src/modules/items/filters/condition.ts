/** What an item must be for a DOI filter to match; see docs/doi-filters.md. Exactly one member each. */
export type Condition =
  | { and: readonly Condition[] }
  | { or: readonly Condition[] }
  | { not: Condition }
  /** resourceTypeGeneral is one of these. */
  | { type: readonly string[] }
  /** It is in one of these collections. */
  | { collection: readonly string[] }
  /** Its collection is in one of these communities, however deep. */
  | { community: readonly string[] }
  /** One of the values at the path matches the pattern as a whole. */
  | { metadata: { path: string; matches: string } }
  | { files: { min?: number; max?: number } }
  | { archived: boolean }
  | { withdrawn: boolean }
  /** It has a DOI that is announced already; names that are only reserved do not count. */
  | { hasDoi: boolean }
  | { always: boolean };
