/** The controlled vocabularies of DataCite Metadata Schema 4.7, in the order of its documentation. */

/** resourceTypeGeneral: the broad kind of a resource (kernel 4.7, property 10.a). */
export const RESOURCE_TYPES = [
  'Audiovisual',
  'Award',
  'Book',
  'BookChapter',
  'Collection',
  'ComputationalNotebook',
  'ConferencePaper',
  'ConferenceProceeding',
  'DataPaper',
  'Dataset',
  'Dissertation',
  'Event',
  'Image',
  'Instrument',
  'InteractiveResource',
  'Journal',
  'JournalArticle',
  'Model',
  'OutputManagementPlan',
  'PeerReview',
  'PhysicalObject',
  'Poster',
  'Preprint',
  'Presentation',
  'Project',
  'Report',
  'Service',
  'Software',
  'Sound',
  'Standard',
  'StudyRegistration',
  'Text',
  'Workflow',
  'Other',
] as const;
export type ResourceTypeGeneral = (typeof RESOURCE_TYPES)[number];

/** titleType (property 3.a). A title without a type is the main title. */
export const TITLE_TYPES = ['AlternativeTitle', 'Subtitle', 'TranslatedTitle', 'Other'] as const;
export type TitleType = (typeof TITLE_TYPES)[number];

/** nameType (properties 2.1.a and 7.1.a). */
export const NAME_TYPES = ['Organizational', 'Personal'] as const;
export type NameType = (typeof NAME_TYPES)[number];

/** contributorType (property 7.a). */
export const CONTRIBUTOR_TYPES = [
  'ContactPerson',
  'DataCollector',
  'DataCurator',
  'DataManager',
  'Distributor',
  'Editor',
  'HostingInstitution',
  'Other',
  'Producer',
  'ProjectLeader',
  'ProjectManager',
  'ProjectMember',
  'RegistrationAgency',
  'RegistrationAuthority',
  'RelatedPerson',
  'ResearchGroup',
  'RightsHolder',
  'Researcher',
  'Sponsor',
  'Supervisor',
  'Translator',
  'WorkPackageLeader',
] as const;
export type ContributorType = (typeof CONTRIBUTOR_TYPES)[number];

/** dateType (property 8.a). */
export const DATE_TYPES = [
  'Accepted',
  'Available',
  'Collected',
  'Copyrighted',
  'Coverage',
  'Created',
  'Issued',
  'Other',
  'Submitted',
  'Updated',
  'Valid',
  'Withdrawn',
] as const;
export type DateType = (typeof DATE_TYPES)[number];

/** relatedIdentifierType (properties 12.a and 20.1.a). */
export const RELATED_IDENTIFIER_TYPES = [
  'ARK',
  'arXiv',
  'bibcode',
  'CSTR',
  'DOI',
  'EAN13',
  'EISSN',
  'Handle',
  'IGSN',
  'ISBN',
  'ISSN',
  'ISTC',
  'LISSN',
  'LSID',
  'PMID',
  'PURL',
  'RAiD',
  'RRID',
  'SWHID',
  'UPC',
  'URL',
  'URN',
  'w3id',
] as const;
export type RelatedIdentifierType = (typeof RELATED_IDENTIFIER_TYPES)[number];

/** relationType (properties 12.b and 20.b): how this resource relates to the other one. */
export const RELATION_TYPES = [
  'IsCitedBy',
  'Cites',
  'IsSupplementTo',
  'IsSupplementedBy',
  'IsContinuedBy',
  'Continues',
  'IsNewVersionOf',
  'IsPreviousVersionOf',
  'IsPartOf',
  'HasPart',
  'IsPublishedIn',
  'IsReferencedBy',
  'References',
  'IsDocumentedBy',
  'Documents',
  'IsCompiledBy',
  'Compiles',
  'IsVariantFormOf',
  'IsOriginalFormOf',
  'IsIdenticalTo',
  'HasMetadata',
  'IsMetadataFor',
  'Reviews',
  'IsReviewedBy',
  'IsDerivedFrom',
  'IsSourceOf',
  'Describes',
  'IsDescribedBy',
  'HasVersion',
  'IsVersionOf',
  'Requires',
  'IsRequiredBy',
  'Obsoletes',
  'IsObsoletedBy',
  'Collects',
  'IsCollectedBy',
  'HasTranslation',
  'IsTranslationOf',
  'Other',
] as const;
export type RelationType = (typeof RELATION_TYPES)[number];

/** descriptionType (property 17.a). */
export const DESCRIPTION_TYPES = [
  'Abstract',
  'Methods',
  'SeriesInformation',
  'TableOfContents',
  'TechnicalInfo',
  'Other',
] as const;
export type DescriptionType = (typeof DESCRIPTION_TYPES)[number];

/** funderIdentifierType (property 19.2.a). */
export const FUNDER_IDENTIFIER_TYPES = ['ISNI', 'GRID', 'ROR', 'Crossref Funder ID', 'Other'] as const;
export type FunderIdentifierType = (typeof FUNDER_IDENTIFIER_TYPES)[number];

/** numberType of a related item (property 20). */
export const NUMBER_TYPES = ['Article', 'Chapter', 'Report', 'Other'] as const;
export type NumberType = (typeof NUMBER_TYPES)[number];

/**
 * Codes that stand for a value that is not known or cannot be given (kernel 4.7, appendix 3). They are
 * allowed wherever a mandatory text property has no value of its own.
 */
export const UNKNOWN_VALUE_CODES = [
  ':unac',
  ':unal',
  ':unap',
  ':unas',
  ':unav',
  ':unkn',
  ':none',
  ':null',
  ':tba',
  ':etal',
] as const;
