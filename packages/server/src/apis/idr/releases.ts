/** How one release of the Identity Resolver answers, as far as releases differ. */
export type Release = {
  prefix: string;
  /**
   * `documents`: the statuses that the documents of release 1 state; a posted scheme replaces the one that is there.
   * `release-4`: the statuses that the service of release 4 answers; a posted scheme is merged into the one that is
   * there, by `ai`, and its patterns find instead of matching whole values.
   */
  contract: 'documents' | 'release-4';
  /**
   * The form of the list of link types: by prefix and key (release 3 and 4), by key alone (release 1), or the list
   * that the client of UN/CEFACT expects, which speaks to release 2.
   */
  vocabulary: 'by-prefix' | 'by-key' | 'list';
  /** Whether `/api-docs` shows it; one release of each contract is enough. */
  isDescribed: boolean;
};

export const releases: readonly Release[] = [
  { prefix: '/api/1.0.0', contract: 'documents', vocabulary: 'by-key', isDescribed: true },
  { prefix: '/api/1.1.0', contract: 'documents', vocabulary: 'by-key', isDescribed: false },
  { prefix: '/api/1.1.1', contract: 'documents', vocabulary: 'by-key', isDescribed: false },
  { prefix: '/api/2.0.0', contract: 'release-4', vocabulary: 'list', isDescribed: false },
  { prefix: '/api/3.0.0', contract: 'release-4', vocabulary: 'by-prefix', isDescribed: false },
  { prefix: '/api/v4', contract: 'release-4', vocabulary: 'by-prefix', isDescribed: true },
];
