import { CONTRIBUTOR_TYPES, RELATION_TYPES } from '@mintmark/datacite';
import type { RoomName } from './rooms.ts';

/**
 * One row of the crosswalk: a field of DSpace's schema dc, and the property of DataCite's kernel that holds it.
 * `kind` tells the entries of one property apart (titleType, contributorType, relationType …). Of several rows with one
 * property and kind the first shows what the kernel holds; the others are written there too, and which values
 * are theirs is kept beside.
 */
type MappedRow = { field: string; room: RoomName; kind: string };

/** A field that DataCite has no place for, and why. */
type KeptRow = { field: string; room: null; reason: string };

export type CrosswalkRow = MappedRow | KeptRow;

/** The relations that DSpace has words of its own for. All others are called as the kernel does, in lower case. */
const relationNames: readonly MappedRow[] = [
  { field: 'dc.relation.isbasedon', room: 'relatedIdentifiers', kind: 'IsDerivedFrom' },
  { field: 'dc.relation.isformatof', room: 'relatedIdentifiers', kind: 'IsVariantFormOf' },
  { field: 'dc.relation.isreplacedby', room: 'relatedIdentifiers', kind: 'IsObsoletedBy' },
  { field: 'dc.relation.replaces', room: 'relatedIdentifiers', kind: 'Obsoletes' },
  { field: 'dc.relation', room: 'relatedIdentifiers', kind: 'Other' },
  { field: 'dc.relation.uri', room: 'relatedIdentifiers', kind: 'Other' },
];

/** The roles that DSpace has words of its own for. All others are called as the kernel does, in lower case. */
const roleNames: readonly MappedRow[] = [
  { field: 'dc.contributor.advisor', room: 'contributors', kind: 'RelatedPerson' },
  { field: 'dc.contributor.other', room: 'contributors', kind: 'Other' },
  { field: 'dc.contributor.illustrator', room: 'contributors', kind: 'Other' },
  { field: 'dc.contributor', room: 'contributors', kind: 'Other' },
  { field: 'dc.rights.holder', room: 'contributors', kind: 'RightsHolder' },
];

function nameOthers(
  prefix: string,
  room: RoomName,
  kinds: readonly string[],
  named: readonly MappedRow[],
): MappedRow[] {
  return kinds
    .filter((kind) => !named.some((row) => row.kind === kind))
    .map((kind) => ({ field: `${prefix}.${kind.toLowerCase()}`, room, kind }));
}

/** Both directions are read off these rows, and nothing else says what belongs to what. */
export const crosswalkRows: readonly CrosswalkRow[] = [
  { field: 'dc.contributor.author', room: 'creators', kind: '' },
  { field: 'dc.creator', room: 'creators', kind: '' },
  ...roleNames,
  ...nameOthers('dc.contributor', 'contributors', CONTRIBUTOR_TYPES, roleNames),

  { field: 'dc.title', room: 'titles', kind: '' },
  { field: 'dc.title.alternative', room: 'titles', kind: 'AlternativeTitle' },
  { field: 'dc.title.subtitle', room: 'titles', kind: 'Subtitle' },
  { field: 'dc.title.translated', room: 'titles', kind: 'TranslatedTitle' },
  { field: 'dc.title.other', room: 'titles', kind: 'Other' },

  { field: 'dc.publisher', room: 'publisher', kind: '' },

  { field: 'dc.date.accessioned', room: 'dates', kind: 'Accepted' },
  { field: 'dc.date.available', room: 'dates', kind: 'Available' },
  { field: 'dc.date.collected', room: 'dates', kind: 'Collected' },
  { field: 'dc.date.copyright', room: 'dates', kind: 'Copyrighted' },
  { field: 'dc.date.created', room: 'dates', kind: 'Created' },
  { field: 'dc.date.issued', room: 'dates', kind: 'Issued' },
  { field: 'dc.date.submitted', room: 'dates', kind: 'Submitted' },
  { field: 'dc.date.updated', room: 'dates', kind: 'Updated' },
  { field: 'dc.date.valid', room: 'dates', kind: 'Valid' },
  { field: 'dc.date.withdrawn', room: 'dates', kind: 'Withdrawn' },
  { field: 'dc.date', room: 'dates', kind: 'Other' },
  { field: 'dc.coverage.temporal', room: 'dates', kind: 'Coverage' },

  { field: 'dc.subject', room: 'subjects', kind: '' },
  { field: 'dc.language.iso', room: 'language', kind: '' },
  { field: 'dc.language.rfc3066', room: 'language', kind: '' },
  { field: 'dc.language', room: 'language', kind: '' },
  { field: 'dc.type', room: 'types', kind: '' },

  { field: 'dc.identifier.other', room: 'alternateIdentifiers', kind: 'other' },
  { field: 'dc.identifier', room: 'alternateIdentifiers', kind: 'other' },
  {
    field: 'dc.identifier.citation',
    room: null,
    reason: 'A citation is no identifier; DataCite makes it from the other properties.',
  },

  ...relationNames,
  ...nameOthers('dc.relation', 'relatedIdentifiers', RELATION_TYPES, relationNames),
  // DataCite drops other identifiers that are DOIs or addresses, and takes them as related ones.
  { field: 'dc.identifier.uri', room: 'relatedIdentifiers', kind: 'IsIdenticalTo' },
  { field: 'dc.identifier.doi', room: 'relatedIdentifiers', kind: 'IsIdenticalTo' },
  { field: 'dc.identifier.url', room: 'relatedIdentifiers', kind: 'IsIdenticalTo' },

  { field: 'dc.format.extent', room: 'sizes', kind: '' },
  { field: 'dc.format', room: 'formats', kind: '' },
  { field: 'dc.format.mimetype', room: 'formats', kind: '' },
  { field: 'dc.format.medium', room: 'formats', kind: '' },

  { field: 'dc.rights', room: 'rightsTexts', kind: '' },
  { field: 'dc.rights.uri', room: 'rightsAddresses', kind: '' },

  { field: 'dc.description.abstract', room: 'descriptions', kind: 'Abstract' },
  { field: 'dc.description', room: 'descriptions', kind: 'Other' },
  { field: 'dc.description.tableofcontents', room: 'descriptions', kind: 'TableOfContents' },
  { field: 'dc.description.methods', room: 'descriptions', kind: 'Methods' },
  { field: 'dc.description.technicalinfo', room: 'descriptions', kind: 'TechnicalInfo' },
  { field: 'dc.relation.ispartofseries', room: 'descriptions', kind: 'SeriesInformation' },
  {
    field: 'dc.description.provenance',
    room: null,
    reason: 'What happened to an item inside a repository is not published.',
  },

  { field: 'dc.description.sponsorship', room: 'fundingReferences', kind: '' },
  { field: 'dc.relation.funding', room: 'fundingReferences', kind: '' },
  { field: 'dc.coverage.spatial', room: 'places', kind: '' },
];

/** Fields whose last part is free. `kind` says whether that part tells entries apart. */
export const openRows: readonly { prefix: string; room: RoomName; kind: 'qualifier' | '' }[] = [
  { prefix: 'dc.subject.', room: 'subjects', kind: 'qualifier' },
  { prefix: 'dc.identifier.', room: 'alternateIdentifiers', kind: 'qualifier' },
  { prefix: 'dc.rights.', room: 'rightsTexts', kind: '' },
];
