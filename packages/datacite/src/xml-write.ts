import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type {
  Contributor,
  Creator,
  DataciteMetadata,
  FundingReference,
  GeoLocation,
  GeoPoint,
  Name,
  RelatedItem,
  Title,
} from './metadata.ts';
import { type PidReference, toPidReference } from './pid-reference.ts';

/** The namespace of every kernel 4 version. */
export const KERNEL_NAMESPACE = 'http://datacite.org/schema/kernel-4';

const SCHEMA_LOCATION = `${KERNEL_NAMESPACE} https://schema.datacite.org/meta/kernel-4/metadata.xsd`;

/** What the kernel asks to write where a mandatory text is unknown (appendix 3). */
const UNAVAILABLE = ':unav';

type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * The description as DataCite XML, elements in the order of the schema, in UTF-8.
 *
 * @param metadata a description that `validateMetadata` returned. Of level 'complete', the document is valid
 *   against the XSD of kernel 4.7. In a draft, unknown creators, titles and publisher become ':unav', while year
 *   and type, for which the XSD has no such value, are left out.
 * @param pid a DOI, ARK or Handle as text, or a reference to one.
 */
export function toDataciteXml(metadata: DataciteMetadata, pid: string | PidReference): string {
  const reference = toPidReference(pid);
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const root = document.ele(KERNEL_NAMESPACE, 'resource', {
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:schemaLocation': SCHEMA_LOCATION,
  });
  leaf(root, 'identifier', reference.name, { identifierType: reference.type });
  writeMandatory(root, metadata);
  writeSubjects(root, metadata);
  each(root, 'contributors', metadata.contributors, (list, contributor) =>
    writeContributor(list, contributor, true),
  );
  each(root, 'dates', metadata.dates, (list, { date, dateType, dateInformation }) => {
    leaf(list, 'date', date, { dateType, dateInformation });
  });
  leaf(root, 'language', metadata.language);
  writeIdentifiers(root, metadata);
  each(root, 'relatedItems', metadata.relatedItems, writeRelatedItem);
  each(root, 'sizes', metadata.sizes, (list, size) => leaf(list, 'size', size));
  each(root, 'formats', metadata.formats, (list, format) => leaf(list, 'format', format));
  leaf(root, 'version', metadata.version);
  writeRights(root, metadata);
  each(root, 'descriptions', metadata.descriptions, (list, { description, descriptionType, lang }) => {
    leaf(list, 'description', description, { descriptionType, 'xml:lang': lang });
  });
  each(root, 'geoLocations', metadata.geoLocations, writeGeoLocation);
  each(root, 'fundingReferences', metadata.fundingReferences, writeFundingReference);
  return `${document.end({ prettyPrint: true })}\n`;
}

/** Writes `<name>text</name>`; nothing when there is no text. */
function leaf(parent: XMLBuilder, name: string, text: string | undefined, attributes: Attributes = {}): void {
  if (text === undefined) return;
  element(parent, name, attributes).txt(escapeAmpersands(text));
}

/** The library takes what looks like an escape, such as the text '&lt;', for one, and escapes any other ampersand. */
function escapeAmpersands(text: string): string {
  return text.replaceAll('&', '&amp;');
}

function element(parent: XMLBuilder, name: string, attributes: Attributes = {}): XMLBuilder {
  const child = parent.ele(KERNEL_NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    // xml:lang is in the namespace that the prefix xml always stands for.
    const text = escapeAmpersands(value);
    if (attribute === 'xml:lang') child.att('http://www.w3.org/XML/1998/namespace', attribute, text);
    else child.att(attribute, text);
  }
  return child;
}

/** Writes a wrapper element and its entries; nothing when there are none. */
function each<T>(
  parent: XMLBuilder,
  name: string,
  entries: readonly T[] | undefined,
  write: (list: XMLBuilder, entry: T) => void,
): void {
  if (entries === undefined || entries.length === 0) return;
  const list = element(parent, name);
  for (const entry of entries) write(list, entry);
}

function writeMandatory(root: XMLBuilder, metadata: DataciteMetadata): void {
  each(root, 'creators', metadata.creators ?? [{ name: UNAVAILABLE }], writeCreator);
  each(root, 'titles', metadata.titles ?? [{ title: UNAVAILABLE }], writeTitle);
  const { name, publisherIdentifier, publisherIdentifierScheme, schemeUri, lang } = metadata.publisher ?? {
    name: UNAVAILABLE,
  };
  leaf(root, 'publisher', name, {
    publisherIdentifier,
    publisherIdentifierScheme,
    schemeURI: schemeUri,
    'xml:lang': lang,
  });
  leaf(root, 'publicationYear', metadata.publicationYear?.toString());
  const { resourceTypeGeneral, resourceType = '' } = metadata.types ?? {};
  if (resourceTypeGeneral !== undefined) leaf(root, 'resourceType', resourceType, { resourceTypeGeneral });
}

function writeTitle(list: XMLBuilder, { title, titleType, lang }: Title): void {
  leaf(list, 'title', title, { titleType, 'xml:lang': lang });
}

function writeName(person: XMLBuilder, element: 'creatorName' | 'contributorName', agent: Name): void {
  leaf(person, element, agent.name, { nameType: agent.nameType, 'xml:lang': agent.lang });
  leaf(person, 'givenName', agent.givenName);
  leaf(person, 'familyName', agent.familyName);
}

function writeCreator(list: XMLBuilder, creator: Creator): void {
  const person = element(list, 'creator');
  writeName(person, 'creatorName', creator);
  writeAgentDetails(person, creator);
}

/** Contributors of related items (`withDetails` false) have names only. */
function writeContributor(list: XMLBuilder, contributor: Contributor, withDetails: boolean): void {
  const person = element(list, 'contributor', { contributorType: contributor.contributorType });
  writeName(person, 'contributorName', contributor);
  if (withDetails) writeAgentDetails(person, contributor);
}

function writeAgentDetails(person: XMLBuilder, { nameIdentifiers = [], affiliation = [] }: Creator): void {
  for (const { nameIdentifier, nameIdentifierScheme, schemeUri } of nameIdentifiers) {
    leaf(person, 'nameIdentifier', nameIdentifier, { nameIdentifierScheme, schemeURI: schemeUri });
  }
  for (const { name, affiliationIdentifier, affiliationIdentifierScheme, schemeUri } of affiliation) {
    leaf(person, 'affiliation', name, {
      affiliationIdentifier,
      affiliationIdentifierScheme,
      schemeURI: schemeUri,
    });
  }
}

function writeSubjects(root: XMLBuilder, metadata: DataciteMetadata): void {
  each(
    root,
    'subjects',
    metadata.subjects,
    (list, { subject, subjectScheme, schemeUri, valueUri, classificationCode, lang }) => {
      leaf(list, 'subject', subject, {
        subjectScheme,
        schemeURI: schemeUri,
        valueURI: valueUri,
        classificationCode,
        'xml:lang': lang,
      });
    },
  );
}

function writeIdentifiers(root: XMLBuilder, metadata: DataciteMetadata): void {
  each(
    root,
    'alternateIdentifiers',
    metadata.alternateIdentifiers,
    (list, { alternateIdentifier, alternateIdentifierType }) => {
      leaf(list, 'alternateIdentifier', alternateIdentifier, { alternateIdentifierType });
    },
  );
  each(
    root,
    'relatedIdentifiers',
    metadata.relatedIdentifiers,
    (list, { relatedIdentifier, schemeUri, ...attributes }) => {
      leaf(list, 'relatedIdentifier', relatedIdentifier, { ...attributes, schemeURI: schemeUri });
    },
  );
}

function writeRights(root: XMLBuilder, metadata: DataciteMetadata): void {
  each(root, 'rightsList', metadata.rightsList, (list, entry) => {
    leaf(list, 'rights', entry.rights ?? '', {
      rightsURI: entry.rightsUri,
      rightsIdentifier: entry.rightsIdentifier,
      rightsIdentifierScheme: entry.rightsIdentifierScheme,
      schemeURI: entry.schemeUri,
      'xml:lang': entry.lang,
    });
  });
}

function writeGeoLocation(list: XMLBuilder, location: GeoLocation): void {
  const place = element(list, 'geoLocation');
  leaf(place, 'geoLocationPlace', location.geoLocationPlace);
  if (location.geoLocationPoint !== undefined)
    writePoint(place, 'geoLocationPoint', location.geoLocationPoint);
  if (location.geoLocationBox !== undefined) {
    const box = element(place, 'geoLocationBox');
    leaf(box, 'westBoundLongitude', String(location.geoLocationBox.westBoundLongitude));
    leaf(box, 'eastBoundLongitude', String(location.geoLocationBox.eastBoundLongitude));
    leaf(box, 'southBoundLatitude', String(location.geoLocationBox.southBoundLatitude));
    leaf(box, 'northBoundLatitude', String(location.geoLocationBox.northBoundLatitude));
  }
  if (location.geoLocationPolygon !== undefined) {
    const polygon = element(place, 'geoLocationPolygon');
    // The XSD wants all corners first, then the point inside.
    for (const { polygonPoint } of location.geoLocationPolygon) {
      if (polygonPoint !== undefined) writePoint(polygon, 'polygonPoint', polygonPoint);
    }
    for (const { inPolygonPoint } of location.geoLocationPolygon) {
      if (inPolygonPoint !== undefined) writePoint(polygon, 'inPolygonPoint', inPolygonPoint);
    }
  }
}

function writePoint(parent: XMLBuilder, name: string, { pointLongitude, pointLatitude }: GeoPoint): void {
  const point = element(parent, name);
  leaf(point, 'pointLongitude', String(pointLongitude));
  leaf(point, 'pointLatitude', String(pointLatitude));
}

function writeFundingReference(list: XMLBuilder, reference: FundingReference): void {
  const funding = element(list, 'fundingReference');
  const { funderIdentifierType, schemeUri, awardUri } = reference;
  leaf(funding, 'funderName', reference.funderName);
  leaf(funding, 'funderIdentifier', reference.funderIdentifier, {
    funderIdentifierType,
    schemeURI: schemeUri,
  });
  // A number is what carries the address in XML; without one the address still gets its element.
  leaf(funding, 'awardNumber', reference.awardNumber ?? (awardUri === undefined ? undefined : ''), {
    awardURI: awardUri,
  });
  leaf(funding, 'awardTitle', reference.awardTitle);
}

function writeRelatedItem(list: XMLBuilder, item: RelatedItem): void {
  const { relatedItemType, relationType, relationTypeInformation } = item;
  const related = element(list, 'relatedItem', { relatedItemType, relationType, relationTypeInformation });
  const { relatedItemIdentifier, ...attributes } = item.relatedItemIdentifier ?? {};
  leaf(related, 'relatedItemIdentifier', relatedItemIdentifier, attributes);
  each(related, 'creators', item.creators, (creators, creator) => {
    writeName(element(creators, 'creator'), 'creatorName', creator);
  });
  each(related, 'titles', item.titles, writeTitle);
  leaf(related, 'publicationYear', item.publicationYear?.toString());
  leaf(related, 'volume', item.volume);
  leaf(related, 'issue', item.issue);
  leaf(related, 'number', item.number ?? (item.numberType === undefined ? undefined : ''), {
    numberType: item.numberType,
  });
  leaf(related, 'firstPage', item.firstPage);
  leaf(related, 'lastPage', item.lastPage);
  leaf(related, 'publisher', item.publisher);
  leaf(related, 'edition', item.edition);
  each(related, 'contributors', item.contributors, (contributors, contributor) => {
    writeContributor(contributors, contributor, false);
  });
}
