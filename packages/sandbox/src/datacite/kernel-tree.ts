import { isObject } from './read-attributes.ts';
import type { Json, Metadata } from './record.ts';

/** An element of the DataCite XML of a DOI. `line` is where `formatXml` writes its start tag, counted from 1. */
export type Element = {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string | null;
  line: number;
};

const NAMESPACE = 'http://datacite.org/schema/kernel-4';

/**
 * Turns JSON metadata into the tree of its DataCite XML, as DataCite does before it validates: mandatory
 * properties are written even when they are empty, so that the schema can object to them; the resource type is
 * left out when it is unknown; optional properties only appear with content.
 */
export function buildKernelTree(doi: string, metadata: Metadata): Element {
  const root = element('resource', {}, [
    leaf('identifier', { identifierType: 'DOI' }, doi.toUpperCase()),
    element(
      'creators',
      {},
      metadata.creators.map((creator) => person('creator', creator)),
    ),
    element('titles', {}, metadata.titles.map(title)),
    publisher(metadata.publisher),
    leaf('publicationYear', {}, metadata.publicationYear),
    ...resourceType(metadata.types),
    ...list('alternateIdentifiers', metadata.identifiers, ({ identifier, identifierType }) =>
      leaf('alternateIdentifier', { alternateIdentifierType: identifierType }, identifier),
    ),
    ...list(
      'subjects',
      metadata.subjects,
      ({ subject, subjectScheme, schemeUri, valueUri, classificationCode, lang }) =>
        leaf(
          'subject',
          { subjectScheme, schemeURI: schemeUri, valueURI: valueUri, classificationCode, 'xml:lang': lang },
          subject,
        ),
    ),
    ...list('contributors', metadata.contributors, (entry) => person('contributor', entry)),
    ...list('fundingReferences', metadata.fundingReferences, fundingReference),
    ...list('dates', metadata.dates, ({ date, dateType, dateInformation }) =>
      leaf('date', { dateType, dateInformation }, date),
    ),
    ...(metadata.language === null ? [] : [leaf('language', {}, metadata.language)]),
    ...list('relatedIdentifiers', metadata.relatedIdentifiers, relatedIdentifier),
    ...list('relatedItems', metadata.relatedItems, relatedItem),
    ...list('sizes', metadata.sizes, (size) => leaf('size', {}, size)),
    ...list('formats', metadata.formats, (format) => leaf('format', {}, format)),
    ...(metadata.version === null ? [] : [leaf('version', {}, metadata.version)]),
    ...list('rightsList', metadata.rightsList, rights),
    ...list('descriptions', metadata.descriptions, ({ description, descriptionType, lang }) =>
      leaf('description', { descriptionType, 'xml:lang': lang }, description),
    ),
    ...list('geoLocations', metadata.geoLocations, geoLocation),
  ]);
  // The XML declaration is line 1.
  numberLines(root, 2);
  return root;
}

/** Writes the tree as a document, one element a line. */
export function formatXml(root: Element): string {
  const attributes = {
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    xmlns: NAMESPACE,
    'xsi:schemaLocation': `${NAMESPACE} http://schema.datacite.org/meta/kernel-4/metadata.xsd`,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${formatElement({ ...root, attributes }, '')}\n`;
}

function formatElement({ name, attributes, children, text }: Element, indent: string): string {
  const start = Object.entries(attributes).reduce(
    (tag, [attribute, value]) => `${tag} ${attribute}="${escapeAttribute(value)}"`,
    `${indent}<${name}`,
  );
  if (children.length > 0) {
    const inner = children.map((child) => formatElement(child, `${indent}  `)).join('\n');
    return `${start}>\n${inner}\n${indent}</${name}>`;
  }
  return text === null || text === '' ? `${start}/>` : `${start}>${escapeText(text)}</${name}>`;
}

/** Numbers the elements as `formatElement` lays them out; returns the first line after the element. */
function numberLines(node: Element, line: number): number {
  node.line = line;
  if (node.children.length > 0) {
    return node.children.reduce((next, child) => numberLines(child, next), line + 1) + 1;
  }
  return line + (node.text ?? '').split('\n').length;
}

function person(kind: 'creator' | 'contributor', value: Json): Element {
  const { nameType, name, givenName, familyName, contributorType, lang } = value;
  const label = name ?? [familyName, givenName].filter(Boolean).join(', ');
  return element(kind, kind === 'contributor' ? { contributorType } : {}, [
    leaf(`${kind}Name`, { nameType, 'xml:lang': lang }, label),
    ...optional('givenName', givenName),
    ...optional('familyName', familyName),
    ...asList(value.nameIdentifiers)
      .filter(isObject)
      .map(({ nameIdentifier, nameIdentifierScheme, schemeUri }) =>
        leaf('nameIdentifier', { nameIdentifierScheme, schemeURI: schemeUri }, nameIdentifier),
      ),
    ...asList(value.affiliation).map((affiliation) => {
      const {
        name: label,
        affiliationIdentifier,
        affiliationIdentifierScheme,
        schemeUri,
      }: Json = isObject(affiliation) ? affiliation : { name: affiliation };
      return leaf(
        'affiliation',
        { affiliationIdentifier, affiliationIdentifierScheme, schemeURI: schemeUri },
        label,
      );
    }),
  ]);
}

function title({ title: text, titleType, lang }: Json): Element {
  return leaf('title', { titleType, 'xml:lang': lang }, text);
}

function publisher(value: Json | null): Element {
  const { name, publisherIdentifier, publisherIdentifierScheme, schemeUri, lang } = value ?? {};
  return leaf(
    'publisher',
    { publisherIdentifier, publisherIdentifierScheme, schemeURI: schemeUri, 'xml:lang': lang },
    name,
  );
}

function resourceType({ resourceTypeGeneral, resourceType: specific }: Json): Element[] {
  if (typeof resourceTypeGeneral !== 'string') return [];
  return [leaf('resourceType', { resourceTypeGeneral }, specific)];
}

function fundingReference(value: Json): Element {
  const { funderName, funderIdentifier, funderIdentifierType, awardNumber, awardUri, awardTitle } = value;
  return element('fundingReference', {}, [
    leaf('funderName', {}, funderName),
    ...(isGiven(funderIdentifier)
      ? [leaf('funderIdentifier', { funderIdentifierType }, funderIdentifier)]
      : []),
    ...(isGiven(awardNumber) ? [leaf('awardNumber', { awardURI: awardUri }, awardNumber)] : []),
    ...optional('awardTitle', awardTitle),
  ]);
}

function relatedIdentifier(value: Json): Element {
  const { relatedIdentifier: identifier, schemeUri, ...rest } = value;
  return leaf('relatedIdentifier', { ...rest, schemeURI: schemeUri }, identifier);
}

function relatedItem(value: Json): Element {
  const { relatedItemType, relationType, relationTypeInformation, number, numberType } = value;
  const identifier = isObject(value.relatedItemIdentifier) ? value.relatedItemIdentifier : null;
  const people = (name: string, kind: 'creator' | 'contributor') => {
    const entries = asList(value[name]).filter(isObject);
    // Inside a related item the schema knows names only.
    return list(name, entries, ({ nameIdentifiers, affiliation, ...entry }) => person(kind, entry));
  };
  return element('relatedItem', { relatedItemType, relationType, relationTypeInformation }, [
    ...(identifier === null
      ? []
      : [
          leaf(
            'relatedItemIdentifier',
            omit(identifier, 'relatedItemIdentifier'),
            identifier.relatedItemIdentifier,
          ),
        ]),
    ...people('creators', 'creator'),
    ...list('titles', asList(value.titles).filter(isObject), title),
    ...optional('publicationYear', value.publicationYear),
    ...optional('volume', value.volume),
    ...optional('issue', value.issue),
    ...(isGiven(number) ? [leaf('number', { numberType }, number)] : []),
    ...['firstPage', 'lastPage', 'publisher', 'edition'].flatMap((name) => optional(name, value[name])),
    ...people('contributors', 'contributor'),
  ]);
}

function rights(value: Json): Element {
  const { rights: text, rightsUri, rightsIdentifier, rightsIdentifierScheme, schemeUri, lang } = value;
  return leaf(
    'rights',
    {
      rightsURI: rightsUri,
      rightsIdentifier,
      rightsIdentifierScheme,
      schemeURI: schemeUri,
      'xml:lang': lang,
    },
    text,
  );
}

function geoLocation(value: Json): Element {
  const { geoLocationPlace, geoLocationPoint, geoLocationBox, geoLocationPolygon } = value;
  const points = asList(geoLocationPolygon).filter(isObject);
  return element('geoLocation', {}, [
    ...optional('geoLocationPlace', geoLocationPlace),
    ...(isObject(geoLocationPoint) ? [coordinates('geoLocationPoint', geoLocationPoint, POINT)] : []),
    ...(isObject(geoLocationBox) ? [coordinates('geoLocationBox', geoLocationBox, BOX)] : []),
    ...(points.length === 0 ? [] : [element('geoLocationPolygon', {}, points.flatMap(polygonMember))]),
  ]);
}

const POINT = ['pointLatitude', 'pointLongitude'];
const BOX = ['westBoundLongitude', 'eastBoundLongitude', 'southBoundLatitude', 'northBoundLatitude'];

function polygonMember({ polygonPoint, inPolygonPoint }: Json): Element[] {
  if (isObject(polygonPoint)) return [coordinates('polygonPoint', polygonPoint, POINT)];
  return isObject(inPolygonPoint) ? [coordinates('inPolygonPoint', inPolygonPoint, POINT)] : [];
}

function coordinates(name: string, value: Json, members: readonly string[]): Element {
  return element(
    name,
    {},
    members.flatMap((member) => optional(member, value[member])),
  );
}

function list<T>(name: string, values: readonly T[], write: (value: T) => Element): Element[] {
  return values.length === 0 ? [] : [element(name, {}, values.map(write))];
}

function optional(name: string, value: unknown): Element[] {
  return isGiven(value) ? [leaf(name, {}, value)] : [];
}

function leaf(name: string, attributes: Json, text: unknown): Element {
  return { ...element(name, attributes, []), text: isGiven(text) ? String(text) : null };
}

function element(name: string, attributes: Json, children: Element[]): Element {
  const given = Object.entries(attributes).filter(([, value]) => isGiven(value));
  return {
    name,
    attributes: Object.fromEntries(given.map(([key, value]) => [key, String(value)])),
    children,
    text: null,
    line: 0,
  };
}

function omit(value: Json, name: string): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function asList(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function escapeText(text: string): string {
  return withoutControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
}

/** XML 1.0, section 2.2 has no place for most control characters. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
