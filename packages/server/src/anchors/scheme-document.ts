import type { CheckDigitName, GrammarName } from '@mintmark/identifiers';

/**
 * The namespace document of an identifier scheme: the Identity Resolver's members, and after them ours. Members with
 * `?` may be left out; nothing else may stand in it.
 */
export type SchemeDocument = {
  /** `{IDENTIFIER_PATH}/{namespace}`. */
  id: string;
  namespace: string;
  /** Base address of the namespace's own link types; empty: those of this service. */
  namespaceURI: string;
  /** Where that vocabulary describes itself; empty: this service's own list. */
  namespaceProfile: string;
  applicationIdentifiers: ApplicationIdentifier[];
  title?: string;
  profile?: SchemeProfile;
};

/** How a resolver answers for a namespace: by GS1's standard, by UNTP's specification, or freely. */
export const schemeProfiles = ['gs1', 'untp', 'open'] as const;
export type SchemeProfile = (typeof schemeProfiles)[number];

/** The profile of a namespace whose document names none: GS1's standard for `gs1`, no rules for others. */
export function profileOf({
  namespace,
  profile,
}: Pick<SchemeDocument, 'namespace' | 'profile'>): SchemeProfile {
  return profile ?? (namespace === 'gs1' ? 'gs1' : 'open');
}

/** I: identifier, Q: qualifier of one, D: data attribute, which plays no part in resolving. */
export type ApplicationIdentifierType = 'I' | 'Q' | 'D';

/** One kind of identifier, qualifier or data attribute of a scheme. */
export type ApplicationIdentifier = {
  title: string;
  label: string;
  shortcode: string;
  ai: string;
  type: ApplicationIdentifierType;
  /** Matched against the whole value. */
  regex: string;
  /** Of an I: its qualifiers by `ai` or `shortcode`, in the order in which they stand in a path. */
  qualifiers?: string[];
  /** Of an I whose qualifiers exclude each other: the sequences that may stand in a path. Default: `qualifiers` alone. */
  qualifierSequences?: string[][];
  /** In words, for people; release 4 of the Identity Resolver. */
  format?: string;
  /** A grammar of `@mintmark/identifiers` that the value must have besides, and whose canonical form is used. */
  grammar?: GrammarName;
  /** A check digit that the value must end with. */
  checkDigit?: CheckDigitName;
  /** Values that must be accepted; checked when the document is registered. */
  examples?: string[];
  /** Of a Q: whether an unknown value is answered for by the level above it. Default true. */
  fallback?: boolean;
};
