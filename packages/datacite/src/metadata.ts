import type {
  ContributorType,
  DateType,
  DescriptionType,
  FunderIdentifierType,
  NameType,
  NumberType,
  RelatedIdentifierType,
  RelationType,
  ResourceTypeGeneral,
  TitleType,
} from './vocabularies.ts';

/**
 * A description of one resource: the properties of DataCite Metadata Schema 4.7 under the names of DataCite's
 * REST API. The identifier itself, its target and its state are not part of it. Every property may be absent
 * in a draft; `validateMetadata` at level 'complete' says what is still missing.
 */
export type DataciteMetadata = {
  creators?: Creator[];
  titles?: Title[];
  publisher?: Publisher;
  publicationYear?: number;
  types?: ResourceTypes;
  subjects?: Subject[];
  contributors?: Contributor[];
  dates?: ResourceDate[];
  language?: string;
  alternateIdentifiers?: AlternateIdentifier[];
  relatedIdentifiers?: RelatedIdentifier[];
  relatedItems?: RelatedItem[];
  sizes?: string[];
  formats?: string[];
  version?: string;
  rightsList?: Rights[];
  descriptions?: Description[];
  geoLocations?: GeoLocation[];
  fundingReferences?: FundingReference[];
};

/** A person or organisation by name only, as related items carry them. */
export type Name = {
  name: string;
  nameType?: NameType;
  givenName?: string;
  familyName?: string;
  lang?: string;
};

/** Property 2: who made the resource, in order of credit. `name` of a person is 'Family, Given'. */
export type Creator = Name & {
  nameIdentifiers?: NameIdentifier[];
  affiliation?: Affiliation[];
};

/** Property 7. */
export type Contributor = Creator & { contributorType: ContributorType };

/** An ORCID iD (kept as an https://orcid.org URI), ROR, ISNI or an identifier of any other scheme. */
export type NameIdentifier = {
  nameIdentifier: string;
  nameIdentifierScheme: string;
  schemeUri?: string;
};

export type Affiliation = {
  name: string;
  affiliationIdentifier?: string;
  affiliationIdentifierScheme?: string;
  schemeUri?: string;
};

/** Property 3. Titles are plain text. */
export type Title = { title: string; titleType?: TitleType; lang?: string };

/** Property 4. */
export type Publisher = {
  name: string;
  publisherIdentifier?: string;
  publisherIdentifierScheme?: string;
  schemeUri?: string;
  lang?: string;
};

/** Property 10: the broad kind from the vocabulary, and the organisation's own word for it. */
export type ResourceTypes = { resourceTypeGeneral?: ResourceTypeGeneral; resourceType?: string };

/** Property 6. */
export type Subject = {
  subject: string;
  subjectScheme?: string;
  schemeUri?: string;
  valueUri?: string;
  classificationCode?: string;
  lang?: string;
};

/** Property 8. `date` is EDTF or W3CDTF, or a range of two such dates with '/' between them. */
export type ResourceDate = { date: string; dateType: DateType; dateInformation?: string };

/** Property 11. */
export type AlternateIdentifier = { alternateIdentifier: string; alternateIdentifierType: string };

/** Property 12. */
export type RelatedIdentifier = {
  relatedIdentifier: string;
  relatedIdentifierType: RelatedIdentifierType;
  relationType: RelationType;
  relationTypeInformation?: string;
  resourceTypeGeneral?: ResourceTypeGeneral;
  relatedMetadataScheme?: string;
  schemeUri?: string;
  schemeType?: string;
};

/** Property 20: a related resource described in place, often the journal or book a text appeared in. */
export type RelatedItem = {
  relatedItemType: ResourceTypeGeneral;
  relationType: RelationType;
  relationTypeInformation?: string;
  relatedItemIdentifier?: RelatedItemIdentifier;
  creators?: Name[];
  titles?: Title[];
  publicationYear?: number;
  volume?: string;
  issue?: string;
  number?: string;
  numberType?: NumberType;
  firstPage?: string;
  lastPage?: string;
  publisher?: string;
  edition?: string;
  contributors?: (Name & { contributorType: ContributorType })[];
};

/** The one place where DataCite's JSON spells `schemeURI` as its XML does. */
export type RelatedItemIdentifier = {
  relatedItemIdentifier: string;
  relatedItemIdentifierType?: RelatedIdentifierType;
  relatedMetadataScheme?: string;
  schemeURI?: string;
  schemeType?: string;
};

/** Property 16. */
export type Rights = {
  rights?: string;
  rightsUri?: string;
  rightsIdentifier?: string;
  rightsIdentifierScheme?: string;
  schemeUri?: string;
  lang?: string;
};

/** Property 17. Line breaks are '\n'. */
export type Description = { description: string; descriptionType: DescriptionType; lang?: string };

/** Property 18. Degrees, WGS 84. */
export type GeoLocation = {
  geoLocationPlace?: string;
  geoLocationPoint?: GeoPoint;
  geoLocationBox?: GeoBox;
  geoLocationPolygon?: GeoPolygonEntry[];
};

export type GeoPoint = { pointLongitude: number; pointLatitude: number };

export type GeoBox = {
  westBoundLongitude: number;
  eastBoundLongitude: number;
  southBoundLatitude: number;
  northBoundLatitude: number;
};

/** One corner of a polygon, or the one point that says which side of its line is inside. */
export type GeoPolygonEntry = { polygonPoint?: GeoPoint; inPolygonPoint?: GeoPoint };

/** Property 19. */
export type FundingReference = {
  funderName: string;
  funderIdentifier?: string;
  funderIdentifierType?: FunderIdentifierType;
  schemeUri?: string;
  awardNumber?: string;
  awardUri?: string;
  awardTitle?: string;
};
