import { doiToUrl, normalizeDoi } from '@mintmark/identifiers';
import {
  abstractOf,
  contributorsOf,
  dropAbsent,
  findContainer,
  isPerson,
  knownCreators,
  mainTitle,
  otherContributors,
  publisherName,
} from './facts.ts';
import type {
  Affiliation,
  Creator,
  DataciteMetadata,
  FundingReference,
  GeoLocation,
  NameIdentifier,
} from './metadata.ts';
import { type PidReference, toPidReference } from './pid-reference.ts';
import { nameResourceType } from './resource-types.ts';
import { toSample } from './sample.ts';
import type { DateType, RelatedIdentifierType, RelationType } from './vocabularies.ts';

/**
 * The description as schema.org JSON-LD, as landing pages embed it and Google Dataset Search reads it. `@id` is
 * the identifier's URL, one of the three places where DataCite's link checker looks for it.
 *
 * @param metadata a description that `validateMetadata` returned, of any level.
 * @param pid a DOI, ARK or Handle as text, or a reference to one.
 * @returns a JSON-LD object; what the description lacks is left out. To embed it in HTML, escape '<'.
 */
export function toSchemaOrg(metadata: DataciteMetadata, pid: string | PidReference): Record<string, unknown> {
  const reference = toPidReference(pid);
  const { types, version, language } = metadata;
  const schemaType = nameResourceType(types?.resourceTypeGeneral).schemaOrg;
  const container = findContainer(metadata);
  return dropAbsent({
    '@context': 'https://schema.org',
    '@type': schemaType,
    '@id': reference.id,
    identifier: describeIdentifiers(metadata, reference),
    url: reference.url ?? reference.id,
    additionalType: types?.resourceType,
    material: oneOrMany(toSample(metadata).material?.map((each) => each.name) ?? []),
    name: mainTitle(metadata),
    alternateName: oneOrMany(
      (metadata.titles ?? []).map(({ title }) => title).filter((title) => title !== mainTitle(metadata)),
    ),
    author: oneOrMany(knownCreators(metadata).map(describeAgent)),
    editor: oneOrMany(contributorsOf(metadata, 'Editor').map(describeAgent)),
    translator: oneOrMany(contributorsOf(metadata, 'Translator').map(describeAgent)),
    contributor: oneOrMany(otherContributors(metadata).map(describeAgent)),
    description: abstractOf(metadata) ?? metadata.descriptions?.[0]?.description,
    license: oneOrMany((metadata.rightsList ?? []).flatMap(({ rightsUri }) => rightsUri ?? [])),
    version,
    keywords: oneOrMany((metadata.subjects ?? []).map(({ subject }) => subject)),
    inLanguage: language,
    // contentSize belongs to media; `size` is defined for every creative work.
    size: oneOrMany(metadata.sizes ?? []),
    encodingFormat: oneOrMany(metadata.formats ?? []),
    dateCreated: dateOf(metadata, 'Created'),
    datePublished:
      dateOf(metadata, 'Issued') ??
      (metadata.publicationYear === undefined ? undefined : String(metadata.publicationYear)),
    dateModified: dateOf(metadata, 'Updated'),
    temporalCoverage: dateOf(metadata, 'Coverage'),
    spatialCoverage: oneOrMany((metadata.geoLocations ?? []).map(describePlace)),
    pageStart: container?.firstPage,
    pageEnd: container?.lastPage,
    isPartOf: oneOrMany([
      ...relatedBy(metadata, ['IsPartOf', 'IsPublishedIn']),
      ...describeContainer(container?.title),
    ]),
    hasPart: oneOrMany(relatedBy(metadata, ['HasPart'])),
    sameAs: oneOrMany(relatedBy(metadata, ['IsIdenticalTo']).map((related) => related['@id'])),
    isBasedOn: oneOrMany(relatedBy(metadata, ['IsDerivedFrom'])),
    citation: oneOrMany(relatedBy(metadata, ['Cites', 'References'])),
    workTranslation: oneOrMany(relatedBy(metadata, ['HasTranslation'])),
    translationOfWork: oneOrMany(relatedBy(metadata, ['IsTranslationOf'])),
    publisher: describePublisher(metadata),
    funding: oneOrMany((metadata.fundingReferences ?? []).map(describeFunding)),
  });
}

function oneOrMany<T>(values: readonly T[]): T | readonly T[] | undefined {
  return values.length > 1 ? values : values[0];
}

function describeIdentifiers(
  { alternateIdentifiers = [] }: DataciteMetadata,
  reference: PidReference,
): unknown {
  const own = {
    '@type': 'PropertyValue',
    propertyID: reference.type,
    value: reference.name,
    url: reference.id,
  };
  const others = alternateIdentifiers.map(({ alternateIdentifier, alternateIdentifierType }) => {
    return { '@type': 'PropertyValue', propertyID: alternateIdentifierType, value: alternateIdentifier };
  });
  return oneOrMany([own, ...others]);
}

/** The first identifier that is a URL names the person or organisation, further ones say the same of it. */
function describeAgent(agent: Creator): Record<string, unknown> {
  const [id, ...sameAs] = (agent.nameIdentifiers ?? []).flatMap(nameIdentifierUrl);
  return dropAbsent({
    '@type': isPerson(agent) ? 'Person' : 'Organization',
    '@id': id,
    name: agent.givenName && agent.familyName ? `${agent.givenName} ${agent.familyName}` : agent.name,
    givenName: agent.givenName,
    familyName: agent.familyName,
    sameAs: oneOrMany(sameAs),
    affiliation: oneOrMany((agent.affiliation ?? []).map(describeAffiliation)),
  });
}

function nameIdentifierUrl({ nameIdentifier, schemeUri }: NameIdentifier): string[] {
  if (/^https?:\/\//i.test(nameIdentifier)) return [nameIdentifier];
  return schemeUri === undefined ? [] : [`${schemeUri.replace(/\/$/, '')}/${encodeURI(nameIdentifier)}`];
}

function describeAffiliation({ name, affiliationIdentifier }: Affiliation): Record<string, unknown> {
  const id =
    affiliationIdentifier !== undefined && /^https?:\/\//i.test(affiliationIdentifier)
      ? affiliationIdentifier
      : undefined;
  return dropAbsent({ '@type': 'Organization', '@id': id, name });
}

function describePublisher(metadata: DataciteMetadata): Record<string, unknown> | undefined {
  const name = publisherName(metadata);
  if (name === null) return undefined;
  return describeAffiliation({ name, affiliationIdentifier: metadata.publisher?.publisherIdentifier });
}

function describeFunding(reference: FundingReference): Record<string, unknown> {
  const { funderName, funderIdentifier, awardNumber, awardTitle, awardUri } = reference;
  const funder = describeAffiliation({ name: funderName, affiliationIdentifier: funderIdentifier });
  return dropAbsent({ '@type': 'Grant', '@id': awardUri, identifier: awardNumber, name: awardTitle, funder });
}

function describeContainer(title: string | undefined): Record<string, unknown>[] {
  return title === undefined ? [] : [{ '@type': 'CreativeWork', name: title }];
}

function dateOf({ dates = [] }: DataciteMetadata, type: DateType): string | undefined {
  return dates.find(({ dateType }) => dateType === type)?.date;
}

function relatedBy(
  metadata: DataciteMetadata,
  relations: readonly RelationType[],
): { '@type': string; '@id': string }[] {
  return (metadata.relatedIdentifiers ?? []).flatMap((related) => {
    if (!relations.includes(related.relationType)) return [];
    const id = identifierUrl(related.relatedIdentifier, related.relatedIdentifierType);
    if (id === null) return [];
    const type = related.resourceTypeGeneral;
    return [{ '@type': type === undefined ? 'CreativeWork' : nameResourceType(type).schemaOrg, '@id': id }];
  });
}

/** @returns a URI for a related identifier, or null where its kind has none. */
function identifierUrl(text: string, type: RelatedIdentifierType): string | null {
  if (type === 'DOI') {
    const doi = normalizeDoi(text);
    return doi === null ? null : doiToUrl(doi);
  }
  if (/^(?:https?|ftp|urn):/i.test(text)) return text;
  if (type === 'ISBN') return `urn:isbn:${text.replace(/[^\dXx]/g, '')}`;
  if (type === 'ISSN' || type === 'EISSN' || type === 'LISSN') return `urn:issn:${text}`;
  if (type === 'Handle') return `https://hdl.handle.net/${encodeURI(text)}`;
  if (type === 'ARK') return `https://n2t.net/${encodeURI(text)}`;
  if (type === 'arXiv') return `https://arxiv.org/abs/${encodeURI(text.replace(/^arxiv:/i, ''))}`;
  if (type === 'PMID') return `https://pubmed.ncbi.nlm.nih.gov/${encodeURI(text.replace(/^pmid:\s*/i, ''))}`;
  return null;
}

/** Schema.org writes latitude before longitude, and box and polygon as one text of such pairs. */
function describePlace(place: GeoLocation): Record<string, unknown> {
  const { geoLocationPlace, geoLocationPoint: point, geoLocationBox: box, geoLocationPolygon } = place;
  const corners = (geoLocationPolygon ?? []).flatMap(({ polygonPoint }) => polygonPoint ?? []);
  const shapes = [
    point && { '@type': 'GeoCoordinates', latitude: point.pointLatitude, longitude: point.pointLongitude },
    box && {
      '@type': 'GeoShape',
      box: `${box.southBoundLatitude} ${box.westBoundLongitude} ${box.northBoundLatitude} ${box.eastBoundLongitude}`,
    },
    corners.length > 0 && {
      '@type': 'GeoShape',
      polygon: corners
        .map(({ pointLatitude, pointLongitude }) => `${pointLatitude} ${pointLongitude}`)
        .join(' '),
    },
  ];
  return dropAbsent({
    '@type': 'Place',
    name: geoLocationPlace,
    geo: oneOrMany(shapes.flatMap((shape) => shape || [])),
  });
}
