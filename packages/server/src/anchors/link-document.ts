/** What the resolver needs to answer for one anchor; rebuilt in the transaction that changes anything it shows. */
export type AnchorDocument = {
  /** Who registered it. */
  organisationId: string;
  organisation: string;
  description: string;
  /** Inactive: registered, but nothing resolves for now. Withdrawn: gone, with the reason. */
  state: 'active' | 'inactive' | 'withdrawn';
  reason: string | null;
  withdrawnAt: string | null;
  /** The canonical anchor that took this one's place, when a key was corrected. */
  successor: string | null;
  /** Active links only, in the order in which they were registered. */
  links: LinkView[];
  updatedAt: string;
};

/** One link as the resolver weighs and shows it. */
export type LinkView = {
  id: string;
  /** Address or RFC 6570 template of the target. */
  href: string;
  /** Absolute address of the link type, or a relation that IANA registers, such as `linkset`. */
  relation: string;
  /** The same as `prefix:key`, where the vocabulary is known here. */
  curie: string | null;
  title: string;
  /** The title in other languages, by BCP 47 tag. */
  titles: Readonly<Record<string, string>>;
  /** Media types of the target; the first is the main one. */
  types: readonly string[];
  /** BCP 47 tags. */
  hreflang: readonly string[];
  /** Where or for whom it holds, such as `AU`; empty: everywhere. */
  context: string;
  /** Exactly one link of an anchor with active links: the one that is given when nothing is asked for. */
  isDefault: boolean;
  /** The one among those of the same relation. */
  isDefaultContext: boolean;
  /** The one among those of the same relation and context. */
  isDefaultType: boolean;
  /** Whether the query of the request is passed on; null: as the profile of the scheme says. */
  passQuery: boolean | null;
  /** Verified roles that may see it; empty: everyone. */
  accessRoles: readonly string[];
  /** Further members of UNTP, shown as they are where the profile allows them. */
  encryptionMethod: string | null;
  method: readonly string[];
  rel: readonly string[];
  public: boolean | null;
  /** ISO 8601; outside of them the link is not there. */
  validFrom: string | null;
  validUntil: string | null;
  /** Earlier targets, newest first, for `predecessor-version`; with `accessRoles` those that not everyone may see. */
  predecessors: readonly {
    href: string;
    title: string;
    type: string | null;
    accessRoles?: readonly string[];
  }[];
};

/** Where requests for a range of keys are sent: another resolver that answers for them. */
export type HandlerDocument = {
  organisationId: string;
  /** Base address of that resolver; the canonical path is appended. */
  target: string;
  title: string;
  updatedAt: string;
};
