import { isObject } from './read-attributes.ts';
import type { DoiRecord, Json } from './record.ts';

/** How a DOI is shown: `affiliation`, `publisher` as objects instead of names, and whether in full. */
export type View = { affiliation: boolean; publisher: boolean; detail: boolean };

const NO_LINKS = { data: [] };

/** The resource object of a DOI, with DataCite's attributes in DataCite's order. */
export function presentDoi(record: DoiRecord, view: View): Json {
  const { doi, metadata } = record;
  const { prefix, suffix } = splitDoi(doi);
  const client = record.repositoryId;
  const links = { references: NO_LINKS, citations: NO_LINKS, parts: NO_LINKS, partOf: NO_LINKS };
  return {
    id: doi,
    type: 'dois',
    attributes: {
      doi,
      prefix,
      suffix,
      identifiers: metadata.identifiers,
      ...(view.detail ? { alternateIdentifiers: metadata.identifiers.map(toAlternateIdentifier) } : {}),
      creators: metadata.creators.map((creator) => presentPerson(creator, view)),
      titles: metadata.titles,
      publisher: view.publisher ? metadata.publisher : (metadata.publisher?.name ?? null),
      container: describeContainer(record),
      publicationYear: metadata.publicationYear,
      subjects: metadata.subjects,
      contributors: metadata.contributors.map((contributor) => presentPerson(contributor, view)),
      dates: metadata.dates,
      language: metadata.language,
      types: metadata.types,
      relatedIdentifiers: metadata.relatedIdentifiers,
      relatedItems: metadata.relatedItems,
      sizes: metadata.sizes,
      formats: metadata.formats,
      version: metadata.version,
      rightsList: metadata.rightsList,
      descriptions: metadata.descriptions,
      geoLocations: metadata.geoLocations,
      fundingReferences: metadata.fundingReferences,
      ...(view.detail ? { xml: encodeXml(record.xml) } : {}),
      url: record.url,
      contentUrl: record.contentUrl,
      metadataVersion: record.metadataVersion,
      schemaVersion: record.schemaVersion,
      source: record.source,
      isActive: record.state === 'findable',
      state: record.state,
      reason: record.reason,
      ...(view.detail ? { landingPage: null } : {}),
      viewCount: 0,
      ...(view.detail ? { viewsOverTime: [] } : {}),
      downloadCount: 0,
      ...(view.detail ? { downloadsOverTime: [] } : {}),
      referenceCount: 0,
      citationCount: 0,
      ...(view.detail ? { citationsOverTime: [] } : {}),
      partCount: 0,
      partOfCount: 0,
      versionCount: 0,
      versionOfCount: 0,
      created: record.created,
      registered: record.registered,
      published: publicationDate(record),
      updated: record.updated,
    },
    relationships: {
      client: { data: { id: client, type: 'clients' } },
      ...(view.detail
        ? {
            provider: { data: { id: providerOf(client), type: 'providers' } },
            media: { data: { id: doi, type: 'media' } },
            ...links,
            versions: NO_LINKS,
            versionOf: NO_LINKS,
          }
        : {}),
    },
  };
}

/** The provider of a repository: the part of its id before the dot. */
export function providerOf(repositoryId: string): string {
  return repositoryId.toLowerCase().split('.', 1)[0] ?? '';
}

export function splitDoi(doi: string): { prefix: string; suffix: string } {
  const slash = doi.indexOf('/');
  return { prefix: doi.slice(0, slash), suffix: doi.slice(slash + 1) };
}

function toAlternateIdentifier({ identifier, identifierType }: Json): Json {
  return { alternateIdentifier: identifier, alternateIdentifierType: identifierType };
}

function presentPerson(person: Json, view: View): Json {
  const affiliations = asList(person.affiliation);
  return {
    ...person,
    affiliation: view.affiliation
      ? affiliations.map((entry) => (isObject(entry) ? entry : { name: entry }))
      : affiliations.map((entry) => (isObject(entry) ? entry.name : entry)),
    nameIdentifiers: asList(person.nameIdentifiers),
  };
}

/** The work this one is published in: its related item, else the title in a series information. */
function describeContainer({ metadata }: DoiRecord): Json {
  const item = metadata.relatedItems.find(({ relationType }) => relationType === 'IsPublishedIn');
  if (item !== undefined) {
    const title = asList(item.titles).find(isObject)?.title;
    const { volume, issue, firstPage, lastPage } = item;
    return withoutAbsent({ type: item.relatedItemType, title, volume, issue, firstPage, lastPage });
  }
  const series = metadata.descriptions.find(({ descriptionType }) => descriptionType === 'SeriesInformation');
  if (typeof series?.description !== 'string') return {};
  return { type: 'Series', title: series.description.split(',', 1)[0] };
}

function publicationDate({ metadata }: DoiRecord): string | null {
  const issued = metadata.dates.find(({ dateType }) => dateType === 'Issued')?.date;
  if (typeof issued === 'string') return issued;
  return metadata.publicationYear === null ? null : String(metadata.publicationYear);
}

function encodeXml(xml: string | null): string | null {
  return xml === null ? null : Buffer.from(xml, 'utf8').toString('base64');
}

function withoutAbsent(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function asList(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
