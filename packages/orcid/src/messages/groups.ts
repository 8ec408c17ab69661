/** What peer reviews are grouped by: a journal, a conference, a publisher. */
export type OrcidGroup = {
  'put-code'?: number | null;
  name: string;
  /** Such as `issn:1741-4857` or `orcid-generated:example`. */
  'group-id': string;
  description: string;
  /** publisher, institution, journal, conference, newspaper, newsletter, magazine or 'peer-review service'. */
  type: string;
};

/** One page of groups. */
export type OrcidGroups = {
  total: number;
  page: number;
  'page-size': number;
  'group-id-record': OrcidGroup[];
};
