/** A text in ORCID's wrapper. */
export type Text = { value: string };

/** A moment in milliseconds since 1970. In XML it is a dateTime in UTC. */
export type Moment = { value: number };

/** A date of which month and day may be unknown: four, two and two digits. */
export type FuzzyDate = { year: Text; month?: Text | null; day?: Text | null };

/** Who may see an item. The person's own choice: what a client sends with a new item is ignored. */
export type Visibility = 'public' | 'limited' | 'private' | 'registered-only';

/** A person or client by address and path, as `{ uri: 'https://orcid.org/0000-…', path: '0000-…', host: 'orcid.org' }`. */
export type OrcidIdentifier = { uri?: string | null; path?: string | null; host?: string | null };

/** Who put an item on the record, and on whose behalf. ORCID writes it; it is never sent. */
export type Source = {
  'source-orcid'?: OrcidIdentifier | null;
  'source-client-id'?: OrcidIdentifier | null;
  'source-name'?: Text | null;
  'assertion-origin-orcid'?: OrcidIdentifier | null;
  'assertion-origin-client-id'?: OrcidIdentifier | null;
  'assertion-origin-name'?: Text | null;
};

/** What ORCID keeps with every item. Of these a client sends `put-code` in an update and nothing else. */
export type ItemHeader = {
  'created-date'?: Moment | null;
  'last-modified-date'?: Moment | null;
  source?: Source | null;
  'put-code'?: number | null;
  visibility?: Visibility | null;
  path?: string | null;
  /** A text for activities, a number for what is said about the person. */
  'display-index'?: string | number | null;
};

/** How an identifier stands to the thing: of it, of what it is part of, of another version, of the grant. */
export type ExternalIdRelationship = 'self' | 'part-of' | 'version-of' | 'funded-by';

/** An identifier of a thing, such as a DOI. `self` names the thing itself: by it ORCID finds duplicates. */
export type ExternalId = {
  'external-id-type': string;
  'external-id-value': string;
  /** Written by ORCID. */
  'external-id-normalized'?: { value: string; transient: boolean } | null;
  /** Written by ORCID. */
  'external-id-normalized-error'?: {
    'error-code'?: string | null;
    'error-message'?: string | null;
    transient: boolean;
  } | null;
  'external-id-url'?: Text | null;
  'external-id-relationship'?: ExternalIdRelationship | null;
};

/** The identifiers of one thing. */
export type ExternalIds = { 'external-id': ExternalId[] };

/** An organisation, by name, place and its identifier in a registry of organisations. */
export type Organization = {
  name: string;
  address: { city?: string | null; region?: string | null; country?: string | null };
  'disambiguated-organization'?: {
    'disambiguated-organization-identifier': string;
    /** ROR, FUNDREF, RINGGOLD, GRID or LEI. */
    'disambiguation-source': string;
  } | null;
};

/** A title in another language. */
export type TranslatedTitle = { value: string; 'language-code': string };

/** A title with what belongs to it. */
export type Title = {
  title: Text;
  subtitle?: Text | null;
  'translated-title'?: TranslatedTitle | null;
};

/** Somebody who took part in a work or funding. */
export type Contributor = {
  'contributor-orcid'?: OrcidIdentifier | null;
  'credit-name'?: Text | null;
  'contributor-email'?: Text | null;
  'contributor-attributes'?: {
    /** Of works only. */
    'contributor-sequence'?: 'first' | 'additional' | null;
    'contributor-role'?: string | null;
  } | null;
};

/** Those who took part, in the order of the work. */
export type Contributors = { contributor: Contributor[] };
